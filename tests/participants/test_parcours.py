"""Stays at the desk: opened, closed, reopened, corrected; each refusal by its code, and nothing left behind."""

import datetime as dt

import pytest

from partenaires.models import Partenaire
from participants.models import FaitQpv, FaitQuartier, FaitReferent, MotifSortie, NiveauEtudes, Parcours, Quartier
from participants.services.faits import changer_situation
from participants.services.parcours import clore_parcours, corriger_parcours, ouvrir_parcours, rouvrir_parcours
from socle.erreurs import SaisieRefusee
from socle.models import ParametreDate
from tests.fabriques import (
    ParcoursFabrique,
    ParticipantFabrique,
    PresenceFabrique,
    SeanceFabrique,
    UtilisateurFabrique,
    ligne_de,
)

pytestmark = pytest.mark.django_db

AUJOURDHUI = dt.date(2016, 6, 1)


def jour(texte: str) -> dt.date:
    return dt.datetime.strptime(texte, "%d/%m/%Y").date()


def empreinte() -> list:
    return [list(m.objects.order_by("pk").values()) for m in (Parcours, FaitQuartier, FaitReferent, Partenaire)]


def refus(service, **arguments) -> list[tuple[str, str]]:
    """(field, code) of what is refused; nothing may have been written."""
    avant = empreinte()
    with pytest.raises(SaisieRefusee) as refusee:
        service(**arguments, aujourdhui=AUJOURDHUI)
    assert empreinte() == avant
    return [(a.champ, a.code) for a in refusee.value.anomalies]


def ouvrir(personne, entree, *, faits=None, **sejour):
    return ouvrir_parcours(
        participant=personne, date_entree=jour(entree), sejour=sejour, faits=faits or {}, aujourdhui=AUJOURDHUI
    )


def clos(entree="05/01/2016", sortie="20/05/2016", **champs) -> Parcours:
    return ParcoursFabrique(date_entree=jour(entree), date_sortie=jour(sortie), **champs)


def test_a_person_at_the_reception_enters_with_what_is_known_that_day():
    personne = ParticipantFabrique()
    quartier, referente = ligne_de(Quartier, "Dutemple"), UtilisateurFabrique()
    sejour = ouvrir(personne, "01/06/2016", faits={"quartier": quartier, "referent": referente, "situation": None})
    assert (sejour.participant, sejour.date_entree, sejour.date_sortie) == (personne, jour("01/06/2016"), None)
    assert FaitQuartier.objects.get(parcours=sejour, depuis=jour("01/06/2016")).valeur == quartier
    assert FaitReferent.objects.get(parcours=sejour).valeur == referente


def test_a_partner_who_sends_the_person_is_found_by_its_name_or_created():
    premier = ouvrir(ParticipantFabrique(), "01/06/2016", origine="partenaire", prescripteur="Croix-Rouge")
    second = ouvrir(ParticipantFabrique(), "01/06/2016", origine="partenaire", prescripteur="croix rouge")
    assert premier.prescripteur == second.prescripteur == Partenaire.objects.get(nom="Croix-Rouge")


def test_a_return_is_a_second_stay_and_the_first_one_stays_as_it_was():
    ancien = clos()
    ouvrir(ancien.participant, "21/05/2016")
    assert list(ancien.participant.parcours.values_list("date_entree", "date_sortie")) == [
        (jour("05/01/2016"), jour("20/05/2016")),
        (jour("21/05/2016"), None),
    ]


@pytest.mark.parametrize(
    ("entree", "attendu"),
    [
        ("02/06/2016", ("date_entree", "entree_future")),
        ("05/01/2016", ("date_entree", "parcours_existe")),
        ("20/05/2016", ("date_entree", "parcours_chevauche")),
    ],
)
def test_an_entry_that_cannot_be_is_refused(entree, attendu):
    ancien = clos()
    assert refus(ouvrir_parcours, participant=ancien.participant, date_entree=jour(entree), sejour={}, faits={}) == [
        attendu
    ]


def test_an_entry_before_the_birth_is_refused():
    personne = ParticipantFabrique(date_naissance=jour("02/06/2000"))
    assert refus(ouvrir_parcours, participant=personne, date_entree=jour("01/06/2000"), sejour={}, faits={}) == [
        ("date_naissance", "naissance_apres_entree")
    ]


@pytest.mark.parametrize(
    ("origine", "prescripteur", "code"),
    [("partenaire", "", "prescripteur_absent"), ("ccas", "Croix-Rouge", "prescripteur_en_trop")],
)
def test_a_partner_is_named_when_a_partner_sent_the_person_and_only_then(origine, prescripteur, code):
    sejour = {"origine": origine, "prescripteur": prescripteur}
    attendu = [("prescripteur", code)]
    entree = {"participant": ParticipantFabrique(), "date_entree": AUJOURDHUI, "faits": {}}
    assert refus(ouvrir_parcours, sejour=sejour, **entree) == attendu
    ouvert = ParcoursFabrique()
    assert refus(corriger_parcours, parcours=ouvert, date_entree=ouvert.date_entree, sejour=sejour) == attendu


def test_a_stay_is_closed_with_its_motive():
    ouvert = ParcoursFabrique(date_entree=jour("05/01/2016"))
    motif = ligne_de(MotifSortie, "CDI")
    clore_parcours(parcours=ouvert, date_sortie=jour("31/05/2016"), motif=motif, aujourdhui=AUJOURDHUI)
    ouvert.refresh_from_db()
    assert (ouvert.date_sortie, ouvert.motif_sortie) == (jour("31/05/2016"), motif)


@pytest.mark.parametrize(("sortie", "code"), [("02/06/2016", "sortie_future"), ("04/01/2016", "sortie_avant_entree")])
def test_an_exit_that_cannot_be_is_refused(sortie, code):
    ouvert = ParcoursFabrique(date_entree=jour("05/01/2016"))
    assert refus(clore_parcours, parcours=ouvert, date_sortie=jour(sortie), motif=None) == [("date_sortie", code)]


def test_an_exit_before_a_presence_is_refused_with_the_day_of_the_presence():
    ouvert = ParcoursFabrique(date_entree=jour("05/01/2016"))
    PresenceFabrique(participant=ouvert.participant, seance=SeanceFabrique(date=jour("10/05/2016")))
    with pytest.raises(SaisieRefusee, match="10/05/2016"):
        clore_parcours(parcours=ouvert, date_sortie=jour("09/05/2016"), motif=None, aujourdhui=AUJOURDHUI)
    clore_parcours(parcours=ouvert, date_sortie=jour("10/05/2016"), motif=None, aujourdhui=AUJOURDHUI)


def test_an_exit_before_a_change_of_referent_is_refused():
    ouvert = ParcoursFabrique(date_entree=jour("05/01/2016"))
    FaitReferent.objects.create(parcours=ouvert, depuis=jour("01/03/2016"), valeur=UtilisateurFabrique())
    attendu = [("date_sortie", "fait_apres_sortie")]
    assert refus(clore_parcours, parcours=ouvert, date_sortie=jour("01/02/2016"), motif=None) == attendu


def test_a_closed_stay_is_not_closed_again():
    assert refus(clore_parcours, parcours=clos(), date_sortie=AUJOURDHUI, motif=None) == [("", "deja_clos")]


def test_a_recent_exit_is_taken_back_with_its_motive():
    sejour = clos(sortie="02/05/2016", motif_sortie=ligne_de(MotifSortie, "CDI"))
    rouvrir_parcours(parcours=sejour, aujourdhui=AUJOURDHUI)
    sejour.refresh_from_db()
    assert (sejour.date_sortie, sejour.motif_sortie) == (None, None)


def test_an_exit_of_more_than_thirty_days_is_kept():
    assert refus(rouvrir_parcours, parcours=clos(sortie="01/05/2016")) == [("", "sortie_ancienne")]


def test_the_chef_de_projet_sets_for_how_long_a_stay_may_be_reopened():
    ParametreDate.objects.create(nom="jours_reouverture", depuis=jour("01/01/2016"), valeur=60)
    rouvrir_parcours(parcours=clos(sortie="01/05/2016"), aujourdhui=AUJOURDHUI)
    assert refus(rouvrir_parcours, parcours=clos(sortie="01/04/2016")) == [("", "sortie_ancienne")]


def test_an_open_stay_and_one_that_another_follows_are_not_reopened():
    assert refus(rouvrir_parcours, parcours=ParcoursFabrique()) == [("", "deja_ouvert")]
    sejour = clos()
    ParcoursFabrique(participant=sejour.participant, date_entree=jour("25/05/2016"))
    assert refus(rouvrir_parcours, parcours=sejour) == [("", "parcours_suivant")]


def corriger(sejour, entree, sortie=None, **reste):
    dates = {"date_sortie": jour(sortie), "motif_sortie": None} if sortie else {}
    corriger_parcours(parcours=sejour, date_entree=jour(entree), sejour={**dates, **reste}, aujourdhui=AUJOURDHUI)
    sejour.refresh_from_db()
    return sejour.date_entree, sejour.date_sortie


@pytest.mark.parametrize(("entree", "sortie"), [("01/01/2016", "20/05/2016"), ("21/05/2016", "25/05/2016")])
def test_both_days_of_a_stay_are_corrected_and_the_situation_of_the_entry_follows(entree, sortie):
    sejour = clos()
    FaitQuartier.objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=ligne_de(Quartier, "Dutemple"))
    assert corriger(sejour, entree, sortie) == (jour(entree), jour(sortie))
    assert FaitQuartier.objects.get(parcours=sejour).depuis == jour(entree)


def test_an_open_stay_keeps_no_exit_when_its_entry_is_corrected():
    sejour = ParcoursFabrique(date_entree=jour("05/01/2016"))
    assert corriger(sejour, "12/01/2016", origine="ccas", prescripteur="") == (jour("12/01/2016"), None)
    assert sejour.origine == "ccas"


def test_an_entry_moved_over_the_new_map_takes_the_generation_of_its_day():
    """Living in a QPV is true of the map of that day: the one of 2015 begins on 1 January 2015."""
    sejour = ouvrir(ParticipantFabrique(), "05/01/2015", faits={"qpv": True})
    assert FaitQpv.objects.get().generation.code == "qpv-2015"
    corriger(sejour, "10/12/2014")
    assert (FaitQpv.objects.get().depuis, FaitQpv.objects.get().generation) == (jour("10/12/2014"), None)


def test_an_entry_is_not_moved_to_a_day_when_its_situation_was_not_in_the_lists():
    niveau = ligne_de(NiveauEtudes, "V")
    NiveauEtudes.objects.filter(pk=niveau.pk).update(valable_du=jour("01/01/2016"))
    sejour = ouvrir(ParticipantFabrique(), "05/01/2016", faits={"niveau_etudes": niveau})
    refuse = refus(corriger_parcours, parcours=sejour, date_entree=jour("15/12/2015"), sejour={})
    assert refuse == [("niveau_etudes", "hors_nomenclature")]


def test_a_correction_may_not_leave_a_presence_outside():
    sejour = clos()
    PresenceFabrique(participant=sejour.participant, seance=SeanceFabrique(date=jour("06/01/2016")))
    suite = {"date_sortie": sejour.date_sortie}
    assert refus(corriger_parcours, parcours=sejour, date_entree=jour("07/01/2016"), sejour=suite) == [
        ("date_sortie", "laisse_dehors")
    ]


@pytest.mark.parametrize(
    ("entree", "sortie", "attendu"),
    [
        ("05/01/2016", None, ("date_sortie", "sortie_effacee")),
        ("05/01/2016", "02/06/2016", ("date_sortie", "sortie_future")),
        ("21/05/2016", "20/05/2016", ("date_sortie", "sortie_avant_entree")),
        ("03/03/2015", "20/05/2016", ("date_entree", "parcours_existe")),
        ("10/03/2015", "20/05/2016", ("date_entree", "parcours_chevauche")),
        ("01/02/2016", "20/05/2016", ("date_entree", "fait_avant_entree")),
    ],
)
def test_a_correction_that_cannot_be_is_refused(entree, sortie, attendu):
    sejour = clos()
    ParcoursFabrique(participant=sejour.participant, date_entree=jour("03/03/2015"), date_sortie=jour("30/04/2015"))
    if attendu[1] == "fait_avant_entree":
        FaitQuartier.objects.create(parcours=sejour, depuis=jour("01/02/2016"), valeur=None)
    voulu = {"date_sortie": sortie and jour(sortie)}
    assert refus(corriger_parcours, parcours=sejour, date_entree=jour(entree), sejour=voulu) == [attendu]


def test_what_changed_the_same_day_is_written_together():
    sejour = ParcoursFabrique(date_entree=jour("05/01/2016"))
    valeurs = {"quartier": ligne_de(Quartier, "Dutemple"), "qpv": True, "logement": None}
    faits = changer_situation(
        participant=sejour.participant, depuis=jour("01/03/2016"), valeurs=valeurs, aujourdhui=AUJOURDHUI
    )
    assert faits == 3
    assert FaitQuartier.objects.get().valeur.libelle == "Dutemple"
