"""Skills seen at work: what is noted, what is refused, two encadrants at once, and what their pages show of people."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comptes.models import Acces
from participants.models import Competence, Coordonnees, FaitQuartier, Observation, Quartier
from participants.observations import groupes
from participants.services.fusion import fusionner
from participants.services.jardin import Note, noter_observations, version_de
from socle.erreurs import SaisieRefusee
from tests.conftest import client_de
from tests.fabriques import (
    ConsigneFabrique,
    ObservationFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    PresenceFabrique,
    SeanceFabrique,
    UtilisateurFabrique,
)

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 11, 24)
LISTE = "/participants/observations/"


@pytest.fixture(autouse=True)
def _ce_jour(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def karim():
    personne = ParticipantFabrique(nom="Bruyère", prenom="Karim", reference="J-77", date_naissance=dt.date(1983, 5, 4))
    ParcoursFabrique(participant=personne, date_entree=dt.date(2026, 3, 12))
    return personne


@pytest.fixture
def client(encadrant):
    return client_de(encadrant)


def competence(code: str) -> Competence:
    return Competence.objects.get(code=code)


def adresse(personne) -> str:
    return reverse("participants:observation_noter", args=[personne.uuid])


def noter(personne, *notes: Note, jour=JOUR, par=None):
    return noter_observations(participant=personne, jour=jour, notes=notes, par=par, aujourdhui=JOUR)


def refus(personne, *notes: Note, jour=JOUR) -> list[tuple[int, str, str]]:
    avant = list(Observation.objects.order_by("pk").values())
    with pytest.raises(SaisieRefusee) as refusee:
        noter(personne, *notes, jour=jour)
    assert list(Observation.objects.order_by("pk").values()) == avant
    return [(a.rang, a.champ, a.code) for a in refusee.value.anomalies]


def lues(personne) -> dict[str, tuple[int, str]]:
    return {o.competence.code: (o.niveau, o.commentaire) for o in personne.observations.all()}


def saisie(page: str, **reponses) -> dict:
    """The form of a page as a browser would send it, with these answers by « n_code » and « c_code »."""
    donnees = dict(re.findall(r'<input type="hidden"\s+name="(jour|v-\d+)"\s+value="([^"]*)"', page))
    for morceau in re.findall(r'<input type="radio"[^>]*>', page):
        if " checked" in morceau:
            donnees[re.search(r'name="([^"]*)"', morceau)[1]] = re.search(r'value="([^"]*)"', morceau)[1]
    donnees |= dict(re.findall(r'<textarea[^>]*name="(c-\d+)"[^>]*>([^<]*)</textarea>', page))
    for nom, valeur in reponses.items():
        champ, code = nom.split("_")
        donnees[f"{champ}-{competence(code).pk}"] = valeur
    return donnees


def envoyer(client, personne, page=None, **reponses):
    page = page or client.get(adresse(personne)).content.decode()
    return client.post(adresse(personne), saisie(page, **reponses))


# The service


def test_only_what_is_answered_is_noted_and_the_same_day_again_corrects(karim):
    paul, lea = UtilisateurFabrique(), UtilisateurFabrique()
    equipe, gestes = competence("equipe"), competence("gestes")
    ecrites = noter(karim, Note(equipe, 2, "Aide les nouveaux."), Note(gestes, None), par=paul)
    assert [note.competence for note in ecrites] == [equipe]
    assert lues(karim) == {"equipe": (2, "Aide les nouveaux.")}
    noter(karim, Note(equipe, 3), Note(gestes, 1), par=lea)
    assert lues(karim) == {"equipe": (3, ""), "gestes": (1, "")}
    assert {o.par for o in karim.observations.all()} == {lea}
    noter(karim, Note(equipe, 4), jour=JOUR - dt.timedelta(days=1), par=paul)
    assert karim.observations.filter(competence=equipe).count() == 2


def test_what_was_noted_that_day_by_mistake_is_taken_away(karim):
    equipe = competence("equipe")
    noter(karim, Note(equipe, 2))
    noter(karim, Note(equipe, None, version=version_de(Observation.objects.get())))
    assert lues(karim) == {}


@pytest.mark.parametrize(
    ("note", "attendu"),
    [
        ({"niveau": None}, (0, "", "rien_note")),
        ({"niveau": None, "commentaire": "Bien."}, (0, "niveau", "niveau_absent")),
        ({"niveau": 2, "commentaire": "x" * 301}, (0, "commentaire", "commentaire_long")),
    ],
)
def test_a_grid_that_says_nothing_or_too_much_is_refused(karim, note, attendu):
    assert refus(karim, Note(competence("equipe"), **note)) == [attendu]


def test_a_comment_of_three_hundred_characters_is_kept_whole(karim):
    noter(karim, Note(competence("equipe"), 2, "x" * 300))
    assert len(Observation.objects.get().commentaire) == 300


@pytest.mark.parametrize(
    ("jour", "code"),
    [
        (dt.date(2026, 1, 4), "hors_parcours"),
        (dt.date(2026, 1, 5), None),
        (dt.date(2026, 4, 30), None),  # the day of the exit is still in the stay
        (dt.date(2026, 5, 1), "hors_parcours"),
        (dt.date(2026, 9, 30), "hors_parcours"),
        (dt.date(2026, 10, 1), None),  # she came back
        (JOUR, None),
        (JOUR + dt.timedelta(days=1), "observation_future"),
    ],
)
def test_a_day_is_inside_a_stay_and_not_to_come(jour, code):
    personne = ParticipantFabrique()
    ParcoursFabrique(participant=personne, date_entree=dt.date(2026, 1, 5), date_sortie=dt.date(2026, 4, 30))
    ParcoursFabrique(participant=personne, date_entree=dt.date(2026, 10, 1))
    note = Note(competence("equipe"), 2)
    if code:
        assert refus(personne, note, jour=jour) == [(0, "", code)]
    else:
        noter(personne, note, jour=jour)
        assert Observation.objects.get().date == jour


def test_what_somebody_else_changed_meanwhile_is_told_and_not_overwritten(karim):
    equipe = competence("equipe")
    montree = version_de(None)
    noter(karim, Note(equipe, 3, "Guide les autres."), par=UtilisateurFabrique(prenom="Léa", nom="Grive"))
    assert refus(karim, Note(equipe, 1, version=montree)) == [(0, "niveau", "change_entre_temps")]
    with pytest.raises(SaisieRefusee, match="Léa Grive a noté"):
        noter(karim, Note(equipe, 1, version=montree))
    assert noter(karim, Note(equipe, 3, "Guide les autres.", version=montree)) == []  # both saw the same
    assert noter(karim, Note(equipe, None, version=montree)) == []  # she said nothing of it
    assert lues(karim) == {"equipe": (3, "Guide les autres.")}


def test_a_file_merged_meanwhile_is_refused(karim):
    autre = ParticipantFabrique()
    fusionner(garde=autre, fondu=karim, choix={}, par=None, le=dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC))
    assert refus(karim, Note(competence("equipe"), 2)) == [(0, "", "dossier_reuni")]


# The list


def noms(client, **requete) -> list[str]:
    reponse = client.post(LISTE, requete) if requete else client.get(LISTE)
    assert reponse.status_code == 200
    lus = re.findall(r'<span class="qui">(.*?)</span>', reponse.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", lu).split()) for lu in lus]


def entree(nom: str, prenom: str, debut: dt.date = dt.date(2026, 3, 2), fin: dt.date | None = None):
    personne = ParticipantFabrique(nom=nom, prenom=prenom)
    return ParcoursFabrique(participant=personne, date_entree=debut, date_sortie=fin).participant


def test_the_people_of_the_day_first_name_first_the_day_of_the_exit_included(client):
    entree("Saule", "Élodie")
    entree("Orme", "Denis", fin=JOUR)
    entree("Tilleul", "Rosa", fin=JOUR - dt.timedelta(days=1))
    entree("Frêne", "Zoé", debut=JOUR)
    ParticipantFabrique(nom="Houx", prenom="Attendu")
    assert noms(client) == ["Denis ORME", "Élodie SAULE", "Zoé FRÊNE"]


def test_who_came_back_is_there_once(client):
    personne = entree("Saule", "Élodie", dt.date(2025, 1, 6), dt.date(2025, 6, 30))
    ParcoursFabrique(participant=personne, date_entree=dt.date(2026, 10, 1))
    assert noms(client) == ["Élodie SAULE"]


def test_who_came_lately_stands_first():
    gens = {jours: entree("Orme", f"Ada{jours:02}") for jours in (0, 28, 29)}
    entree("Orme", "Jamais")
    for jours, personne in gens.items():
        PresenceFabrique(seance=SeanceFabrique(date=JOUR - dt.timedelta(days=jours)), participant=personne)
    lus = [(groupe.titre, [p.prenom for p in groupe.personnes]) for groupe in groupes(JOUR)]
    assert lus == [
        ("Venues aujourd’hui", ["Ada00"]),
        ("Venues ces quatre dernières semaines", ["Ada28"]),
        ("Les autres personnes", ["Ada29", "Jamais"]),
    ]


def test_the_list_says_when_each_was_last_noted_and_what_to_mind(client, karim):
    entree("Orme", "Ada")
    for jour in (dt.date(2026, 4, 1), dt.date(2026, 11, 2)):
        ObservationFabrique(participant=karim, date=jour)
    ConsigneFabrique(participant=karim, texte="Pas d’échelle.", depuis=JOUR)
    ConsigneFabrique(participant=karim, texte="Finie hier.", fin=JOUR - dt.timedelta(days=1))
    ConsigneFabrique(participant=karim, texte="Pour demain.", depuis=JOUR + dt.timedelta(days=1))
    page = client.get(LISTE).content.decode()
    assert "Noté le 2 novembre 2026" in page
    assert "Pas encore noté" in page
    assert "Pas d’échelle." in page
    assert "Finie hier." not in page
    assert "Pour demain." not in page
    noter(karim, Note(competence("equipe"), 2))
    assert "Noté aujourd’hui" in client.get(LISTE).content.decode()


@pytest.mark.parametrize(
    ("cherche", "trouvees"),
    [
        ("elo", ["Élodie SAULE"]),
        ("SAU élo", ["Élodie SAULE"]),
        ("aule", []),
        ("  ", ["Denis ORME", "Élodie SAULE"]),
    ],
)
def test_a_name_is_found_without_javascript_and_stays_out_of_the_address(client, cherche, trouvees):
    entree("Saule", "Élodie")
    entree("Orme", "Denis")
    assert noms(client, nom=cherche) == trouvees


def test_a_day_with_nobody_says_so(client):
    assert "Personne n’est en parcours aujourd’hui" in client.get(LISTE).content.decode()
    entree("Orme", "Denis")
    assert "Personne de ce nom aujourd’hui" in client.post(LISTE, {"nom": "zz"}).content.decode()


# The grid


def test_the_grid_shows_the_last_level_before_today_and_what_is_noted_today(client, karim):
    equipe, gestes = competence("equipe"), competence("gestes")
    for jour, niveau in ((dt.date(2026, 4, 1), 1), (dt.date(2026, 11, 2), 3)):
        ObservationFabrique(participant=karim, competence=equipe, date=jour, niveau=niveau, commentaire="Ancien mot")
    ObservationFabrique(participant=karim, competence=gestes, date=JOUR, niveau=2, commentaire="Sème en ligne.")
    page = client.get(adresse(karim)).content.decode()
    marques = re.findall(r'name="n-(\d+)"\s+value="(\d)"[^>]*>\s*<span>[^<]*<small>(.*?)</small>', page)
    assert marques == [(str(equipe.pk), "3", "la dernière fois, le 2 novembre 2026")]
    coches = {m[0]: m[1] for m in re.findall(r'name="n-(\d+)"\s+value="(\d?)"\s+checked', page)}
    assert (coches[str(equipe.pk)], coches[str(gestes.pk)]) == ("", "2")
    assert "Sème en ligne." in page
    assert "Ancien mot" not in page


def test_a_skill_no_longer_proposed_is_not_asked(client, karim):
    Competence.objects.filter(code="equipe").update(actif=False)
    assert "Travailler en équipe" not in client.get(adresse(karim)).content.decode()
    Competence.objects.update(actif=False)
    assert "Rien à observer pour le moment" in client.get(adresse(karim)).content.decode()


def test_noting_comes_back_to_the_list_and_says_how_many_not_who(client, karim, encadrant):
    reponse = envoyer(client, karim, n_equipe="3", c_equipe="  Guide\n les autres. ", n_gestes="1")
    assert (reponse.status_code, reponse["Location"]) == (302, LISTE)
    assert lues(karim) == {"equipe": (3, "Guide les autres."), "gestes": (1, "")}
    assert {o.par for o in karim.observations.all()} == {encadrant}
    message = re.search(r'class="messages".*?</div>\s*</div>', client.get(LISTE).content.decode(), re.DOTALL)[0]
    assert "C’est enregistré\u00a0: 2\u00a0compétences notées." in message
    assert "Karim" not in message


def test_the_journal_says_whose_grid_and_how_many_never_what(client, karim):
    envoyer(client, karim, n_equipe="3", c_equipe="Guide les autres.")
    lignes = Acces.objects.filter(action="observation_noter").order_by("pk").values_list("objet_uuid", "precision")
    assert list(lignes) == [(karim.uuid, ""), (karim.uuid, "1\u00a0compétence notée")]


def test_an_empty_grid_is_refused_and_a_comment_without_level_is_kept(client, karim):
    reponse = envoyer(client, karim)
    assert reponse.status_code == 400
    assert "Touchez un niveau pour au moins une compétence, puis enregistrez." in reponse.content.decode()
    reponse = envoyer(client, karim, c_equipe="Guide les autres.", n_gestes="4")
    page = reponse.content.decode()
    assert reponse.status_code == 400
    assert "Touchez aussi un niveau, ou effacez ce mot." in page
    assert "Guide les autres.</textarea>" in page
    assert saisie(page)[f"n-{competence('gestes').pk}"] == "4"
    assert lues(karim) == {}


def test_sending_twice_writes_once(client, karim):
    page = client.get(adresse(karim)).content.decode()
    for _ in range(2):
        assert envoyer(client, karim, page, n_equipe="3").status_code == 302
    assert lues(karim) == {"equipe": (3, "")}


def test_two_encadrants_on_one_grid_the_second_sees_the_first_then_decides(client, karim):
    autre = client_de(UtilisateurFabrique(prenom="Léa", nom="Grive", role="encadrant"))
    page = client.get(adresse(karim)).content.decode()
    envoyer(autre, karim, n_equipe="4", c_equipe="Montre à deux nouveaux.", n_gestes="2")
    reponse = envoyer(client, karim, page, n_equipe="1", c_equipe="Reste à part.")
    ensuite = reponse.content.decode()
    assert reponse.status_code == 409
    assert "Léa Grive a noté «\u00a0montre aux autres\u00a0» et «\u00a0Montre à deux nouveaux.\u00a0»" in ensuite
    assert "Reste à part.</textarea>" in ensuite
    assert lues(karim) == {"equipe": (4, "Montre à deux nouveaux."), "gestes": (2, "")}
    assert envoyer(client, karim, ensuite).status_code == 302
    assert lues(karim) == {"equipe": (1, "Reste à part."), "gestes": (2, "")}  # what she did not touch stays


def test_what_is_no_level_leaves_the_row_as_it_is(client, karim):
    noter(karim, Note(competence("equipe"), 2))
    assert envoyer(client, karim, n_equipe="9").status_code == 302
    assert lues(karim) == {"equipe": (2, "")}


@pytest.mark.parametrize(
    ("instant", "jour"),
    [
        (dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC), dt.date(2026, 11, 24)),  # 25 November in Paris
        (dt.datetime(2026, 12, 1, 11, tzinfo=dt.UTC), dt.date(2026, 11, 24)),
        (dt.datetime(2026, 12, 2, 11, tzinfo=dt.UTC), dt.date(2026, 12, 2)),
    ],
)
def test_a_page_opened_before_midnight_is_of_its_day_for_a_week(karim, encadrant, time_machine, instant, jour):
    page = client_de(encadrant).get(adresse(karim)).content.decode()
    time_machine.move_to(instant, tick=False)
    assert envoyer(client_de(encadrant), karim, page, n_equipe="3").status_code == 302
    assert Observation.objects.get().date == jour


@pytest.mark.parametrize(
    ("sortie", "statut"), [(None, 200), (JOUR, 200), (JOUR - dt.timedelta(days=1), 404), (dt.date(2026, 4, 1), 404)]
)
def test_who_left_is_unknown_from_the_day_after_her_exit(client, karim, sortie, statut):
    karim.parcours.update(date_sortie=sortie)
    assert client.get(adresse(karim)).status_code == statut
    donnees = {f"n-{competence('equipe').pk}": "3", "jour": "2026-03-15"}  # an old day does not let in
    assert client.post(adresse(karim), donnees).status_code == {200: 302}.get(statut, statut)


def test_an_old_address_of_a_merged_file_leads_to_the_person(client, karim):
    double = entree("Bruyere", "Karim", dt.date(2025, 1, 6), dt.date(2025, 6, 30))
    fusionner(garde=karim, fondu=double, choix={}, par=None, le=dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC))
    assert envoyer(client, double, n_equipe="3").status_code == 302
    assert lues(karim) == {"equipe": (3, "")}


@pytest.mark.parametrize(
    ("role", "statut"),
    [("encadrant", 200), ("travailleur_social", 200), ("chef_de_projet", 200), ("administrateur", 403)],
)
def test_the_three_who_meet_people_may_note(comptes, karim, role, statut):
    client = client_de(comptes[role])
    assert [client.get(page).status_code for page in (LISTE, adresse(karim))] == [statut, statut]


def test_the_encadrant_gets_names_and_nothing_else_of_people(client, karim):
    sejour = karim.parcours.get()
    quartier = Quartier.objects.first()
    FaitQuartier.objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=quartier)
    Coordonnees.objects.create(participant=karim, telephone="06 98 76 54 31", adresse="1 rue des Saules")
    ConsigneFabrique(participant=karim, par=UtilisateurFabrique(prenom="Anne", nom="Zqauteure"))
    refusee = client.post(adresse(karim), {"jour": JOUR.isoformat()})
    assert refusee.status_code == 400
    for page in (client.get(LISTE), client.get(adresse(karim)), refusee):
        contenu = page.content.decode()
        assert "BRUYÈRE" in contenu
        assert "Pas de port de charge." in contenu
        interdits = ("J-77", "1983", "43\u00a0ans", quartier.libelle, "06 98", "Saules", "12 mars 2026", "Zqauteure")
        assert [interdit for interdit in interdits if interdit in contenu] == []
        assert reverse("participants:participant_competences", args=[karim.uuid]) not in contenu


def test_whoever_may_open_the_file_has_a_link_to_it(travailleuse_sociale, karim):
    page = client_de(travailleuse_sociale).get(adresse(karim)).content.decode()
    assert reverse("participants:participant_competences", args=[karim.uuid]) in page


@pytest.mark.parametrize("page", ["liste", "grille"])
def test_few_statements_and_as_many_with_ten_times_the_rows(client, karim, page):
    borne = {"liste": 6, "grille": 12}[page]

    def peupler(combien: int, depart: int) -> None:
        for n in range(combien):
            autre = entree("Orme", f"Ada{depart + n}")
            ConsigneFabrique(participant=autre)
            ConsigneFabrique(participant=karim)
            for personne in (autre, karim):
                ObservationFabrique(participant=personne, date=JOUR - dt.timedelta(days=depart + n))

    def compter() -> int:
        with CaptureQueriesContext(connection) as contexte:
            assert client.get(LISTE if page == "liste" else adresse(karim)).status_code == 200
        return len(contexte.captured_queries)

    peupler(2, 1)
    compter()  # the first page marks the session
    petit = compter()
    peupler(18, 3)
    assert compter() == petit
    assert petit <= borne


def test_the_home_of_the_encadrant_leads_there_after_the_roll_call(client):
    page = client.get(reverse("accueil")).content.decode()
    boutons = re.findall(r'<a class="bouton( plein)?"\s+href="([^"]*)"', page.split('<ul class="tuiles"')[0])
    assert boutons[0] == ("", LISTE)
    assert [classe for classe, _ in boutons] == ["", " plein"]


@pytest.mark.parametrize("role", ["travailleur_social", "chef_de_projet", "administrateur"])
def test_other_homes_stay_as_they_are(comptes, role):
    assert LISTE not in client_de(comptes[role]).get(reverse("accueil")).content.decode()
