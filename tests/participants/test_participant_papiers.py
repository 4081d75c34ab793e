"""The pages of the papers: what each shows, what it keeps of a refusal, how a document is served, what is journaled."""

import datetime as dt
import re
from html import unescape
from io import BytesIO

import pypdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from comptes.choix import Role
from comptes.models import Acces
from participants.alertes_papiers import alerte_des_papiers
from participants.choix import NatureAccord
from participants.models import Accord, Document, TypeDocument
from participants.papiers_pdf import html_du_papier
from participants.services.papiers import document_de, retirer_document
from socle.conflits import empreinte
from socle.models import Fichier
from tests.conftest import client_de, creer_compte
from tests.fabriques import AccordFabrique, DocumentFabrique, ParcoursFabrique, UtilisateurFabrique
from tests.jardins.outils import requetes
from tests.socle.pieces_exemples import image, octets, pdf, photo_bavarde

pytestmark = pytest.mark.django_db

AUJOURDHUI = dt.date(2016, 6, 1)


@pytest.fixture(autouse=True)
def _le_1er_juin():
    with time_machine.travel(dt.datetime(2016, 6, 1, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


@pytest.fixture
def personne():
    return ParcoursFabrique().participant


def adresse(vue, personne, **arguments) -> str:
    return reverse(f"participants:{vue}", kwargs={"uuid": personne.uuid, **arguments})


def lire(reponse) -> str:
    return " ".join(unescape(reponse.content.decode()).split())


def envoyer(client, url, donnees, statut=302) -> str:
    """What the page that follows says, or the page shown again."""
    reponse = client.post(url, donnees)
    assert reponse.status_code == statut
    return lire(client.get(reponse["Location"]) if statut == 302 else reponse)


def fichier(contenu=None, nom="scan.pdf", type_declare="application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, octets(pdf()) if contenu is None else contenu, type_declare)


def identite() -> TypeDocument:
    return TypeDocument.objects.get(code="identite")


def en_texte(page: str) -> str:
    """Without tags, as it is read."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


# The tab


def test_the_tab_says_where_each_paper_and_each_document_stands(client, personne):
    agent = UtilisateurFabrique(prenom="Rose", nom="Laurier")
    AccordFabrique(participant=personne, date=dt.date(2016, 3, 12), par=agent)
    AccordFabrique(
        participant=personne,
        nature="image",
        date=dt.date(2016, 3, 12),
        portees=["jardin", "presse"],
        fin=dt.date(2018, 3, 12),
    )
    DocumentFabrique(participant=personne, expire_le=dt.date(2016, 6, 13), depose_par=agent, precision="recto")
    DocumentFabrique(participant=personne, expire_le=dt.date(2016, 5, 20))
    DocumentFabrique(participant=personne, expire_le=dt.date(2016, 7, 1))
    page = en_texte(lire(client.get(adresse("participant_papiers", personne))))
    assert "Remise le 12 mars 2016 noté par Rose Laurier" in page
    assert "À faire signer" in page
    assert (
        "Accordé le 12 mars 2016 Au jardin et dans le livret, presse et réseaux de la ville. Jusqu’au 12 mars 2018."
        in page
    )
    ordre = [page.index(mot) for mot in ("A expiré il y a 12 jours", "Expire dans 12 jours", "Expire dans 30 jours")]
    assert ordre[-1] > page.index("3 documents sur 60, 1 ko sur 100 Mo.")
    assert ordre[1:] == sorted(ordre[1:])  # the first is also the alert above
    assert "Pièce d’identité recto" in page


def test_an_empty_tab_says_what_to_keep(client, personne):
    page = en_texte(lire(client.get(adresse("participant_papiers", personne))))
    assert "Aucun document n’est déposé." in page
    assert [mot for mot in ("À remettre", "À faire signer", "À demander") if mot not in page] == []


def test_what_was_noted_before_and_what_was_withdrawn_stay_readable(client, personne):
    agent = UtilisateurFabrique(prenom="Rose", nom="Laurier")
    AccordFabrique(participant=personne, nature="image", date=dt.date(2016, 3, 12), portees=["bilans"])
    AccordFabrique(participant=personne, nature="image", date=dt.date(2016, 4, 1), accorde=False)
    document = DocumentFabrique(participant=personne)
    retirer_document(document=document, par=agent, le=dt.datetime(2016, 5, 31, 22, 30, tzinfo=dt.UTC))
    page = en_texte(lire(client.get(adresse("participant_papiers", personne))))
    assert "Retiré le 1er avril 2016" in page
    assert "Accordé le 12 mars 2016 : dans les bilans remis aux financeurs" in page
    assert "1 document retiré" in page
    assert "déposé le 3 mars 2015, retiré le 1 er juin 2016 par Rose Laurier" in page  # half past midnight in Paris


def test_the_tab_costs_the_same_whatever_it_holds_and_reads_no_byte(client, personne):
    url = adresse("participant_papiers", personne)
    client.get(url)

    def compter():
        return requetes(lambda: client.get(url))

    DocumentFabrique(participant=personne)
    peu = compter()
    for rang in range(12):
        DocumentFabrique(participant=personne, expire_le=AUJOURDHUI + dt.timedelta(days=rang))
        AccordFabrique(participant=personne, nature="image", date=dt.date(2016, 3, 1 + rang), portees=["jardin"])
    assert compter() == peu <= 12


def test_no_byte_of_a_document_leaves_the_database_for_the_tab(client, personne, django_assert_max_num_queries):
    DocumentFabrique(participant=personne)
    with django_assert_max_num_queries(14) as requetes_faites:
        client.get(adresse("participant_papiers", personne))
    assert not [r["sql"] for r in requetes_faites.captured_queries if '"socle_fichier"."contenu"' in r["sql"]]


# Depositing


def test_a_photo_is_deposited_upright_and_without_its_place(client, personne):
    url = adresse("document_deposer", personne)
    photo = fichier(photo_bavarde(), "IMG_2041.pdf", "application/pdf")
    lue = envoyer(client, url, {"type": identite().pk, "fichier": photo, "expire_le": "2026-06-01"})
    assert "Le document est déposé." in lue
    garde = Fichier.objects.get()
    assert garde.type_mime == "image/jpeg"
    assert Image.open(BytesIO(garde.contenu)).size == (40, 80)
    assert b"Zq" not in bytes(garde.contenu)
    assert Document.objects.get().depose_par.role == Role.TRAVAILLEUR_SOCIAL


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (b"<html>", "Le fichier « scan.pdf » n’est ni un PDF, ni une photo JPEG ou PNG."),
        (b"%PDF-1.7", "Ce PDF est abîmé ou incomplet."),
        (b"", "Ce fichier est vide. Choisissez-en un autre."),
        (b"\xff\xd8\xff" + bytes(10 * 1024 * 1024), "Ce fichier dépasse 10 Mo."),
    ],
    ids=["html", "cut", "empty", "heavy"],
)
def test_a_file_that_cannot_be_kept_is_refused_beside_its_field(client, personne, contenu, phrase):
    donnees = {"type": identite().pk, "fichier": fichier(contenu), "precision": "recto"}
    lue = envoyer(client, adresse("document_deposer", personne), donnees, 400)
    assert phrase in lue
    assert 'value="recto"' in lue
    assert not Fichier.objects.exists()


def test_nothing_chosen_is_said(client, personne):
    lue = envoyer(client, adresse("document_deposer", personne), {}, 400)
    assert "Choisissez un fichier, ou prenez une photo." in lue
    assert "Choisissez ce que c’est." in lue
    assert "Choisissez de nouveau le fichier" not in lue


def test_a_file_lost_with_the_refusal_of_another_field_is_asked_again(client, personne):
    lue = envoyer(client, adresse("document_deposer", personne), {"fichier": fichier()}, 400)
    assert "Choisissez de nouveau le fichier : le navigateur ne le garde pas." in lue


def test_a_double_deposit_is_one_document(client, personne):
    url = adresse("document_deposer", personne)
    envoyer(client, url, {"type": identite().pk, "fichier": fichier()})
    lue = envoyer(client, url, {"type": identite().pk, "fichier": fichier()}, 400)
    assert "Ce fichier est déjà dans le dossier, déposé le 1er juin 2016." in lue
    assert Document.objects.count() == 1


# Opening


def test_a_document_is_served_alone_and_says_nothing_of_the_person(client, personne):
    document = DocumentFabrique(participant=personne)
    reponse = client.get(adresse("document_ouvrir", personne, document=document.uuid))
    assert (reponse.status_code, reponse.content) == (200, bytes(document.fichier.contenu))
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse["Content-Disposition"] == 'inline; filename="document-du-2015-03-03.pdf"'
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in reponse["Cache-Control"]
    directives = {directive.strip() for directive in reponse["Content-Security-Policy"].split(";")}
    assert directives == {"default-src 'none'", "frame-ancestors 'none'", "sandbox"}


def test_a_photo_is_served_as_a_photo(client, personne):
    envoyer(
        client, adresse("document_deposer", personne), {"type": identite().pk, "fichier": fichier(image(), "a.html")}
    )
    reponse = client.get(adresse("document_ouvrir", personne, document=Document.objects.get().uuid))
    assert reponse["Content-Type"] == "image/jpeg"
    assert reponse["Content-Disposition"] == 'inline; filename="document-du-2016-06-01.jpg"'


def test_who_opened_which_document_is_journaled(client, travailleuse_sociale, personne):
    document = DocumentFabrique(participant=personne)
    client.get(adresse("document_ouvrir", personne, document=document.uuid))
    ligne = Acces.objects.filter(action="piece_gerer").get()
    assert (ligne.utilisateur, ligne.objet_uuid) == (travailleuse_sociale, personne.uuid)
    assert ligne.precision == f"document du 03/03/2015, {document.uuid}"


@pytest.mark.parametrize("vue", ["document_ouvrir", "document_modifier", "document_retirer"])
def test_a_withdrawn_document_and_that_of_somebody_else_do_not_exist(client, personne, vue):
    retire, d_autrui = DocumentFabrique(participant=personne), DocumentFabrique()
    retirer_document(document=retire, par=None, le=dt.datetime(2016, 5, 1, tzinfo=dt.UTC))
    for document in (retire, d_autrui):
        assert client.get(adresse(vue, personne, document=document.uuid)).status_code == 404


@pytest.mark.parametrize(
    ("role", "statut"),
    [("travailleur_social", 200), ("chef_de_projet", 200), ("encadrant", 403), ("administrateur", 403)],
)
def test_who_may_open_a_document(personne, role, statut):
    document = DocumentFabrique(participant=personne)
    client = client_de(creer_compte(role))
    assert client.get(adresse("document_ouvrir", personne, document=document.uuid)).status_code == statut
    assert client.get(adresse("participant_papiers", personne)).status_code == statut


# Correcting, replacing, withdrawing


def correction(document, **champs) -> dict:
    dites = {"type": document.type_id, "precision": document.precision, "version": empreinte(document_de(document))}
    return dites | champs


def test_a_document_is_replaced_and_its_end_moved(client, personne):
    document = DocumentFabrique(participant=personne, expire_le=dt.date(2016, 6, 3))
    url = adresse("document_modifier", personne, document=document.uuid)
    assert 'value="2016-06-03"' in lire(client.get(url))
    lue = envoyer(client, url, correction(document, fichier=fichier(), expire_le="2026-06-03"))
    assert "Le document est enregistré." in lue
    document.refresh_from_db()
    assert (document.expire_le, document.depose_le.year) == (dt.date(2026, 6, 3), 2016)
    assert Fichier.objects.count() == 1


def test_two_people_correcting_one_document_see_both_versions(client, personne):
    document = DocumentFabrique(participant=personne)
    url = adresse("document_modifier", personne, document=document.uuid)
    vieille = correction(document, precision="verso")
    collegue = client_de(creer_compte(Role.CHEF_DE_PROJET, email="autre@jardins.example", prenom="Rose"))
    envoyer(collegue, url, correction(document, precision="recto"))
    lue = envoyer(client, url, vieille, 409)
    assert "Rose a modifié ce dossier" in lue
    assert en_texte(lue).count("recto") >= 1
    version = re.search(r'name="version" value="(\w+)"', lue)[1]
    envoyer(client, url, vieille | {"version": version})
    document.refresh_from_db()
    assert document.precision == "verso"


def test_a_document_is_withdrawn_after_asking(client, personne):
    document = DocumentFabrique(participant=personne, expire_le=dt.date(2016, 6, 3))
    url = adresse("document_retirer", personne, document=document.uuid)
    assert "Le fichier sera effacé et ne pourra pas être retrouvé." in lire(client.get(url))
    assert Fichier.objects.exists()
    assert "Le document est retiré." in envoyer(client, url, {})
    assert not Fichier.objects.exists()


# Papers


def test_a_notice_is_noted_and_the_tab_says_it(client, personne):
    lue = envoyer(client, adresse("accord_noter", personne, nature="notice"), {"date": "2016-05-30"})
    assert "Le papier est noté." in lue
    assert "Remise le 30 mai 2016" in lue


def test_image_rights_are_noted_with_their_uses_their_end_and_the_signed_sheet(client, personne):
    donnees = {
        "accorde": "oui",
        "portees": ["jardin", "bilans"],
        "date": "2016-05-30",
        "fin": "2018-05-30",
        "fichier": fichier(),
    }
    envoyer(client, adresse("accord_noter", personne, nature="image"), donnees)
    accord = Accord.objects.get()
    assert (accord.accorde, accord.portees, accord.fin) == (True, ["jardin", "bilans"], dt.date(2018, 5, 30))
    assert accord.document.fichier.type_mime == "application/pdf"
    envoyer(client, adresse("accord_noter", personne, nature="image"), {"accorde": "non", "date": "2016-06-01"})
    assert "Retiré le 1er juin 2016" in lire(client.get(adresse("participant_papiers", personne)))


@pytest.mark.parametrize(
    ("nature", "donnees", "phrase"),
    [
        ("notice", {"date": ""}, "Indiquez la date, par exemple 12/03/2026."),
        ("notice", {"date": "2016-06-02"}, "Cette date est dans le futur : notez le papier le jour venu."),
        ("image", {"date": "2016-06-01"}, "Dites si la personne accepte ou refuse."),
        ("image", {"date": "2016-06-01", "accorde": "oui"}, "Cochez au moins un usage, ou notez un refus."),
        (
            "image",
            {"date": "2016-06-01", "accorde": "non", "portees": ["jardin"]},
            "La personne refuse : décochez les usages",
        ),
        ("image", {"date": "2016-06-01", "accorde": "oui", "portees": ["tracts"]}, "tracts"),
        ("reglement", {"date": "2016-06-01", "fichier": b"<html>"}, "n’est ni un PDF, ni une photo"),
    ],
)
def test_a_paper_that_cannot_be_noted_says_why(client, personne, nature, donnees, phrase):
    if "fichier" in donnees:
        donnees = donnees | {"fichier": fichier(donnees["fichier"])}
    assert phrase in envoyer(client, adresse("accord_noter", personne, nature=nature), donnees, 400)
    assert not Accord.objects.exists()


def test_an_unknown_paper_does_not_exist(client, personne):
    for vue in ("accord_noter", "papier_imprimer"):
        assert client.get(adresse(vue, personne, nature="contrat")).status_code == 404


# Sheets to print


@pytest.mark.parametrize(
    ("nature", "nom", "mots"),
    [
        (
            "notice",
            "notice-d-information",
            ["Pour HOUX Lila", "Deux ans après votre dernier contact"],
        ),
        ("reglement", "reglement-a-signer", ["Pour HOUX Lila", "Je suis d’accord pour le suivre", "Ma signature"]),
        ("image", "droit-a-l-image", ["Pour HOUX Lila", "presse et réseaux de la ville", "Non, je n’accepte pas"]),
    ],
)
def test_a_sheet_is_printed_with_the_name_of_the_person(client, nature, nom, mots):
    personne = ParcoursFabrique(participant__nom="Houx", participant__prenom="Lila").participant
    reponse = client.get(adresse("papier_imprimer", personne, nature=nature))
    assert reponse["Content-Disposition"] == f'inline; filename="{nom}.pdf"'
    lu = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(reponse.content)).pages).split())
    assert [mot for mot in mots if mot not in lu.replace("\u00a0", " ")] == []
    assert Acces.objects.filter(action="piece_gerer").get().precision == f"{nom}.pdf"


def test_the_notice_says_whom_to_ask_when_the_ccas_told_it(personne, settings):
    settings.DELEGUE, settings.RESPONSABLE = "dpo@ville.example", "Madame Aubépine"
    page = html_du_papier(NatureAccord.NOTICE, personne)
    assert "dpo@ville.example" in page
    assert "Madame Aubépine" in page
    settings.DELEGUE = ""
    assert "dpo@ville.example" not in html_du_papier(NatureAccord.NOTICE, personne)


# Alerts


def alertes(client, personne) -> list[tuple[str, str]]:
    cadre = client.get(adresse("participant_papiers", personne)).context["cadre"]
    return [
        (alerte.ton, f"{alerte.titre} : {alerte.texte}".replace("\u00a0", " ")) for alerte in alerte_des_papiers(cadre)
    ]


def test_a_file_warns_of_the_document_that_ends_first_and_of_missing_papers(client, personne):
    AccordFabrique(participant=personne, nature="reglement")
    assert alertes(client, personne) == [
        ("ambre", "Papiers à donner ou à signer : Notice d’information, droit à l’image.")
    ]
    AccordFabrique(participant=personne)
    AccordFabrique(participant=personne, nature="image", accorde=False)
    DocumentFabrique(participant=personne, expire_le=dt.date(2016, 8, 1))  # 61 days
    assert alertes(client, personne) == []
    DocumentFabrique(participant=personne, expire_le=dt.date(2016, 7, 31))
    assert alertes(client, personne) == [("ambre", "Pièce d’identité : Expire dans 60 jours, le 31 juillet 2016.")]
    DocumentFabrique(participant=personne, expire_le=dt.date(2016, 5, 31))
    assert alertes(client, personne) == [("brique", "Pièce d’identité : A expiré hier, le 31 mai 2016.")]


def test_nobody_is_asked_to_sign_once_she_has_left(client):
    sorti = ParcoursFabrique(date_sortie=dt.date(2016, 5, 1)).participant
    assert alertes(client, sorti) == []
