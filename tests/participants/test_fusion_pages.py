"""The pages that merge and part files: what they show, what they refuse, what they cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comptes.models import Acces
from participants.models import Coordonnees, FaitQuartier, Fusion, Participant, PremierContact, Quartier
from tests.conftest import client_de
from tests.fabriques import (
    ParcoursFabrique,
    ParticipantFabrique,
    PresenceFabrique,
    SeanceFabrique,
    UtilisateurFabrique,
    ligne_de,
)
from tests.participants.mondes_de_fusion import INSTANT

pytestmark = pytest.mark.django_db

ENTREE = dt.date(2015, 1, 5)


@pytest.fixture
def client(cheffe_de_projet):
    return client_de(cheffe_de_projet)


@pytest.fixture
def deux(db) -> tuple[Participant, Participant]:
    """Two files of one coming: other first names, other quartiers, a session noted twice, another once."""
    garde = ParticipantFabrique(reference="P-GARDE", nom="Houx", prenom="Lila")
    fondu = ParticipantFabrique(reference="P-FONDU", nom="Houx", prenom="Lyla")
    commune = SeanceFabrique()
    for personne, quartier in ((garde, "Acacias"), (fondu, "Dutemple")):
        sejour = ParcoursFabrique(participant=personne)
        FaitQuartier.objects.create(parcours=sejour, depuis=ENTREE, valeur=ligne_de(Quartier, quartier))
        PresenceFabrique(participant=personne, seance=commune)
        Coordonnees.objects.create(participant=personne, telephone=f"06 00 00 00 0{personne.pk % 10}")
    PresenceFabrique(participant=fondu, seance=SeanceFabrique(date=dt.date(2015, 3, 4)))
    return garde, fondu


def adresse(garde: Participant, fondu: Participant) -> str:
    return reverse("participants:fusion_confirmer", kwargs={"uuid": garde.uuid, "autre": fondu.uuid})


def texte(reponse) -> str:
    return " ".join(reponse.content.decode().replace("\u00a0", " ").split())


def donnees(reponse, **choix) -> dict:
    """What the form of this page sends: the plan shown and the sides proposed, but for those chosen."""
    plan = reponse.context["plan"]
    proposes = {c.cle: c.retenu for r in plan.reunions for c in r.comparaisons if c.au_choix}
    return {"vu": plan.empreinte, **proposes, **choix}


def requetes(client, chemin: str) -> int:
    client.get(chemin)
    with CaptureQueriesContext(connection) as contexte:
        assert client.get(chemin).status_code == 200
    return len(contexte.captured_queries)


# Choosing


def test_files_that_look_alike_are_proposed_with_what_tells_them_apart(client, deux):
    garde, fondu = deux
    page = texte(client.get(reverse("participants:fusion_choisir", args=[garde.uuid])))
    for attendu in ("HOUX Lyla", "P-FONDU", "naissance non renseignée", "depuis le 05/01/2015", adresse(garde, fondu)):
        assert attendu in page


def test_a_search_that_finds_one_file_goes_to_the_comparison_and_several_are_listed(client, deux):
    garde, fondu = deux
    choisir = reverse("participants:fusion_choisir", args=[garde.uuid])
    assert client.post(choisir, {"nom": "lyla houx"})["Location"] == adresse(garde, fondu)
    assert client.post(choisir, {"nom": "p-fondu"})["Location"] == adresse(garde, fondu)
    ParticipantFabrique(nom="Houxe", prenom="Lylas")
    page = client.post(choisir, {"nom": "lyl hou"})
    assert page.status_code == 200
    assert "2 dossiers trouvés" in texte(page)


@pytest.mark.parametrize(
    ("nom", "statut", "phrase"),
    [
        ("", 400, "Écrivez au moins deux lettres du nom."),
        ("h", 400, "Écrivez au moins deux lettres du nom."),
        ("introuvable", 200, "Aucun autre dossier ne porte ce nom."),
    ],
)
def test_a_search_that_finds_nothing_says_what_to_do(client, deux, nom, statut, phrase):
    page = client.post(reverse("participants:fusion_choisir", args=[deux[0].uuid]), {"nom": nom})
    assert (page.status_code, phrase in texte(page)) == (statut, True)


def test_a_merged_file_leads_to_the_one_kept(client, deux):
    garde, fondu = deux
    Participant.objects.filter(pk=fondu.pk).update(fondu_dans=garde)
    kept = reverse("participants:participant_voir", args=[garde.uuid])
    assert client.get(reverse("participants:fusion_choisir", args=[fondu.uuid]))["Location"] == kept
    assert client.get(adresse(fondu, garde))["Location"] == kept
    assert client.get(adresse(garde, garde))["Location"] == reverse("participants:fusion_choisir", args=[garde.uuid])


# Comparing, merging, parting


def test_the_preview_shows_both_sides_and_counts_and_writes_nothing(client, deux):
    page = client.get(adresse(*deux))
    lu = texte(page)
    for attendu in ("Lila", "Lyla", "Acacias", "Dutemple", "Quartier, 05/01/2015", "Présences", "Réunir les deux"):
        assert attendu in lu
    assert "Noté deux fois à l’identique, gardé une seule fois&nbsp;: 2." in lu
    assert not Fusion.objects.exists()


def test_merging_then_parting_by_the_link_of_the_message(client, deux, cheffe_de_projet):
    garde, fondu = deux
    page = client.get(adresse(garde, fondu))
    reponse = client.post(adresse(garde, fondu), donnees(page, **{f"participant-{garde.pk}-prenom": "fondu"}))
    assert reponse["Location"] == reverse("participants:participant_voir", args=[garde.uuid])
    garde.refresh_from_db()
    fusion = Fusion.objects.get()
    assert (garde.prenom, fusion.fondu, fusion.faite_par) == ("Lyla", fondu, cheffe_de_projet)

    separer = reverse("participants:fusion_defaire", kwargs={"uuid": garde.uuid, "fusion": fusion.uuid})
    suite = texte(client.get(reverse("participants:fusion_lister")))
    assert f'<a href="{separer}">Séparer les deux dossiers</a>' in suite  # the message, not escaped
    assert "HOUX Lyla, P-FONDU" in suite
    assert "Chaque dossier redevient exactement ce qu’il était" in texte(client.get(separer))
    assert client.post(separer)["Location"] == reverse("participants:fusion_lister")
    garde.refresh_from_db()
    assert garde.prenom == "Lila"
    assert "séparés" in texte(client.get(reverse("participants:fusion_lister")))


def test_a_refusal_is_shown_before_and_after_without_losing_the_choices(client, deux):
    garde, fondu = deux
    PresenceFabrique(participant=garde, seance=SeanceFabrique(date=dt.date(2015, 3, 4), debut=dt.time(9)))
    page = client.get(adresse(garde, fondu))
    assert "Le 04/03/2015, deux séances à la même heure" in texte(page)
    reponse = client.post(adresse(garde, fondu), donnees(page, **{f"participant-{garde.pk}-prenom": "fondu"}))
    assert reponse.status_code == 400
    assert "Le 04/03/2015, deux séances à la même heure" in texte(reponse)
    [prenom] = [c for c in reponse.context["plan"].reunions[0].comparaisons if c.libelle == "Prénom"]
    assert prenom.retenu == "fondu"
    assert not Fusion.objects.exists()


def test_a_preview_that_grew_old_is_shown_again_and_may_then_be_confirmed(client, deux):
    page = client.get(adresse(*deux))
    PremierContact.objects.create(participant=deux[1], date=ENTREE, canal="rue", decision="revoir", note_le=INSTANT)
    reponse = client.post(adresse(*deux), donnees(page))
    assert reponse.status_code == 400
    assert "L’un des deux dossiers a changé depuis cet aperçu." in texte(reponse)
    assert client.post(adresse(*deux), donnees(reponse)).status_code == 302


def test_a_choice_that_is_not_one_of_the_two_sides_is_refused(client, deux):
    envoi = donnees(client.get(adresse(*deux)), **{f"participant-{deux[0].pk}-prenom": "autre"})
    assert client.post(adresse(*deux), envoi).status_code == 400
    assert not Fusion.objects.exists()


def test_parting_what_changed_since_says_what(client, deux):
    garde, fondu = deux
    client.post(adresse(garde, fondu), donnees(client.get(adresse(garde, fondu))))
    PremierContact.objects.create(participant=garde, date=ENTREE, canal="rue", decision="revoir", note_le=INSTANT)
    separer = reverse("participants:fusion_defaire", kwargs={"uuid": garde.uuid, "fusion": Fusion.objects.get().uuid})
    raison = "Depuis la réunion, a été ajouté : contact du 05/01/2015."
    reponse = client.post(separer)
    assert (reponse.status_code, raison in texte(reponse)) == (400, True)
    assert Fusion.objects.get().defaite_le is None


def test_parting_asks_first_for_the_merge_that_came_after(client, deux):
    garde, fondu = deux
    client.post(adresse(garde, fondu), donnees(client.get(adresse(garde, fondu))))
    troisieme = ParticipantFabrique()
    client.post(adresse(troisieme, garde), donnees(client.get(adresse(troisieme, garde))))
    premiere = Fusion.objects.get(fondu=fondu)
    separer = reverse("participants:fusion_defaire", kwargs={"uuid": garde.uuid, "fusion": premiere.uuid})
    page = texte(client.get(separer))
    assert "Séparez d’abord la réunion faite ensuite" in page
    assert "Les laisser réunis" not in page


def test_the_journal_names_both_files_by_their_identifiers(client, deux, cheffe_de_projet):
    garde, fondu = deux
    client.get(adresse(garde, fondu))
    ligne = Acces.objects.get(utilisateur=cheffe_de_projet, action="participant_fusionner")
    assert (ligne.objet_uuid, ligne.precision) == (garde.uuid, str(fondu.uuid))


def test_no_name_is_in_an_address(client, deux):
    assert reverse("participants:fusion_choisir", args=[deux[0].uuid]).count("houx") == 0
    page = client.post(reverse("participants:fusion_choisir", args=[deux[0].uuid]), {"nom": "lyla"})
    assert "lyla" not in page["Location"].lower()


# What pages cost


def peupler(garde: Participant, fondu: Participant, debut: int, fin: int) -> None:
    """More of everything on both files, some of it twice; and other pairs of files."""
    sejours = [personne.parcours.get() for personne in (garde, fondu)]
    for n in range(debut, fin):
        jour = ENTREE + dt.timedelta(days=n + 1)
        seance = SeanceFabrique(date=jour)
        for personne, sejour in zip((garde, fondu), sejours, strict=True):
            PresenceFabrique(participant=personne, seance=seance, minutes=60 + personne.pk % 2)
            FaitQuartier.objects.create(parcours=sejour, depuis=jour, valeur=None)
            PremierContact.objects.create(
                participant=personne, date=jour, canal="rue", decision="revoir", note_le=INSTANT
            )
        paire = [ParcoursFabrique(participant=ParticipantFabrique(nom=f"Aulne{n}", prenom="Ève")) for _ in range(2)]
        Fusion.objects.create(
            garde=paire[0].participant,
            fondu=paire[1].participant,
            avant={},
            apres={},
            faite_le=INSTANT,
            defaite_le=INSTANT,
            faite_par=UtilisateurFabrique(),
        )


@pytest.mark.parametrize(
    ("plafond", "chemin"),
    [
        (12, lambda garde, fondu: adresse(garde, fondu)),
        (12, lambda garde, fondu: reverse("participants:fusion_choisir", args=[garde.uuid])),
        (6, lambda garde, fondu: reverse("participants:fusion_lister")),
        (6, lambda garde, fondu: reverse("participants:doublon_lister")),
    ],
    ids=["comparer", "choisir", "réunions", "doublons"],
)
def test_a_page_takes_as_many_statements_with_ten_times_the_rows(client, deux, plafond, chemin):
    peupler(*deux, 0, 2)
    petit = requetes(client, chemin(*deux))
    peupler(*deux, 2, 22)
    assert requetes(client, chemin(*deux)) == petit
    assert 0 < petit <= plafond


def test_the_page_that_parts_two_files_takes_as_many_statements_whatever_they_hold(client, deux):
    garde, fondu = deux
    comptes = []
    for debut, fin in ((0, 2), (2, 22)):
        peupler(garde, fondu, debut, fin)
        client.post(adresse(garde, fondu), donnees(client.get(adresse(garde, fondu))))
        fusion = Fusion.objects.get(garde=garde, defaite_le=None)
        separer = reverse("participants:fusion_defaire", kwargs={"uuid": garde.uuid, "fusion": fusion.uuid})
        comptes.append(requetes(client, separer))
        client.post(separer)
    assert comptes[0] == comptes[1] <= 12
