"""Keeping accounts: invite, change, close, open again; and never without somebody left to do it."""

import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from comptes import services
from comptes.choix import EtatCompte, Role
from comptes.models import Acces, Utilisateur
from socle.erreurs import SaisieRefusee
from tests.conftest import client_de, creer_compte
from tests.fabriques import MOT_DE_PASSE, UtilisateurFabrique

LISTE, INVITER = "/comptes/", "/comptes/inviter/"
LISE = {"prenom": "Lise", "nom": "Loriot", "email": "Lise@Jardins.example", "role": "encadrant"}
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture
def marc(db):
    return creer_compte(Role.ADMINISTRATEUR, prenom="Marc", nom="Bouvreuil")


@pytest.fixture
def paul(db):
    return creer_compte(Role.ENCADRANT, prenom="Paul", nom="Verdier", email="paul@jardins.example")


@pytest.fixture
def bureau(marc):
    """Marc's browser."""
    return client_de(marc)


def page(compte, geste="") -> str:
    return f"/comptes/{compte.uuid}/{geste}"


def donnees(compte, **autres):
    champs = {nom: getattr(compte, nom) for nom in ("prenom", "nom", "email", "role")}
    return {**champs, "mot_de_passe": MOT_DE_PASSE, **autres}


def lignes(compte):
    return list(Acces.objects.filter(objet_uuid=compte.uuid).order_by("pk").values_list("action", "precision"))


def connecte(client) -> bool:
    return client.get("/comptes/mon-compte/").status_code == 200


def test_an_invitation_makes_an_account_that_nobody_enters_before_its_link(bureau):
    assert bureau.post(INVITER, {**LISE, "mot_de_passe": MOT_DE_PASSE}).status_code == 302
    lise = Utilisateur.objects.get(email="lise@jardins.example")
    assert (lise.etat, lise.role, lise.is_active) == (EtatCompte.INVITE, Role.ENCADRANT, True)
    assert lignes(lise) == [("compte_gerer", "invitation")]
    for essai in ("", "!", lise.password):
        reponse = Client().post("/comptes/connexion/", {"username": lise.email, "password": essai})
        assert reponse.status_code == 200


def test_the_letter_holds_a_first_name_and_a_link_and_nothing_else_of_the_person(bureau):
    bureau.post(INVITER, {**LISE, "mot_de_passe": MOT_DE_PASSE})
    [lettre] = mail.outbox
    assert lettre.to == ["lise@jardins.example"]
    assert "Bonjour Lise," in lettre.body
    assert "pendant 7 jours" in lettre.body.replace("\u00a0", " ")
    for su in ("Loriot", "lise@", "encadrant", "Marc", "Bouvreuil"):
        assert su not in lettre.body + lettre.subject
    assert re.search(r"http://testserver/comptes/mot-de-passe/choisir/\?jeton=\S+", lettre.body)


@pytest.mark.parametrize("panne", ["sans réglage", "serveur muet"])
def test_without_mail_the_link_is_shown_once_to_be_handed_over(panne, bureau, settings, monkeypatch):
    if panne == "sans réglage":
        settings.EMAIL_BACKEND = CONSOLE
    else:
        monkeypatch.setattr("comptes.courriels.send_mail", _refuser)
    reponse = bureau.post(INVITER, {**LISE, "mot_de_passe": MOT_DE_PASSE})
    texte = reponse.content.decode()
    assert reponse.status_code == 200
    assert "Le courriel n’est pas parti." in texte
    [lien] = re.findall(r"http://testserver(/comptes/mot-de-passe/choisir/\?jeton=[^<\s]+)\s*<", texte)
    assert "Bienvenue, Lise" in Client().get(lien.replace("&amp;", "&")).content.decode()
    lise = Utilisateur.objects.get(email="lise@jardins.example")
    assert "jeton=" not in bureau.get(page(lise)).content.decode()
    assert lignes(lise)[0] == ("compte_gerer", "invitation")


def _refuser(*_, **__):
    raise ConnectionRefusedError("smtp.secret.example")


def test_a_letter_that_fails_is_logged_by_its_kind_only(bureau, monkeypatch, caplog):
    monkeypatch.setattr("comptes.courriels.send_mail", _refuser)
    bureau.post(INVITER, {**LISE, "mot_de_passe": MOT_DE_PASSE})
    assert "ConnectionRefusedError" in caplog.text
    for su in ("lise", "Lise", "jeton", "smtp.secret"):
        assert su not in caplog.text


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"email": "PAUL@jardins.example"}, "Cette adresse est déjà celle d’un compte."),
        ({"email": "pas une adresse"}, "adresse"),
        ({"role": "jardinier"}, "jardinier"),
        ({"nom": ""}, "obligatoire"),
        ({"mot_de_passe": "faux"}, "Ce n’est pas votre mot de passe. Tapez-le de nouveau."),
        ({"mot_de_passe": ""}, "obligatoire"),
    ],
)
def test_a_wrong_invitation_is_shown_again_and_invites_nobody(champs, phrase, bureau, paul):
    avant = Utilisateur.objects.count()
    reponse = bureau.post(INVITER, {**LISE, "mot_de_passe": MOT_DE_PASSE, **champs})
    assert reponse.status_code == 400
    assert phrase in reponse.content.decode()
    assert "Lise" in reponse.content.decode()
    assert (Utilisateur.objects.count(), mail.outbox) == (avant, [])


def test_ones_own_password_asked_again_is_suspended_like_the_sign_in(bureau):
    statuts = [bureau.post(INVITER, {**LISE, "mot_de_passe": "faux"}).status_code for _ in range(10)]
    assert statuts == [400] * 9 + [429]
    assert bureau.post(INVITER, {**LISE, "mot_de_passe": MOT_DE_PASSE}).status_code == 429
    assert not Utilisateur.objects.filter(email="lise@jardins.example").exists()


def test_a_new_role_acts_at_the_next_request_and_the_person_is_told(bureau, paul):
    terrain = client_de(paul)
    assert terrain.get("/fichiers/").status_code == 403
    assert bureau.post(page(paul), donnees(paul, role="chef_de_projet")).status_code == 302
    assert terrain.get("/fichiers/").status_code == 200
    [lettre] = mail.outbox
    assert lettre.to == [paul.email]
    assert "chef de projet" in lettre.body
    assert lignes(paul)[-1] == ("compte_gerer", "role")


def test_a_new_address_is_told_to_both_and_signs_in(bureau, paul):
    bureau.post(page(paul), donnees(paul, email="P.Verdier@jardins.example", nom="Vert"))
    assert {lettre.to[0] for lettre in mail.outbox} == {"paul@jardins.example", "p.verdier@jardins.example"}
    assert all("verdier@" not in lettre.body for lettre in mail.outbox)
    assert lignes(paul)[-1] == ("compte_gerer", "nom email")
    entree = {"username": "p.verdier@jardins.example", "password": MOT_DE_PASSE}
    assert Client().post("/comptes/connexion/", entree).status_code == 302


def test_nothing_changed_tells_nobody(bureau, paul):
    assert bureau.post(page(paul), donnees(paul)).status_code == 302
    assert mail.outbox == []


def test_closing_ends_the_sessions_at_their_next_request_and_for_good(bureau, paul):
    terrain, tablette = client_de(paul), client_de(paul)
    assert connecte(terrain)
    assert bureau.post(page(paul, "fermer/")).status_code == 302
    assert not connecte(terrain)
    assert lignes(paul)[-1] == ("compte_gerer", "fermeture")
    bureau.post(page(paul, "rouvrir/"))
    assert not connecte(tablette)  # it asked nothing while the account was closed
    assert lignes(paul)[-1] == ("compte_gerer", "reouverture")
    assert connecte(client_de(Utilisateur.objects.get(pk=paul.pk)))


def test_a_new_link_takes_the_password_away_and_ends_the_sessions(bureau, paul):
    terrain = client_de(paul)
    bureau.post(page(paul, "inviter/"))
    paul.refresh_from_db()
    assert paul.etat == EtatCompte.INVITE
    assert not connecte(terrain)
    assert [lettre.to for lettre in mail.outbox] == [[paul.email]]


def test_a_closed_account_is_not_invited(bureau, paul):
    bureau.post(page(paul, "fermer/"))
    reponse = bureau.post(page(paul, "inviter/"), follow=True)
    assert "Ce compte est fermé." in reponse.content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize("geste", ["fermer/", "inviter/"])
def test_one_does_not_close_nor_lock_out_oneself(geste, bureau, marc):
    creer_compte(Role.ADMINISTRATEUR, email="nadia@jardins.example")
    bureau.post(page(marc, geste))
    marc.refresh_from_db()
    assert (marc.etat, connecte(bureau)) == (EtatCompte.OUVERT, True)


def test_one_does_not_change_ones_own_role(bureau, marc):
    reponse = bureau.post(page(marc), donnees(marc, role="chef_de_projet"))
    assert reponse.status_code == 400
    assert "Votre propre rôle ne se change pas ici." in reponse.content.decode()
    marc.refresh_from_db()
    assert marc.role == Role.ADMINISTRATEUR


def test_two_administrateurs_who_close_each_other_leave_one(marc):
    nadia = creer_compte(Role.ADMINISTRATEUR, email="nadia@jardins.example")
    services.fermer(compte=nadia, par=marc)
    with pytest.raises(SaisieRefusee, match="Votre compte ne permet plus ce geste"):
        services.fermer(compte=marc, par=nadia)  # Nadia's request had been let in before
    with pytest.raises(SaisieRefusee, match="Votre compte ne permet plus ce geste"):
        services.modifier(compte=marc, par=nadia, prenom="M", nom="B", email="m@a.fr", role="encadrant")
    assert Utilisateur.objects.filter(role=Role.ADMINISTRATEUR, is_active=True).get() == marc


def test_an_address_taken_meanwhile_is_refused_by_the_service_and_by_the_database(marc, paul):
    with pytest.raises(SaisieRefusee, match="Cette adresse est déjà celle d’un compte"):
        services.inviter(par=marc, **LISE | {"email": paul.email})
    with pytest.raises(IntegrityError), transaction.atomic():
        creer_compte(Role.ENCADRANT, email=paul.email)


@pytest.mark.parametrize(
    ("requete", "attendus"),
    [
        ("", {"Bouvreuil", "Verdier", "Merle", "Pie"}),
        ("?etat=ouvert", {"Bouvreuil", "Verdier"}),
        ("?etat=invite", {"Merle"}),
        ("?etat=ferme", {"Pie"}),
        ("?role=encadrant", {"Verdier", "Pie"}),
        ("?etat=ferme&role=administrateur", set()),
        ("?etat=inconnu&role=x", {"Bouvreuil", "Verdier", "Merle", "Pie"}),
    ],
)
def test_the_list_is_filtered_by_state_and_role(requete, attendus, bureau, paul):
    creer_compte(Role.CHEF_DE_PROJET, nom="Merle", password=None)
    creer_compte(Role.ENCADRANT, nom="Pie", email="pie@jardins.example", is_active=False)
    texte = bureau.get(LISTE + requete).content.decode()
    noms = {nom for nom in ("Bouvreuil", "Verdier", "Merle", "Pie") if f"{nom.upper()} " in texte}
    assert noms == attendus


def test_states_of_the_database_and_of_the_page_agree(marc, paul):
    invite = UtilisateurFabrique(password=None)
    ferme = UtilisateurFabrique(is_active=False)
    etats = {etat: set(Utilisateur.objects.en_etat(etat)) for etat in EtatCompte}
    assert etats == {EtatCompte.OUVERT: {marc, paul}, EtatCompte.INVITE: {invite}, EtatCompte.FERME: {ferme}}
    assert all(compte.etat == etat for etat, comptes in etats.items() for compte in comptes)


@pytest.mark.parametrize("combien", [3, 30])
def test_pages_ask_the_database_as_much_for_thirty_accounts(combien, bureau, paul, django_assert_max_num_queries):
    UtilisateurFabrique.create_batch(combien)
    bureau.get(LISTE)  # the session's mark, once a minute
    with django_assert_max_num_queries(6):
        assert bureau.get(LISTE).status_code == 200
    with django_assert_max_num_queries(6):
        assert bureau.get(page(paul)).status_code == 200
