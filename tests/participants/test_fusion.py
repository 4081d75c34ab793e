"""Merging two files: each rule of what follows, unites, is set aside or refuses; and what undoing refuses."""

import datetime as dt

import pytest
from django.core.exceptions import ImproperlyConfigured

from ateliers.models import Presence
from jardins.services.listes import ajouter_ligne, reunir_lignes
from participants.models import (
    Coordonnees,
    FaitQuartier,
    Fusion,
    MotifSortie,
    Parcours,
    Participant,
    PremierContact,
    Quartier,
)
from participants.services import Dossier, Fait, enregistrer_dossiers, enregistrer_faits, fusion_regles
from participants.services.fusion import fusionner
from participants.services.fusion_defaire import defusionner, obstacles
from participants.services.fusion_plan import previsualiser
from participants.services.fusion_regles import Devenir, Regle, regles, relations
from socle.erreurs import SaisieRefusee
from socle.imports.moteur import importer
from socle.imports.ressource import ressource
from tests.fabriques import (
    ParcoursFabrique,
    PartenaireFabrique,
    ParticipantFabrique,
    PresenceFabrique,
    RendezVousFabrique,
    SeanceFabrique,
    SuspensionFabrique,
    UtilisateurFabrique,
    ligne_de,
)
from tests.participants.mondes_de_fusion import INSTANT, copie

pytestmark = pytest.mark.django_db

ENTREE = dt.date(2015, 1, 5)


@pytest.fixture
def garde():
    return ParticipantFabrique(reference="P-GARDE", nom="Houx", prenom="Lila")


@pytest.fixture
def fondu():
    return ParticipantFabrique(reference="P-FONDU", nom="Houx", prenom="Lila")


def reunir(garde, fondu, **choix) -> Fusion:
    return fusionner(garde=garde, fondu=fondu, choix=choix, par=None, le=INSTANT)


def refus(garde, fondu, choix=None) -> list[str]:
    """The sentences that refuse; the preview gives the same, and nothing may have been written."""
    avant = copie()
    with pytest.raises(SaisieRefusee) as refusee:
        fusionner(garde=garde, fondu=fondu, choix=choix or {}, par=None, le=INSTANT)
    raisons = [anomalie.raison for anomalie in refusee.value.anomalies]
    assert copie() == avant
    assert previsualiser(garde=garde, fondu=fondu, choix=choix).refus == raisons
    return raisons


def sejour(personne, entree="05/01/2015", sortie=None, **champs) -> Parcours:
    return ParcoursFabrique(participant=personne, date_entree=le(entree), date_sortie=sortie and le(sortie), **champs)


def le(texte: str) -> dt.date:
    return dt.datetime.strptime(texte, "%d/%m/%Y").date()


def present(personne, seance=None, **champs) -> Presence:
    return PresenceFabrique(participant=personne, seance=seance or SeanceFabrique(), **champs)


# Every relation has a rule


def modeles_reunis() -> set:
    """The models of which two rows may become one: what hangs on them must have a rule too."""
    return {Participant, *(regle.modele for regle in regles().values() if regle.devenir is Devenir.REUNIR)}


def test_every_relation_of_every_app_to_a_row_that_may_be_absorbed_has_a_rule():
    voulues = {relation for modele in modeles_reunis() for relation in relations(modele)}
    assert {"ateliers.Presence.participant", "participants.FaitReferent.parcours"} <= voulues
    assert voulues == regles().keys()


def test_a_row_that_may_be_set_aside_has_nothing_hanging_on_it():
    ecartes = {regle.modele for regle in regles().values() if regle.devenir is Devenir.ECARTER}
    assert {modele.__name__: relations(modele) for modele in ecartes if relations(modele)} == {}


def test_rows_that_simply_follow_have_no_uniqueness_with_their_owner():
    """Else two rows of one key would meet at the kept file: such a relation is to be united or set aside."""
    for regle in regles().values():
        if regle.devenir is Devenir.SUIVRE:
            champ = regle.modele._meta.get_field(regle.relation.rpartition(".")[2])
            contraintes = [champ.name for c in regle.modele._meta.total_unique_constraints if champ.name in c.fields]
            assert (regle.relation, champ.unique, contraintes) == (regle.relation, False, [])


def test_relations_are_found_with_one_to_ones_hidden_ones_and_links_of_many_to_manys():
    from ateliers.models import Seance  # noqa: PLC0415 - only to look at a many-to-many of another app
    from partenaires.models import Partenaire  # noqa: PLC0415

    assert "participants.Coordonnees.participant" in relations(Participant)
    assert "participants.FaitReferent.valeur" in relations(UtilisateurFabrique._meta.model)
    assert f"{Seance.partenaires.through._meta.label}.partenaire" in relations(Partenaire)


def test_a_relation_without_rule_stops_the_merge(garde, fondu, monkeypatch):
    connues = {nom: regle for nom, regle in regles().items() if nom != "participants.PremierContact.participant"}
    monkeypatch.setattr(fusion_regles, "regles", lambda: connues)
    with pytest.raises(ImproperlyConfigured, match=r"participants\.PremierContact\.participant"):
        reunir(garde, fondu)


def test_a_relation_that_refuses_says_so_when_it_has_rows(garde, fondu, monkeypatch):
    PremierContact.objects.create(participant=fondu, date=ENTREE, canal="rue", decision="revoir", note_le=INSTANT)
    relation = "participants.PremierContact.participant"
    refuse = regles() | {relation: Regle(relation, Devenir.REFUSER)}
    monkeypatch.setattr(fusion_regles, "regles", lambda: refuse)
    assert refus(garde, fondu) == ["Premiers contacts : le dossier P-FONDU en a, à retirer d’abord."]


# What cannot be merged


def test_a_file_is_not_merged_with_itself_nor_twice(garde, fondu):
    assert "C’est le même dossier. Choisissez-en un autre." in refus(garde, garde)
    reunir(garde, fondu)
    fondu.refresh_from_db()
    autre = ParticipantFabrique()
    raison = "Le dossier P-FONDU est déjà réuni à un autre. Ouvrez celui-là."
    assert refus(autre, fondu) == [raison]
    assert refus(fondu, autre) == [raison]


def test_a_plan_that_is_no_longer_the_one_shown_is_refused(garde, fondu):
    vu = previsualiser(garde=garde, fondu=fondu).empreinte
    sejour(fondu)
    with pytest.raises(SaisieRefusee) as refusee:
        fusionner(garde=garde, fondu=fondu, choix={}, par=None, le=INSTANT, vu=vu)
    assert [anomalie.code for anomalie in refusee.value.anomalies] == ["apercu_perime"]
    assert not Fusion.objects.exists()
    vu = previsualiser(garde=garde, fondu=fondu).empreinte
    assert fusionner(garde=garde, fondu=fondu, choix={}, par=None, le=INSTANT, vu=vu).pk


# Identity and contact details


def test_the_absorbed_file_stays_with_its_reference_and_address(garde, fondu):
    adresse = fondu.uuid
    reunir(garde, fondu)
    reste = Participant.objects.get(uuid=adresse)
    assert (reste.reference, reste.fondu_dans) == ("P-FONDU", garde)
    assert list(Participant.objects.actuels()) == [garde]


def test_what_only_the_other_file_knows_is_taken_and_what_differs_is_kept_or_chosen(garde):
    fondu = ParticipantFabrique(nom="Le Houx", prenom="Leïla", date_naissance=le("12/04/1980"))
    reunir(garde, fondu, **{f"participant-{garde.pk}-prenom": "fondu"})
    garde.refresh_from_db()
    assert (garde.nom, garde.prenom, garde.date_naissance, garde.cle) == (
        "Houx",
        "Leïla",
        le("12/04/1980"),
        "houx leila",
    )


@pytest.mark.parametrize(
    ("gardee", "autre", "retenue"),
    [
        (("01/07/1980", True), ("12/04/1980", False), ("12/04/1980", False)),
        (("01/07/1981", True), ("12/04/1980", False), ("01/07/1981", True)),
        (("12/04/1980", False), ("01/07/1980", True), ("12/04/1980", False)),
    ],
)
def test_the_exact_birth_is_proposed_over_its_year_alone(gardee, autre, retenue):
    garde, fondu = (ParticipantFabrique(date_naissance=le(date), annee_seule=seule) for date, seule in (gardee, autre))
    reunir(garde, fondu)
    garde.refresh_from_db()
    assert (garde.date_naissance, garde.annee_seule) == (le(retenue[0]), retenue[1])


def test_contact_details_go_over_whole_when_the_kept_file_has_none(garde, fondu):
    siennes = Coordonnees.objects.create(participant=fondu, telephone="06 00 00 00 02")
    reunir(garde, fondu)
    siennes.refresh_from_db()
    assert siennes.participant == garde


def test_contact_details_of_the_kept_file_win_and_their_blanks_are_filled_relatives_as_a_whole(garde, fondu):
    Coordonnees.objects.create(participant=garde, telephone="06 00 00 00 01", urgence_nom="Sœur")
    Coordonnees.objects.create(
        participant=fondu,
        telephone="06 00 00 00 02",
        email="lila@exemple.example",
        urgence_nom="Voisin",
        urgence_telephone="06 00 00 00 03",
    )
    reunir(garde, fondu)
    unies = Coordonnees.objects.get()
    assert (unies.participant, unies.telephone, unies.email) == (garde, "06 00 00 00 01", "lila@exemple.example")
    assert (unies.urgence_nom, unies.urgence_telephone) == ("Sœur", "")


# Stays


def test_stays_without_a_common_day_both_stay(garde, fondu):
    premier, second = sejour(garde, "05/01/2015", "31/01/2015"), sejour(fondu, "01/02/2015")
    reunir(garde, fondu)
    assert list(garde.parcours.all()) == [premier, second]


def test_stays_that_share_a_day_become_one_from_the_first_entry_to_the_last_exit(garde, fondu):
    sien = sejour(garde, "05/01/2015", "31/03/2015", motif_sortie=ligne_de(MotifSortie, "CDD"))
    sejour(fondu, "02/01/2015", "31/01/2015", motif_sortie=ligne_de(MotifSortie, "abandon"))
    reunir(garde, fondu)
    uni = Parcours.objects.get()
    assert (uni.pk, uni.participant) == (sien.pk, garde)
    assert (uni.date_entree, uni.date_sortie, uni.motif_sortie.libelle) == (le("02/01/2015"), le("31/03/2015"), "CDD")


def test_an_open_stay_wins_over_a_closed_one_unless_the_other_exit_is_chosen(garde, fondu):
    sien = sejour(garde, sortie="31/03/2015", motif_sortie=ligne_de(MotifSortie, "CDD"))
    sejour(fondu)
    [comparaison] = [
        c for r in previsualiser(garde=garde, fondu=fondu).reunions for c in r.comparaisons if c.libelle == "Sortie"
    ]
    assert (comparaison.garde, comparaison.fondu) == ("31/03/2015, CDD", "parcours ouvert")
    assert (comparaison.retenu, comparaison.au_choix) == ("fondu", True)
    fusion = reunir(garde, fondu)
    assert Parcours.objects.get().date_sortie is None
    defusionner(fusion=fusion, par=None, le=INSTANT)
    reunir(garde, fondu, **{f"parcours-{sien.pk}-sortie": "garde"})
    assert Parcours.objects.get().date_sortie == le("31/03/2015")


def test_the_exit_chosen_must_not_leave_a_fact_or_a_presence_after_it(garde, fondu):
    sien, autre = sejour(garde, sortie="31/01/2015"), sejour(fondu)
    present(fondu)
    FaitQuartier.objects.create(parcours=autre, depuis=le("10/02/2015"), valeur=None)
    assert refus(garde, fondu, {f"parcours-{sien.pk}-sortie": "garde"}) == [
        "Un fait est daté du 10/02/2015, après la sortie du 31/01/2015. "
        "Choisissez l’autre sortie, ou corrigez d’abord ce fait.",
        "Une présence du 03/03/2015 serait hors de tout parcours. "
        "Choisissez l’autre sortie, ou corrigez d’abord cette présence.",
    ]


def test_a_stay_that_shares_days_with_two_of_the_other_file_is_refused(garde, fondu):
    sejour(garde, "05/01/2015", "31/01/2015")
    sejour(garde, "01/03/2015")
    sejour(fondu, "20/01/2015", "31/03/2015")
    assert refus(garde, fondu) == [
        "Le parcours du 20/01/2015 partage des jours avec plusieurs parcours de l’autre dossier. "
        "Corrigez d’abord les dates de ces parcours."
    ]


def test_the_origin_is_taken_when_unknown_and_chosen_as_a_whole(garde, fondu):
    sien = sejour(garde, origine="ccas")
    partenaire = PartenaireFabrique()
    sejour(fondu, origine="partenaire", prescripteur=partenaire)
    reunir(garde, fondu, **{f"parcours-{sien.pk}-origine": "fondu"})
    uni = Parcours.objects.get()
    assert (uni.origine, uni.prescripteur) == ("partenaire", partenaire)


def test_facts_of_united_stays_are_all_kept_but_on_one_day_those_of_the_kept_file(garde, fondu):
    sien, autre = sejour(garde), sejour(fondu)
    acacias, dutemple = ligne_de(Quartier, "Acacias"), ligne_de(Quartier, "Dutemple")
    FaitQuartier.objects.create(parcours=sien, depuis=ENTREE, valeur=acacias)
    FaitQuartier.objects.create(parcours=autre, depuis=ENTREE, valeur=dutemple)
    FaitQuartier.objects.create(parcours=autre, depuis=le("01/02/2015"), valeur=dutemple)
    [(gardee, laissee)] = previsualiser(garde=garde, fondu=fondu).laissees
    assert (gardee.regle.sujet, gardee.jour, gardee.texte, laissee.texte) == ("quartier", ENTREE, "Acacias", "Dutemple")
    reunir(garde, fondu)
    assert list(FaitQuartier.objects.values_list("parcours", "depuis", "valeur")) == [
        (sien.pk, ENTREE, acacias.pk),
        (sien.pk, le("01/02/2015"), dutemple.pk),
    ]


def test_what_differs_anywhere_is_shown_when_it_is_set_aside(garde, fondu):
    for personne, motif, lieu in ((garde, "soins", "CCAS"), (fondu, "formation", "Mairie")):
        SuspensionFabrique(parcours=sejour(personne), motif=motif)
        RendezVousFabrique(participant=personne, lieu=lieu)
    plan = previsualiser(garde=garde, fondu=fondu)
    dits = {gardee.regle.sujet: (gardee.texte.split(), laissee.texte.split()) for gardee, laissee in plan.laissees}
    soins = ["2015-03-31", "hospitalisation", "ou", "soins"]
    assert dits == {
        "suspension": (soins, ["2015-03-31", "formation"]),
        "rendez-vous prévu": (["09:00:00", "CCAS"], ["09:00:00", "Mairie"]),
    }


# Presences


def test_presences_of_both_files_are_added_and_the_same_one_is_kept_once(garde, fondu):
    sejour(garde), sejour(fondu)
    commune = SeanceFabrique()
    sienne = present(garde, commune)
    present(fondu, commune)
    autre = present(fondu, SeanceFabrique(date=le("04/03/2015")))
    plan = previsualiser(garde=garde, fondu=fondu)
    assert (plan.identiques, plan.comptes) == (2, {"Présences": 1})
    reunir(garde, fondu)
    assert set(garde.presences.all()) == {sienne, autre}
    assert Presence.objects.count() == 2


@pytest.mark.parametrize("choix", ["garde", "fondu"])
def test_of_two_presences_at_one_session_the_longer_is_proposed_and_either_may_be_chosen(garde, fondu, choix):
    sejour(garde), sejour(fondu)
    agent = UtilisateurFabrique()
    commune = SeanceFabrique()
    sienne = present(garde, commune, statut="absent", minutes=0)
    present(fondu, commune, minutes=90, saisie_par=agent)
    [comparaison] = previsualiser(garde=garde, fondu=fondu).reunions[-1].comparaisons
    assert (comparaison.garde, comparaison.fondu, comparaison.retenu) == (
        "absent",
        "présent, 1\u00a0h\u00a030",
        "fondu",
    )
    reunir(garde, fondu, **{comparaison.cle: choix})
    unie = Presence.objects.get()
    attendue = ("absent", 0, None) if choix == "garde" else ("present", 90, agent)
    assert (unie.pk, unie.participant, unie.statut, unie.minutes, unie.saisie_par) == (sienne.pk, garde, *attendue)


def test_two_sessions_at_the_same_hour_are_refused_and_named(garde, fondu):
    sejour(garde), sejour(fondu)
    present(garde, SeanceFabrique(reference="S-A"))
    present(fondu, SeanceFabrique(reference="S-B", debut=dt.time(9), fin=dt.time(11)))
    assert refus(garde, fondu) == [
        "Le 03/03/2015, deux séances à la même heure : Jardinage (S-A) et Jardinage (S-B). "
        "Corrigez d’abord l’une de ces présences."
    ]


# Under the old reference


def test_imports_under_the_old_reference_go_to_the_kept_file_and_leave_its_identity(garde, fondu):
    sejour(garde, "05/01/2015", "31/01/2015")
    sejour(fondu, "01/03/2015")
    SeanceFabrique(reference="S-1")
    reunir(garde, fondu)
    identite = {"nom": "Autre", "prenom": "Nom", "sexe": "H"}
    dossier = Dossier("P-FONDU", le("01/03/2015"), identite, {"date_sortie": le("30/06/2015")})
    enregistrer_dossiers(dossiers=[dossier], aujourdhui=le("01/07/2015"))
    enregistrer_faits(faits=[Fait("P-FONDU", le("02/03/2015"), "quartier", ligne_de(Quartier, "Acacias"))])
    contenu = "seance;participant;statut;minutes\nS-1;P-FONDU;présent;\n".encode()
    assert importer(ressource("presences"), contenu, "p.csv", par=None, le=INSTANT).ecrit
    garde.refresh_from_db()
    assert garde.nom == "Houx"
    assert garde.parcours.get(date_entree=le("01/03/2015")).date_sortie == le("30/06/2015")
    assert FaitQuartier.objects.get().parcours.participant == garde
    assert Presence.objects.get().participant == garde


def test_one_thing_said_under_both_references_is_refused(garde, fondu):
    sejour(garde)
    SeanceFabrique(reference="S-1")
    reunir(garde, fondu)
    deux = ("P-GARDE", "P-FONDU")

    def codes(faire) -> list[tuple[int, str]]:
        with pytest.raises(SaisieRefusee) as refusee:
            faire()
        return [(anomalie.rang, anomalie.code) for anomalie in refusee.value.anomalies]

    dossiers = [Dossier(reference, ENTREE, {}, {}) for reference in deux]
    faits = [Fait(reference, le("02/03/2015"), "quartier", None) for reference in deux]
    assert codes(lambda: enregistrer_dossiers(dossiers=dossiers, aujourdhui=ENTREE)) == [(1, "parcours_repete")]
    assert codes(lambda: enregistrer_faits(faits=faits)) == [(1, "changement_repete")]
    contenu = "seance;participant;statut\nS-1;P-GARDE;présent\nS-1;P-FONDU;absent\n".encode()
    rapport = importer(ressource("presences"), contenu, "p.csv", par=None, le=INSTANT)
    assert not rapport.ecrit
    assert "déjà donnée plus haut" in rapport.texte()


# Undoing


def test_what_changed_or_came_since_is_named_and_nothing_moves(garde, fondu):
    deplace = sejour(fondu)
    present(fondu)
    fusion = reunir(garde, fondu)
    Parcours.objects.filter(pk=deplace.pk).update(origine="ccas")
    Presence.objects.all().delete()
    contact = {"date": ENTREE, "canal": "rue", "decision": "revoir", "note_le": INSTANT}
    PremierContact.objects.create(participant=garde, **contact)
    avant = copie()
    with pytest.raises(SaisieRefusee) as refusee:
        defusionner(fusion=fusion, par=None, le=INSTANT)
    assert {anomalie.raison for anomalie in refusee.value.anomalies} == {
        "Depuis la réunion, a été modifié : parcours du 05/01/2015.",
        "Depuis la réunion, a été supprimé : présence du 03/03/2015, Jardinage.",
        "Depuis la réunion, a été ajouté : contact du 05/01/2015.",
    }
    assert copie() == avant
    fusion.refresh_from_db()
    assert fusion.defaite_le is None


def test_a_fact_added_to_a_united_stay_is_named_and_one_on_a_stay_that_only_moved_is_not(garde, fondu):
    uni, _ = sejour(garde, "05/01/2015", "31/01/2015"), sejour(fondu, "05/01/2015", "31/01/2015")
    deplace = sejour(fondu, "01/03/2015")
    fusion = reunir(garde, fondu)
    FaitQuartier.objects.create(parcours=deplace, depuis=le("02/03/2015"), valeur=None)
    assert obstacles(fusion) == []
    FaitQuartier.objects.create(parcours=uni, depuis=le("06/01/2015"), valeur=None)
    assert obstacles(fusion) == ["Depuis la réunion, a été ajouté : quartier du 06/01/2015."]


def test_a_long_list_of_changes_is_cut_and_counted(garde, fondu):
    for n in range(11):
        PremierContact.objects.create(
            participant=fondu, date=ENTREE + dt.timedelta(n), canal="rue", decision="revoir", note_le=INSTANT
        )
    fusion = reunir(garde, fondu)
    PremierContact.objects.update(canal="jardin")
    assert len(obstacles(fusion)) == 9
    assert obstacles(fusion)[-1] == "Et 3 autres changements."


def test_the_identity_corrected_since_is_named_only_when_the_merge_had_written_it(garde, fondu):
    Participant.objects.filter(pk=fondu.pk).update(date_naissance=le("12/04/1980"))
    fondu.refresh_from_db()
    fusion = reunir(garde, fondu)
    Participant.objects.filter(pk=garde.pk).update(nom="Hou")
    assert obstacles(fusion) == ["Depuis la réunion, l’identité de la personne a été modifiée."]


def test_a_merge_is_undone_once_and_after_those_that_build_on_it(garde, fondu):
    troisieme = ParticipantFabrique()
    depart = copie()
    premiere, seconde = reunir(garde, fondu), reunir(troisieme, garde)
    fondu.refresh_from_db()
    assert fondu.fondu_dans == troisieme
    assert obstacles(premiere) == ["Séparez d’abord la réunion faite ensuite, le 01/06/2016."]
    defusionner(fusion=seconde, par=None, le=INSTANT)
    defusionner(fusion=premiere, par=None, le=INSTANT)
    assert copie() == depart
    premiere.refresh_from_db()
    assert obstacles(premiere) == ["Ces deux dossiers sont déjà séparés."]
    with pytest.raises(SaisieRefusee, match="déjà séparés"):
        defusionner(fusion=premiere, par=None, le=INSTANT)


def test_parting_that_would_leave_a_presence_outside_every_stay_is_refused(garde, fondu):
    """The stay of the kept file was shortened since: its presence now stands in the one that would leave."""
    sien = sejour(garde, "05/01/2015", "10/03/2015")
    sejour(fondu, "01/03/2015", "31/03/2015")
    present(garde)
    fusion = reunir(garde, fondu)
    avant = {**fusion.avant["participants.Parcours"][str(sien.pk)], "date_sortie": "2015-02-28"}
    fusion.avant["participants.Parcours"][str(sien.pk)] = avant
    fusion.save()
    with pytest.raises(SaisieRefusee, match="hors de tout parcours"):
        defusionner(fusion=fusion, par=None, le=INSTANT)


def test_a_list_line_made_another_since_is_named_even_when_only_a_row_set_aside_used_it(garde, fondu):
    """Parting would write back a row that names a line the list no longer has."""
    acacias = ligne_de(Quartier, "Acacias")
    rue = ajouter_ligne(modele=Quartier, libelle="Rue des Acacias")
    un, autre = sejour(garde), sejour(fondu)
    FaitQuartier.objects.create(parcours=un, depuis=ENTREE, valeur=acacias)
    FaitQuartier.objects.create(parcours=autre, depuis=ENTREE, valeur=rue)
    fusion = reunir(garde, fondu)
    reunir_lignes(ligne=rue, garde=acacias)
    avant = copie()
    with pytest.raises(SaisieRefusee) as refusee:
        defusionner(fusion=fusion, par=None, le=INSTANT)
    [anomalie] = refusee.value.anomalies
    assert anomalie.raison == "Depuis la réunion, une valeur de la liste « quartiers » a disparu."
    assert copie() == avant
    assert Participant.objects.get(pk=fondu.pk).fondu_dans == garde


def test_a_plan_whose_set_aside_fact_changed_is_no_longer_the_one_shown(garde, fondu):
    un, autre = sejour(garde), sejour(fondu)
    FaitQuartier.objects.create(parcours=un, depuis=ENTREE, valeur=ligne_de(Quartier, "Acacias"))
    FaitQuartier.objects.create(parcours=autre, depuis=ENTREE, valeur=ligne_de(Quartier, "Acacias"))
    vu = previsualiser(garde=garde, fondu=fondu).empreinte
    FaitQuartier.objects.filter(parcours=autre).update(valeur=ligne_de(Quartier, "Dutemple"))
    with pytest.raises(SaisieRefusee) as refusee:
        fusionner(garde=garde, fondu=fondu, choix={}, par=None, le=INSTANT, vu=vu)
    assert [anomalie.code for anomalie in refusee.value.anomalies] == ["apercu_perime"]


def test_files_merged_again_after_being_parted_can_be_parted_again(garde, fondu):
    sejour(garde), sejour(fondu)
    depart = copie()
    for _ in range(2):
        defusionner(fusion=reunir(garde, fondu), par=None, le=INSTANT)
    assert copie() == depart
    assert Fusion.objects.filter(defaite_le=None).count() == 0
