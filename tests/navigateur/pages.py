"""Every page of a role, found by following its links, and what is looked at on each: axe, one title, no overflow."""

from collections import deque
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from comptes.choix import Role
from outils.captures import entrer
from tests.droits.exemples import EXEMPLES
from tests.droits.page import lire_page
from tests.test_coherence import SANS_GABARIT

SEULES_FAUTES = {"resultTypes": ["violations"]}  # half the time: what passes is not detailed
QUI = {
    Role.CHEF_DE_PROJET: "claire.loriot",
    Role.TRAVAILLEUR_SOCIAL: "anne.mesange",
    Role.ENCADRANT: "paul.verdier",
    Role.ADMINISTRATEUR: "marc.bouvreuil",
}
# Pages that no link of the demonstration leads to: tests/navigateur/test_pages_sans_lien.py looks at them.
SANS_LIEN = {
    *("recherche", "recherche_suggerer", "travail_voir", "liste_reunir", "import_confirmer"),
    *("participants:fusion_confirmer", "participants:fusion_defaire"),
    *("participants:suspension_corriger", "participants:suspension_supprimer"),
    *("participants:objectif_rouvrir", "participants:immersion_modifier"),
    *("participants:document_modifier", "participants:document_retirer"),
    *("comptes:mot_de_passe_oublie", "comptes:mot_de_passe_choisir"),
}
# Where to begin, besides the home page, to meet people and sessions in every state: an address, then what to follow.
DEPARTS = {
    "/participants/observations/": ".noms li:has(.consigne) a",  # whose file has a consigne to correct
    "/composants/": None,
    "/participants/?onglet=sortis": "tbody th a",
    "/participants/?onglet=accueil": "tbody th a",
    "/participants/": "tbody th a",
    "/seances/?onglet=a-venir": "tbody a",
}
# Opened before axe looks: folded parts, the help of the page, the narrow menu.
TOUT_OUVRIR = """() => {
  document.querySelectorAll("details").forEach((pli) => { pli.open = true; });
  for (const panneau of document.querySelectorAll("#menu")) panneau.classList.add("ouvert");
}"""
OUVRIR_L_AIDE = """() => document.querySelector("#aide")?.classList.add("ouverte")"""


def nom_de(chemin: str) -> str | None:
    """The route of an address; None when it is none of ours."""
    try:
        return resolve(chemin).view_name
    except Resolver404:
        return None


def pages_de(role: Role) -> set[str]:
    """The routes that show a page to this role and that links lead to, by docs/droits.md."""
    permises = {action for action, roles in lire_page().droits.items() if roles[role]}
    return {
        nom
        for nom, exemple in EXEMPLES.items()
        if (exemple.action in permises or exemple.action == "public")
        and "GET" in exemple.methodes
        and nom.rpartition(":")[2] not in SANS_GABARIT
        and nom not in SANS_LIEN
        and nom != "comptes:connexion"
    }


def suivre(page, adresse: str, permises: set[str], visiter) -> set[str]:
    """Every route found by following links, each visited once but those of the departures."""
    file, vues = deque(["/", *departs(page, adresse, permises)]), {"accueil"}
    while file:
        chemin = file.popleft()
        reponse = page.goto(adresse + chemin)
        visiter(page, chemin, reponse)
        for lien in page.eval_on_selector_all("a[href]", "liens => liens.map(lien => lien.href)"):
            cible = urlsplit(lien)
            nom = nom_de(cible.path)
            if nom and nom not in vues and nom.rpartition(":")[2] not in SANS_GABARIT:
                vues.add(nom)
                file.append(cible.path + (f"?{cible.query}" if cible.query else ""))
    return vues


def departs(page, adresse: str, permises: set[str]) -> list[str]:
    """The departures this role may take, and what each leads to."""
    trouves = []
    for chemin, suite in DEPARTS.items():
        if nom_de(urlsplit(chemin).path) not in permises:
            continue
        page.goto(adresse + chemin)
        trouves.append(chemin)
        lien = page.locator(suite) if suite else None
        if lien and lien.count():
            trouves.append(urlsplit(lien.first.evaluate("lien => lien.href")).path)
    return trouves


def verifier(page, chemin: str, reponse) -> None:
    assert reponse.status == 200, chemin
    assert page.locator("h1").count() == 1, chemin
    page.evaluate(TOUT_OUVRIR)
    sans_violation(page, chemin)
    sans_debordement(page, chemin)


def sans_violation(page, chemin: str) -> None:
    violations = Axe().run(page, options=SEULES_FAUTES).response["violations"]
    assert [(chemin, v["id"], v["nodes"][0]["html"][:300]) for v in violations] == []


def sans_debordement(page, chemin: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{chemin} déborde"


def grossir(page, chemin: str) -> None:
    """The text at twice its size."""
    page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    sans_debordement(page, chemin)


def regarder_tout(chromium, adresse: str, role: Role, largeur: int) -> None:
    """Every page of this role at this width, its folded parts and its help opened, with nothing to say."""
    contexte = chromium.new_context(viewport={"width": largeur, "height": 900}, locale="fr-FR")
    page = contexte.new_page()
    plaintes = []
    page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
    page.on("console", lambda message: plaintes.append(message.text) if message.type == "error" else None)
    entrer(page, adresse, QUI[role])
    vues = suivre(page, adresse, pages_de(role), verifier)
    assert plaintes == []
    assert pages_de(role) - vues == set()
    page.goto(adresse)
    page.evaluate(OUVRIR_L_AIDE)
    sans_violation(page, "aide ouverte")
    contexte.close()


def ouvrir_tout_sans_javascript(chromium, adresse: str, role: Role, largeur: int, regarder) -> None:
    """Every page of this role answers without JavaScript, and `regarder` has nothing to say."""
    contexte = chromium.new_context(java_script_enabled=False, viewport={"width": largeur, "height": 800})
    page = contexte.new_page()
    entrer(page, adresse, QUI[role])

    def visiter(page, chemin, reponse):
        assert reponse.ok, chemin
        regarder(page, chemin)

    assert pages_de(role) - suivre(page, adresse, pages_de(role), visiter) == set()
    contexte.close()
