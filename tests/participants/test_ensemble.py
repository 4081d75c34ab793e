"""The overview of a file: four stages, themes, the last interview open; and the history that joins everything."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from partenaires.models import Thematique
from participants.dossier import Cadre
from participants.ensemble import frise
from participants.historique import TYPES
from participants.historique_livret import evenements_du_livret
from participants.models import (
    Accord,
    Competence,
    Coordonnees,
    Document,
    EtapeBilan,
    FaitReferent,
    Immersion,
    MotifSortie,
    NoteDeTheme,
    NotePrivee,
    Observation,
    Report,
    TypeContrat,
    TypeDocument,
)
from socle.models import Fichier
from tests.conftest import client_de
from tests.fabriques import (
    DemarcheFabrique,
    EntretienFabrique,
    ObjectifFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    RendezVousFabrique,
    SuspensionFabrique,
    UtilisateurFabrique,
    ligne_de,
)

pytestmark = pytest.mark.django_db
JOUR = dt.date(2015, 4, 1)
INSTANT = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _le_premier_avril():
    with time_machine.travel("2015-04-01T10:00Z", tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


def page(client, personne, vue="participant_voir", statut=200, **requete) -> str:
    reponse = client.get(reverse(f"participants:{vue}", args=[personne.uuid]), requete)
    assert reponse.status_code == statut
    contenu = reponse.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(contenu.replace("\u00a0", " ").split())


def paliers(sejour) -> list[tuple[str, str]]:
    cadre = Cadre(sejour.participant, Coordonnees(), [sejour], [], JOUR)
    return [(palier.etat, palier.texte.replace("\u00a0", " ")) for palier in frise(cadre)]


def bilan(sejour, nombre: int) -> None:
    for rang, etape in enumerate(("identite", "droits", "sante", "logement", "activite")[:nombre]):
        EtapeBilan.objects.create(parcours=sejour, etape=etape, etat="faite", date=dt.date(2015, 1, 12 + rang))


@pytest.mark.parametrize(
    ("etapes", "attendu"),
    [(0, ("ici", "à commencer")), (3, ("ici", "3 étapes sur 5")), (5, ("fait", "16 janvier 2015"))],
)
def test_the_stages_say_how_far_the_bilan_is(etapes, attendu):
    sejour = ParcoursFabrique()
    bilan(sejour, etapes)
    assert paliers(sejour) == [
        ("fait", "5 janvier 2015"),
        attendu,
        ("ici", "depuis 2 mois"),
        ("apres", "à préparer ensemble"),
    ]


def test_the_stages_of_a_stay_that_ended_are_behind():
    motif = ligne_de(MotifSortie, "CDDI")
    sejour = ParcoursFabrique(date_entree=dt.date(2013, 1, 7), date_sortie=dt.date(2015, 3, 2), motif_sortie=motif)
    bilan(sejour, 2)
    assert paliers(sejour) == [
        ("fait", "7 janvier 2013"),
        ("apres", "incomplet"),
        ("fait", "2 ans"),
        ("fait", "2 mars 2015, CDDI"),
    ]


def test_who_never_entered_has_no_stage_and_is_invited_to_enter(client):
    personne = ParticipantFabrique()
    lue = page(client, personne)
    assert "Où en est-on" not in lue
    assert lue.count("bouton plein") == 1
    assert "Noter l’entrée" in lue


def test_the_one_filled_button_of_a_file_notes_an_interview(client):
    sejour = ParcoursFabrique()
    lue = page(client, sejour.participant)
    assert lue.count("bouton plein") == 1
    assert f'href="{reverse("participants:entretien_creer", args=[sejour.participant.uuid])}"' in lue


def test_the_four_themes_show_what_is_aimed_at_and_what_comes_next(client):
    sejour = ParcoursFabrique()
    ObjectifFabrique(parcours=sejour, intitule="Une porte qui ferme")
    DemarcheFabrique(participant=sejour.participant, intitule="Relancer V2H", echeance=dt.date(2015, 4, 9))
    lue = page(client, sejour.participant)
    for mot in ("Santé", "Logement", "Formation", "Emploi", "Une porte qui ferme", "Relancer V2H", "Avant le 9 avril"):
        assert mot in lue


def test_the_last_interview_held_is_open_with_its_notes(client):
    sejour = ParcoursFabrique()
    EntretienFabrique(participant=sejour.participant, date=dt.date(2015, 2, 2), compte_rendu="Avant-dernier texte.")
    entretien = EntretienFabrique(
        participant=sejour.participant,
        compte_rendu="Premier paragraphe.\n\nSecond <b>gras</b>.",
        duree_minutes=45,
        par=UtilisateurFabrique(prenom="Rose", nom="Pivert"),
    )
    NoteDeTheme.objects.create(
        entretien=entretien, thematique=Thematique.objects.get(code="mobilite"), texte="Prend le bus seule."
    )
    EntretienFabrique(participant=sejour.participant, date=dt.date(2015, 3, 20), statut="absence", compte_rendu="")
    lue = page(client, sejour.participant)
    for mot in ("Mardi 3 mars 2015", "45 min", "par Rose Pivert", "Premier paragraphe.", "Prend le bus seule."):
        assert mot in lue
    assert "Second &lt;b&gt;gras&lt;/b&gt;." in lue
    assert "Avant-dernier texte." not in lue


def test_the_private_note_is_read_by_its_three_readers_only(comptes):
    """Her author, the référent of today and the chef de projet; not a colleague, nor a former référent."""
    sejour = ParcoursFabrique()
    auteur, referente, ancienne, collegue = (UtilisateurFabrique(role="travailleur_social") for _ in range(4))
    FaitReferent.objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=ancienne)
    FaitReferent.objects.create(parcours=sejour, depuis=dt.date(2015, 2, 2), valeur=referente)
    entretien = EntretienFabrique(participant=sejour.participant)
    NotePrivee.objects.create(entretien=entretien, auteur=auteur, texte="Secret de polichinelle")
    lisent = {
        qui.pk
        for qui in (auteur, referente, ancienne, collegue, comptes["chef_de_projet"])
        if "Secret de polichinelle" in page(client_de(qui), sejour.participant)
    }
    assert lisent == {auteur.pk, referente.pk, comptes["chef_de_projet"].pk}
    assert "Secret" not in page(client_de(referente), sejour.participant, "participant_historique")


def remplir(personne, sejour) -> None:
    """One row of every kind, each on its own day of March, with a word of its own."""
    agent = UtilisateurFabrique(prenom="Rose", nom="Pivert")
    entretien = EntretienFabrique(participant=personne, date=dt.date(2015, 3, 1), compte_rendu="mot-a", par=agent)
    NotePrivee.objects.create(entretien=entretien, auteur=agent, texte="mot-interdit")
    communs = {"parcours": sejour, "date": dt.date(2015, 3, 2), "par": agent}
    ObjectifFabrique(intitule="mot-b", statut="atteint", date_fin=dt.date(2015, 3, 3), **communs)
    DemarcheFabrique(
        participant=personne,
        intitule="mot-c",
        thematique=Thematique.objects.get(code="emploi"),
        date_debut=dt.date(2015, 3, 4),
        date_fin=dt.date(2015, 3, 5),
        statut="aboutie",
        contrat=TypeContrat.objects.get(code="cddi"),
    )
    DemarcheFabrique(participant=personne, intitule="mot-prevu", statut="prevue", date_debut=dt.date(2015, 3, 4))
    jours = {"debut": dt.date(2015, 3, 6), "fin": dt.date(2015, 3, 7)}
    Immersion.objects.create(participant=personne, nature="stage", accueil="mot-d", **jours)
    EtapeBilan.objects.create(
        parcours=sejour, etape="sante", etat="faite", date=dt.date(2015, 3, 8), note="mot-e", par=agent
    )
    Observation.objects.create(
        participant=personne,
        competence=Competence.objects.get(code="equipe"),
        date=dt.date(2015, 3, 9),
        niveau=3,
        commentaire="mot-f",
    )
    fichier = Fichier.objects.create(contenu=b"x", type_mime="image/png", taille=1, empreinte="0", depose_le=INSTANT)
    # Late on the 9th in London, already the 10th in Paris.
    Document.objects.create(
        participant=personne,
        type=TypeDocument.objects.get(code="cv"),
        precision="mot-g",
        fichier=fichier,
        depose_le=dt.datetime(2015, 3, 9, 23, 30, tzinfo=dt.UTC),
    )
    Accord.objects.create(participant=personne, nature="reglement", date=dt.date(2015, 3, 11))
    RendezVousFabrique(participant=personne, date=dt.date(2015, 3, 12), statut="manque", lieu="mot-h")
    RendezVousFabrique(participant=personne, date=dt.date(2015, 3, 13))
    SuspensionFabrique(parcours=sejour, debut=dt.date(2015, 3, 14))
    Report.objects.create(
        parcours=sejour, date=dt.date(2015, 3, 15), jusqu_au=dt.date(2015, 3, 20), raison="mot-i", par=agent
    )
    EntretienFabrique(participant=personne, date=dt.date(2015, 4, 2), compte_rendu="mot-futur")


HISTOIRE = [
    (1, "entretien", "Entretien", "la personne est venue", "mot-a", "Rose Pivert"),
    (2, "projet", "Objectif : mot-b", "décidé", "", "Rose Pivert"),
    (3, "projet", "Objectif : mot-b", "atteint", "", "Rose Pivert"),
    (4, "projet", "Démarche : mot-c", "commencée", "", ""),
    (5, "projet", "Démarche : mot-c", "aboutie", "CDDI", ""),
    (6, "projet", "Immersion : mot-d", "stage", "", ""),
    (8, "bilan", "Bilan d’entrée : Santé", "faite", "mot-e", "Rose Pivert"),
    (9, "jardin", "Vu au jardin : Travailler en équipe", "toute seule ou tout seul", "mot-f", ""),
    (10, "papier", "Document : CV", "", "mot-g", ""),
    (11, "papier", "Règlement signé", "", "", ""),
    (12, "rendezvous", "Rendez-vous", "manqué", "mot-h", ""),
    (14, "rendezvous", "Suivi suspendu", "formation", "", ""),
    (15, "rendezvous", "Entretien reporté", "", "mot-i", "Rose Pivert"),
]


def test_the_history_joins_everything_dated_with_type_author_and_status(django_assert_num_queries):
    sejour = ParcoursFabrique()
    remplir(sejour.participant, sejour)
    remplir_autre = ParcoursFabrique()
    EntretienFabrique(participant=remplir_autre.participant, compte_rendu="d’une autre")
    with django_assert_num_queries(1):
        lus = evenements_du_livret(sejour.participant, JOUR)
    dits = sorted((e.jour.day, e.type, e.titre.replace("\u00a0", " "), e.statut, e.texte, e.auteur) for e in lus)
    assert dits == sorted(HISTOIRE)
    assert {evenement.type for evenement in lus} < set(TYPES)


def test_the_history_is_filtered_by_type_period_and_words(client):
    sejour = ParcoursFabrique()
    remplir(sejour.participant, sejour)
    adresse = reverse("participants:participant_historique", args=[sejour.participant.uuid])

    def chercher(**choix) -> str:
        return " ".join(client.post(adresse, choix).content.decode().replace("\u00a0", " ").split())

    entretiens = chercher(type="entretien")
    assert "mot-a" in entretiens
    assert "mot-b" not in entretiens
    assert "2 sur" not in entretiens
    periode = chercher(du="2015-03-04", au="2015-03-05")
    assert "2 sur" in periode
    assert "mot-c" in periode
    assert "Rien ne correspond" in chercher(texte="mot-interdit")
    assert "Rien ne correspond" in chercher(texte="mot-futur")
    assert "mot-g" in chercher(texte="MOT-G cv")


def test_a_long_history_is_shown_by_pages(client):
    sejour = ParcoursFabrique()
    for rang in range(70):
        EntretienFabrique(
            participant=sejour.participant,
            date=dt.date(2015, 1, 6) + dt.timedelta(days=rang),
            compte_rendu=f"texte-{rang:02}",
        )
    premiere = page(client, sejour.participant, "participant_historique")
    assert "71 événements" in premiere
    assert "texte-69" in premiere
    assert "texte-09" not in premiere
    assert "texte-09" in page(client, sejour.participant, "participant_historique", page=2)
