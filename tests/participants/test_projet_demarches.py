"""Démarches at the desk: noted once, corrected from what was shown, ticked, and given back for a moment."""

import datetime as dt
from uuid import UUID

import pytest

from partenaires.models import Partenaire, Thematique
from participants.models import Demarche, TypeContrat
from participants.services.projet_demarches import (
    ajouter_demarche,
    cocher_demarche,
    corriger_demarche,
    decocher_demarche,
    demarche_de,
)
from socle.conflits import ModifieDepuis, empreinte
from socle.erreurs import SaisieRefusee
from tests.fabriques import (
    DemarcheFabrique,
    ObjectifFabrique,
    ParcoursFabrique,
    PartenaireFabrique,
    ParticipantFabrique,
    UtilisateurFabrique,
)

pytestmark = pytest.mark.django_db

LE = dt.datetime(2015, 3, 19, 23, 30, tzinfo=dt.UTC)  # half past midnight in Paris, on the 20th
JOUR = dt.date(2015, 3, 20)
CHAMPS = (
    ["objectif", "echeance", "reponse_le", "date_fin", "contrat", "contrat_mois", "heures_hebdo"],
    ["qui", "partenaire", "reponse", "motif", "resultat", "employeur", "precisions"],
)


def dit(**champs) -> dict:
    """What a form says of a démarche that goes on since the beginning of March."""
    vides = dict.fromkeys(CHAMPS[0]) | dict.fromkeys(CHAMPS[1], "")
    theme = Thematique.objects.get(code=champs.pop("theme", "emploi"))
    communs = {"thematique": theme, "intitule": "Candidater", "statut": "en_cours", "date_debut": dt.date(2015, 3, 2)}
    return vides | communs | champs


def ajouter(personne=None, *, uuid=None, par=None, **champs):
    ajouter_demarche(participant=personne or ParticipantFabrique(), valeurs=dit(**champs), par=par, le=LE, uuid=uuid)


def refus(service, *arguments, **champs) -> dict[str, str]:
    with pytest.raises(SaisieRefusee) as refusee:
        service(*arguments, **champs)
    return {anomalie.champ: anomalie.raison.replace("\u00a0", " ") for anomalie in refusee.value.anomalies}


def test_a_demarche_is_noted_with_its_reference_its_partner_and_who_notes_it():
    agent, personne = UtilisateurFabrique(), ParticipantFabrique()
    ajouter(personne, par=agent, partenaire="Mission locale", reponse="attente", qui="ensemble")
    lue = Demarche.objects.get()
    assert (lue.participant, lue.par, lue.note_le, lue.reference) == (personne, agent, LE, "D2015-0001")
    assert (lue.partenaire, lue.reponse, lue.qui) == (
        Partenaire.objects.get(nom="Mission locale"),
        "attente",
        "ensemble",
    )


def test_a_known_partner_is_found_by_its_name_however_it_is_typed():
    agence = PartenaireFabrique(nom="Agéval")
    ajouter(partenaire="ageval")
    assert Demarche.objects.get().partenaire == agence
    assert Partenaire.objects.count() == 1


def test_one_form_sent_twice_notes_one_demarche():
    personne = ParticipantFabrique()
    for _ in range(2):
        ajouter(personne, uuid=UUID(int=4))
    assert Demarche.objects.get().uuid == UUID(int=4)


def test_one_form_sent_again_with_other_words_is_refused_and_not_lost_in_silence():
    personne = ParticipantFabrique()
    ajouter(personne, uuid=UUID(int=4), partenaire="Mission locale")
    ajouter(personne, uuid=UUID(int=4), partenaire="mission locale")  # the same partner, however it is typed
    dites = refus(ajouter, personne, uuid=UUID(int=4), partenaire="Agéval")
    assert dites[""].startswith("cette page est déjà enregistrée, avec d’autres réponses")
    assert [partenaire.nom for partenaire in Partenaire.objects.all()] == ["Mission locale"]


@pytest.mark.parametrize(
    ("champs", "dites"),
    [
        (
            {"date_debut": dt.date(2015, 3, 21)},
            {"date_debut": "ce jour est à venir : corrigez-le, ou choisissez « prévue »"},
        ),
        (
            {"date_fin": JOUR},
            {"date_fin": "une démarche en cours n’est pas finie : effacez ce jour, ou changez le statut"},
        ),
        (
            {"statut": "aboutie", "date_fin": dt.date(2015, 3, 21)},
            {"date_fin": "ce jour est à venir, corrigez la date"},
        ),
        ({"statut": "aboutie"}, {"date_fin": "une démarche aboutie demande la date de sa fin"}),
        (
            {"statut": "abandonnee", "date_fin": JOUR},
            {"motif": "dites en quelques mots pourquoi la démarche est abandonnée"},
        ),
        (
            {"motif": "Trop loin"},
            {"motif": "ce motif est celui d’un abandon : effacez-le, ou choisissez « abandonnée »"},
        ),
        (
            {"partenaire": "AGEVAL", "reponse_le": JOUR},
            {"reponse": "choisissez ce que le partenaire a répondu ce jour-là, ou effacez le jour"},
        ),
        (
            {"partenaire": "AGEVAL", "reponse": "attente", "reponse_le": JOUR},
            {"reponse": "choisissez ce que le partenaire a répondu ce jour-là, ou effacez le jour"},
        ),
        (
            {"partenaire": "AGEVAL", "reponse": "refusee", "reponse_le": dt.date(2015, 3, 21)},
            {"reponse_le": "ce jour est à venir, corrigez la date"},
        ),
        ({"reponse": "acceptee"}, {"partenaire": "nommez le partenaire qui répond"}),
        (
            {"contrat_mois": 6},
            {"contrat": "choisissez le type de contrat, ou effacez l’employeur, la durée et les heures"},
        ),
    ],
)
def test_what_does_not_go_together_is_refused_where_it_is(champs, dites):
    assert refus(ajouter, **champs) == dites
    assert not Demarche.objects.exists()
    assert not Partenaire.objects.exists()


def test_a_contract_is_the_result_of_an_emploi():
    cdi = TypeContrat.objects.get(code="cdi")
    dites = {"contrat": "un contrat est le résultat d’une démarche d’emploi"}
    assert refus(ajouter, theme="sante", contrat=cdi, statut="aboutie", date_fin=JOUR) == dites
    ajouter(contrat=cdi, employeur="La Ville", statut="aboutie", date_fin=JOUR)
    assert str(Demarche.objects.get().contrat) == "CDI"


def test_a_planned_demarche_may_begin_later():
    ajouter(statut="prevue", date_debut=dt.date(2015, 6, 1))
    assert Demarche.objects.get().date_debut == dt.date(2015, 6, 1)


def test_a_demarche_serves_an_objectif_of_the_same_person():
    objectif = ObjectifFabrique()
    assert refus(ajouter, objectif=objectif) == {"objectif": "cet objectif est celui d’une autre personne"}
    ajouter(objectif.parcours.participant, objectif=objectif)
    assert Demarche.objects.get().objectif == objectif


def corriger(demarche, version=None, **champs):
    version = version or empreinte(demarche_de(demarche))
    corriger_demarche(demarche=demarche, valeurs=dit(**champs), version=version, le=LE)


@pytest.mark.parametrize(
    ("de", "vers", "permis"),
    [
        ("prevue", "en_cours", True),
        ("en_cours", "prevue", True),
        ("aboutie", "en_cours", True),
        ("aboutie", "abandonnee", True),
        ("abandonnee", "aboutie", True),
        ("aboutie", "aboutie", True),
        ("aboutie", "prevue", False),
        ("abandonnee", "prevue", False),
    ],
)
def test_a_closed_demarche_is_not_planned_again(de, vers, permis):
    fin = {"aboutie": {"date_fin": JOUR}, "abandonnee": {"date_fin": JOUR, "motif": "Trop loin"}}
    demarche = DemarcheFabrique(statut=de, **fin.get(de, {}))
    if permis:
        corriger(demarche, statut=vers, **fin.get(vers, {}))
        assert Demarche.objects.get().statut == vers
    else:
        assert "ne redevient pas prévue : dites-la en cours" in refus(corriger, demarche, statut=vers)["statut"]
        assert Demarche.objects.get().statut == de


def test_an_imported_demarche_given_up_without_a_motive_may_be_corrected():
    demarche = DemarcheFabrique(statut="abandonnee", date_fin=JOUR)
    corriger(demarche, statut="abandonnee", date_fin=JOUR, intitule="Autrement dite")
    assert Demarche.objects.get().intitule == "Autrement dite"


def test_two_agents_on_one_demarche_do_not_overwrite_each_other():
    demarche = DemarcheFabrique(par=UtilisateurFabrique())
    version = empreinte(demarche_de(demarche))
    corriger(Demarche.objects.get(), version, intitule="Du collègue", partenaire="AGEVAL")
    with pytest.raises(ModifieDepuis) as conflit:
        corriger(demarche, version, intitule="Le mien")
    assert (conflit.value.actuelles["intitule"], conflit.value.actuelles["partenaire"]) == ("Du collègue", "AGEVAL")
    lue = Demarche.objects.get()
    assert (lue.intitule, lue.par) == ("Du collègue", demarche.par)


# One click, and its undoing.


def apres(secondes: float) -> dt.datetime:
    return LE + dt.timedelta(seconds=secondes)


def etat(**champs) -> dict:
    lue = Demarche.objects.get(**champs)
    return {nom: getattr(lue, nom) for nom in ("statut", "date_debut", "date_fin", "resultat")}


@pytest.mark.parametrize(
    "avant",
    [
        {"statut": "prevue", "date_debut": dt.date(2015, 2, 2)},
        {"statut": "en_cours", "date_debut": dt.date(2015, 2, 2), "resultat": "Dossier déposé"},
        {"statut": "prevue", "date_debut": dt.date(2015, 6, 1)},
        {"statut": "en_cours", "date_debut": dt.date(2015, 2, 2), "date_fin": dt.date(2015, 3, 1)},
    ],
)
def test_a_tick_says_it_succeeded_today_and_undoing_gives_back_what_was(avant):
    demarche = DemarcheFabrique(**avant)
    depart = etat()
    jeton = cocher_demarche(demarche=demarche, le=LE)
    assert etat() == depart | {"statut": "aboutie", "date_debut": min(avant["date_debut"], JOUR), "date_fin": JOUR}
    decocher_demarche(demarche=demarche, jeton=jeton, le=apres(9))
    assert etat() == depart
    assert demarche.statut == avant["statut"]


@pytest.mark.parametrize(("secondes", "permis"), [(0, True), (9, True), (120, True), (121, False), (3600, False)])
def test_undoing_lasts_ten_seconds_and_what_a_held_page_needs(secondes, permis):
    demarche = DemarcheFabrique()
    jeton = cocher_demarche(demarche=demarche, le=LE)
    if permis:
        decocher_demarche(demarche=demarche, jeton=jeton, le=apres(secondes))
        assert etat()["statut"] == "en_cours"
    else:
        dites = refus(decocher_demarche, demarche=demarche, jeton=jeton, le=apres(secondes))
        assert dites == {"": "le délai pour annuler est passé : ouvrez la démarche pour la corriger"}
        assert etat()["statut"] == "aboutie"


def test_what_somebody_wrote_meanwhile_is_not_undone():
    demarche = DemarcheFabrique()
    jeton = cocher_demarche(demarche=demarche, le=LE)
    Demarche.objects.update(resultat="Deux-pièces rue de Paris")
    dites = refus(decocher_demarche, demarche=demarche, jeton=jeton, le=apres(5))
    assert dites == {"": "cette démarche a été modifiée entre-temps : ouvrez la démarche pour la corriger"}
    assert etat()["statut"] == "aboutie"


def test_undoing_twice_is_undoing_once():
    demarche = DemarcheFabrique()
    jeton = cocher_demarche(demarche=demarche, le=LE)
    for secondes in (5, 500):
        decocher_demarche(demarche=demarche, jeton=jeton, le=apres(secondes))
    assert etat()["statut"] == "en_cours"


def test_what_gives_back_one_demarche_gives_back_no_other():
    cochee, autre = DemarcheFabrique(), DemarcheFabrique()
    jeton = cocher_demarche(demarche=cochee, le=LE)
    cocher_demarche(demarche=autre, le=LE)
    for essai in (jeton, jeton + "x", ""):
        dites = refus(decocher_demarche, demarche=autre, jeton=essai, le=apres(1))
        assert dites == {"": "ce bouton n’est plus valable : ouvrez la démarche pour la corriger"}
    assert etat(pk=autre.pk)["statut"] == "aboutie"


@pytest.mark.parametrize(
    ("statut", "phrase"),
    [
        ("aboutie", "cette démarche est déjà aboutie, depuis le 01/03/2015"),
        ("abandonnee", "cette démarche est déjà abandonnée, depuis le 01/03/2015"),
    ],
)
def test_what_is_closed_is_not_ticked(statut, phrase):
    demarche = DemarcheFabrique(statut=statut, date_fin=dt.date(2015, 3, 1))
    assert refus(cocher_demarche, demarche=demarche, le=LE) == {"": phrase}
    assert etat()["date_fin"] == dt.date(2015, 3, 1)


def test_the_proof_holds_no_word_of_the_demarche():
    demarche = DemarcheFabrique(intitule="Zqintitule", resultat="Zqresultat", precisions="Zqprecis")
    jeton = cocher_demarche(demarche=demarche, le=LE)
    assert "Zq" not in jeton


def test_a_file_merged_meanwhile_is_written_in_no_more():
    demarche = DemarcheFabrique()
    personne = demarche.participant
    personne.fondu_dans = ParcoursFabrique().participant
    personne.save()
    assert "vient d’être réuni à un autre" in refus(cocher_demarche, demarche=demarche, le=LE)[""]
