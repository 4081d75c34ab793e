"""One stem everywhere, nothing unused, nothing of this machine, and words for people on every model and field."""

import os
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.deletion import CASCADE, PROTECT
from django.template import engines
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

RACINE = settings.BASE_DIR
GABARITS = RACINE / "templates"
STATIQUES = RACINE / "static"
NOTRES = ("socle", "comptes", "jardins", "partenaires", "participants", "ateliers", "recoltes", "bilans")
MODELES = [modele for nom in NOTRES for modele in apps.get_app_config(nom).get_models()]
CHAMPS = [
    champ for modele in MODELES for champ in modele._meta.get_fields() if champ.concrete and not champ.auto_created
]
# A dated fact has no sense without its stay, which itself is protected by what it proves.
CASCADES = {"FaitQuartier", "FaitNiveau", "FaitSituation", "FaitLogement", "FaitQpv", "FaitReferent"}
# Django looks these up by their name.
ERREURS = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
# The help of each page is found by its name: tests/jardins/test_aide.py.
AIDE = "aide/"
# Views that answer with a file, a redirection, or a template of another view.
SANS_GABARIT = {
    *("brouillon_garder", "brouillon_supprimer", "entretien_imprimer"),
    *("bilan_imprimer", "calendrier_telecharger", "compte_fermer", "compte_reinviter", "compte_rouvrir"),
    *(
        "deconnexion",
        "demarche_cocher",
        "demarche_decocher",
        "etat",
        "exporter",
        "import_deposer",
        "import_modele",
        "import_refus",
    ),
    *("journal_exporter", "liste_deplacer", "liste_proposer", "participant_exporter"),
    *("participant_journal_exporter", "raccourcis_regler", "reglage_retirer", "rendezvous_conclure", "seance_exporter"),
    *("rendezvous_imprimer", "resume_regler"),
    *("document_ouvrir", "papier_imprimer"),
    *("seance_retablir", "session_prolonger", "sessions_fermer", "systeme_essayer"),
}
# Templates that no route shows by itself.
SANS_ROUTE = {
    "participants/papier_pdf.html",
    "comptes/connexion_bloquee.html",
    "bilans/bilan_pdf.html",
    "participants/rendezvous_pdf.html",
    "comptes/session_finie.html",
    "comptes/lien_a_remettre.html",
    "participants/dossier_reuni.html",
    "participants/entretien_pdf.html",
}


def suivis() -> list[Path]:
    """The files of the repository: what is here but what .gitignore leaves out. A bare machine has no git."""
    ignores = [ligne.rstrip("/") for ligne in (RACINE / ".gitignore").read_text().split() if ligne != ".git"]
    trouves = []
    for dossier, sous_dossiers, fichiers in os.walk(RACINE):
        sous_dossiers[:] = [nom for nom in sous_dossiers if nom != ".git" and not _ignore(nom, ignores)]
        trouves += [Path(dossier, nom) for nom in fichiers if not _ignore(nom, ignores)]
    return trouves


def _ignore(nom: str, ignores: list[str]) -> bool:
    return any(fnmatch(nom, motif.lstrip("/")) for motif in ignores)


def textes(dossier: Path, *suffixes: str) -> dict[str, str]:
    """The text of each file of the folder with one of these suffixes, by its path there."""
    fichiers = (f for f in sorted(dossier.rglob("*")) if f.suffix in suffixes)
    return {str(f.relative_to(dossier)): f.read_text(encoding="utf-8") for f in fichiers}


def sources() -> str:
    """All the Python of the application."""
    return "\n".join(texte for nom in NOTRES for texte in textes(RACINE / nom, ".py").values())


def routes(resolveur=None, prefixe=""):
    for motif in (resolveur or get_resolver()).url_patterns:
        if isinstance(motif, URLResolver):
            yield from routes(motif, motif.namespace or prefixe)
        else:
            yield prefixe, motif


def test_every_template_is_used():
    cites = sources() + "\n".join(textes(GABARITS, ".html", ".svg").values())
    a_part = ERREURS | {nom for nom in textes(GABARITS, ".html") if nom.startswith(AIDE)}
    inutiles = [nom for nom in textes(GABARITS, ".html", ".svg") if nom not in a_part and f'"{nom}"' not in cites]
    assert inutiles == []


def test_every_template_tag_library_that_is_loaded_is_used():
    fautes = []
    for nom, texte in textes(GABARITS, ".html").items():
        for bibliotheque in {mot for charges in re.findall(r"{% load ([^%]+) %}", texte) for mot in charges.split()}:
            if not any(re.search(rf"(?:{{% ?|\|){outil}\b", texte) for outil in outils(bibliotheque)):
                fautes.append(f"{nom} : {bibliotheque}")
    assert fautes == []


def outils(bibliotheque: str) -> set[str]:
    """The tags and filters that a library gives."""
    registre = engines["django"].engine.template_libraries[bibliotheque]
    return {*registre.tags, *registre.filters}


def test_every_static_file_is_used_and_every_one_named_exists():
    cites = sources() + "\n".join([*textes(GABARITS, ".html").values(), *textes(STATIQUES, ".css", ".js").values()])
    fichiers = {str(f.relative_to(STATIQUES)) for f in STATIQUES.rglob("*") if f.is_file()}
    annexes = {nom for nom in fichiers if nom.endswith(("LICENSE.txt", "vendor.json"))}
    assert [nom for nom in sorted(fichiers - annexes) if Path(nom).name not in cites] == []
    nommes = set(re.findall(r'{% static "([^"]+)" %}', "\n".join(textes(GABARITS, ".html").values())))
    assert nommes
    assert nommes <= fichiers


def test_view_address_and_template_share_one_stem():
    connus = set(textes(GABARITS, ".html"))
    attendus = set()
    for prefixe, motif in routes():
        vue = motif.callback
        assert vue.__module__.startswith(f"{prefixe or 'jardins'}.views")
        assert racine_de(vue) == motif.name.replace("_", "")
        if motif.name not in SANS_GABARIT:
            attendus.add(f"{prefixe or 'jardins'}/{motif.name}.html")
    assert attendus <= connus
    assert {motif.name for _, motif in routes()} >= SANS_GABARIT
    pages = {nom for nom in connus if "/" in nom and not nom.startswith(("composants/", AIDE)) and "/_" not in nom}
    assert pages == attendus | SANS_ROUTE


def racine_de(vue) -> str:
    """The stem of a view; a class-based one carries its class's name: `mot_de_passe` is MotDePasse."""
    return getattr(vue, "view_class", vue).__name__.replace("_", "").lower()


@pytest.mark.parametrize("modele", MODELES, ids=lambda modele: modele.__name__)
def test_every_model_says_its_name_in_lower_case_french(modele):
    options = modele._meta
    for libelle in (options.verbose_name, options.verbose_name_plural):
        assert str(libelle)[0].islower()
    assert "verbose_name" in options.original_attrs
    assert "verbose_name_plural" in options.original_attrs


@pytest.mark.parametrize("champ", CHAMPS, ids=str)
def test_every_field_says_its_name_in_lower_case(champ):
    if champ.name in ("id", "uuid", "last_login", "password"):
        return
    dit = str(champ.verbose_name)
    assert dit[0].islower()
    assert champ._verbose_name, f"{champ} : the name is only guessed from the field"


@pytest.mark.parametrize("modele", MODELES, ids=lambda modele: modele.__name__)
def test_every_constraint_has_a_french_sentence(modele):
    for contrainte in modele._meta.constraints:
        message = str(contrainte.violation_error_message)
        assert message != str(models.BaseConstraint.default_violation_error_message), contrainte.name
        assert re.fullmatch(r"[A-ZÀÉÊ].+\.", message), contrainte.name


def test_every_relation_protects_what_it_points_to():
    liens = [champ for champ in CHAMPS if champ.many_to_one or champ.one_to_one]
    assert liens
    for lien in liens:
        attendu = CASCADE if lien.model.__name__ in CASCADES and lien.name == "parcours" else PROTECT
        assert (str(lien), lien.remote_field.on_delete) == (str(lien), attendu)


def test_migrations_have_a_name():
    noms = [f.stem for nom in NOTRES for f in (RACINE / nom).glob("migrations/0*.py")]
    assert noms
    assert [nom for nom in noms if "_auto_" in nom or not re.fullmatch(r"\d{4}_[a-z0-9_]+", nom)] == []


# Written in pieces, so that this file passes its own test.
INTERDITS = {
    "a path of a machine": re.compile(r"(?<![\w./])/(?:work|home|root|Users|mnt)/[\w.]+"),
    "a package index": re.compile("(?:pypi" r"\.org|files\.pythonhosted|registry\.npm" r"js|--(?:extra-)?index-url)"),
    "a private address": re.compile(r"https?://(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)"),
}


@pytest.mark.parametrize("quoi", INTERDITS)
def test_no_file_names(quoi):
    fautes = []
    for fichier in suivis():
        try:
            texte = fichier.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        fautes += [f"{fichier.relative_to(RACINE)} : {trouve}" for trouve in INTERDITS[quoi].findall(texte)]
    assert fautes == []


def test_no_file_of_the_repository_is_large_or_generated():
    interdits = {".pyc", ".sqlite3", ".log", ".env"}
    assert [f.name for f in suivis() if f.suffix in interdits or f.stat().st_size > 1_500_000] == []
