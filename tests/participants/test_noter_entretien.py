"""An interview at the desk: written once whatever comes twice, its notes, its appointment, who may write what of it."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection, transaction

from comptes.choix import Role
from partenaires.models import Thematique
from participants.choix import StatutEntretien, StatutRendezVous
from participants.models import Entretien, FaitReferent, NoteDeTheme, NotePrivee, RendezVous
from participants.services.noter_entretien import (
    NOUVEAU,
    DejaEcrit,
    corriger_entretien,
    entretien_de,
    garder_le_brouillon,
    noter_entretien,
    place_de_la_correction,
    place_du_nouveau,
)
from socle.brouillons import BrouillonDepasse, Feuillet, TexteDAutrui
from socle.conflits import ModifieDepuis, empreinte
from socle.erreurs import SaisieRefusee
from socle.models import Brouillon
from tests.fabriques import (
    EntretienFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    RendezVousFabrique,
    UtilisateurFabrique,
)

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 11, 24)
LE = dt.datetime(2026, 11, 24, 9, 42, tzinfo=dt.UTC)
DIT = {
    "date": JOUR,
    "statut": StatutEntretien.TENU,
    "duree": 45,
    "lieu": "bureau",
    "themes": [],
    "compte_rendu": "Va bien.",
    "note_privee": "",
}
RENDEZVOUS = {"date": dt.date(2026, 12, 18), "heure": dt.time(9), "lieu": "CCAS"}


@pytest.fixture
def agent():
    return UtilisateurFabrique(role=Role.TRAVAILLEUR_SOCIAL)


@pytest.fixture
def personne():
    return ParcoursFabrique().participant


def feuillet(texte=10, page=100, revision=0) -> Feuillet:
    return Feuillet(uuid.UUID(int=texte), uuid.UUID(int=page), revision)


def noter(personne, agent, *, page=None, rendezvous=None, champs=None, **valeurs):
    place, _ = place_du_nouveau(personne, agent)
    return noter_entretien(
        participant=personne,
        place=place,
        feuillet=page or feuillet(),
        champs=champs or {"compte_rendu": ["Va bien."]},
        valeurs=DIT | valeurs,
        rendezvous=rendezvous,
        le=LE,
        aujourdhui=JOUR,
    )


def corriger(entretien, agent, *, version=None, page=None, **valeurs):
    place, _ = place_de_la_correction(entretien, agent)
    lues = entretien_de(entretien, agent)
    return corriger_entretien(
        entretien=entretien,
        place=place,
        feuillet=page or feuillet(20, 200),
        champs={},
        valeurs=lues | valeurs,
        version=version or empreinte(lues),
        le=LE,
        aujourdhui=JOUR,
    )


def garder(personne, agent, page, texte="Va bien."):
    place, _ = place_du_nouveau(personne, agent)
    return garder_le_brouillon(place=place, feuillet=page, champs={"compte_rendu": [texte]}, le=LE)


def refus(*arguments, **nommes) -> list[tuple[str, str]]:
    avant = list(Entretien.objects.values()), RendezVous.objects.count(), Brouillon.objects.count()
    with pytest.raises(SaisieRefusee) as refusee:
        noter(*arguments, **nommes)
    assert (list(Entretien.objects.values()), RendezVous.objects.count(), Brouillon.objects.count()) == avant
    return [(anomalie.champ, anomalie.code) for anomalie in refusee.value.anomalies]


def test_an_interview_bears_the_identifier_of_its_text_and_a_reference(personne, agent):
    entretien = noter(personne, agent).entretien
    assert (entretien.uuid, entretien.reference) == (uuid.UUID(int=10), "E2026-0001")
    assert (entretien.participant, entretien.par, entretien.note_le) == (personne, agent, LE)
    assert (entretien.date, entretien.duree_minutes, entretien.lieu) == (JOUR, 45, "bureau")
    assert (entretien.compte_rendu, entretien.theme) == ("Va bien.", "")


def test_a_date_and_one_text_are_enough(personne, agent):
    noter(personne, agent, duree=None, lieu="")
    noter(
        personne,
        agent,
        page=feuillet(11, 101),
        duree=None,
        lieu="",
        compte_rendu="",
        themes=["sante"],
        note_sante="Bilan de santé le 3.",
    )
    assert Entretien.objects.count() == 2


@pytest.mark.parametrize(
    ("valeurs", "attendu"),
    [
        ({"compte_rendu": ""}, ("compte_rendu", "sans_texte")),
        ({"compte_rendu": "", "themes": ["sante"]}, ("compte_rendu", "sans_texte")),
        ({"compte_rendu": "", "note_privee": "Pour moi."}, ("compte_rendu", "sans_texte")),
        ({"date": JOUR + dt.timedelta(days=1)}, ("date", "entretien_futur")),
    ],
)
def test_what_is_refused_writes_nothing(personne, agent, valeurs, attendu):
    assert refus(personne, agent, **valeurs) == [attendu]


@pytest.mark.parametrize("statut", [StatutEntretien.ABSENCE, StatutEntretien.EXCUSE])
def test_who_did_not_come_needs_no_text(personne, agent, statut):
    assert noter(personne, agent, statut=statut, compte_rendu="").entretien.statut == statut


def test_each_theme_has_its_note_and_files_read_their_words(personne, agent):
    entretien = noter(
        personne, agent, themes=["sante", "savoirs-de-base"], note_savoirs_de_base="Lit seul un courrier."
    ).entretien
    assert list(entretien.notes.values_list("thematique__code", "texte")) == [
        ("sante", ""),
        ("savoirs-de-base", "Lit seul un courrier."),
    ]
    assert entretien.theme == "santé, savoirs de base"


def test_the_text_sent_twice_is_one_interview(personne, agent):
    premier = noter(personne, agent, note_privee="Pour moi.", themes=["sante"], note_sante="Le 3.")
    second = noter(personne, agent, note_privee="Pour moi.", themes=["sante"], note_sante="Le 3.")
    assert (premier.deja, second.deja) == (False, True)
    assert second.entretien == premier.entretien
    assert Entretien.objects.count() == NotePrivee.objects.count() == NoteDeTheme.objects.count() == 1


def test_the_appointment_of_a_text_sent_twice_is_taken_once(personne, agent):
    for _ in range(2):
        noter(personne, agent, rendezvous=RENDEZVOUS)
    rendezvous = RendezVous.objects.get()
    assert (rendezvous.date, rendezvous.heure, rendezvous.lieu) == (dt.date(2026, 12, 18), dt.time(9), "CCAS")
    assert (rendezvous.avec, rendezvous.statut) == (agent, StatutRendezVous.PREVU)


def test_the_appointment_added_before_the_text_is_sent_again_is_taken(personne, agent):
    """The answer was lost on the way: the page still held the form, where the next appointment was then added."""
    noter(personne, agent)
    issue = noter(personne, agent, rendezvous=RENDEZVOUS)
    assert (issue.deja, issue.rendezvous) == (True, RendezVous.objects.get())
    assert noter(personne, agent, rendezvous=RENDEZVOUS).rendezvous is None
    assert refus(personne, agent, rendezvous=RENDEZVOUS | {"heure": None}) == [("rdv_date", "rendezvous_double")]


def test_the_same_text_with_other_words_is_shown_and_not_written(personne, agent):
    noter(personne, agent)
    with pytest.raises(ModifieDepuis) as conflit:
        noter(personne, agent, compte_rendu="Écrit dans l’autre onglet.")
    assert conflit.value.actuelles["compte_rendu"] == "Va bien."
    assert Entretien.objects.get().compte_rendu == "Va bien."


def test_the_identifier_of_another_interview_is_refused(personne, agent):
    noter(personne, agent)
    for qui, de_qui in ((UtilisateurFabrique(), personne), (agent, ParticipantFabrique())):
        with pytest.raises(TexteDAutrui):
            noter(de_qui, qui)
    assert Entretien.objects.get().par == agent


def test_the_identifier_of_somebody_else_s_draft_is_refused(personne, agent):
    garder(personne, agent, feuillet())
    for qui, de_qui in ((UtilisateurFabrique(), personne), (agent, ParticipantFabrique())):
        with pytest.raises(TexteDAutrui):
            noter(de_qui, qui)
    assert not Entretien.objects.exists()


def test_saving_forgets_the_draft_and_nobody_else_s(personne, agent):
    collegue = UtilisateurFabrique()
    garder(personne, agent, feuillet())
    garder(personne, collegue, feuillet(30, 300))
    noter(personne, agent, page=feuillet(revision=1))
    assert Brouillon.objects.get().auteur == collegue


def test_a_refused_interview_keeps_its_draft(personne, agent):
    garder(personne, agent, feuillet())
    assert refus(personne, agent, compte_rendu="") == [("compte_rendu", "sans_texte")]
    assert Brouillon.objects.count() == 1


def test_a_draft_that_comes_late_does_not_begin_again(personne, agent):
    noter(personne, agent)
    with pytest.raises(DejaEcrit):
        garder(personne, agent, feuillet(), "Va bien, merci.")
    assert not Brouillon.objects.exists()


def test_saving_does_not_forget_what_another_tab_wrote_in_the_draft(personne, agent):
    garder(personne, agent, feuillet())
    garder(personne, agent, feuillet(page=200, revision=1), "Écrit dans l’autre onglet.")
    with pytest.raises(BrouillonDepasse) as depasse:
        noter(personne, agent, page=feuillet(revision=1))
    assert depasse.value.brouillon.champs == {"compte_rendu": ["Écrit dans l’autre onglet."]}
    assert not Entretien.objects.exists()
    noter(personne, agent, page=feuillet(revision=2))
    assert (Entretien.objects.count(), Brouillon.objects.count()) == (1, 0)


def test_a_draft_begun_in_a_file_merged_since_is_taken_up_in_the_kept_one(personne, agent):
    fondu = ParticipantFabrique()
    garder(fondu, agent, feuillet())
    fondu.fondu_dans = personne
    fondu.save()
    place, brouillon = place_du_nouveau(personne, agent)
    assert (brouillon.uuid, place.objet) == (uuid.UUID(int=10), fondu.uuid)
    noter(personne, agent, page=feuillet(revision=1))
    assert (Entretien.objects.get().participant, Brouillon.objects.count()) == (personne, 0)


@pytest.mark.parametrize(
    ("statut", "attendu"),
    [
        (StatutEntretien.TENU, StatutRendezVous.TENU),
        (StatutEntretien.ABSENCE, StatutRendezVous.MANQUE),
        (StatutEntretien.EXCUSE, StatutRendezVous.ANNULE),
    ],
)
def test_the_appointment_of_that_day_is_concluded_and_no_other(personne, agent, statut, attendu):
    ce_jour = RendezVousFabrique(participant=personne, date=JOUR)
    demain = RendezVousFabrique(participant=personne, date=JOUR + dt.timedelta(days=1))
    d_une_autre = RendezVousFabrique(date=JOUR)
    noter(personne, agent, statut=statut)
    for rendezvous, voulu in ((ce_jour, attendu), (demain, "prevu"), (d_une_autre, "prevu")):
        rendezvous.refresh_from_db()
        assert rendezvous.statut == voulu


def test_an_appointment_noted_as_missed_by_mistake_was_held(personne, agent):
    rendezvous = RendezVousFabrique(participant=personne, date=JOUR, statut=StatutRendezVous.MANQUE)
    noter(personne, agent)
    rendezvous.refresh_from_db()
    assert rendezvous.statut == StatutRendezVous.TENU


def test_a_refused_appointment_refuses_the_whole_on_its_own_field(personne, agent):
    assert refus(personne, agent, rendezvous=RENDEZVOUS | {"date": dt.date(2026, 11, 23)}) == [
        ("rdv_date", "rendezvous_passe")
    ]
    RendezVousFabrique(participant=personne, date=dt.date(2026, 12, 18), heure=dt.time(14))
    assert refus(personne, agent, rendezvous=RENDEZVOUS) == [("rdv_date", "rendezvous_double")]


def test_a_correction_changes_the_text_and_not_who_led_it(personne, agent):
    entretien = noter(personne, agent, themes=["sante", "emploi"], note_sante="Le 3.").entretien
    collegue = UtilisateurFabrique()
    corrige = corriger(entretien, collegue, compte_rendu="Va mieux.", themes=["emploi"], note_sante="", duree=60)
    assert (corrige.compte_rendu, corrige.duree_minutes, corrige.theme) == ("Va mieux.", 60, "emploi")
    assert (corrige.par, corrige.note_le, corrige.reference) == (agent, LE, "E2026-0001")
    assert list(corrige.notes.values_list("thematique__code", "texte")) == [("emploi", "")]


def test_two_corrections_of_one_version_do_not_meet_in_silence(personne, agent):
    entretien = noter(personne, agent).entretien
    version = empreinte(entretien_de(entretien, agent))
    corriger(entretien, UtilisateurFabrique(), compte_rendu="Corrigé par une collègue.")
    with pytest.raises(ModifieDepuis) as conflit:
        corriger(entretien, agent, version=version, compte_rendu="Corrigé par moi.")
    assert conflit.value.actuelles["compte_rendu"] == "Corrigé par une collègue."
    assert Entretien.objects.get().compte_rendu == "Corrigé par une collègue."


def test_a_colleague_s_correction_neither_shows_nor_loses_the_private_note(personne, agent):
    entretien = noter(personne, agent, note_privee="Pour moi.").entretien
    collegue = UtilisateurFabrique(role=Role.CHEF_DE_PROJET)
    assert "note_privee" not in entretien_de(entretien, collegue)
    corriger(entretien, collegue, compte_rendu="Va mieux.")
    note = NotePrivee.objects.get()
    assert (note.texte, note.auteur) == ("Pour moi.", agent)


def test_the_author_corrects_then_empties_her_private_note(personne, agent):
    entretien = noter(personne, agent, note_privee="Pour moi.").entretien
    corriger(entretien, agent, note_privee="Pour moi, encore.")
    assert NotePrivee.objects.get().texte == "Pour moi, encore."
    corriger(entretien, agent, note_privee="")
    assert not NotePrivee.objects.exists()


def test_who_led_an_interview_may_add_a_private_note_later_and_nobody_else(personne, agent):
    entretien = noter(personne, agent).entretien
    assert "note_privee" not in entretien_de(entretien, UtilisateurFabrique())
    corriger(entretien, agent, note_privee="Repensé depuis.")
    assert NotePrivee.objects.get().auteur == agent


def test_a_theme_that_a_file_brought_in_its_own_words_is_kept(personne, agent):
    entretien = EntretienFabrique(participant=personne, theme="Permis, logement", compte_rendu="Va bien.")
    assert entretien_de(entretien, agent)["themes"] == ["logement"]
    corrige = corriger(entretien, agent, themes=["logement", "mobilite"])
    assert corrige.theme == "Permis, logement, mobilité"
    assert corriger(corrige, agent, themes=["mobilite"]).theme == "Permis, mobilité"


def test_the_words_of_too_many_themes_stop_at_a_whole_one(personne, agent):
    for rang in range(30):
        Thematique.objects.create(code=f"ajout-{rang}", libelle=f"thème ajouté {rang:02}")
    codes = list(Thematique.objects.values_list("code", flat=True))
    theme = noter(personne, agent, themes=codes).entretien.theme
    assert len(theme) <= 200
    assert theme.split(", ")[-1] in Thematique.objects.values_list("libelle", flat=True)


@pytest.mark.parametrize("role", [Role.TRAVAILLEUR_SOCIAL, Role.ENCADRANT, Role.ADMINISTRATEUR])
def test_a_private_note_is_nobody_else_s_to_read(personne, agent, role):
    noter(personne, agent, note_privee="Pour moi.")
    assert not NotePrivee.objects.visibles_par(UtilisateurFabrique(role=role)).exists()


def test_a_private_note_is_read_by_its_author_the_current_referent_and_the_chef_de_projet(personne, agent):
    noter(personne, agent, note_privee="Pour moi.")
    referente = UtilisateurFabrique(role=Role.TRAVAILLEUR_SOCIAL)
    FaitReferent.objects.create(parcours=personne.parcours.get(), depuis=dt.date(2015, 1, 5), valeur=referente)
    cheffe = UtilisateurFabrique(role=Role.CHEF_DE_PROJET)
    for lectrice in (agent, referente, cheffe):
        assert NotePrivee.objects.visibles_par(lectrice).get().texte == "Pour moi."


def test_a_referent_who_hands_the_person_over_no_longer_reads_what_she_did_not_write(personne, agent):
    noter(personne, agent, note_privee="Pour moi.")
    ancienne, nouvelle = (UtilisateurFabrique(role=Role.TRAVAILLEUR_SOCIAL) for _ in range(2))
    sejour = personne.parcours.get()
    FaitReferent.objects.create(parcours=sejour, depuis=dt.date(2015, 1, 5), valeur=ancienne)
    assert NotePrivee.objects.visibles_par(ancienne).exists()
    FaitReferent.objects.create(parcours=sejour, depuis=JOUR, valeur=nouvelle)
    assert not NotePrivee.objects.visibles_par(ancienne).exists()
    assert NotePrivee.objects.visibles_par(nouvelle).exists()
    assert NotePrivee.objects.visibles_par(agent).exists()


def test_an_author_who_becomes_encadrant_no_longer_reads_even_her_own(personne, agent):
    noter(personne, agent, note_privee="Pour moi.")
    agent.role = Role.ENCADRANT
    assert not NotePrivee.objects.visibles_par(agent).exists()


def test_the_draft_of_a_correction_is_about_the_interview(personne, agent):
    entretien = noter(personne, agent).entretien
    place, _ = place_de_la_correction(entretien, agent)
    garder_le_brouillon(place=place, feuillet=feuillet(20, 200), champs={"compte_rendu": ["Va mi"]}, le=LE)
    assert place_du_nouveau(personne, agent)[1] is None
    assert place_de_la_correction(entretien, agent)[1].champs == {"compte_rendu": ["Va mi"]}
    corriger(entretien, agent, page=feuillet(20, 200, 1), compte_rendu="Va mieux.")
    assert not Brouillon.objects.exists()


def test_the_kind_of_draft_says_which_form_it_is_of(personne, agent):
    garder(personne, agent, feuillet())
    assert Brouillon.objects.get().genre == NOUVEAU


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_requests_of_one_text_at_the_same_moment_write_one_interview():
    agent, personne = UtilisateurFabrique(), ParcoursFabrique().participant
    issues = []

    def envoyer():
        try:
            issues.append(noter(personne, agent, rendezvous=RENDEZVOUS))
        finally:
            connection.close()

    envois = [threading.Thread(target=envoyer) for _ in range(4)]
    for envoi in envois:
        envoi.start()
    for envoi in envois:
        envoi.join()
    assert sorted(issue.deja for issue in issues) == [False, True, True, True]
    assert len({issue.entretien.pk for issue in issues}) == 1
    assert Entretien.objects.count() == RendezVous.objects.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_draft_that_crosses_its_interview_does_not_begin_again():
    """The last save of the draft leaves just before the interview, and is read while the interview is written."""
    agent, personne = UtilisateurFabrique(), ParcoursFabrique().participant
    issues = []

    def envoyer():
        try:
            issues.append(garder(personne, agent, feuillet()))
        except DejaEcrit:
            issues.append(DejaEcrit)
        finally:
            connection.close()

    envoi = threading.Thread(target=envoyer)
    with transaction.atomic():
        noter(personne, agent)
        envoi.start()
        envoi.join(0.5)
    envoi.join()
    assert issues == [DejaEcrit]
    assert not Brouillon.objects.exists()
