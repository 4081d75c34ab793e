"""Consignes: what is written, corrected, ended, asked once more when it says why, and read where people work."""

import datetime as dt

import pytest
from django.urls import reverse

from participants.models import Consigne
from participants.mots_a_eviter import mots_de_raison
from participants.services.jardin import consigne_de, ecrire_consigne, modifier_consigne, terminer_consigne
from socle.conflits import ModifieDepuis, empreinte
from socle.erreurs import SaisieRefusee
from tests.conftest import client_de
from tests.fabriques import (
    ConsigneFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    PresenceFabrique,
    SeanceFabrique,
    UtilisateurFabrique,
)

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 11, 24)
HIER, DEMAIN = JOUR - dt.timedelta(days=1), JOUR + dt.timedelta(days=1)
VALEURS = {"texte": "Pas d’échelle.", "depuis": JOUR, "fin": None}
ENVOI = {"texte": "Pas d’échelle.", "depuis": "2026-11-24"}


@pytest.fixture(autouse=True)
def _ce_jour(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


@pytest.fixture
def karim():
    personne = ParticipantFabrique(nom="Bruyère", prenom="Karim")
    return ParcoursFabrique(participant=personne, date_entree=dt.date(2026, 3, 12)).participant


def refus(service, **arguments) -> list[tuple[str, str]]:
    avant = list(Consigne.objects.order_by("pk").values())
    with pytest.raises(SaisieRefusee) as refusee:
        service(**arguments)
    assert list(Consigne.objects.order_by("pk").values()) == avant
    return [(a.champ, a.code) for a in refusee.value.anomalies]


def page_de(nom: str, personne, *suite) -> str:
    return reverse(f"participants:{nom}", args=[personne.uuid, *suite])


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("Pas de port de charge.", []),
        ("Allergie aux piqûres : appeler le 15.", []),
        ("Travaille à l’ombre l’après-midi.", []),
        ("Lui donner le grosse binette, pas la lourde.", []),
        ("Diabète : une pause à 10 h.", ["Diabète"]),
        ("Pas de charge, elle est ENCEINTE.", ["ENCEINTE"]),
        ("Traitement le matin, dépression.", ["Traitement", "dépression"]),
        ("VIH, hépatite, addictions, handicapé", ["VIH", "hépatite", "addictions", "handicapé"]),
        ("Assise, parce qu’elle a mal au dos.", ["parce que"]),
        ("À l’ombre en raison de la chaleur.", ["en raison de"]),
    ],
)
def test_words_that_say_why_are_seen_and_those_that_say_what_are_not(texte, mots):
    assert mots_de_raison(texte) == mots


def test_a_consigne_is_written_on_one_line_and_once_when_sent_twice(karim):
    anne = UtilisateurFabrique()
    for texte in ("Pas d’échelle.", " Pas\n d’échelle. "):
        consigne = ecrire_consigne(participant=karim, valeurs=VALEURS | {"texte": texte}, par=anne)
    assert (consigne.texte, consigne.depuis, consigne.fin, consigne.par) == ("Pas d’échelle.", JOUR, None, anne)
    assert Consigne.objects.count() == 1


def test_an_end_before_the_beginning_and_a_reason_are_refused_when_written_and_when_corrected(karim):
    consigne = ConsigneFabrique(participant=karim, depuis=JOUR)
    commune = {"version": empreinte(consigne_de(consigne)), "par": None, "consigne": consigne}
    for champs, attendu in (
        ({"fin": HIER}, ("fin", "fin_avant_debut")),
        ({"texte": "Diabète."}, ("texte", "dit_pourquoi")),
    ):
        valeurs = VALEURS | champs
        assert refus(ecrire_consigne, participant=karim, valeurs=valeurs, par=None) == [attendu]
        assert refus(modifier_consigne, valeurs=valeurs, **commune) == [attendu]
    ecrire_consigne(participant=karim, valeurs=VALEURS | {"texte": "Diabète.", "fin": JOUR}, par=None, confirme=True)
    assert Consigne.objects.filter(texte="Diabète.", fin=JOUR).exists()


def test_who_changes_the_words_signs_them_who_changes_a_date_does_not(karim):
    anne, nora = UtilisateurFabrique(), UtilisateurFabrique()
    consigne = ConsigneFabrique(participant=karim, par=anne, texte="Diabète : pause à 10 h.")

    def corriger(**champs):
        consigne.refresh_from_db()
        version = empreinte(consigne_de(consigne))
        modifier_consigne(consigne=consigne, valeurs=consigne_de(consigne) | champs, version=version, par=nora)
        consigne.refresh_from_db()

    corriger(fin=JOUR)  # words kept once are not asked again
    assert (consigne.par, consigne.fin) == (anne, JOUR)
    corriger(texte="Pause à 10 h.")
    assert (consigne.par, consigne.texte) == (nora, "Pause à 10 h.")


def test_a_correction_made_meanwhile_is_not_overwritten(karim):
    consigne = ConsigneFabrique(participant=karim)
    lue = empreinte(consigne_de(consigne))
    Consigne.objects.update(texte="Pas d’escabeau.")
    with pytest.raises(ModifieDepuis):
        modifier_consigne(consigne=consigne, valeurs=VALEURS, version=lue, par=None)
    assert Consigne.objects.get().texte == "Pas d’escabeau."


@pytest.mark.parametrize(
    ("depuis", "fin", "reste"),
    [
        (HIER, None, (HIER, HIER)),
        (dt.date(2026, 3, 2), DEMAIN, (dt.date(2026, 3, 2), HIER)),
        (dt.date(2026, 3, 2), JOUR, (dt.date(2026, 3, 2), HIER)),
        (dt.date(2026, 3, 2), dt.date(2026, 4, 2), (dt.date(2026, 3, 2), dt.date(2026, 4, 2))),
        (JOUR, None, None),
        (DEMAIN, None, None),
    ],
)
def test_one_no_longer_shown_ended_the_day_before_or_never_was(karim, depuis, fin, reste):
    consigne = ConsigneFabrique(participant=karim, depuis=depuis, fin=fin)
    terminer_consigne(consigne=consigne, aujourdhui=JOUR)
    assert Consigne.objects.values_list("depuis", "fin").first() == reste
    assert not Consigne.objects.en_vigueur(JOUR).exists()


def test_one_taken_away_meanwhile_is_told(karim):
    consigne = ConsigneFabrique(participant=karim)
    version = empreinte(consigne_de(consigne))
    Consigne.objects.all().delete()
    assert refus(modifier_consigne, consigne=consigne, valeurs=VALEURS, version=version, par=None) == [
        ("", "consigne_retiree")
    ]


@pytest.mark.parametrize(
    ("jour", "lue"), [((2026, 3, 1), False), ((2026, 3, 2), True), ((2026, 4, 2), True), ((2026, 4, 3), False)]
)
def test_one_holds_from_its_first_to_its_last_day(karim, jour, lue):
    ConsigneFabrique(participant=karim, depuis=dt.date(2026, 3, 2), fin=dt.date(2026, 4, 2))
    assert Consigne.objects.en_vigueur(dt.date(*jour)).exists() == lue


# The desk


def test_a_consigne_is_written_at_the_desk(client, karim, travailleuse_sociale):
    reponse = client.post(page_de("consigne_ecrire", karim), ENVOI | {"fin": "2026-12-24"})
    assert (reponse.status_code, reponse["Location"]) == (302, page_de("participant_competences", karim))
    consigne = Consigne.objects.get()
    assert (consigne.texte, consigne.fin, consigne.par) == (
        "Pas d’échelle.",
        dt.date(2026, 12, 24),
        travailleuse_sociale,
    )


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"texte": " "}, "Écrivez ce qu’il faut faire ou éviter."),
        ({"texte": "x" * 161}, "160 caractères au plus."),
        ({"depuis": "2026-02-30"}, "Cette date n’existe pas."),
        ({"fin": "2026-11-23"}, "Cette fin précède le début du 24/11/2026, corrigez l’une des deux."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, karim, champs, phrase):
    envoi = ENVOI | {"fin": "2026-12-24"} | champs
    reponse = client.post(page_de("consigne_ecrire", karim), envoi)
    page = reponse.content.decode()
    assert reponse.status_code == 400
    assert phrase in page
    assert 'class="resume-erreurs"' in page
    assert envoi["texte"].strip() in page
    assert not Consigne.objects.exists()


def test_a_reason_is_asked_once_and_may_be_kept(client, karim):
    adresse, envoi = page_de("consigne_ecrire", karim), ENVOI | {"texte": "Pause à 10 h, diabète."}
    reponse = client.post(adresse, envoi)
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert "Dites quoi faire, jamais pourquoi." in page
    assert "«&nbsp;diabète&nbsp;»" in page
    assert "Pause à 10 h, diabète.</textarea>" in page
    assert 'class="resume-erreurs"' not in page
    assert not Consigne.objects.exists()
    assert client.post(adresse, envoi | {"confirme": "oui"}).status_code == 302
    assert Consigne.objects.get().texte == "Pause à 10 h, diabète."


def test_a_consigne_is_corrected_and_words_kept_once_are_not_asked_again(client, karim):
    consigne = ConsigneFabrique(participant=karim, texte="Diabète : pause à 10 h.")
    adresse = page_de("consigne_modifier", karim, consigne.uuid)
    montree = {nom: v for nom, v in client.get(adresse).context["form"].initial.items() if v is not None}
    assert client.post(adresse, montree | {"fin": "2026-12-24"}).status_code == 302
    consigne.refresh_from_db()
    assert (consigne.texte, consigne.fin) == ("Diabète : pause à 10 h.", dt.date(2026, 12, 24))
    montree = {nom: v for nom, v in client.get(adresse).context["form"].initial.items() if v is not None}
    assert client.post(adresse, montree | {"texte": "Diabète : pause à 9 h."}).status_code == 200
    consigne.refresh_from_db()
    assert consigne.texte == "Diabète : pause à 10 h."


def test_two_people_on_one_consigne_see_both_texts(client, karim):
    consigne = ConsigneFabrique(participant=karim)
    adresse = page_de("consigne_modifier", karim, consigne.uuid)
    montree = {nom: v for nom, v in client.get(adresse).context["form"].initial.items() if v is not None}
    assert client.post(adresse, montree | {"texte": "Pas d’escabeau."}).status_code == 302
    reponse = client.post(adresse, montree | {"texte": "Pas d’échelle."})
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert "Pas d’escabeau." in page
    assert "Pas d’échelle." in page
    encore = montree | {"texte": "Pas d’échelle.", "version": reponse.context["form"].data["version"]}
    assert client.post(adresse, encore).status_code == 302
    assert Consigne.objects.get().texte == "Pas d’échelle."


def test_one_is_no_longer_shown_in_one_gesture(client, karim):
    consigne = ConsigneFabrique(participant=karim)
    adresse = page_de("consigne_modifier", karim, consigne.uuid)
    assert 'name="terminer"' in client.get(adresse).content.decode()
    assert client.post(adresse, {"terminer": "oui"})["Location"] == page_de("participant_competences", karim)
    assert Consigne.objects.get().fin == HIER
    page = client.get(adresse).content.decode()
    assert "Terminée le 23 novembre 2026" in page
    assert 'name="terminer"' not in page


def test_the_encadrant_writes_no_consigne(encadrant, karim):
    consigne = ConsigneFabrique(participant=karim)
    client = client_de(encadrant)
    for adresse in (page_de("consigne_ecrire", karim), page_de("consigne_modifier", karim, consigne.uuid)):
        assert client.get(adresse).status_code == 403
        assert client.post(adresse, ENVOI).status_code == 403


# Where people work


@pytest.fixture
def appel(karim):
    """A session of today where he is noted, with his consignes of before, of now and of later."""
    auteure = UtilisateurFabrique(prenom="Anne", nom="Zqauteure")
    for texte, depuis, fin in (
        ("Finie hier.", dt.date(2026, 3, 12), HIER),
        ("Pas d’échelle.", dt.date(2026, 3, 12), None),
        ("Part à 11 h.", JOUR, JOUR),
        ("Pour demain.", DEMAIN, None),
    ):
        ConsigneFabrique(participant=karim, texte=texte, depuis=depuis, fin=fin, par=auteure)
    return PresenceFabrique(participant=karim, seance=SeanceFabrique(date=JOUR)).seance


@pytest.mark.parametrize("page", ["seance_voir", "presence_saisir"])
def test_those_of_the_day_are_read_under_the_name_without_their_author(encadrant, appel, page):
    arguments = [appel.uuid] if page == "seance_voir" else [JOUR.isoformat(), "matin"]
    contenu = client_de(encadrant).get(reverse(f"ateliers:{page}", args=arguments)).content.decode()
    apres_le_nom = contenu.split("BRUYÈRE Karim", 1)[1]
    assert apres_le_nom.index("Pas d’échelle.") < apres_le_nom.index("Part à 11 h.")
    assert "Finie hier." not in contenu
    assert "Pour demain." not in contenu
    assert "Zqauteure" not in contenu


def test_a_session_of_the_past_shows_what_held_that_day(encadrant, karim, appel):
    hier = PresenceFabrique(participant=karim, seance=SeanceFabrique(date=HIER)).seance
    contenu = client_de(encadrant).get(reverse("ateliers:seance_voir", args=[hier.uuid])).content.decode()
    assert "Finie hier." in contenu
    assert "Part à 11 h." not in contenu


@pytest.mark.parametrize(("jour", "lien"), [(JOUR, True), (HIER, False)])
def test_the_session_of_today_leads_to_the_observations(encadrant, karim, jour, lien):
    seance = PresenceFabrique(participant=karim, seance=SeanceFabrique(date=jour)).seance
    contenu = client_de(encadrant).get(reverse("ateliers:seance_voir", args=[seance.uuid])).content.decode()
    assert (reverse("participants:observation_lister") in contenu) == lien
