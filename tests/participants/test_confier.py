"""People handed over: whom, by whom, from which day, in how many statements, and the way back."""

import datetime as dt
import html
import re
import threading

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse

from comptes.choix import Role
from comptes.models import Acces
from participants.models import Entretien, FaitReferent, NotePrivee, Participant
from participants.services.confier import combien_par_referent, confier_personnes, suivies_par
from participants.services.fusion import fusionner
from socle.erreurs import SaisieRefusee
from tests.conftest import client_de, creer_compte
from tests.fabriques import EntretienFabrique, ParcoursFabrique, RendezVousFabrique
from tests.jardins.outils import requetes

AUJOURDHUI = dt.date(2026, 12, 1)
ENTREE = dt.date(2026, 9, 1)
LE = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
URL = "/participants/confier/"


@pytest.fixture
def anne(comptes):
    return _nommer(comptes[Role.TRAVAILLEUR_SOCIAL], "Anne", "Mésange")


@pytest.fixture
def nora(db):
    return creer_compte(Role.TRAVAILLEUR_SOCIAL, email="nora@jardins.example", prenom="Nora", nom="Fauvette")


def _nommer(compte, prenom, nom):
    compte.prenom, compte.nom = prenom, nom
    compte.save()
    return compte


def suivre(referent, nom="Benali", depuis=ENTREE, entree=ENTREE, sortie=None):
    """Somebody in the action since `entree`, followed since `depuis`."""
    sejour = ParcoursFabrique(date_entree=entree, date_sortie=sortie, participant__nom=nom, participant__prenom="Ada")
    if referent:
        FaitReferent.objects.create(parcours=sejour, depuis=depuis, valeur=referent)
    return sejour.participant


def confier(gens, de, vers, depuis=AUJOURDHUI):
    return confier_personnes(
        personnes=[personne.uuid for personne in gens], de=de, vers=vers, depuis=depuis, aujourdhui=AUJOURDHUI
    )


def referents(personne) -> list[tuple]:
    """Every fact, oldest first."""
    faits = FaitReferent.objects.filter(parcours__participant=personne).order_by("depuis")
    return list(faits.values_list("depuis", "valeur__prenom"))


def codes(faire) -> list[str]:
    with pytest.raises(SaisieRefusee) as refus:
        faire()
    return [anomalie.code for anomalie in refus.value.anomalies]


@pytest.mark.django_db
class TestService:
    def test_from_that_day_and_not_before(self, anne, nora):
        gens = [suivre(anne, nom) for nom in ("Aulne", "Buis")]
        reste = suivre(anne, "Charme")
        transmission = confier(gens, anne, nora)
        assert (transmission.personnes, transmission.laissees) == (tuple(gens), 0)
        for personne in gens:
            assert referents(personne) == [(ENTREE, "Anne"), (AUJOURDHUI, "Nora")]
        assert referents(reste) == [(ENTREE, "Anne")]
        assert [len(suivies_par(qui, AUJOURDHUI)) for qui in (anne, nora)] == [1, 2]
        assert [len(suivies_par(qui, AUJOURDHUI - dt.timedelta(days=1))) for qui in (anne, nora)] == [3, 0]

    def test_sent_twice_it_changes_nothing(self, anne, nora):
        personne = suivre(anne)
        confier([personne], anne, nora)
        encore = confier([personne], anne, nora)
        assert (encore.personnes, encore.laissees) == ((), 1)
        assert referents(personne) == [(ENTREE, "Anne"), (AUJOURDHUI, "Nora")]

    def test_who_is_followed_by_somebody_else_meanwhile_is_left(self, anne, nora, cheffe_de_projet):
        mienne, prise = suivre(anne), suivre(cheffe_de_projet)
        transmission = confier([mienne, prise], anne, nora)
        assert (transmission.personnes, transmission.laissees) == ((mienne,), 1)

    def test_handed_back_the_same_day_all_is_as_before(self, anne, nora):
        personne = suivre(anne)
        confier([personne], anne, nora)
        confier([personne], nora, anne)
        assert referents(personne) == [(ENTREE, "Anne"), (AUJOURDHUI, "Anne")]

    def test_on_the_day_of_the_entry_the_situation_of_the_entry_changes(self, anne, nora):
        personne = suivre(anne, entree=AUJOURDHUI, depuis=AUJOURDHUI)
        confier([personne], anne, nora)
        assert referents(personne) == [(AUJOURDHUI, "Nora")]

    def test_people_without_referent_find_one_and_may_lose_it_again(self, nora):
        personne = suivre(None)
        confier([personne], None, nora)
        assert referents(personne) == [(AUJOURDHUI, "Nora")]
        confier([personne], nora, None)
        assert list(suivies_par(None, AUJOURDHUI)) == list(personne.parcours.all())

    @pytest.mark.parametrize(
        ("depuis", "code"),
        [
            (AUJOURDHUI + dt.timedelta(days=1), "transmission_future"),
            (ENTREE - dt.timedelta(days=1), "avant_le_suivi"),
        ],
    )
    def test_a_day_to_come_or_before_the_entry_is_refused(self, depuis, code, anne, nora):
        gens = [suivre(anne, "Aulne"), suivre(anne, "Buis", entree=dt.date(2020, 1, 6), depuis=dt.date(2020, 1, 6))]
        assert codes(lambda: confier(gens, anne, nora, depuis)) == [code]
        assert not FaitReferent.objects.filter(valeur=nora).exists()

    def test_a_day_before_the_follow_up_is_refused_and_names_who(self, anne, nora):
        personne = suivre(anne, "Aulne", depuis=dt.date(2026, 11, 15))
        with pytest.raises(SaisieRefusee, match="AULNE Ada\u00a0: le suivi actuel commence le 15 novembre 2026"):
            confier([personne], anne, nora, dt.date(2026, 11, 14))
        assert confier([personne], anne, nora, dt.date(2026, 11, 15)).personnes == (personne,)

    def test_neither_to_oneself_nor_to_who_may_not_follow(self, anne, encadrant, administrateur):
        ferme = creer_compte(Role.TRAVAILLEUR_SOCIAL, email="ferme@jardins.example", is_active=False)
        personne = suivre(anne)
        assert codes(lambda: confier([personne], anne, anne)) == ["meme_referent"]
        for vers in (encadrant, administrateur, ferme):
            assert codes(lambda vers=vers: confier([personne], anne, vers)) == ["compte_impossible"]

    def test_people_gone_or_merged_are_not_there_to_hand_over(self, anne, nora):
        partie = suivre(anne, sortie=AUJOURDHUI)
        garde, fondu = suivre(anne, "Aulne"), ParcoursFabrique(date_entree=dt.date(2015, 1, 5)).participant
        fondu.parcours.update(date_sortie=dt.date(2015, 2, 5))
        fusionner(garde=garde, fondu=fondu, choix={}, par=None, le=LE)
        assert [sejour.participant for sejour in suivies_par(anne, AUJOURDHUI)] == [garde]
        assert confier([partie, fondu], anne, nora).personnes == ()

    def test_the_counts_by_agent(self, anne, nora):
        for referent in (anne, anne, None):
            suivre(referent)
        suivre(nora, sortie=dt.date(2026, 10, 1))
        assert combien_par_referent(AUJOURDHUI) == {anne.pk: 2, None: 1}

    @pytest.mark.parametrize("depuis", [AUJOURDHUI, ENTREE])
    def test_as_many_statements_for_forty_people_as_for_two(self, depuis, anne, nora, cheffe_de_projet):
        def combien(nombre):
            gens = [suivre(anne, f"Nom {rang}") for rang in range(nombre)]
            return requetes(lambda: confier(gens, anne, nora, depuis))

        assert combien(40) == combien(2) <= 12


def test_private_notes_are_read_as_the_page_says(anne, nora, cheffe_de_projet, db):
    personne = suivre(anne)
    ancienne = creer_compte(Role.TRAVAILLEUR_SOCIAL, email="ancienne@jardins.example")
    notes = {}
    for auteur in (anne, ancienne):
        entretien = EntretienFabrique(participant=personne, date=ENTREE)
        notes[auteur] = NotePrivee.objects.create(entretien=entretien, auteur=auteur, texte="…")
    confier([personne], anne, nora)
    lues = {qui: set(NotePrivee.objects.visibles_par(qui)) for qui in (anne, nora, ancienne, cheffe_de_projet)}
    assert lues == {
        anne: {notes[anne]},
        nora: set(notes.values()),
        ancienne: {notes[ancienne]},
        cheffe_de_projet: set(notes.values()),
    }
    assert Entretien.objects.count() == 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_handovers_at_once_move_each_person_once():
    anne, nora, claire = (creer_compte(Role.CHEF_DE_PROJET, email=f"{nom}@jardins.example") for nom in "anc")
    personne, issues = suivre(anne), []

    def second():
        try:
            issues.append(len(confier([personne], anne, claire).personnes))
        finally:
            connection.close()

    fil = threading.Thread(target=second)
    with transaction.atomic():
        confier([personne], anne, nora)
        fil.start()
        fil.join(timeout=1)
        assert issues == []
    fil.join(timeout=30)
    assert issues == [0]
    assert [sejour.participant for sejour in suivies_par(nora, AUJOURDHUI)] == [personne]


@pytest.fixture
def _mardi():
    with time_machine.travel(LE, tick=False):
        yield


def lire(reponse) -> str:
    texte = re.sub(r"<[^>]*>", " ", reponse.content.decode())
    return " ".join(html.unescape(texte).replace("\u00a0", " ").split()).replace(" .", ".").replace(" ,", ",")


def choix(de, vers, depuis=AUJOURDHUI, **autres) -> dict:
    return {"de": getattr(de, "pk", de), "vers": vers.pk, "depuis": depuis.isoformat(), **autres}


@pytest.mark.django_db
@pytest.mark.usefixtures("_mardi")
class TestPage:
    def test_the_people_are_ticked_and_the_consequence_said_before_the_button(self, anne, nora):
        for nom in ("Aulne", "Buis"):
            suivre(anne, nom)
        suivre(nora, "Charme")
        RendezVousFabrique(participant=suivre(anne, "Doux"), avec=anne, date=AUJOURDHUI)
        reponse = client_de(anne).get(URL, choix(anne, nora))
        lue, page = lire(reponse), reponse.content.decode()
        assert "3 personnes seront suivies par Nora Fauvette à partir du 1 er décembre 2026." in lue
        assert "Nora Fauvette lira aussi celles de ces personnes ; Anne Mésange n’y lira plus que les siennes." in lue
        assert "1 rendez-vous à venir reste avec Anne Mésange : déplacez-le s’il le faut." in lue
        assert len(re.findall(r'name="personnes"[^>]*checked', page)) == 3
        assert "CHARME" not in lue
        assert lue.index("Ce que cela entraîne") < lue.index("Confier à Nora Fauvette")

    def test_they_move_the_page_says_who_and_gives_the_way_back(self, anne, nora):
        aulne, buis = suivre(anne, "Aulne"), suivre(anne, "Buis")
        client = client_de(anne)
        reponse = client.post(URL, choix(anne, nora, personnes=[str(aulne.uuid)]))
        page = lire(client.get(reponse["Location"]))
        assert "1 personne, avec Nora Fauvette à partir du 1 er décembre 2026" in page
        assert "AULNE Ada" in page
        assert "BUIS" not in page
        assert "Les rendre à Anne Mésange" in page
        reponse = client.post(URL, {"geste": "rendre"})
        assert "1 personne : c’est enregistré." in lire(client.get(reponse["Location"]))
        assert {sejour.participant for sejour in suivies_par(anne, AUJOURDHUI)} == {aulne, buis}
        reponse = client.post(URL, {"geste": "rendre"})
        assert "ne se défait plus d’ici" in lire(client.get(reponse["Location"]))

    def test_sent_twice_it_says_that_it_is_done(self, anne, nora):
        envoi = choix(anne, nora, personnes=[str(suivre(anne).uuid)])
        client = client_de(anne)
        client.post(URL, envoi)
        page = lire(client.get(client.post(URL, envoi)["Location"]))
        assert "C’est déjà fait." in page or "c’est déjà fait." in page
        assert "avec Nora Fauvette" in page
        assert FaitReferent.objects.filter(valeur=nora).count() == 1

    def test_the_journal_has_a_line_for_the_whole_and_one_a_file_without_a_name(self, anne, nora):
        gens = [suivre(anne, nom) for nom in ("Aulne", "Buis")]
        client_de(anne).post(URL, choix(anne, nora, personnes=[str(personne.uuid) for personne in gens]))
        lignes = Acces.objects.filter(action="participant_confier").order_by("pk")
        assert [(ligne.objet_uuid, ligne.precision.replace("\u00a0", " ")) for ligne in lignes] == [
            (gens[0].uuid, "changement de référent"),
            (gens[1].uuid, "changement de référent"),
            (None, "2 personnes"),
        ]

    def test_a_travailleur_social_hands_over_her_own_people_only(self, anne, nora):
        personne = suivre(nora)
        client = client_de(anne)
        assert client.get(URL, choix(nora, anne)).status_code == 400
        for de in (nora, "sans"):
            reponse = client.post(URL, choix(de, anne, personnes=[str(personne.uuid)]))
            assert (reponse.status_code, "Choisissez quelqu’un de la liste." in lire(reponse)) == (400, True)
        # Through the file of another of hers: she is not followed by her, and does not move.
        client.post(URL, choix(anne, nora, personnes=[str(personne.uuid)]))
        assert [sejour.participant for sejour in suivies_par(nora, AUJOURDHUI)] == [personne]

    def test_a_chef_de_projet_hands_over_anybodys_a_closed_account_too(self, anne, nora, cheffe_de_projet):
        personne, orpheline = suivre(anne, "Aulne"), suivre(None, "Buis")
        anne.is_active = False
        anne.save()
        client = client_de(cheffe_de_projet)
        accueil = lire(client.get(URL))
        assert "Anne Mésange, compte fermé (1 personne)" in accueil
        assert "aucun référent (1 personne)" in accueil
        fait = lire(client.get(client.post(URL, choix(anne, nora, personnes=[str(personne.uuid)]))["Location"]))
        assert "Le compte de Anne Mésange est fermé" in fait
        assert "Les rendre" not in fait
        fait = lire(client.get(client.post(URL, choix("sans", nora, personnes=[str(orpheline.uuid)]))["Location"]))
        assert "Les laisser de nouveau sans référent" in fait
        client.post(URL, {"geste": "rendre"})
        assert [sejour.participant for sejour in suivies_par(None, AUJOURDHUI)] == [orpheline]

    def test_a_closed_account_receives_nobody(self, anne):
        ferme = creer_compte(Role.TRAVAILLEUR_SOCIAL, email="ferme@jardins.example", is_active=False)
        assert client_de(anne).get(URL, choix(anne, ferme)).status_code == 400

    def test_who_could_not_move_that_day_is_said_and_left_unticked(self, anne, nora):
        tot, tard = suivre(anne, "Aulne"), suivre(anne, "Buis", depuis=dt.date(2026, 11, 20))
        jour = dt.date(2026, 11, 10)
        reponse = client_de(anne).get(URL, choix(anne, nora, jour))
        assert "BUIS Ada seulement à partir du 20 novembre 2026" in lire(reponse)
        coches = re.findall(r'value="([0-9a-f-]{36})"\s+checked', reponse.content.decode())
        assert coches == [str(tot.uuid)]
        refusee = client_de(anne).post(URL, choix(anne, nora, jour, personnes=[str(tard.uuid)]))
        assert refusee.status_code == 400
        assert "BUIS Ada : le suivi actuel commence le 20 novembre 2026, choisissez ce jour ou après." in lire(refusee)
        assert re.findall(r'value="([0-9a-f-]{36})"\s+checked', refusee.content.decode()) == [str(tard.uuid)]

    @pytest.mark.parametrize(
        ("champs", "phrase"),
        [
            ({"personnes": []}, "Cochez au moins une personne."),
            ({"personnes": ["n’importe quoi"]}, "Cochez au moins une personne."),
            ({"depuis": "2026-12-02"}, "Ce jour n’est pas encore venu"),
            ({"depuis": "hier"}, "Cette date n’existe pas."),
            ({"vers": ""}, "Choisissez qui suivra ces personnes."),
        ],
    )
    def test_what_is_wrong_is_said(self, champs, phrase, anne, nora):
        envoi = choix(anne, nora, personnes=[str(suivre(anne).uuid)]) | champs
        reponse = client_de(anne).post(URL, envoi)
        assert (reponse.status_code, phrase in lire(reponse)) == (400, True)
        assert not FaitReferent.objects.filter(valeur=nora).exists()

    def test_to_oneself_is_refused(self, anne):
        suivre(anne)
        reponse = client_de(anne).get(URL, choix(anne, anne))
        assert (reponse.status_code, "Choisissez une autre personne" in lire(reponse)) == (400, True)

    def test_nobody_to_hand_over_is_said(self, anne, nora):
        assert "ne suit plus personne à confier" in lire(client_de(anne).get(URL, choix(anne, nora)))

    def test_the_page_asks_as_much_for_many_people(self, anne, nora):
        client = client_de(anne)
        suivre(anne)
        client.get(URL, choix(anne, nora))
        peu = requetes(lambda: client.get(URL, choix(anne, nora)))
        for rang in range(30):
            suivre(anne, f"Nom {rang}")
        assert requetes(lambda: client.get(URL, choix(anne, nora))) == peu <= 12

    def test_it_is_reached_from_the_list_and_from_the_home_of_a_chef_de_projet(self, anne, cheffe_de_projet):
        suivre(anne)
        assert URL in client_de(anne).get(reverse("participants:participant_lister")).content.decode()
        assert URL in client_de(cheffe_de_projet).get(reverse("accueil")).content.decode()

    def test_addresses_hold_no_name(self, anne, nora):
        personne = suivre(anne, "Aulne")
        client = client_de(anne)
        reponse = client.post(URL, choix(anne, nora, personnes=[str(personne.uuid)]))
        assert reponse["Location"] == f"{URL}?faite=1"
        assert Participant.objects.count() == 1
