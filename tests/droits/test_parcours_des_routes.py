"""Every route answers everybody as docs/droits.md says."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from comptes.choix import Role
from comptes.droits import DROITS, JOURNALISEES, Action
from socle.models import ImportationQuerySet
from tests.conftest import client_de, creer_compte
from tests.droits import mutants
from tests.droits.exemples import EXEMPLES
from tests.droits.monde import creer_monde
from tests.droits.parcours import METHODES, attendu, fautes, parcourir


def noms_des_routes(resolveur=None, prefixe=""):
    """The full name of every route of the URLconf: a second way in than comptes.controles."""
    for motif in (resolveur or get_resolver()).url_patterns:
        if isinstance(motif, URLResolver):
            yield from noms_des_routes(motif, f"{motif.namespace}:" if motif.namespace else prefixe)
        else:
            yield prefixe + (motif.name or ""), motif


def test_page_and_table_of_rights_agree(page):
    tels_quels = {action: {role for role, oui in roles.items() if oui} for action, roles in page.droits.items()}
    assert tels_quels == {action.value: {role.value for role in roles} for action, roles in DROITS.items()}
    assert page.libelles == {action.value: action.label for action in Action}
    assert {action.value for action in JOURNALISEES} == page.journal & set(page.droits) - {"mot_de_passe"}


def test_every_route_has_an_example_and_every_example_a_route():
    assert dict(noms_des_routes()).keys() == EXEMPLES.keys()


def test_every_route_declares_the_action_and_methods_of_its_example():
    for nom, motif in noms_des_routes():
        exemple = EXEMPLES[nom]
        assert (nom, motif.callback.action) == (nom, exemple.action)
        assert (nom, motif.callback.methodes) == (nom, exemple.methodes)


def test_public_routes_are_those_of_the_page(page):
    assert sorted(nom for nom, exemple in EXEMPLES.items() if exemple.action == "public") == sorted(page.publiques)


def test_every_action_of_the_page_has_a_route(page):
    assert {exemple.action for exemple in EXEMPLES.values()} == {*page.droits, "public"}


def test_every_visit_is_answered_as_the_page_says(visites, page):
    assert fautes(visites, page) == []


def test_the_walk_reads_and_sends_as_everybody_on_every_route(visites):
    faites = {(v.route, v.identite, v.methode) for v in visites if v.methode in ("GET", "POST")}
    assert len(faites) == len(EXEMPLES) * 6 * 2


def test_the_walk_tries_every_method_as_somebody_who_is_let_in_on_every_route_and_as_everybody(visites, methodes, page):
    admises = {
        (visite.route, visite.methode)
        for visite in visites
        if visite.exemple.action == "public" or page.droits[visite.exemple.action].get(visite.identite)
    }
    assert len(admises) == len(EXEMPLES) * len(methodes)
    assert len({(visite.identite, visite.methode) for visite in visites}) == 6 * len(methodes)


@pytest.mark.parametrize("route", EXEMPLES)
def test_every_permitted_role_gets_a_real_answer(route, visites, page):
    exemple = EXEMPLES[route]
    siennes = [v for v in visites if v.route == route and v.permis]
    lues = {v.identite for v in siennes if (v.methode, v.statut) == ("GET", 200)}
    envoyees = {v.identite for v in siennes if (v.methode, v.statut) == ("POST", exemple.envoi)}
    permis = {role for role, oui in page.droits.get(exemple.action, {}).items() if oui}
    assert "GET" not in exemple.methodes or permis <= lues
    assert "POST" not in exemple.methodes or permis <= envoyees
    assert lues or envoyees


def test_every_page_of_an_object_is_tried_with_a_real_one_and_with_an_unknown_one(visites):
    for nom, motif in noms_des_routes():
        if motif.callback.objet:
            methode, reussite = ("GET", 200) if "GET" in motif.callback.methodes else ("POST", EXEMPLES[nom].envoi)
            cas = {
                v.permis: v.statut
                for v in visites
                if v.route == nom and v.methode == methode and v.identite in Role.values and v.statut != 403
            }
            assert (nom, cas) == (nom, {True: reussite, False: 404})


def test_a_file_deposited_by_somebody_else_is_read_by_the_chef_de_projet_alone_and_written_by_nobody(db):
    monde = creer_monde()
    adresse = reverse("import_confirmer", kwargs={"uuid": monde.autrui.uuid})
    cheffe, sociale = (client_de(monde.comptes[role]) for role in (Role.CHEF_DE_PROJET, Role.TRAVAILLEUR_SOCIAL))
    assert client_de(monde.collegue).get(adresse).status_code == 200
    assert (cheffe.get(adresse).status_code, cheffe.post(adresse).status_code) == (200, 403)
    assert (sociale.get(adresse).status_code, sociale.post(adresse).status_code) == (404, 404)


def test_a_post_without_its_token_is_refused(db):
    monde = creer_monde()
    compte = monde.comptes[Role.CHEF_DE_PROJET]
    client = client_de(compte, enforce_csrf_checks=True)
    routes = [nom for nom, exemple in EXEMPLES.items() if "POST" in exemple.methodes]
    assert len(routes) > 3
    for route in routes:
        [kwargs, *_] = EXEMPLES[route].siens(monde, compte.role)
        reponse = client.post(reverse(route, kwargs=kwargs), EXEMPLES[route].donnees(monde, compte.role))
        assert (route, reponse.status_code) == (route, 403)
        assert "Votre page a expiré" in reponse.content.decode()


@pytest.mark.parametrize("methode", METHODES[2:])
def test_no_unsafe_method_passes_without_a_token(methode, db):
    client = client_de(creer_compte(Role.CHEF_DE_PROJET), enforce_csrf_checks=True)
    statut = getattr(client, methode.lower())(reverse("comptes:mot_de_passe")).status_code
    assert statut == (405 if methode in ("OPTIONS", "TRACE") else 403)


def test_a_journal_line_is_written_for_each_journaled_answer_and_for_no_other(visites, page):
    for visite in visites:
        assert (str(visite), [action for action, _ in visite.journal]) == (str(visite), _a_journaliser(visite, page))


def _a_journaliser(visite, page) -> list[str]:
    action, reussie = visite.exemple.action, attendu(visite, page) < 400
    if visite.identite not in Role.values and action != "public":
        return []
    if visite.methode == "POST" and visite.route == "comptes:deconnexion":
        return ["deconnexion"] if visite.identite in Role.values else []
    if visite.methode == "POST" and visite.route == "comptes:connexion":
        return [] if visite.identite in Role.values else ["connexion"]
    if visite.methode == "POST" and visite.exemple.trace is not None:
        return list(visite.exemple.trace) if reussie else []
    if action == "mot_de_passe" and visite.methode != "POST":
        return []
    return [action] if reussie and action in page.journal else []


@pytest.mark.parametrize(
    ("role", "action"),
    [
        (Role.ENCADRANT, Action.PARTICIPANT_VOIR),
        (Role.TRAVAILLEUR_SOCIAL, Action.SEANCE_LISTER),
        (Role.ADMINISTRATEUR, Action.DONNEES_IMPORTER),
    ],
)
def test_the_walk_sees_a_right_that_changed(role, action, db, page):
    monde = creer_monde()
    assert mutants.fautes_de(monde, page, role, action) == []
    with mutants.bascule(role, action):
        assert mutants.fautes_de(monde, page, role, action) != []


def test_the_walk_sees_a_view_open_to_the_wrong_action(db, page, monkeypatch):
    """A page of people guarded by the right to see sessions lets the encadrant in."""
    monde = creer_monde()
    monkeypatch.setitem(DROITS, Action.PARTICIPANT_VOIR, DROITS[Action.SEANCE_VOIR])
    routes = [nom for nom, exemple in EXEMPLES.items() if exemple.action == "participant_voir"]
    fautives = fautes(parcourir(monde, identites=[Role.ENCADRANT], routes=routes, methodes=["GET"]), page)
    assert any("participants:participant_voir" in faute for faute in fautives)


def test_the_walk_sees_files_of_others_that_became_visible(db, page, monkeypatch):
    monde = creer_monde()
    tous = ImportationQuerySet.visibles_par
    monkeypatch.setattr(
        ImportationQuerySet, "visibles_par", lambda depots, qui: tous(depots, monde.comptes["chef_de_projet"])
    )
    routes = [nom for nom, exemple in EXEMPLES.items() if exemple.action == "donnees_importer"]
    fautives = fautes(parcourir(monde, identites=[Role.TRAVAILLEUR_SOCIAL], routes=routes, methodes=["GET"]), page)
    assert {faute.split()[3] for faute in fautives} == {"import_confirmer", "import_refus"}


def test_an_anonymous_visitor_comes_back_where_she_was_going(db):
    reponse = Client().get(reverse("participants:participant_lister"), {"page": 2})
    assert reponse["Location"] == "/comptes/connexion/?next=/participants/%3Fpage%3D2"
