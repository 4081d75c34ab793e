"""Two writers of one reference that nobody had before, and one reference twice in one batch: never a crash."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ateliers.models import Atelier, Seance
from ateliers.services import SaisieSeance, enregistrer_seances
from jardins.models import Site
from partenaires.models import Thematique
from participants.models import Demarche, Entretien, Parcours, Participant
from participants.services import Dossier, enregistrer_dossiers
from participants.services.demarches import SaisieDemarche, enregistrer_demarches
from participants.services.entretiens import SaisieEntretien, enregistrer_entretiens
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParticipantFabrique

AUJOURDHUI = dt.date(2016, 6, 1)
LE = dt.datetime(2016, 6, 1, 12, tzinfo=dt.UTC)
DEUX_ECRIVAINS = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


def dossier(entree: dt.date, nom: str = "Léger", reference: str = "N1") -> Dossier:
    identite = {"nom": nom, "prenom": "Zoé", "sexe": "F", "date_naissance": None, "annee_seule": False}
    return Dossier(reference, entree, identite, {"date_sortie": None})


def ecrire_dossier(*dossiers):
    return enregistrer_dossiers(dossiers=dossiers, aujourdhui=AUJOURDHUI)


def seance(theme: str = "", reference: str = "N1") -> SaisieSeance:
    champs = {
        "atelier": Atelier.objects.get(code="jardinage"),
        "site": Site.objects.get(code="vignoble"),
        "date": dt.date(2015, 3, 3),
        "debut": dt.time(8),
        "fin": dt.time(10),
        "theme": theme,
        "statut": "realisee",
    }
    return SaisieSeance(reference, champs)


def ecrire_entretiens(personne, *references, note: str = ""):
    champs = {"participant": personne, "date": dt.date(2015, 3, 3), "compte_rendu": note}
    saisies = [SaisieEntretien(reference, champs) for reference in references]
    return enregistrer_entretiens(saisies=saisies, par=None, le=LE, aujourdhui=AUJOURDHUI)


def ecrire_demarches(personne, *references, intitule: str = "CMU"):
    champs = {
        "participant": personne,
        "thematique": Thematique.objects.get(code="droits"),
        "intitule": intitule,
        "date_debut": dt.date(2015, 3, 3),
        "statut": "en_cours",
    }
    saisies = [SaisieDemarche(reference, champs) for reference in references]
    return enregistrer_demarches(saisies=saisies, par=None, le=LE)


def en_meme_temps(premier, second):
    """The first writes and has not yet committed when the second starts: what the second gets, or its refusal."""
    issues = []

    def ecrire():
        try:
            ecriture = second()
            issues.append((ecriture.crees, ecriture.modifies, ecriture.inchanges))
        except SaisieRefusee as refusee:
            issues.append([anomalie.code for anomalie in refusee.anomalies])
        finally:
            connection.close()

    fil = threading.Thread(target=ecrire)
    with transaction.atomic():
        premier()
        fil.start()
        fil.join(timeout=1)
        assert issues == []
    fil.join(timeout=30)
    return issues[0]


class TestDeuxEcrivains:
    pytestmark = DEUX_ECRIVAINS

    def test_the_same_new_person_is_written_once(self):
        entree = dt.date(2015, 1, 5)
        assert en_meme_temps(lambda: ecrire_dossier(dossier(entree)), lambda: ecrire_dossier(dossier(entree))) == (
            0,
            0,
            1,
        )
        assert (Participant.objects.count(), Parcours.objects.count()) == (1, 1)

    def test_a_second_open_stay_of_the_same_new_person_is_refused(self):
        issue = en_meme_temps(
            lambda: ecrire_dossier(dossier(dt.date(2015, 1, 5))), lambda: ecrire_dossier(dossier(dt.date(2015, 2, 5)))
        )
        assert issue == ["parcours_chevauche"]
        assert Parcours.objects.count() == 1

    def test_the_same_new_session_is_written_once(self):
        assert en_meme_temps(
            lambda: enregistrer_seances(saisies=[seance("semis")]),
            lambda: enregistrer_seances(saisies=[seance("taille")]),
        ) == (0, 1, 0)
        assert Seance.objects.get().theme == "taille"

    def test_the_same_new_interview_is_written_once(self):
        zoe = ParticipantFabrique()
        issue = en_meme_temps(
            lambda: ecrire_entretiens(zoe, "N1", note="un"), lambda: ecrire_entretiens(zoe, "N1", note="deux")
        )
        assert issue == (0, 1, 0)
        assert Entretien.objects.get().compte_rendu == "deux"

    def test_the_same_new_demarche_is_written_once(self):
        zoe = ParticipantFabrique()
        assert en_meme_temps(lambda: ecrire_demarches(zoe, "N1"), lambda: ecrire_demarches(zoe, "N1")) == (0, 0, 1)
        assert Demarche.objects.count() == 1

    def test_two_people_given_one_new_reference_are_not_mixed(self):
        zoe, luc = ParticipantFabrique(), ParticipantFabrique()
        issue = en_meme_temps(lambda: ecrire_entretiens(zoe, "N1"), lambda: ecrire_entretiens(luc, "N1"))
        assert issue == ["autre_personne"]
        assert Entretien.objects.get().participant == zoe

    def test_a_file_merged_while_its_interview_was_written_is_told(self):
        zoe, luc = ParticipantFabrique(), ParticipantFabrique()

        def reunir():
            luc.fondu_dans = zoe
            luc.save()

        assert en_meme_temps(reunir, lambda: ecrire_entretiens(luc, "N1")) == ["dossier_reuni"]
        assert not Entretien.objects.exists()

    def test_two_batches_in_opposite_orders_do_not_lock_each_other(self):
        entree = dt.date(2015, 1, 5)
        gens = [dossier(entree, reference=f"N{rang}") for rang in range(30)]
        depart = threading.Barrier(2)
        issues = []

        def ecrire(lot):
            try:
                depart.wait()
                issues.append(ecrire_dossier(*lot).crees)
            finally:
                connection.close()

        fils = [threading.Thread(target=ecrire, args=(lot,)) for lot in (gens, gens[::-1])]
        for fil in fils:
            fil.start()
        for fil in fils:
            fil.join(timeout=30)
        assert sorted(issues) == [0, 30]
        assert Participant.objects.count() == 30


@pytest.mark.django_db
def test_one_stay_twice_in_one_batch_is_refused():
    entree = dt.date(2015, 1, 5)
    with pytest.raises(SaisieRefusee, match="déjà donné plus haut") as refusee:
        ecrire_dossier(dossier(entree), dossier(entree))
    assert [(a.rang, a.champ, a.code) for a in refusee.value.anomalies] == [(1, "date_entree", "parcours_repete")]
    assert not Participant.objects.exists()


@pytest.mark.django_db
def test_one_session_twice_in_one_batch_is_refused():
    with pytest.raises(SaisieRefusee, match="déjà donnée plus haut") as refusee:
        enregistrer_seances(saisies=[seance(), seance("taille")])
    assert [(a.rang, a.champ, a.code) for a in refusee.value.anomalies] == [(1, "reference", "seance_repetee")]
    assert not Seance.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("ecrire", [ecrire_entretiens, ecrire_demarches])
def test_one_reference_of_the_livret_twice_in_one_batch_is_refused(ecrire):
    with pytest.raises(SaisieRefusee, match="déjà donnée plus haut") as refusee:
        ecrire(ParticipantFabrique(), "N1", "N1")
    assert [(a.rang, a.champ, a.code) for a in refusee.value.anomalies] == [(1, "reference", "reference_repetee")]
    assert not Entretien.objects.exists()
    assert not Demarche.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("ecrire", [ecrire_entretiens, ecrire_demarches])
def test_writing_a_batch_again_takes_as_many_statements_with_ten_times_the_rows(ecrire):
    personnes = [ParticipantFabrique() for _ in range(2)]
    comptes = []
    for references in (["N1", "N2"], [f"M{n}" for n in range(20)]):
        ecrire(personnes[0], *references)
        with CaptureQueriesContext(connection) as requetes:
            assert ecrire(personnes[0], *references).inchanges == len(references)
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1]
