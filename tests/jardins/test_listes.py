"""The reference lists kept by the chef de projet: what a line may become, and what is refused."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ateliers.models import Atelier
from jardins.listes import apercus, avec_emplois, emplois, listes
from jardins.models import Site
from jardins.services.listes import (
    Reunion,
    ajouter_ligne,
    deplacer_ligne,
    modifier_ligne,
    proposer_ligne,
    reunir_lignes,
)
from partenaires.models import Thematique
from participants.models import (
    Competence,
    EvaluationFrein,
    FaitQuartier,
    Frein,
    MotifSortie,
    NiveauEtudes,
    NoteDeTheme,
    Observation,
    Participant,
    Quartier,
)
from socle.bases import ListeReference
from socle.erreurs import SaisieRefusee
from socle.imports.moteur import importer
from socle.imports.ressource import ressource
from tests.conftest import client_de
from tests.fabriques import EntretienFabrique, ParcoursFabrique, SeanceFabrique
from tests.jardins.outils import lire, requetes

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cheffe_de_projet):
    return client_de(cheffe_de_projet)


def vers(nom, *args):
    return reverse(nom, args=args)


def donner_un_quartier(quartier, jour=dt.date(2015, 1, 5)):
    return FaitQuartier.objects.create(parcours=ParcoursFabrique(date_entree=jour), depuis=jour, valeur=quartier)


def importer_une_personne(quartier: str):
    texte = f"reference;nom;prenom;sexe;quartier;date_entree\nP1;Bouleau;Anne;F;{quartier};05/01/2015\n"
    return importer(ressource("participants"), texte.encode(), "p.csv", par=None, le=timezone.now())


def test_every_list_a_person_may_choose_from_is_kept_here():
    connues = {modele for modele in apps.get_models() if issubclass(modele, ListeReference)}
    assert {modele.__name__ for modele in connues - set(listes().values())} == {"GenerationQpv"}
    assert len(listes()) == len(settings.LISTES)


def test_the_page_of_lists_says_what_each_offers():
    Site.objects.filter(code="roleur").update(actif=False)
    sites = apercus()[0]
    assert (sites.nom, sites.titre, sites.retirees) == ("site", "Sites", 1)
    assert sites.proposees == ("Blaise Pascal", "Vignoble", "Hors site")


def test_imports_know_an_added_line_at_once_and_refused_it_before():
    assert importer_une_personne("Nouvel Été").refus
    ajouter_ligne(modele=Quartier, libelle="Nouvel Été", alias=["Résidence de l’Été"])
    assert importer_une_personne("residence de l'ete").ecrit
    assert FaitQuartier.objects.get().valeur.libelle == "Nouvel Été"


def test_an_added_line_comes_last_and_is_proposed():
    ligne = ajouter_ligne(modele=Site, libelle="  Jardin d’hiver ")
    assert [str(site) for site in Site.objects.all()][-1] == "Jardin d’hiver"
    assert (ligne.actif, ligne.fournie) == (True, False)


@pytest.mark.parametrize(
    ("libelle", "alias", "phrase"),
    [
        ("", [], "Écrivez le libellé"),
        ("   ", [], "Écrivez le libellé"),
        ("dutemple", [], "désigne déjà la ligne «\u00a0Dutemple\u00a0»"),
        ("FG DE LILLE", [], "désigne déjà la ligne «\u00a0Faubourg de Lille\u00a0»"),
        ("Nouveau", ["Accacias"], "désigne déjà la ligne «\u00a0Acacias\u00a0»"),
        ("x" * 81, [], "dépasse 80 caractères"),
        ("œ" * 60, [], "dépasse 80 caractères"),
    ],
)
def test_a_line_is_refused(libelle, alias, phrase):
    avant = Quartier.objects.count()
    with pytest.raises(SaisieRefusee, match=phrase):
        ajouter_ligne(modele=Quartier, libelle=libelle, alias=alias)
    assert Quartier.objects.count() == avant


def test_a_renamed_line_is_still_found_by_its_old_label():
    ligne = Quartier.objects.get(code="dutemple")
    modifier_ligne(ligne=ligne, libelle="Le Dutemple", alias=["Dutemple-Nord"])
    assert importer_une_personne("Dutemple").ecrit
    ligne.refresh_from_db()
    assert (ligne.libelle, ligne.cle, ligne.alias) == ("Le Dutemple", "le dutemple", ["dutemple nord", "dutemple"])


def test_a_line_may_be_renamed_in_the_spelling_of_its_own_alias():
    ligne = Quartier.objects.get(code="saint-waast")
    modifier_ligne(ligne=ligne, libelle="St Waast", alias=ligne.alias)
    ligne.refresh_from_db()
    assert (ligne.cle, ligne.alias) == ("st waast", ["saint waast"])


def test_a_line_goes_up_and_down_and_stops_at_both_ends():
    def sites():
        return [site.code for site in Site.objects.all()]

    vignoble = Site.objects.get(code="vignoble")
    assert deplacer_ligne(ligne=vignoble, vers_le_haut=True)
    assert sites() == ["blaise-pascal", "vignoble", "roleur", "hors-site"]
    assert deplacer_ligne(ligne=vignoble, vers_le_haut=True)
    assert not deplacer_ligne(ligne=vignoble, vers_le_haut=True)
    assert not deplacer_ligne(ligne=Site.objects.get(code="hors-site"), vers_le_haut=False)
    assert sites() == ["vignoble", "blaise-pascal", "roleur", "hors-site"]


def test_lines_of_one_same_rank_are_ordered_too():
    Site.objects.update(ordre=500)
    deplacer_ligne(ligne=Site.objects.get(code="roleur"), vers_le_haut=True)
    assert [site.code for site in Site.objects.all()] == ["blaise-pascal", "roleur", "hors-site", "vignoble"]


def test_a_withdrawn_line_stays_where_it_is_named():
    quartier = Quartier.objects.get(code="acacias")
    fait = donner_un_quartier(quartier)
    proposer_ligne(ligne=quartier, actif=False)
    fait.refresh_from_db()
    assert (fait.valeur.libelle, fait.valeur.actif) == ("Acacias", False)
    proposer_ligne(ligne=quartier, actif=True)
    assert Quartier.objects.get(code="acacias").actif


def test_the_last_line_proposed_is_not_withdrawn():
    Site.objects.exclude(code="vignoble").update(actif=False)
    with pytest.raises(SaisieRefusee, match="dernière ligne proposée"):
        proposer_ligne(ligne=Site.objects.get(code="vignoble"), actif=False)


def test_two_spellings_become_one_and_everything_follows():
    faute = ajouter_ligne(modele=Quartier, libelle="Dutempel", alias=["Du Tempel"])
    garde = Quartier.objects.get(code="dutemple")
    fait, temoin = donner_un_quartier(faute), donner_un_quartier(Quartier.objects.get(code="acacias"))
    assert reunir_lignes(ligne=faute, garde=garde) == Reunion(reprises=1, ecartees=0)
    fait.refresh_from_db()
    temoin.refresh_from_db()
    assert (fait.valeur, temoin.valeur.code) == (garde, "acacias")
    assert not Quartier.objects.filter(libelle="Dutempel").exists()
    assert Quartier.objects.get(code="dutemple").alias == ["dutempel", "du tempel"]
    assert importer_une_personne("du tempel").ecrit


@pytest.mark.parametrize(("memes", "restent"), [(True, [3]), (False, [1, 3])])
def test_two_obstacles_of_one_stay_and_day_become_the_kept_one(memes, restent):
    """The constraint that a day has one level would otherwise stop everything."""
    garde = Frein.objects.get(code="transports")
    bus = ajouter_ligne(modele=Frein, libelle="Bus", propres={"thematique": garde.thematique})
    sejour = ParcoursFabrique()
    jour = dt.date(2015, 3, 2)
    EvaluationFrein.objects.create(parcours=sejour, frein=garde, depuis=jour, niveau=3)
    autre = sejour if memes else ParcoursFabrique()
    EvaluationFrein.objects.create(parcours=autre, frein=bus, depuis=jour, niveau=1)
    assert reunir_lignes(ligne=bus, garde=garde) == Reunion(reprises=len(restent) - 1, ecartees=2 - len(restent))
    niveaux = EvaluationFrein.objects.filter(frein=garde).values_list("niveau", flat=True)
    assert sorted(niveaux) == restent


def test_two_skills_noted_the_same_day_become_the_kept_one():
    garde = Competence.objects.get(code="equipe")
    groupe = ajouter_ligne(modele=Competence, libelle="Travailler en groupe")
    communs = {"participant": ParcoursFabrique().participant, "date": dt.date(2015, 3, 2)}
    Observation.objects.create(competence=garde, niveau=3, **communs)
    Observation.objects.create(competence=groupe, niveau=1, **communs)
    assert reunir_lignes(ligne=groupe, garde=garde) == Reunion(reprises=0, ecartees=1)
    assert Observation.objects.get().niveau == 3


@pytest.mark.parametrize("texte", ["Prend le bus seule.", ""])
def test_two_themes_are_not_reunited_over_a_text_that_would_be_lost(texte):
    garde = Thematique.objects.get(code="mobilite")
    bus = ajouter_ligne(modele=Thematique, libelle="Transports")
    entretien = EntretienFabrique()
    NoteDeTheme.objects.create(entretien=entretien, thematique=garde, texte="A sa carte.")
    NoteDeTheme.objects.create(entretien=entretien, thematique=bus, texte=texte)
    if not texte:  # an empty note says nothing that the other does not
        assert reunir_lignes(ligne=bus, garde=garde) == Reunion(reprises=0, ecartees=1)
        return
    with pytest.raises(SaisieRefusee, match="rien n’est effacé"):
        reunir_lignes(ligne=bus, garde=garde)
    assert {note.texte for note in NoteDeTheme.objects.all()} == {"A sa carte.", texte}


def test_the_page_says_what_was_set_aside(client):
    garde = Frein.objects.get(code="transports")
    bus = ajouter_ligne(modele=Frein, libelle="Bus", propres={"thematique": garde.thematique})
    sejour = ParcoursFabrique()
    for frein in (garde, bus):
        EvaluationFrein.objects.create(parcours=sejour, frein=frein, depuis=dt.date(2015, 3, 2), niveau=3)
    page = lire(client.post(vers("liste_reunir", "frein", bus.code), {"garde": garde.pk}, follow=True))
    assert "(0 reprise). 1 double du même jour : ce qui était noté sous « transports en commun » est gardé." in page


def test_a_shipped_line_is_not_merged_away_and_none_with_itself():
    garde, fournie = Quartier.objects.get(code="dutemple"), Quartier.objects.get(code="acacias")
    with pytest.raises(SaisieRefusee, match="livrée avec l’application"):
        reunir_lignes(ligne=fournie, garde=garde)
    ajoutee = ajouter_ligne(modele=Quartier, libelle="Nouveau")
    with pytest.raises(SaisieRefusee, match="autre ligne"):
        reunir_lignes(ligne=ajoutee, garde=ajoutee)
    assert fournie.cle in {ligne.cle for ligne in Quartier.objects.all()}


def test_the_relations_counted_are_those_that_protect_the_lines():
    """A foreign key to a list, whatever its name and its app, is counted and follows a merge."""
    liens = {
        (modele.__name__, champ.name)
        for modele in apps.get_models(include_auto_created=True)
        for champ in modele._meta.concrete_fields
        if champ.is_relation and champ.related_model in listes().values()
    }
    suivis = {(r.related_model.__name__, r.field.name) for modele in listes().values() for r in emplois(modele)}
    assert suivis == liens
    assert {("FaitQuartier", "valeur"), ("Seance", "site"), ("NiveauEtudes", "classe")} <= suivis


def test_uses_are_counted_over_every_relation():
    SeanceFabrique()
    SeanceFabrique(reference="S-autre")
    nombres = dict(avec_emplois(Site).values_list("code", "nombre_emplois"))
    assert nombres["vignoble"] >= 2
    assert nombres["hors-site"] == 0
    # The class of 1969 that three levels of 2019 are counted in.
    assert dict(avec_emplois(NiveauEtudes).values_list("code", "nombre_emplois"))["1969-i-ii"] == 3


def test_own_columns_are_settled_once_a_line_is_shipped_or_named():
    fourni = MotifSortie.objects.get(code="abandon")
    with pytest.raises(SaisieRefusee, match="bilans déjà faits"):
        modifier_ligne(ligne=fourni, libelle="abandon", propres={"dynamique": True})
    ajoute = ajouter_ligne(modele=MotifSortie, libelle="service civique", propres={"dynamique": True})
    modifier_ligne(ligne=ajoute, libelle="service civique", propres={"dynamique": False})
    ParcoursFabrique(date_sortie=dt.date(2015, 6, 1), motif_sortie=ajoute)
    with pytest.raises(SaisieRefusee, match="bilans déjà faits"):
        modifier_ligne(ligne=ajoute, libelle="service civique", propres={"dynamique": True})
    modifier_ligne(ligne=ajoute, libelle="volontariat", propres={"dynamique": False})
    ajoute.refresh_from_db()
    assert (ajoute.libelle, ajoute.dynamique) == ("volontariat", False)


def test_pages_add_rename_move_withdraw_and_merge(client):
    reponse = client.post(vers("liste_ajouter", "motifsortie"), {"libelle": "service civique", "dynamique": "on"})
    assert reponse["Location"] == vers("liste_voir", "motifsortie")
    code = MotifSortie.objects.get(libelle="service civique", dynamique=True).code
    page = lire(client.get(vers("liste_voir", "motifsortie")))
    assert "« service civique » est ajoutée, et proposée dès maintenant." in page
    client.post(vers("liste_modifier", "motifsortie", code), {"libelle": "volontariat", "alias": "SC\r\n\r\nCivique"})
    assert MotifSortie.objects.get(code=code).alias == ["sc", "civique", "service civique"]
    client.post(vers("liste_deplacer", "motifsortie", code), {"sens": "haut"})
    assert MotifSortie.objects.all().reverse()[1].code == code
    client.post(vers("liste_proposer", "motifsortie", code))
    assert not MotifSortie.objects.get(code=code).actif
    autre = MotifSortie.objects.get(code="autre")
    client.post(vers("liste_reunir", "motifsortie", code), {"garde": autre.pk})
    assert not MotifSortie.objects.filter(code=code).exists()


def test_what_was_typed_is_kept_when_it_is_refused(client):
    reponse = client.post(vers("liste_ajouter", "quartier"), {"libelle": "DUTEMPLE", "alias": "Le Temple"})
    page = lire(reponse)
    assert reponse.status_code == 400
    assert "1 information à corriger" in page
    assert 'value="DUTEMPLE"' in page
    assert "Le Temple" in page


def test_the_columns_of_a_shipped_line_cannot_be_posted(client):
    client.post(vers("liste_modifier", "motifsortie", "abandon"), {"libelle": "abandon", "dynamique": "on"})
    assert not MotifSortie.objects.get(code="abandon").dynamique
    page = lire(client.get(vers("liste_modifier", "motifsortie", "abandon")))
    assert "livrée avec l’application" in page
    assert "disabled" in page


@pytest.mark.parametrize(
    ("route", "args"),
    [
        ("liste_voir", ["participant"]),
        ("liste_voir", ["generationqpv"]),
        ("liste_modifier", ["quartier", "inconnu"]),
        ("liste_modifier", ["site", "dutemple"]),
    ],
)
def test_only_lists_and_lines_that_are_there_are_found(client, route, args):
    assert client.get(vers(route, *args)).status_code == 404


def test_pages_cost_the_same_with_ten_times_the_lines(client):
    pages = [(vers("liste_lister"), 6), *((vers("liste_voir", nom), 6) for nom in listes())]
    client.get(vers("liste_lister"))
    petits = [requetes(lambda page=page: client.get(page)) for page, _ in pages]
    for rang in range(60):
        donner_un_quartier(ajouter_ligne(modele=Quartier, libelle=f"Quartier {rang}"))
        ajouter_ligne(modele=Atelier, libelle=f"Atelier {rang}")
    assert [requetes(lambda page=page: client.get(page)) for page, _ in pages] == petits
    assert all(nombre <= plafond for nombre, (_, plafond) in zip(petits, pages, strict=True)), petits
    assert Participant.objects.count() == 60
