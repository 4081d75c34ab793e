"""The papers of a file: how their state and their end read, what the services write, refuse and erase."""

import datetime as dt
import hashlib

import pytest

from participants.choix import NatureAccord, PorteeImage
from participants.forms.papiers import CorrectionForm
from participants.models import Accord, Document, TypeDocument
from participants.papiers import echeance, papiers_de
from participants.services import papiers as services
from participants.services.papiers import (
    deposer_document,
    document_de,
    modifier_document,
    noter_accord,
    retirer_document,
)
from socle.conflits import ModifieDepuis, empreinte
from socle.erreurs import SaisieRefusee
from socle.models import Fichier
from socle.pieces import Piece
from tests.fabriques import (
    DocumentFabrique,
    ParcoursFabrique,
    UtilisateurFabrique,
)

LE = dt.datetime(2016, 6, 1, 8, 30, tzinfo=dt.UTC)
AUJOURDHUI = dt.date(2016, 6, 1)
UNE, AUTRE = Piece(b"%PDF une", "application/pdf"), Piece(b"\xff\xd8\xff autre", "image/jpeg")


def jour(texte: str) -> dt.date:
    return dt.datetime.strptime(texte, "%d/%m/%Y").date()


# Rules


@pytest.mark.parametrize(
    ("expire", "aujourdhui", "ton", "mot"),
    [
        ("02/08/2026", "02/06/2026", "creuse", "Jusqu’au 2 août 2026"),  # 61 days
        ("01/08/2026", "02/06/2026", "ambre", "Expire dans 60 jours"),
        ("18/06/2026", "02/06/2026", "ambre", "Expire dans 16 jours"),
        ("17/06/2026", "02/06/2026", "brique", "Expire dans 15 jours"),
        ("04/06/2026", "02/06/2026", "brique", "Expire dans 2 jours"),
        ("03/06/2026", "02/06/2026", "brique", "Expire demain"),
        ("02/06/2026", "02/06/2026", "brique", "Expire aujourd’hui"),
        ("01/06/2026", "02/06/2026", "brique", "A expiré hier"),
        ("21/05/2026", "02/06/2026", "brique", "A expiré il y a 12 jours"),
        ("29/02/2028", "28/02/2028", "brique", "Expire demain"),
        ("29/02/2028", "29/02/2028", "brique", "Expire aujourd’hui"),
        ("29/02/2028", "01/03/2028", "brique", "A expiré hier"),
        ("28/02/2027", "01/03/2027", "brique", "A expiré hier"),
        ("29/02/2028", "31/12/2027", "ambre", "Expire dans 60 jours"),
        ("01/03/2028", "31/12/2027", "creuse", "Jusqu’au 1er mars 2028"),
    ],
)
def test_the_end_of_a_document_is_said_in_two_steps(expire, aujourdhui, ton, mot):
    mention = echeance(jour(expire), jour(aujourdhui))
    assert (mention.ton, mention.mot.replace("\u00a0", " ")) == (ton, mot)


def test_a_document_without_an_end_says_nothing():
    assert echeance(None, AUJOURDHUI) is None


def accord(nature, date, **champs) -> Accord:
    return Accord(nature=nature, date=jour(date), **champs)


@pytest.mark.parametrize(
    ("lignes", "ton", "mot"),
    [
        ([], "ambre", "À demander"),
        ([accord("image", "01/05/2016", portees=["jardin"])], "feuille", "Accordé le 1er mai 2016"),
        ([accord("image", "01/05/2015", fin=jour("01/06/2016"))], "feuille", "Accordé le 1er mai 2015"),
        ([accord("image", "01/05/2015", fin=jour("31/05/2016"))], "ambre", "Fini le 31 mai 2016"),
        ([accord("image", "01/05/2016", accorde=False)], "brique", "Refusé le 1er mai 2016"),
        (
            [accord("image", "01/05/2016", accorde=False), accord("image", "01/04/2016")],
            "brique",
            "Retiré le 1er mai 2016",
        ),
        (
            [accord("image", "02/05/2016"), accord("image", "01/05/2016", accorde=False)],
            "feuille",
            "Accordé le 2 mai 2016",
        ),
    ],
)
def test_the_newest_line_says_where_the_image_rights_stand(lignes, ton, mot):
    image = papiers_de(lignes, AUJOURDHUI)[2]
    assert (image.nature, image.mention.ton, image.mention.mot) == (NatureAccord.IMAGE, ton, mot)
    assert (image.accord, image.passes) == (lignes[0] if lignes else None, lignes[1:])


def test_the_three_papers_are_always_there():
    lus = papiers_de([accord("reglement", "02/03/2016"), accord("notice", "01/03/2016")], AUJOURDHUI)
    assert [(papier.titre, papier.mention.mot) for papier in lus] == [
        ("Notice d’information", "Remise le 1er mars 2016"),
        ("Règlement des jardins", "Signé le 2 mars 2016"),
        ("Droit à l’image", "À demander"),
    ]
    assert [papier.mention.mot for papier in papiers_de([], AUJOURDHUI)] == [
        "À remettre",
        "À faire signer",
        "À demander",
    ]


# Services


def valeurs(code="identite", **champs) -> dict:
    return {"type": TypeDocument.objects.get(code=code), "precision": "", "expire_le": None, **champs}


def deposer(personne, piece=UNE, par=None, **champs) -> Document:
    return deposer_document(participant=personne, valeurs=valeurs(**champs), piece=piece, par=par, le=LE)


def tout() -> list:
    return [list(m.objects.order_by("pk").values()) for m in (Document, Fichier, Accord)]


def refus(service, **arguments) -> list[tuple[str, str]]:
    """(field, code) of what is refused; nothing may have been written."""
    avant = tout()
    with pytest.raises(SaisieRefusee) as refusee:
        service(**arguments)
    assert tout() == avant
    return [(a.champ, a.code) for a in refusee.value.anomalies]


@pytest.fixture
def personne(db):
    return ParcoursFabrique().participant


def test_a_document_is_kept_with_its_bytes_their_hash_and_who_brought_it(personne):
    agent = UtilisateurFabrique()
    document = deposer(personne, par=agent, precision="recto", expire_le=jour("01/09/2016"))
    fichier = Fichier.objects.get()
    assert bytes(fichier.contenu) == b"%PDF une"
    assert (fichier.type_mime, fichier.taille) == ("application/pdf", 8)
    assert fichier.empreinte == hashlib.sha256(b"%PDF une").hexdigest()
    assert (document.fichier, document.depose_par, document.depose_le) == (fichier, agent, LE)
    assert (document.type.code, document.precision, document.expire_le) == ("identite", "recto", jour("01/09/2016"))


def test_the_same_document_sent_twice_is_one(personne):
    deposer(personne)
    assert refus(deposer, personne=personne) == [("fichier", "document_existe")]
    deposer(ParcoursFabrique().participant)  # another file may hold the same
    retirer_document(document=personne.documents.get(), par=None, le=LE)
    assert deposer(personne).retire_le is None


def test_a_file_holds_so_many_documents(personne, monkeypatch):
    monkeypatch.setattr(services, "DOCUMENTS_MAX", 2)
    deposer(personne)
    retirer_document(document=deposer(personne, AUTRE), par=None, le=LE)
    deposer(personne, AUTRE)
    troisieme = Piece(b"%PDF trois", "application/pdf")
    assert refus(deposer, personne=personne, piece=troisieme) == [("fichier", "trop_de_documents")]
    assert (services.DOCUMENTS_MAX, services.POIDS_MAX) == (2, 104_857_600)


def test_a_file_weighs_so_much(personne, monkeypatch):
    monkeypatch.setattr(services, "POIDS_MAX", 17)
    premier = deposer(personne)  # 8 bytes
    assert len(AUTRE.contenu) == 9
    deposer(personne, AUTRE)
    petit = Piece(b"%PDF", "application/pdf")
    assert refus(deposer, personne=personne, piece=petit) == [("fichier", "dossier_trop_lourd")]
    # In the place of another, only what is added counts.
    modifier(premier, piece=petit)


def modifier(document, *, piece=None, version=None, le=LE, par=None, **champs):
    document.refresh_from_db()
    dites = {nom: getattr(document, nom) for nom in ("type", "precision", "expire_le")} | champs
    return modifier_document(
        document=document,
        valeurs=dites,
        piece=piece,
        version=empreinte(document_de(document)) if version is None else version,
        par=par,
        le=le,
    )


def test_what_is_said_of_a_document_is_corrected_and_its_bytes_stay(personne):
    document = deposer(personne)
    avant = Fichier.objects.get()
    modifier(document, type=TypeDocument.objects.get(code="cv"), expire_le=jour("01/01/2017"))
    document.refresh_from_db()
    assert (document.type.code, document.expire_le, document.depose_le) == ("cv", jour("01/01/2017"), LE)
    assert Fichier.objects.get() == avant


def test_a_replaced_document_keeps_its_line_and_loses_its_former_bytes(personne):
    document, agent = deposer(personne), UtilisateurFabrique()
    plus_tard = LE + dt.timedelta(days=3)
    modifier(document, piece=AUTRE, le=plus_tard, par=agent)
    document.refresh_from_db()
    assert [bytes(fichier.contenu) for fichier in Fichier.objects.all()] == [AUTRE.contenu]
    assert (document.depose_par, document.depose_le) == (agent, plus_tard)
    assert Document.objects.count() == 1


def test_the_same_file_again_replaces_nothing(personne):
    document = deposer(personne)
    modifier(document, piece=UNE, precision="recto", le=LE + dt.timedelta(days=3))
    document.refresh_from_db()
    assert (document.precision, document.depose_le) == ("recto", LE)


def test_a_document_is_not_replaced_by_another_of_the_same_file(personne):
    document = deposer(personne)
    deposer(personne, AUTRE)
    assert refus(modifier, document=document, piece=AUTRE) == [("fichier", "document_existe")]


def test_a_document_changed_meanwhile_is_not_written_over(personne):
    document = deposer(personne)
    vue = empreinte(document_de(document))
    modifier(document, precision="recto")
    with pytest.raises(ModifieDepuis) as conflit:
        modifier(document, precision="verso", version=vue)
    assert conflit.value.actuelles["precision"] == "recto"
    vue = empreinte(document_de(document))
    modifier(document, piece=AUTRE)
    with pytest.raises(ModifieDepuis):  # the bytes changed, and nothing else
        modifier(document, precision="verso", version=vue)


def test_a_withdrawn_document_leaves_its_line_and_no_byte(personne):
    document, agent = deposer(personne), UtilisateurFabrique()
    retirer_document(document=document, par=agent, le=LE)
    document.refresh_from_db()
    assert (document.fichier, document.retire_par, document.retire_le) == (None, agent, LE)
    assert not Fichier.objects.exists()
    assert refus(retirer_document, document=document, par=agent, le=LE) == [("", "document_retire")]


def test_a_document_withdrawn_meanwhile_is_not_corrected(personne):
    document = deposer(personne)
    vue = empreinte(document_de(document))
    dites = valeurs()
    retirer_document(document=document, par=None, le=LE)
    arguments = {"document": document, "valeurs": dites, "piece": None, "version": vue, "par": None, "le": LE}
    assert refus(modifier_document, **arguments) == [("", "document_retire")]


def test_a_merged_file_takes_no_paper(personne):
    garde = ParcoursFabrique().participant
    document = deposer(personne)
    type(personne).objects.filter(pk=personne.pk).update(fondu_dans=garde)
    assert refus(deposer, personne=personne, piece=AUTRE) == [("", "dossier_reuni")]
    assert refus(retirer_document, document=document, par=None, le=LE) == [("", "dossier_reuni")]
    assert refus(noter, personne=personne) == [("", "dossier_reuni")]


def noter(personne, nature="notice", date="01/06/2016", piece=None, par=None, **champs) -> Accord:
    dites = {"date": jour(date), "accorde": True, "portees": [], "fin": None, **champs}
    return noter_accord(
        participant=personne,
        nature=NatureAccord(nature),
        valeurs=dites,
        piece=piece,
        par=par,
        le=LE,
        aujourdhui=AUJOURDHUI,
    )


def test_each_note_is_a_new_line_and_the_newest_is_in_force(personne):
    noter(personne, "image", "01/04/2016", portees=["jardin", "presse"], fin=jour("01/04/2018"))
    noter(personne, "image", "20/05/2016", accorde=False)
    lignes = list(personne.accords.filter(nature="image"))
    assert [(ligne.date, ligne.accorde) for ligne in lignes] == [
        (jour("20/05/2016"), False),
        (jour("01/04/2016"), True),
    ]
    assert lignes[1].usages == ["au jardin et dans le livret", "presse et réseaux de la ville"]
    assert set(PorteeImage.values) == {"jardin", "bilans", "presse"}


def test_the_same_note_sent_twice_is_one_line(personne):
    premiere = noter(personne, "image", portees=["jardin"], piece=UNE)
    assert noter(personne, "image", portees=["jardin"], piece=UNE) == premiere
    assert noter(personne, "image", portees=["jardin"]) == premiere
    assert noter(personne, "image", portees=["jardin", "bilans"]) != premiere
    assert Document.objects.count() == 1


def test_a_signed_paper_joins_the_documents(personne):
    agent = UtilisateurFabrique()
    signe = noter(personne, "reglement", piece=UNE, par=agent)
    assert (signe.document.type.code, signe.document.depose_par, signe.document.expire_le) == ("reglement", agent, None)
    photo = noter(personne, "image", portees=["presse"], fin=jour("01/06/2018"), piece=AUTRE)
    assert (photo.document.type.code, photo.document.expire_le) == ("image", jour("01/06/2018"))


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"date": "02/06/2016"}, ("date", "accord_futur")),
        ({"nature": "image"}, ("portees", "accord_sans_usage")),
        ({"nature": "image", "accorde": False, "portees": ["jardin"]}, ("accorde", "refus_avec_usage")),
        ({"nature": "image", "accorde": False, "fin": jour("01/06/2017")}, ("accorde", "refus_avec_usage")),
        ({"nature": "image", "portees": ["jardin"], "fin": jour("31/05/2016")}, ("fin", "fin_avant_debut")),
    ],
)
def test_a_paper_that_cannot_be_is_refused(personne, champs, attendu):
    assert refus(noter, personne=personne, **champs) == [attendu]


def test_an_older_paper_does_not_come_after_a_newer_one(personne):
    noter(personne, "image", "20/05/2016", accorde=False)
    ancienne = {"nature": "image", "date": "19/05/2016", "portees": ["jardin"]}
    assert refus(noter, personne=personne, **ancienne) == [("date", "accord_plus_ancien")]
    noter(personne, "notice", "19/05/2016")  # each paper has its own days
    assert noter(personne, "image", "20/05/2016", portees=["jardin"]).accorde


def test_a_paper_refused_for_its_scan_is_not_noted(personne):
    deposer(personne)
    assert refus(noter, personne=personne, nature="reglement", piece=UNE) == [("fichier", "document_existe")]


def test_a_type_no_longer_proposed_stays_with_the_document_that_has_it(personne):
    vieux = TypeDocument.objects.create(code="permis", libelle="permis de conduire", actif=False)
    proposes = CorrectionForm(document=DocumentFabrique(type=vieux)).fields["type"].queryset
    assert vieux in proposes
    assert vieux not in CorrectionForm(document=DocumentFabrique()).fields["type"].queryset
