"""The tabs of a file: what they say, the way back to the list, merged files, and what they cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.models import (
    Coordonnees,
    FaitLogement,
    FaitNiveau,
    FaitQpv,
    FaitQuartier,
    FaitReferent,
    FaitSituation,
    Fusion,
    Logement,
    MotifSortie,
    NiveauEtudes,
    PremierContact,
    Quartier,
    Situation,
)
from participants.situation import SUJETS
from tests.conftest import client_de
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, UtilisateurFabrique, ligne_de

pytestmark = pytest.mark.django_db

INSTANT = dt.datetime(2016, 6, 1, 10, tzinfo=dt.UTC)
ONGLETS = ["participant_voir", "participant_coordonnees", "participant_parcours", "participant_historique"]
SAISIES = ["identite_modifier", "coordonnees_modifier", "contact_ajouter", "parcours_ouvrir", "changement_ajouter"]


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


def page(client, personne, vue="participant_voir", **requete) -> str:
    reponse = client.get(reverse(f"participants:{vue}", args=[personne.uuid]), requete)
    assert reponse.status_code == 200
    return " ".join(reponse.content.decode().replace("\u00a0", " ").split())


def complet(**champs):
    """A stay of which everything is known since its entry."""
    sejour = ParcoursFabrique(participant__date_naissance=dt.date(1980, 3, 1), **champs)
    communs = {"parcours": sejour, "depuis": sejour.date_entree}
    FaitQuartier.objects.create(valeur=ligne_de(Quartier, "Dutemple"), **communs)
    FaitQpv.objects.create(valeur=False, **communs)
    FaitNiveau.objects.create(valeur=ligne_de(NiveauEtudes, "V bis"), **communs)
    FaitSituation.objects.create(valeur=ligne_de(Situation, "RSA"), **communs)
    FaitLogement.objects.create(valeur=ligne_de(Logement, "locataire"), **communs)
    FaitReferent.objects.create(valeur=UtilisateurFabrique(prenom="Rose", nom="Pivert"), **communs)
    return sejour


def test_the_identity_line_says_who_and_since_when(client):
    sejour = complet(participant__nom="Houx", participant__prenom="Lila")
    Coordonnees.objects.create(participant=sejour.participant, telephone="06 12 34 56 78", preference="appel")
    lue = page(client, sejour.participant)
    for morceau in (
        "HOUX Lila",
        "En parcours",
        "<li>Dutemple</li>",
        "Dossier suivi par Rose Pivert",
        "Depuis le 5 janvier 2015",
        '<a href="tel:+33612345678">06 12 34 56 78</a>',
        "À joindre de préférence : appel.",
    ):
        assert morceau in lue
    assert "À compléter" not in lue


def test_what_is_missing_is_named_once_and_leads_to_where_it_is_written(client):
    sejour = ParcoursFabrique()
    lue = page(client, sejour.participant)
    assert "7 informations à compléter" in lue
    assert "Date de naissance, quartier, habite un QPV, niveau d’études, situation, logement, référent" in lue
    adresse = reverse("participants:changement_ajouter", args=[sejour.participant.uuid])
    assert f'href="{adresse}?depuis=entree"' in lue
    assert 'value="2015-01-05"' in page(client, sejour.participant, "changement_ajouter", depuis="entree")


def test_a_fact_unknown_since_a_day_is_missing_again(client):
    sejour = complet()
    FaitLogement.objects.create(parcours=sejour, depuis=dt.date(2015, 6, 1), valeur=None)
    assert "À compléter : logement" in page(client, sejour.participant)


def test_a_stay_that_ended_says_so_and_a_change_of_its_exit_day_is_left_aside(client):
    sejour = complet(date_sortie=dt.date(2015, 6, 1), motif_sortie=ligne_de(MotifSortie, "CDI"))
    FaitQuartier.objects.create(parcours=sejour, depuis=dt.date(2015, 6, 1), valeur=ligne_de(Quartier, "Acacias"))
    lue = page(client, sejour.participant)
    assert "Du 5 janvier 2015 au 1<sup>er</sup> juin 2015" in lue
    assert "<li>Dutemple</li>" in lue
    assert "Acacias" not in lue
    assert "Noter un retour" in lue


def test_a_person_at_the_reception_is_not_counted_and_may_enter(client):
    personne = ParticipantFabrique()
    lue = page(client, personne)
    assert "À l’accueil" in lue
    assert "pas encore comptée dans les bilans" in lue
    assert f'href="{reverse("participants:parcours_ouvrir", args=[personne.uuid])}"' in lue
    assert "Noter l’entrée" in lue


def test_each_stay_shows_each_fact_and_its_changes(client):
    sejour = complet()
    FaitQuartier.objects.create(parcours=sejour, depuis=dt.date(2015, 6, 1), valeur=ligne_de(Quartier, "Acacias"))
    ParcoursFabrique(participant=sejour.participant, date_entree=dt.date(2014, 1, 6), date_sortie=dt.date(2014, 2, 3))
    lue = page(client, sejour.participant, "participant_parcours")
    assert lue.index("Acacias") < lue.index("Dutemple") < lue.index("Parcours du 6 janvier 2014 au 3 février 2014")
    assert "niveau V bis" in lue


def historique(client, personne, **choix) -> str:
    reponse = client.post(reverse("participants:participant_historique", args=[personne.uuid]), choix)
    return " ".join(reponse.content.decode().split())


def test_the_history_holds_everything_dated_with_its_author(client):
    sejour = complet(date_sortie=dt.date(2015, 9, 1))
    personne = sejour.participant
    rose = UtilisateurFabrique(prenom="Rose", nom="Merle")
    PremierContact.objects.create(
        participant=personne, date=dt.date(2014, 12, 1), canal="rue", decision="revoir", note_par=rose, note_le=INSTANT
    )
    fondu = ParticipantFabrique(reference="P-77", fondu_dans=personne)
    Fusion.objects.create(garde=personne, fondu=fondu, avant={}, apres={}, faite_par=rose, faite_le=INSTANT)
    lue = page(client, personne, "participant_historique")
    rangs = [
        lue.index(mot)
        for mot in ("<b>Dossiers réunis</b>", "<b>Sortie</b>", "<b>Entrée</b>", "<b>Premier contact : dans la rue</b>")
    ]
    assert rangs == sorted(rangs)
    assert lue.count("noté par Rose Merle") == 2
    assert "Le dossier P-77 a rejoint celui-ci." in lue


@pytest.mark.parametrize(
    ("choix", "attendus"),
    [
        ({"texte": "acacias"}, {"Quartier"}),
        ({"texte": "ACACIÀS quartier"}, {"Quartier"}),
        ({"texte": "acacias logement"}, set()),
        ({"type": "parcours"}, {"Entrée", "Sortie"}),
        ({"du": "2015-06-01", "au": "2015-06-01"}, {"Quartier"}),
        ({"du": "2015-06-02"}, {"Sortie"}),
        ({"au": "2015-05-31"}, {"Entrée", "Situation à l’entrée"}),
    ],
)
def test_the_history_is_filtered_by_days_type_and_words(client, choix, attendus):
    sejour = complet(date_sortie=dt.date(2015, 9, 1))
    FaitQuartier.objects.create(parcours=sejour, depuis=dt.date(2015, 6, 1), valeur=ligne_de(Quartier, "Acacias"))
    lue = historique(client, sejour.participant, **choix)
    tous = {"Entrée", "Sortie", "Quartier", "Situation à l’entrée"}
    assert {titre for titre in tous if f"<b>{titre}</b>" in lue} == attendus
    assert ("Rien ne correspond" in lue) is (attendus == set())


def test_an_empty_history_and_a_wrong_period_have_their_own_words(client):
    personne = ParticipantFabrique()
    assert "Encore rien d’écrit" in page(client, personne, "participant_historique")
    assert "La fin précède le début" in historique(client, personne, du="2015-06-02", au="2015-06-01")


def test_the_list_the_file_was_opened_from_is_kept_from_page_to_page(client):
    sejour = complet()
    for vue in ONGLETS:
        lue = page(client, sejour.participant, vue, liste="onglet=tous&quartier=3")
        assert f'href="{reverse("participants:participant_lister")}?onglet=tous&amp;quartier=3"' in lue
        for autre in ONGLETS:
            adresse = reverse(f"participants:{autre}", args=[sejour.participant.uuid])
            assert f'href="{adresse}?liste=onglet%3Dtous%26quartier%3D3"' in lue


def test_the_neighbours_in_the_list_are_one_click_away(client):
    for nom in ("Aulne", "Bouleau", "Charme"):
        ParcoursFabrique(participant__nom=nom, participant__prenom="Zoé")
    gens = {p.nom: p for p in ParticipantFabrique._meta.model.objects.all()}
    lue = page(client, gens["Bouleau"], liste="")
    assert "2 sur 3" in lue
    for nom, lien in (("Aulne", "prev"), ("Charme", "next")):
        adresse = reverse("participants:participant_voir", args=[gens[nom].uuid])
        assert f'<a rel="{lien}" href="{adresse}?liste=">' in lue
    assert "2 sur 3" not in page(client, gens["Bouleau"])


@pytest.mark.parametrize("vue", [*ONGLETS, *SAISIES])
def test_a_merged_file_leads_to_the_one_that_was_kept(client, vue):
    garde = ParcoursFabrique().participant
    fondu = ParticipantFabrique(reference="P-77", fondu_dans=garde)
    reponse = client.get(reverse(f"participants:{vue}", args=[fondu.uuid]), follow=True)
    assert reponse.redirect_chain == [(reverse("participants:participant_voir", args=[garde.uuid]), 302)]
    assert "Le dossier P-77 a été réuni à celui-ci." in reponse.content.decode()


def test_what_was_being_written_in_a_file_merged_meanwhile_is_shown_to_be_copied(client):
    garde = ParcoursFabrique().participant
    fondu = ParticipantFabrique(reference="P-77", fondu_dans=garde)
    adresse = reverse("participants:coordonnees_modifier", args=[fondu.uuid])
    reponse = client.post(adresse, {"precisions": "Zqaprès midi"}, HTTP_SEC_FETCH_SITE="same-origin")
    lue = reponse.content.decode()
    assert reponse.status_code == 409
    assert "Zqaprès midi" in lue
    assert f'href="{reverse("participants:participant_voir", args=[garde.uuid])}"' in lue


def _compliquer(personne, annees: int) -> None:
    """A stay a year, each with a change of everything, and a meeting before it."""
    referent = UtilisateurFabrique()
    for an in range(annees):
        sejour = ParcoursFabrique(
            participant=personne,
            date_entree=dt.date(2000 + an, 1, 5),
            date_sortie=dt.date(2000 + an, 11, 5) if an + 1 < annees else None,
        )
        for modele in SUJETS.values():
            valeur = referent if modele is FaitReferent else None
            modele.objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=valeur)
            modele.objects.create(parcours=sejour, depuis=dt.date(2000 + an, 3, 1), valeur=None)
        PremierContact.objects.create(
            participant=personne,
            date=dt.date(2000 + an, 1, 4),
            canal="rue",
            decision="revoir",
            note_par=referent,
            note_le=INSTANT,
        )
        fondu = ParticipantFabrique(fondu_dans=personne)
        Fusion.objects.create(garde=personne, fondu=fondu, avant={}, apres={}, faite_par=referent, faite_le=INSTANT)


def _cout(client, personne, vue) -> int:
    with CaptureQueriesContext(connection) as requetes:
        page(client, personne, vue, liste="")
    return len(requetes)


@pytest.mark.parametrize("vue", [*ONGLETS, *SAISIES])
def test_a_page_costs_at_most_twelve_queries_whatever_the_history(client, vue):
    courte, longue = ParticipantFabrique(), ParticipantFabrique()
    _compliquer(courte, 1)
    _compliquer(longue, 10)
    page(client, courte, vue)  # the first visit of a session writes it
    cout = _cout(client, courte, vue)
    assert cout <= 12
    assert _cout(client, longue, vue) == cout
