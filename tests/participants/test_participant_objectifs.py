"""The tab « Objectifs » and the pages that write there: what they say, refuse, keep, and what they cost."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comptes.models import Acces
from partenaires.models import Partenaire, Thematique
from participants.models import Demarche, Immersion, Objectif, TypeContrat
from tests.conftest import client_de, creer_compte
from tests.fabriques import DemarcheFabrique, ObjectifFabrique, ParcoursFabrique, ParticipantFabrique

pytestmark = pytest.mark.django_db

MIDI = dt.datetime(2015, 3, 20, 11, tzinfo=dt.UTC)
JOUR = dt.date(2015, 3, 20)


@pytest.fixture(autouse=True)
def _le_20_mars():
    with time_machine.travel(MIDI, tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


@pytest.fixture
def personne():
    return ParcoursFabrique().participant


def adresse(vue, personne, **arguments) -> str:
    return reverse(f"participants:{vue}", kwargs={"uuid": personne.uuid, **arguments})


def mots(reponse) -> str:
    return " ".join(unescape(reponse.content.decode()).split())


def lus(contenu: str) -> str:
    """What is read there, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", contenu)).split())


def onglet(client, personne, **requete) -> str:
    reponse = client.get(adresse("participant_objectifs", personne), requete)
    assert reponse.status_code == 200
    return lus(reponse.content.decode().partition('id="projet"')[2])


def envoyer(client, url, donnees, statut=302) -> str:
    """What the page that follows says, or the page shown again."""
    reponse = client.post(url, donnees)
    assert reponse.status_code == statut
    return mots(client.get(reponse["Location"]) if statut == 302 else reponse)


def valeurs(client, url) -> dict:
    """What the page's form would send as it is."""
    form = client.get(url).context["form"]
    lues = {nom: form[nom].value() for nom in form.fields}
    prets = {nom: form.fields[nom].prepare_value(valeur) for nom, valeur in lues.items()}
    return {nom: str(valeur) for nom, valeur in prets.items() if valeur not in (None, "")}


def test_nothing_noted_invites_to_begin(client, personne):
    lue = onglet(client, personne)
    assert "Pas encore d’objectif Ajoutez le premier pendant l’entretien." in lue


def test_before_an_entry_only_a_demarche_may_be_noted(client):
    personne = ParticipantFabrique()
    reponse = client.get(adresse("participant_objectifs", personne))
    assert "une démarche peut se noter avant" in mots(reponse)
    assert "Ajouter un objectif" not in mots(reponse)
    page = client.get(adresse("objectif_ajouter", personne))
    assert "La personne n’est pas encore entrée : notez d’abord son entrée." in mots(page)
    donnees = {"intitule": "Un toit", "thematique": "logement", "date": "2015-03-20"}
    assert "pas encore entrée" in envoyer(client, adresse("objectif_ajouter", personne), donnees, 400)
    assert not Objectif.objects.exists()


def riche(personne) -> None:
    """Something of every kind."""
    sejour = personne.parcours.get()
    objectif = ObjectifFabrique(parcours=sejour, intitule="Avoir un toit", precisions="Chez sa sœur depuis l’été.")
    siens = {"participant": personne, "objectif": objectif}
    v2h, ageval = Partenaire.objects.create(nom="V2H"), Partenaire.objects.create(nom="AGEVAL")
    DemarcheFabrique(
        **siens, intitule="Relancer", echeance=dt.date(2015, 3, 17), qui="ensemble", partenaire=v2h, reponse="attente"
    )
    DemarcheFabrique(**siens, intitule="Demander", statut="aboutie", date_fin=dt.date(2015, 3, 1), resultat="Reçu")
    DemarcheFabrique(**siens, intitule="Ancienne", statut="aboutie", date_fin=dt.date(2015, 2, 3))
    emploi = Thematique.objects.get(code="emploi")
    DemarcheFabrique(
        participant=personne,
        thematique=emploi,
        intitule="Candidater",
        statut="aboutie",
        date_fin=dt.date(2015, 3, 12),
        partenaire=ageval,
        reponse="acceptee",
        reponse_le=dt.date(2015, 3, 11),
        contrat=TypeContrat.objects.get(code="cddi"),
        contrat_mois=6,
        employeur="AGEVAL",
        heures_hebdo=26,
    )
    ObjectifFabrique(parcours=sejour, intitule="Vieux projet", statut="abandonne", date_fin=JOUR, motif="Trop loin")
    Immersion.objects.create(
        participant=personne,
        nature="stage",
        accueil="Ferme des Hirondelles",
        poste="maraîchage",
        debut=dt.date(2015, 3, 16),
        fin=dt.date(2015, 3, 27),
        heures=35,
        appreciation="À l’heure.",
    )


def test_the_tab_tells_what_goes_on_in_words(client, personne):
    riche(personne)
    lue = onglet(client, personne)
    for phrase in (
        "Logement Avoir un toit En cours",
        "Décidé le 5 janvier 2015.",
        "Chez sa sœur depuis l’été.",
        "Relancer La personne et l’agent V2H Réponse attendue",
        "En retard de 3 jours Noter la réponse",
        "Résultat : Reçu.",
        "Abouti le 1er mars",
        "AGEVAL Accepté le 11 mars Résultat : CDDI, 6 mois, AGEVAL, 26 h par semaine. Abouti le 12 mars",
        "Vieux projet Abandonné le 20 mars",
        "Abandonné : Trop loin.",
        "Ferme des Hirondelles, maraîchage Stage du 16 mars 2015 au 27 mars 2015 35 heures",
        "À l’heure. Jusqu’au 27 mars",
    ):
        assert phrase in lue
    assert "Ancienne" not in lue
    assert lue.index("Relancer") < lue.index("Demander")


def test_what_ended_is_found_apart(client, personne):
    riche(personne)
    lue = onglet(client, personne, voir="termines")
    assert "Ancienne" in lue
    assert "Vieux projet" in lue
    assert "Relancer" not in lue
    assert "Hirondelles" not in lue
    tout = onglet(client, personne, voir="tout")
    assert all(intitule in tout for intitule in ("Ancienne", "Relancer", "Vieux projet", "Hirondelles"))
    assert "Relancer" in onglet(client, personne, voir="n’importe quoi")


def test_nothing_to_show_says_so(client, personne):
    DemarcheFabrique(participant=personne)
    assert "Rien de terminé pour l’instant" in onglet(client, personne, voir="termines")
    Demarche.objects.update(statut="aboutie", date_fin=dt.date(2015, 2, 4))
    assert "Rien en cours" in onglet(client, personne)


def test_the_tab_costs_the_same_whatever_the_history(client, personne):
    riche(personne)
    url = adresse("participant_objectifs", personne)
    client.get(url)
    with CaptureQueriesContext(connection) as peu:
        client.get(url)
    for _ in range(12):
        objectif = ObjectifFabrique(parcours=personne.parcours.get())
        DemarcheFabrique(participant=personne, objectif=objectif, partenaire=Partenaire.objects.first())
        DemarcheFabrique(participant=personne, statut="aboutie", date_fin=JOUR)
    with CaptureQueriesContext(connection) as beaucoup:
        client.get(url)
    assert len(beaucoup) == len(peu) <= 15  # the session, the account and the journal among them


def test_an_objectif_is_noted_with_the_theme_of_the_address(client, personne):
    url = adresse("objectif_ajouter", personne)
    donnees = valeurs(client, f"{url}?theme=sante")
    assert (donnees["thematique"], donnees["date"]) == ("sante", "2015-03-20")
    lue = envoyer(client, url, donnees | {"intitule": "Dormir mieux"})
    assert "L’objectif est noté." in lue
    envoyer(client, url, donnees | {"intitule": "Dormir mieux"})
    assert Objectif.objects.get().intitule == "Dormir mieux"


def test_an_objectif_is_ended_then_taken_up_again(client, personne):
    objectif = ObjectifFabrique(parcours=personne.parcours.get())
    DemarcheFabrique(participant=personne, objectif=objectif)
    url = adresse("objectif_clore", personne, objectif=objectif.uuid)
    assert "1 démarche de cet objectif est encore ouverte et le reste." in mots(client.get(url))
    sans_motif = {"statut": "abandonne", "date_fin": "2015-03-20"}
    assert "Dites en quelques mots pourquoi l’objectif est abandonné." in envoyer(client, url, sans_motif, 400)
    assert "La fin de l’objectif est notée." in envoyer(client, url, sans_motif | {"motif": "Trop loin"})
    rouvrir = adresse("objectif_rouvrir", personne, objectif=objectif.uuid)
    assert "Cet objectif est abandonné depuis le 20 mars 2015 (« Trop loin »)." in mots(client.get(rouvrir))
    assert "L’objectif est de nouveau en cours." in envoyer(client, rouvrir, {})
    assert "Cet objectif est déjà en cours" in mots(client.get(rouvrir))


def test_a_demarche_is_noted_for_an_objectif(client, personne):
    objectif = ObjectifFabrique(parcours=personne.parcours.get())
    autre = ObjectifFabrique()
    url = adresse("demarche_ajouter", personne)
    donnees = valeurs(client, f"{url}?objectif={objectif.uuid}")
    assert (donnees["thematique"], donnees["objectif"], donnees["statut"]) == ("logement", str(objectif.uuid), "prevue")
    assert "objectif" not in valeurs(client, f"{url}?objectif={autre.uuid}")
    assert "objectif" not in valeurs(client, f"{url}?objectif=rien")
    lue = envoyer(client, url, donnees | {"intitule": "Visiter", "partenaire": "V2H", "reponse": "attente"})
    assert "La démarche est notée." in lue
    [demarche] = Demarche.objects.all()
    assert (demarche.objectif, str(demarche.partenaire), demarche.par.role) == (objectif, "V2H", "travailleur_social")


def test_the_list_of_demarches_is_proposed_by_theme_and_never_imposed(client, personne):
    page = mots(client.get(adresse("demarche_ajouter", personne)))
    debut = page.index('<datalist id="propositions-sante">')
    assert '<option value="Bilan de santé">' in page[debut : page.index("</datalist>", debut)]
    assert "Faire un CV" not in page[debut : page.index("</datalist>", debut)]
    assert 'list="propositions"' in page


def test_what_was_typed_is_kept_when_it_is_refused(client, personne):
    url = adresse("demarche_ajouter", personne)
    donnees = valeurs(client, url) | {"thematique": "sante", "intitule": "Voir l’infirmière", "reponse": "acceptee"}
    page = envoyer(client, url, donnees, 400)
    assert "Nommez le partenaire qui répond." in page
    assert 'value="Voir l’infirmière"' in page
    assert not Demarche.objects.exists()
    page = envoyer(client, url, {"version": ""}, 400)
    for phrase in ("Choisissez un thème.", "Écrivez la démarche.", "Dites où en est la démarche."):
        assert phrase in page


def test_two_agents_on_one_demarche_see_both_versions(client, personne):
    objectif = ObjectifFabrique(parcours=personne.parcours.get())
    demarche = DemarcheFabrique(participant=personne, objectif=objectif)
    url = adresse("demarche_modifier", personne, demarche=demarche.uuid)
    mienne = valeurs(client, url) | {"intitule": "La mienne"}
    anne = client_de(creer_compte("chef_de_projet", email="anne@jardins.example", prenom="Anne"))
    envoyer(anne, url, valeurs(anne, url) | {"intitule": "La sienne", "partenaire": "V2H"})
    page = envoyer(client, url, mienne, 409)
    assert "Anne a modifié ce dossier le 20/03/2015 à 12 h 00" in page
    assert '<td data-titre="Dossier">La sienne</td>' in page
    assert '<td data-titre="Votre saisie">La mienne</td>' in page
    assert "Enregistrer ma version" in page
    assert Demarche.objects.get().intitule == "La sienne"
    version = re.search(r'name="version" value="([0-9a-f]+)"', page)[1]
    assert "La démarche est enregistrée." in envoyer(client, url, mienne | {"version": version})
    assert Demarche.objects.get().intitule == "La mienne"


def test_two_agents_on_one_objectif_and_one_immersion_see_both_versions(client, personne):
    objectif = ObjectifFabrique(parcours=personne.parcours.get())
    riche_en = Immersion.objects.create(
        participant=personne, nature="stage", accueil="Ferme", debut=JOUR, fin=JOUR, heures=7
    )
    for vue, cle, champ in (
        ("objectif_modifier", {"objectif": objectif.uuid}, "intitule"),
        ("immersion_modifier", {"immersion": riche_en.uuid}, "accueil"),
    ):
        url = adresse(vue, personne, **cle)
        donnees = valeurs(client, url)
        envoyer(client, url, donnees | {champ: "Du collègue"})
        assert "Du collègue" in envoyer(client, url, donnees | {champ: "De moi"}, 409)
    assert (Objectif.objects.get().intitule, Immersion.objects.get().accueil) == ("Du collègue", "Du collègue")


def test_a_partners_name_that_is_new_adds_the_partner(client, personne):
    demarche = DemarcheFabrique(participant=personne)
    url = adresse("demarche_modifier", personne, demarche=demarche.uuid)
    envoyer(client, url, valeurs(client, url) | {"partenaire": "Maison des familles"})
    assert Partenaire.objects.get().nom == "Maison des familles"


def test_an_immersion_is_noted(client, personne):
    url = adresse("immersion_ajouter", personne)
    donnees = valeurs(client, url) | {"nature": "pmsmp", "accueil": "Ville", "debut": "2015-04-01", "fin": "2015-03-31"}
    assert "La fin précède le début, corrigez l’une des deux dates." in envoyer(client, url, donnees, 400)
    assert "L’immersion est notée." in envoyer(client, url, donnees | {"fin": "2015-04-10"})
    assert Immersion.objects.get().participant == personne


# One click, without any script.


def cocher(client, demarche, **requete) -> str:
    url = adresse("demarche_cocher", demarche.participant, demarche=demarche.uuid)
    return envoyer(client, f"{url}?{'&'.join(f'{n}={v}' for n, v in requete.items())}", {})


def jeton(page: str) -> str:
    return re.search(r'name="jeton" value="([^"]+)"', page)[1]


def decocher(client, demarche, jeton) -> str:
    url = adresse("demarche_decocher", demarche.participant, demarche=demarche.uuid)
    return envoyer(client, url, {"jeton": jeton})


def test_one_click_says_it_succeeded_and_the_page_offers_to_undo(client, personne):
    demarche = DemarcheFabrique(participant=personne)
    page = cocher(client, demarche)
    lue = Demarche.objects.get()
    assert (lue.statut, lue.date_fin) == ("aboutie", JOUR)
    assert "data-annuler" in page
    assert "aboutie aujourd’hui" in page
    assert "C’est annulé : la démarche est de nouveau en cours." in decocher(client, demarche, jeton(page))
    lue = Demarche.objects.get()
    assert (lue.statut, lue.date_fin) == ("en_cours", None)
    assert "data-annuler" not in mots(client.get(adresse("participant_objectifs", personne)))


def test_the_offer_lasts_ten_seconds_and_its_button_a_little_more(client, personne):
    demarche = DemarcheFabrique(participant=personne)
    page = cocher(client, demarche)
    url = adresse("participant_objectifs", personne)
    with time_machine.travel(MIDI + dt.timedelta(seconds=10), tick=False):
        assert "data-annuler" in mots(client.get(url))
    with time_machine.travel(MIDI + dt.timedelta(seconds=11), tick=False):
        assert "data-annuler" not in mots(client.get(url))
    with time_machine.travel(MIDI + dt.timedelta(seconds=121), tick=False):
        assert "Le délai pour annuler est passé : ouvrez la démarche" in decocher(client, demarche, jeton(page))
    assert Demarche.objects.get().statut == "aboutie"


def test_the_offer_is_made_on_the_file_of_that_person_alone(client, personne):
    cocher(client, DemarcheFabrique(participant=personne))
    autre = DemarcheFabrique().participant
    assert "data-annuler" not in mots(client.get(adresse("participant_objectifs", autre)))


def test_the_click_comes_back_to_what_was_shown(client, personne):
    demarche = DemarcheFabrique(participant=personne)
    url = adresse("demarche_cocher", personne, demarche=demarche.uuid)
    reponse = client.post(f"{url}?liste=statut%3Den_parcours&voir=tout")
    assert reponse["Location"] == f"{adresse('participant_objectifs', personne)}?liste=statut%3Den_parcours&voir=tout"


def test_a_second_click_says_what_happened(client, personne):
    demarche = DemarcheFabrique(participant=personne)
    cocher(client, demarche)
    assert "Cette démarche est déjà aboutie, depuis le 20/03/2015." in cocher(client, demarche)


def test_work_found_asks_for_its_contract(client, personne):
    emploi = DemarcheFabrique(participant=personne, thematique=Thematique.objects.get(code="emploi"))
    page = cocher(client, emploi)
    assert f"{adresse('demarche_modifier', personne, demarche=emploi.uuid)}#contrat" in page
    assert "Noter le contrat" in page
    assert "Noter le contrat" not in cocher(client, DemarcheFabrique(participant=DemarcheFabrique().participant))


def test_the_journal_names_no_content(client, personne):
    demarche = DemarcheFabrique(participant=personne, reference="D2015-0042", intitule="Zqintitule")
    preuve = jeton(cocher(client, demarche))
    decocher(client, demarche, preuve)
    decocher(client, demarche, "refusé")
    url = adresse("demarche_modifier", personne, demarche=demarche.uuid)
    envoyer(client, url, valeurs(client, url) | {"resultat": "Zqresultat"})
    lignes = Acces.objects.filter(objet_uuid=personne.uuid, action="livret_remplir").order_by("pk")
    dits = ["démarche D2015-0042 cochée", "démarche D2015-0042 décochée", "démarche D2015-0042 enregistrée"]
    assert [dit for dit in lignes.values_list("precision", flat=True) if dit] == dits


def test_nobody_is_shown_the_demarche_of_another_file(client, personne):
    autre = DemarcheFabrique()
    for vue in ("demarche_modifier", "demarche_cocher", "demarche_decocher"):
        url = adresse(vue, personne, demarche=autre.uuid)
        assert client.post(url).status_code == 404
    assert Demarche.objects.get().statut == "en_cours"
