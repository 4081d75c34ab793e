"""What is aimed at and tried: objectifs and immersions at the desk, and where each theme stands on a day."""

import datetime as dt
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partenaires.models import Thematique
from participants.models import Immersion, Objectif
from participants.projet import Etat, date_courte, etat_de, themes_en_cours
from participants.services.projet import (
    ajouter_immersion,
    ajouter_objectif,
    clore_objectif,
    corriger_immersion,
    corriger_objectif,
    immersion_de,
    objectif_de,
    rouvrir_objectif,
)
from socle.conflits import ModifieDepuis, empreinte
from socle.erreurs import SaisieRefusee
from tests.fabriques import DemarcheFabrique, ObjectifFabrique, ParcoursFabrique, ParticipantFabrique

pytestmark = pytest.mark.django_db

JOUR = dt.date(2015, 3, 20)
MEME = UUID(int=4)


def theme(code):
    return Thematique.objects.get(code=code)


def dit(**champs) -> dict:
    """What a form says of an objectif."""
    communs = {"thematique": theme("logement"), "intitule": "Avoir un toit", "precisions": "", "date": JOUR}
    return communs | champs


def ajouter(personne, *, uuid=None, **champs):
    ajouter_objectif(participant=personne, valeurs=dit(**champs), par=None, aujourdhui=JOUR, uuid=uuid)


def refus(service, **arguments) -> dict[str, str]:
    with pytest.raises(SaisieRefusee) as refusee:
        service(**arguments)
    return {anomalie.champ: anomalie.raison.replace("\u00a0", " ") for anomalie in refusee.value.anomalies}


def test_an_objectif_belongs_to_the_stay_of_its_day():
    ancien = ParcoursFabrique(date_sortie=dt.date(2015, 2, 1))
    nouveau = ParcoursFabrique(participant=ancien.participant, date_entree=dt.date(2015, 3, 1))
    ajouter(ancien.participant, date=dt.date(2015, 1, 10), intitule="Ancien")
    ajouter(ancien.participant, date=JOUR, intitule="Nouveau")
    assert {o.intitule: o.parcours for o in Objectif.objects.all()} == {"Ancien": ancien, "Nouveau": nouveau}


@pytest.mark.parametrize(
    ("jour", "phrase"),
    [
        (dt.date(2015, 3, 21), "ce jour est à venir, corrigez la date"),
        (dt.date(2015, 1, 4), "la personne n’est pas en parcours ce jour-là, choisissez un jour de son parcours"),
    ],
)
def test_an_objectif_is_decided_on_a_past_day_of_a_stay(jour, phrase):
    personne = ParcoursFabrique().participant
    dites = refus(
        ajouter_objectif, participant=personne, valeurs=dit(date=jour), par=None, aujourdhui=dt.date(2015, 3, 20)
    )
    assert dites == {"date": phrase}
    assert not Objectif.objects.exists()


def test_nobody_aims_at_anything_before_her_entry():
    personne = ParticipantFabrique()
    dites = refus(ajouter_objectif, participant=personne, valeurs=dit(), par=None, aujourdhui=JOUR)
    assert dites == {"date": "la personne n’est pas encore entrée : notez d’abord son entrée"}


def test_one_form_sent_twice_notes_one_objectif_and_one_immersion():
    personne = ParcoursFabrique().participant
    for _ in range(2):
        ajouter(personne, uuid=MEME)
        ajouter_immersion(participant=personne, valeurs=sejour_ailleurs(), par=None, uuid=MEME)
    assert Objectif.objects.get().uuid == Immersion.objects.get().uuid == MEME


def test_one_form_sent_again_with_other_words_is_refused_and_not_lost_in_silence():
    personne = ParcoursFabrique().participant
    ajouter(personne, uuid=MEME)
    dites = refus(ajouter, personne=personne, uuid=MEME, intitule="Avoir un bail")
    assert dites[""].startswith("cette page est déjà enregistrée, avec d’autres réponses")
    assert Objectif.objects.get().intitule == "Avoir un toit"


def test_an_objectif_is_corrected_from_the_version_that_was_shown():
    objectif = ObjectifFabrique()
    version = empreinte(objectif_de(objectif))
    autre = Objectif.objects.get()
    corriger_objectif(objectif=autre, valeurs=dit(intitule="Du collègue"), version=version, aujourdhui=JOUR)
    with pytest.raises(ModifieDepuis) as conflit:
        corriger_objectif(objectif=objectif, valeurs=dit(intitule="Le mien"), version=version, aujourdhui=JOUR)
    assert conflit.value.actuelles["intitule"] == "Du collègue"
    assert Objectif.objects.get().intitule == "Du collègue"


@pytest.mark.parametrize(
    ("jour", "phrase"),
    [
        (dt.date(2015, 1, 4), "ce jour est hors du parcours, commencé le 05/01/2015"),
        (dt.date(2015, 3, 19), "cet objectif a pris fin le 01/02/2015, choisissez un jour plus tôt"),
    ],
)
def test_a_corrected_objectif_stays_between_its_entry_and_its_end(jour, phrase):
    objectif = ObjectifFabrique(statut="atteint", date_fin=dt.date(2015, 2, 1))
    version = empreinte(objectif_de(objectif))
    dites = refus(corriger_objectif, objectif=objectif, valeurs=dit(date=jour), version=version, aujourdhui=JOUR)
    assert dites == {"date": phrase}


def clore(objectif, statut, motif="", le=JOUR):
    clore_objectif(objectif=objectif, statut=statut, date_fin=le, motif=motif, aujourdhui=JOUR)


def test_an_objectif_is_reached_or_given_up_and_taken_up_again():
    objectif = ObjectifFabrique()
    clore(objectif, "abandonne", "Elle préfère rester chez sa sœur")
    lu = Objectif.objects.get()
    assert (lu.statut, lu.date_fin, lu.motif) == ("abandonne", JOUR, "Elle préfère rester chez sa sœur")
    rouvrir_objectif(objectif=objectif)
    lu = Objectif.objects.get()
    assert (lu.statut, lu.date_fin, lu.motif) == ("en_cours", None, "")
    clore(objectif, "atteint", "motif qui ne va pas avec")
    lu = Objectif.objects.get()
    assert (lu.statut, lu.date_fin, lu.motif) == ("atteint", JOUR, "")


@pytest.mark.parametrize(
    ("de", "vers", "permis"),
    [
        ("en_cours", "atteint", True),
        ("en_cours", "abandonne", True),
        ("atteint", "abandonne", False),
        ("abandonne", "atteint", False),
        ("atteint", "atteint", False),
    ],
)
def test_an_objectif_ends_once(de, vers, permis):
    objectif = ObjectifFabrique(statut=de, date_fin=None if de == "en_cours" else dt.date(2015, 2, 1))
    if permis:
        clore(objectif, vers, "Un motif")
        assert Objectif.objects.get().statut == vers
    else:
        assert "est déjà" in refus(clore, objectif=objectif, statut=vers, motif="Un motif")[""]
        assert Objectif.objects.get().date_fin == dt.date(2015, 2, 1)


def test_what_goes_on_is_not_taken_up_again():
    assert refus(rouvrir_objectif, objectif=ObjectifFabrique()) == {
        "": "cet objectif est déjà en cours, ouvrez de nouveau la page"
    }


def test_an_end_has_its_day_and_giving_up_its_motive():
    objectif = ObjectifFabrique(date=dt.date(2015, 2, 1))
    assert refus(clore, objectif=objectif, statut="abandonne", le=dt.date(2015, 1, 31)) == {
        "date_fin": "cet objectif a été décidé le 01/02/2015, choisissez un jour à partir de là",
        "motif": "dites en quelques mots pourquoi l’objectif est abandonné",
    }
    assert refus(clore, objectif=objectif, statut="atteint", le=dt.date(2015, 3, 21)) == {
        "date_fin": "ce jour est à venir, corrigez la date"
    }


def sejour_ailleurs(**champs) -> dict:
    communs = {"nature": "pmsmp", "accueil": "Ville", "poste": "", "heures": 70, "appreciation": ""}
    return communs | {"debut": dt.date(2015, 4, 1), "fin": dt.date(2015, 4, 14)} | champs


def test_an_immersion_may_be_noted_before_it_begins_and_told_after():
    personne = ParticipantFabrique()
    ajouter_immersion(participant=personne, valeurs=sejour_ailleurs(), par=None)
    immersion = Immersion.objects.get()
    version = empreinte(immersion_de(immersion))
    corriger_immersion(immersion=immersion, valeurs=sejour_ailleurs(appreciation="À l’heure."), version=version)
    assert Immersion.objects.get().appreciation == "À l’heure."
    with pytest.raises(ModifieDepuis):
        corriger_immersion(immersion=immersion, valeurs=sejour_ailleurs(heures=3), version=version)
    phrase = {"fin": "la fin précède le début, corrigez l’une des deux dates"}
    assert refus(ajouter_immersion, participant=personne, valeurs=sejour_ailleurs(fin=JOUR), par=None) == phrase


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"echeance": dt.date(2015, 3, 19)}, Etat("En retard de 1 jour", "brique", "alert-triangle")),
        ({"echeance": dt.date(2015, 3, 17)}, Etat("En retard de 3 jours", "brique", "alert-triangle")),
        ({"echeance": dt.date(2015, 3, 20)}, Etat("À faire aujourd’hui", "ambre", "clock")),
        ({"echeance": dt.date(2015, 12, 2)}, Etat("Avant le 2 déc.", "ambre", "clock")),
        ({"echeance": dt.date(2016, 3, 1)}, Etat("Avant le 1er mars 2016", "ambre", "clock")),
        ({}, Etat("Commencé", "feuille", "check")),
        ({"statut": "prevue"}, Etat("Pas commencé", "creuse", "circle-dashed")),
        ({"statut": "prevue", "date_debut": dt.date(2015, 7, 3)}, Etat("Prévu le 3 juil.", "ciel", "calendar-event")),
        (
            {"statut": "aboutie", "date_fin": dt.date(2015, 2, 12), "echeance": dt.date(2015, 2, 1)},
            Etat("Abouti le 12 févr.", "feuille", "circle-check"),
        ),
        ({"statut": "abandonnee", "date_fin": dt.date(2014, 9, 1)}, Etat("Abandonné le 1er sept. 2014", "", "ban")),
    ],
)
def test_a_demarche_says_where_it_stands(champs, attendu):
    etat = etat_de(DemarcheFabrique.build(participant=None, thematique=None, **champs), JOUR)
    assert Etat(etat.mot.replace("\u00a0", " "), etat.ton, etat.icone) == attendu


def test_months_are_cut_as_the_french_cut_them():
    mois = [date_courte(dt.date(2015, numero, 5), JOUR).replace("\u00a0", " ") for numero in range(1, 13)]
    assert " ".join(mois) == ("5 janv. 5 févr. 5 mars 5 avril 5 mai 5 juin 5 juil. 5 août 5 sept. 5 oct. 5 nov. 5 déc.")


def lus(personne, sejour) -> dict:
    return {
        t.code: (t.objectif, t.etape and t.etape.intitule, t.etat.mot) for t in themes_en_cours(personne, sejour, JOUR)
    }


def test_the_four_themes_are_always_told():
    personne = ParticipantFabrique()
    themes = themes_en_cours(personne, None, JOUR)
    assert [t.code for t in themes] == ["sante", "logement", "formation", "emploi"]
    assert all(t.vide and t.etat.mot == "Pas d’objectif" for t in themes)


def test_a_theme_tells_its_newest_objectif_and_what_to_do_first():
    sejour = ParcoursFabrique()
    ObjectifFabrique(parcours=sejour, intitule="Vieux", date=dt.date(2015, 1, 6))
    ObjectifFabrique(parcours=sejour, intitule="Neuf", date=dt.date(2015, 2, 6))
    ObjectifFabrique(parcours=sejour, intitule="Atteint", date=JOUR, statut="atteint", date_fin=JOUR)
    ObjectifFabrique(parcours=sejour, intitule="Bouger", thematique=theme("mobilite"))
    ObjectifFabrique(intitule="D’une autre")
    siens = {"participant": sejour.participant}
    DemarcheFabrique(**siens, intitule="Ancienne sans échéance", date_debut=dt.date(2015, 1, 6))
    DemarcheFabrique(**siens, intitule="Loin", echeance=dt.date(2015, 9, 1))
    DemarcheFabrique(**siens, intitule="Proche", echeance=dt.date(2015, 3, 22))
    DemarcheFabrique(**siens, intitule="Finie", echeance=JOUR, statut="aboutie", date_fin=JOUR)
    DemarcheFabrique(**siens, intitule="Bus", thematique=theme("emploi"))
    DemarcheFabrique(**siens, intitule="Taxi", thematique=theme("emploi"), date_debut=dt.date(2015, 2, 1))
    DemarcheFabrique(intitule="D’une autre")
    assert lus(sejour.participant, sejour) == {
        "sante": ("", None, "Pas d’objectif"),
        "logement": ("Neuf", "Proche", "Avant le 22\u00a0mars"),
        "formation": ("", None, "Pas d’objectif"),
        "emploi": ("", "Taxi", "Commencé"),
        "mobilite": ("Bouger", None, "Pas de démarche"),
    }


def test_objectifs_are_those_of_the_stay():
    ancien = ParcoursFabrique(date_sortie=dt.date(2015, 2, 1))
    nouveau = ParcoursFabrique(participant=ancien.participant, date_entree=dt.date(2015, 3, 1))
    ObjectifFabrique(parcours=ancien, intitule="Ancien")
    assert lus(ancien.participant, ancien)["logement"][0] == "Ancien"
    assert lus(ancien.participant, nouveau)["logement"][0] == ""


def test_a_theme_no_longer_proposed_is_told_while_something_goes_on_there():
    sejour = ParcoursFabrique()
    Thematique.objects.filter(code__in=["sante", "logement"]).update(actif=False)
    DemarcheFabrique(participant=sejour.participant)
    assert list(lus(sejour.participant, sejour)) == ["logement", "formation", "emploi"]


def test_the_themes_cost_two_queries_whatever_the_history():
    sejour = ParcoursFabrique()
    for _ in range(20):
        ObjectifFabrique(parcours=sejour)
        DemarcheFabrique(participant=sejour.participant)
    with CaptureQueriesContext(
        connection,
    ) as requetes:
        assert [str(t.etape.partenaire) for t in themes_en_cours(sejour.participant, sejour, JOUR) if t.etape] == [
            "None"
        ]
    assert len(requetes) == 2
