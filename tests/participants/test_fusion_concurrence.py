"""A file merged while somebody else writes in it: each waits for the other, nothing is lost and nothing crashes."""

import datetime as dt

import pytest

from participants.models import FaitQuartier, Parcours, Quartier
from participants.services import Dossier, Fait, enregistrer_dossiers, enregistrer_faits
from participants.services.contacts import noter_contact
from participants.services.coordonnees import modifier_coordonnees
from participants.services.faits import changer_situation
from participants.services.fusion import fusionner
from participants.services.parcours import ouvrir_parcours
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, ligne_de
from tests.imports.test_deux_ecrivains import DEUX_ECRIVAINS, en_meme_temps
from tests.participants.mondes_de_fusion import INSTANT

ENTREE, PLUS_TARD = dt.date(2015, 1, 5), dt.date(2015, 2, 2)


def deux_dossiers():
    """The two files of one person, whose stays share days: the second one's will be absorbed."""
    garde, fondu = ParticipantFabrique(reference="P-GARDE"), ParticipantFabrique(reference="P-FONDU")
    for personne in (garde, fondu):
        ParcoursFabrique(participant=personne, date_entree=ENTREE)
    return garde, fondu


def reunir(garde, fondu):
    return fusionner(garde=garde, fondu=fondu, choix={}, par=None, le=INSTANT)


def importer_un_changement():
    fait = Fait("P-FONDU", PLUS_TARD, "quartier", ligne_de(Quartier, "Dutemple"))
    return enregistrer_faits(faits=[fait])


class TestDeuxEcrivains:
    pytestmark = DEUX_ECRIVAINS

    def test_a_change_imported_meanwhile_goes_to_the_kept_file(self):
        garde, fondu = deux_dossiers()
        assert en_meme_temps(lambda: reunir(garde, fondu), importer_un_changement) == (1, 0, 0)
        assert FaitQuartier.objects.get().parcours == Parcours.objects.get(participant=garde)

    def test_a_stay_written_meanwhile_is_refused_rather_than_left_on_the_absorbed_file(self):
        garde, fondu = deux_dossiers()
        retour = Dossier("P-FONDU", PLUS_TARD, {}, {"date_sortie": None})
        issue = en_meme_temps(
            lambda: reunir(garde, fondu),
            lambda: enregistrer_dossiers(dossiers=[retour], aujourdhui=dt.date(2016, 6, 1)),
        )
        assert issue == ["dossier_reuni"]
        assert not Parcours.objects.filter(participant=fondu).exists()

    def test_a_merge_waits_for_a_change_that_is_being_imported(self):
        garde, fondu = deux_dossiers()
        dossier = Dossier("P-GARDE", ENTREE, {}, {})

        def reunir_puis_rien():
            reunir(garde, fondu)
            return enregistrer_dossiers(dossiers=[dossier], aujourdhui=dt.date(2016, 6, 1))

        assert en_meme_temps(importer_un_changement, reunir_puis_rien) == (0, 0, 1)
        assert FaitQuartier.objects.get().parcours == Parcours.objects.get(participant=garde)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ecrire",
    [
        lambda p: modifier_coordonnees(participant=p, valeurs={"telephone": "0612345678"}, version=""),
        lambda p: noter_contact(
            participant=p,
            valeurs={"date": ENTREE, "canal": "permanence", "decision": "attente"},
            par=None,
            le=INSTANT,
            aujourdhui=PLUS_TARD,
        ),
        lambda p: ouvrir_parcours(participant=p, date_entree=ENTREE, sejour={}, faits={}, aujourdhui=PLUS_TARD),
        lambda p: changer_situation(participant=p, depuis=PLUS_TARD, valeurs={}, aujourdhui=PLUS_TARD),
    ],
    ids=["coordonnees", "contact", "parcours", "situation"],
)
def test_a_file_merged_since_its_page_was_shown_takes_no_more_writes(ecrire):
    garde, fondu = deux_dossiers()
    reunir(garde, fondu)
    with pytest.raises(SaisieRefusee) as refusee:
        ecrire(fondu)
    assert [anomalie.code for anomalie in refusee.value.anomalies] == ["dossier_reuni"]
