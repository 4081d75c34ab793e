"""The service that writes people and stays: each refusal by its code, all or nothing, the same entry twice."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from participants.choix import Origine
from participants.models import FaitQuartier, MotifSortie, Parcours, Participant, Quartier
from participants.services import Dossier, Fait, enregistrer_dossiers, enregistrer_faits
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParcoursFabrique, PartenaireFabrique, PresenceFabrique, SeanceFabrique, ligne_de

pytestmark = pytest.mark.django_db

AUJOURDHUI = dt.date(2016, 6, 1)
IDENTITE = {"nom": "Léger", "prenom": "Zoé", "sexe": "F", "date_naissance": None, "annee_seule": False}


def jour(texte: str) -> dt.date:
    return dt.datetime.strptime(texte, "%d/%m/%Y").date()


def dossier(entree, sortie=None, *, reference="P1", identite=None, faits=None, **sejour) -> Dossier:
    return Dossier(
        reference,
        jour(entree),
        {**IDENTITE, **(identite or {})},
        {"date_sortie": jour(sortie) if sortie else None, **sejour},
        faits or {},
    )


def enregistrer(*dossiers):
    return enregistrer_dossiers(dossiers=dossiers, aujourdhui=AUJOURDHUI)


def refus(*dossiers) -> list[tuple[int, str, str]]:
    """(rank, field, code) of what is refused; nothing may have been written."""
    avant = empreinte()
    with pytest.raises(SaisieRefusee) as refusee:
        enregistrer(*dossiers)
    assert empreinte() == avant
    return [(a.rang, a.champ, a.code) for a in refusee.value.anomalies]


def empreinte() -> list:
    return [list(modele.objects.order_by("pk").values()) for modele in (Participant, Parcours, FaitQuartier)]


def motif():
    return ligne_de(MotifSortie, "CDI")


def test_an_entry_tomorrow_is_refused_and_one_today_is_not():
    assert refus(dossier("02/06/2016")) == [(0, "date_entree", "entree_future")]
    assert enregistrer(dossier("01/06/2016")).crees == 1


def test_an_exit_before_the_entry_is_refused_and_one_the_same_day_is_not():
    assert refus(dossier("05/01/2015", "04/01/2015")) == [(0, "date_sortie", "sortie_avant_entree")]
    assert enregistrer(dossier("05/01/2015", "05/01/2015")).crees == 1


def test_a_motive_without_exit_is_refused():
    assert refus(dossier("05/01/2015", motif_sortie=motif())) == [(0, "motif_sortie", "motif_sans_sortie")]


def test_a_motive_is_refused_when_nothing_is_said_of_the_exit():
    sans_sortie = Dossier("P1", jour("05/01/2015"), IDENTITE, {"motif_sortie": motif()})
    assert refus(sans_sortie) == [(0, "motif_sortie", "motif_sans_sortie")]


def test_reopening_a_stay_that_keeps_its_motive_is_refused():
    enregistrer(dossier("05/01/2015", "10/02/2015", motif_sortie=motif()))
    rouvert = Dossier("P1", jour("05/01/2015"), IDENTITE, {"date_sortie": None})
    assert refus(rouvert) == [(0, "motif_sortie", "motif_sans_sortie")]


def test_a_motive_is_accepted_for_a_stay_already_closed():
    enregistrer(dossier("05/01/2015", "10/02/2015"))
    assert enregistrer(Dossier("P1", jour("05/01/2015"), IDENTITE, {"motif_sortie": motif()})).modifies == 1


@pytest.mark.parametrize(
    ("naissance", "annee_seule", "refusee"),
    [
        ("06/01/2015", False, True),
        ("05/01/2015", False, False),
        ("01/07/2016", True, True),
        ("01/07/2015", True, False),
    ],
)
def test_a_birth_after_the_entry_is_refused_a_year_alone_counting_whole(naissance, annee_seule, refusee):
    ne = dossier("05/01/2015", identite={"date_naissance": jour(naissance), "annee_seule": annee_seule})
    if refusee:
        assert refus(ne) == [(0, "date_naissance", "naissance_apres_entree")]
    else:
        assert enregistrer(ne).crees == 1


def test_two_identities_under_one_reference_are_refused_field_by_field():
    autre = dossier("01/03/2015", identite={"nom": "Leger", "sexe": "H"})
    codes = refus(dossier("05/01/2015", "10/02/2015"), autre)
    assert codes == [(1, "nom", "identites_differentes"), (1, "sexe", "identites_differentes")]


@pytest.mark.parametrize(
    ("premier", "second", "attendu"),
    [
        (("05/01/2015", None), ("01/03/2015", None), (1, "date_entree")),  # two open at once
        (("05/01/2015", "01/03/2015"), ("01/03/2015", None), (1, "date_entree")),  # they share a day
        (("05/01/2015", "28/02/2015"), ("01/03/2015", None), None),
        (("01/03/2015", None), ("05/01/2015", "28/02/2015"), None),  # in any order
        (("01/03/2015", None), ("05/01/2015", "01/03/2015"), (0, "date_entree")),
    ],
)
def test_stays_of_one_person_never_share_a_day(premier, second, attendu):
    lignes = dossier(*premier), dossier(*second)
    if attendu:
        assert refus(*lignes) == [(*attendu, "parcours_chevauche")]
    else:
        assert enregistrer(*lignes).crees == 2


def test_a_stay_is_refused_against_those_already_written():
    enregistrer(dossier("05/01/2015", "10/02/2015"), dossier("01/06/2015"))
    assert refus(dossier("10/02/2015", "11/02/2015")) == [(0, "date_entree", "parcours_chevauche")]
    assert refus(dossier("20/05/2015", "01/06/2015")) == [(0, "date_sortie", "parcours_chevauche")]
    assert refus(dossier("05/01/2015")) == [(0, "date_sortie", "parcours_chevauche")]


def test_an_exit_that_leaves_a_change_outside_is_refused():
    enregistrer(dossier("05/01/2015"))
    enregistrer_faits(faits=[Fait("P1", jour("01/03/2015"), "quartier", None)])
    assert refus(dossier("05/01/2015", "28/02/2015")) == [(0, "date_sortie", "fait_apres_sortie")]
    assert enregistrer(dossier("05/01/2015", "01/03/2015")).modifies == 1


def test_an_exit_that_leaves_a_presence_outside_is_refused():
    enregistrer(dossier("05/01/2015"))
    seance = SeanceFabrique(date=jour("03/03/2015"))
    PresenceFabrique(seance=seance, participant=Participant.objects.get())
    assert refus(dossier("05/01/2015", "02/03/2015")) == [(0, "date_sortie", "laisse_dehors")]
    assert enregistrer(dossier("05/01/2015", "03/03/2015")).modifies == 1


def test_everything_wrong_is_told_at_once_in_the_order_of_the_batch():
    faux = dossier("02/06/2016", "01/01/2016"), dossier("05/01/2015", "04/01/2015", reference="P2")
    assert refus(*faux) == [
        (0, "date_entree", "entree_future"),
        (0, "date_sortie", "sortie_avant_entree"),
        (1, "date_sortie", "sortie_avant_entree"),
    ]


def test_one_bad_entry_and_nothing_is_written():
    refus(dossier("05/01/2015", reference="P1"), dossier("02/06/2016", reference="P2"))
    assert Participant.objects.count() == 0


def test_the_same_entry_twice_changes_nothing():
    entree = dossier(
        "05/01/2015",
        "10/02/2015",
        faits={"quartier": ligne_de(Quartier, "St Waast")},
        origine=Origine.PARTENAIRE,
        prescripteur=PartenaireFabrique(),
    )
    premiere = enregistrer(entree)
    avant = empreinte()
    seconde = enregistrer(entree)
    assert (premiere.crees, premiere.modifies, premiere.inchanges) == (1, 0, 0)
    assert (seconde.crees, seconde.modifies, seconde.inchanges) == (0, 0, 1)
    assert empreinte() == avant


def test_what_is_changed_is_told_before_and_after():
    acacias, dutemple = ligne_de(Quartier, "Accacias"), ligne_de(Quartier, "Dutemple")
    enregistrer(dossier("05/01/2015", faits={"quartier": acacias}))
    lu = enregistrer(dossier("05/01/2015", identite={"nom": "Legrand"}, faits={"quartier": dutemple}))
    assert lu.changements[0].differences == (("nom", "Léger", "Legrand"), ("quartier", acacias, dutemple))
    assert Participant.objects.get().cle == "legrand zoe"


def test_an_emptied_fact_of_the_entry_becomes_unknown():
    enregistrer(dossier("05/01/2015", faits={"quartier": ligne_de(Quartier, "Dutemple")}))
    enregistrer(dossier("05/01/2015", faits={"quartier": None}))
    assert not FaitQuartier.objects.exists()


def test_what_an_entry_does_not_speak_of_is_left_as_it_is():
    enregistrer(dossier("05/01/2015", "10/02/2015", faits={"quartier": ligne_de(Quartier, "Dutemple")}))
    muet = enregistrer(Dossier("P1", jour("05/01/2015"), {"nom": "Léger"}))
    assert muet.inchanges == 1
    assert FaitQuartier.objects.get().valeur.libelle == "Dutemple"


def test_closing_a_stay_and_opening_the_next_may_come_together():
    enregistrer(dossier("05/01/2015"))
    ecriture = enregistrer(dossier("01/06/2015"), dossier("05/01/2015", "31/05/2015"))
    assert (ecriture.crees, ecriture.modifies) == (1, 1)


def test_statements_are_as_many_for_5_people_as_for_50(django_assert_num_queries, django_assert_max_num_queries):
    def gens(nombre, prefixe):
        quartier = ligne_de(Quartier, "Dutemple")
        return [dossier("05/01/2015", reference=f"{prefixe}{n}", faits={"quartier": quartier}) for n in range(nombre)]

    enregistrer(*gens(1, "X"))
    with django_assert_max_num_queries(40) as compte:
        enregistrer(*gens(5, "A"))
    cinq = len(compte.captured_queries)
    with django_assert_num_queries(cinq):
        enregistrer(*gens(50, "B"))


def test_a_stay_made_elsewhere_is_found_by_its_person_and_day():
    sejour = ParcoursFabrique(participant__reference="P9", date_entree=jour("05/01/2015"))
    enregistrer(dossier("05/01/2015", "10/02/2015", reference="P9"))
    sejour.refresh_from_db()
    assert sejour.date_sortie == jour("10/02/2015")


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_do_not_give_one_person_two_stays_of_the_same_days():
    """The second waits until the first has written, then is refused: without the lock it would see nothing."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time, by the engine itself.")
    enregistrer(dossier("05/01/2015", "10/02/2015"))
    issues = []

    def ouvrir():
        try:
            enregistrer(dossier("15/03/2015", "15/04/2015"))
            issues.append("écrit")
        except SaisieRefusee as refusee:
            issues.append(refusee.anomalies[0].code)
        finally:
            connection.close()

    fil = threading.Thread(target=ouvrir)
    with transaction.atomic():
        enregistrer(dossier("01/03/2015", "31/03/2015"))
        fil.start()
        fil.join(timeout=1)
        assert issues == []
    fil.join(timeout=30)
    assert issues == ["parcours_chevauche"]
    assert Parcours.objects.count() == 2
