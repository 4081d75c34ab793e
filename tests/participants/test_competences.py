"""The tab « Compétences »: where the person stands, the way there, who saw it, and her consignes."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.competences import Suivi, suivis_de
from participants.models import Competence
from tests.conftest import client_de
from tests.fabriques import (
    ConsigneFabrique,
    ObservationFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    UtilisateurFabrique,
)

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _ce_jour(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def karim():
    personne = ParticipantFabrique(nom="Bruyère", prenom="Karim")
    return ParcoursFabrique(participant=personne, date_entree=dt.date(2026, 1, 5)).participant


def voir(personne, niveaux: dict[str, int], code: str = "equipe", **champs) -> None:
    """Observations by ISO day."""
    for jour, niveau in niveaux.items():
        competence = Competence.objects.get(code=code)
        ObservationFabrique(
            participant=personne, competence=competence, date=dt.date.fromisoformat(jour), niveau=niveau, **champs
        )


def suivi(personne, *entrees: dt.date) -> Suivi:
    [seul] = suivis_de(personne, entrees)
    return seul


def page(compte, personne):
    return client_de(compte).get(reverse("participants:participant_competences", args=[personne.uuid]))


@pytest.mark.parametrize(
    ("niveaux", "chemin", "fleche", "paliers"),
    [
        ({"2026-02-02": 1}, "", "arrow-right", 1),
        ({"2026-02-02": 1, "2026-03-02": 2}, "1\u00a0niveau de plus", "arrow-up", 2),
        ({"2026-02-02": 1, "2026-03-02": 1, "2026-04-02": 4}, "3\u00a0niveaux de plus", "arrow-up", 2),
        ({"2026-02-02": 3, "2026-03-02": 4, "2026-04-02": 1}, "2\u00a0niveaux de moins", "arrow-down", 3),
        ({"2026-02-02": 2, "2026-03-02": 3, "2026-04-02": 2}, "même niveau", "arrow-right", 3),
    ],
)
def test_the_distance_is_from_the_first_observation_to_the_newest(karim, niveaux, chemin, fleche, paliers):
    voir(karim, dict(reversed(niveaux.items())))  # noted in any order
    lu = suivi(karim)
    assert (lu.chemin, lu.fleche, len(lu.paliers)) == (chemin, fleche, paliers)
    assert lu.derniere.niveau == list(niveaux.values())[-1]


def test_the_drawing_steps_where_the_level_changes_and_says_it_in_words(karim):
    voir(karim, {"2026-02-01": 1, "2026-02-11": 1, "2026-02-21": 3})
    dessin = suivi(karim).dessin
    assert 'd="M170 84H308V36H308"' in dessin
    assert dessin.count("<circle") == 3
    assert 'cx="239" cy="84"' in dessin  # half way in time
    assert "toute seule ou tout seul, 2\u00a0niveaux de plus que le 1er février 2026</title>" in dessin
    assert "<desc>pas encore le 1er février 2026, toute seule ou tout seul le 21 février 2026.</desc>" in dessin
    assert 'font-weight="700">toute seule ou tout seul' in dessin
    assert "retour" not in dessin


def test_a_return_is_drawn_and_the_first_entry_is_not(karim):
    voir(karim, {"2026-02-01": 1, "2026-10-01": 2})
    dessin = suivi(karim, dt.date(2026, 9, 1), dt.date(2026, 1, 5)).dessin
    assert dessin.count(">retour<") == 1
    assert suivi(karim, dt.date(2026, 11, 1), dt.date(2026, 1, 5)).dessin.count(">retour<") == 0  # nothing seen since


def test_a_single_observation_is_a_point_and_one_date(karim):
    voir(karim, {"2026-02-01": 2})
    dessin = suivi(karim).dessin
    assert (dessin.count("<circle"), dessin.count("01/02/2026")) == (1, 1)


def test_ten_years_of_observations_draw_their_steps_and_list_the_latest(karim):
    jours = [dt.date(2017, 1, 2) + dt.timedelta(days=7 * n) for n in range(100)]
    for rang, jour in enumerate(jours):
        ObservationFabrique(participant=karim, date=jour, niveau=2 if rang < 50 else 3)
    lu = suivi(karim)
    assert lu.dessin.count("<circle") == 3
    assert [o.date for o in lu.recentes] == jours[:-13:-1]


def test_the_tab_says_the_level_when_by_whom_and_what_was_written(travailleuse_sociale, karim):
    paul = UtilisateurFabrique(prenom="Paul", nom="Verdier")
    voir(karim, {"2026-02-02": 1}, commentaire="Reste à part.", par=paul)
    voir(karim, {"2026-03-02": 3}, commentaire="Guide deux nouveaux.", par=paul)
    contenu = page(travailleuse_sociale, karim).content.decode()
    assert "Le 2 mars 2026, par Paul Verdier" in contenu
    assert "2\u00a0niveaux de plus que le 2 février 2026" in contenu
    assert contenu.index("Guide deux nouveaux.") < contenu.index("Reste à part.")
    assert "Pas encore observé&nbsp;: arriver à l’heure, suivre les consignes" in contenu


def test_a_skill_no_longer_proposed_keeps_its_past(travailleuse_sociale, karim):
    voir(karim, {"2026-03-02": 3})
    Competence.objects.filter(code="equipe").update(actif=False)
    contenu = page(travailleuse_sociale, karim).content.decode()
    assert "Travailler en équipe</h3>" in contenu


def test_an_empty_tab_invites(travailleuse_sociale, karim):
    contenu = page(travailleuse_sociale, karim).content.decode()
    assert "Rien n’est encore noté." in contenu
    assert "Aucune consigne." in contenu
    assert reverse("participants:consigne_ecrire", args=[karim.uuid]) in contenu
    assert reverse("participants:observation_noter", args=[karim.uuid]) in contenu


@pytest.mark.parametrize(("sortie", "lien"), [(JOUR, True), (JOUR - dt.timedelta(days=1), False)])
def test_noting_is_offered_until_the_day_of_the_exit(travailleuse_sociale, karim, sortie, lien):
    karim.parcours.update(date_sortie=sortie)
    contenu = page(travailleuse_sociale, karim).content.decode()
    assert (reverse("participants:observation_noter", args=[karim.uuid]) in contenu) == lien


def test_consignes_in_force_then_to_come_and_those_that_ended_are_folded(travailleuse_sociale, karim):
    ConsigneFabrique(participant=karim, texte="Finie.", depuis=dt.date(2026, 2, 2), fin=dt.date(2026, 11, 23))
    ConsigneFabrique(participant=karim, texte="En vigueur.", depuis=dt.date(2026, 2, 2), fin=JOUR)
    ConsigneFabrique(participant=karim, texte="À venir.", depuis=dt.date(2026, 11, 25))
    contenu = page(travailleuse_sociale, karim).content.decode()
    ordre = [contenu.index(mot) for mot in ("<b>En vigueur.", "<b>À venir.", "1\u00a0consigne terminée", "<b>Finie.")]
    assert ordre == sorted(ordre)
    assert "à vérifier" not in contenu


def test_after_a_return_a_consigne_of_the_stay_before_is_to_be_checked(travailleuse_sociale):
    personne = ParticipantFabrique()
    ParcoursFabrique(participant=personne, date_entree=dt.date(2025, 1, 6), date_sortie=dt.date(2025, 6, 30))
    ConsigneFabrique(participant=personne, texte="Ancienne.", depuis=dt.date(2025, 2, 3))
    assert "à vérifier" not in page(travailleuse_sociale, personne).content.decode()  # she is not there
    ParcoursFabrique(participant=personne, date_entree=dt.date(2026, 10, 1))
    ConsigneFabrique(participant=personne, texte="Nouvelle.", depuis=dt.date(2026, 10, 1))
    contenu = page(travailleuse_sociale, personne).content.decode()
    assert contenu.count("D’un parcours précédent, à vérifier") == 1
    assert contenu.index("<b>Ancienne.") < contenu.index("à vérifier")


@pytest.mark.parametrize(
    ("role", "statut"),
    [("travailleur_social", 200), ("chef_de_projet", 200), ("encadrant", 403), ("administrateur", 403)],
)
def test_who_opens_the_file_sees_the_tab(comptes, karim, role, statut):
    assert page(comptes[role], karim).status_code == statut


def test_the_tab_is_one_of_the_file(travailleuse_sociale, karim):
    contenu = page(travailleuse_sociale, karim).content.decode()
    assert re.search(r'aria-current="page">\s*Compétences', contenu)


def test_few_statements_and_as_many_with_ten_times_the_rows(travailleuse_sociale, karim):
    client = client_de(travailleuse_sociale)
    adresse = reverse("participants:participant_competences", args=[karim.uuid])

    def compter() -> int:
        with CaptureQueriesContext(connection) as contexte:
            assert client.get(adresse).status_code == 200
        return len(contexte.captured_queries)

    def peupler(combien: int, depart: int) -> None:
        for n in range(combien):
            par = UtilisateurFabrique()
            for competence in Competence.objects.all():
                jour = JOUR - dt.timedelta(days=depart + n)
                ObservationFabrique(participant=karim, competence=competence, date=jour, par=par)
            ConsigneFabrique(participant=karim, par=par)

    peupler(2, 1)
    compter()  # the first page marks the session
    petit = compter()
    peupler(18, 3)
    assert compter() == petit
    assert petit <= 12
