"""The bilan d'entrée at the desk: every question there and back, from which day, what is refused, two at once."""

import datetime as dt

import pytest

from participants.choix import Etape, EtatEtape
from participants.diagnostic import EtatDuBilan, etat_du_bilan
from participants.models import (
    Coordonnees,
    EtapeBilan,
    EvaluationFrein,
    FaitLogement,
    FaitNiveau,
    FaitSituation,
    Frein,
    Logement,
    NiveauEtudes,
    Parcours,
    Participant,
    Quartier,
    ReponseBilan,
    Situation,
)
from participants.questions import NSP, QUESTIONS, SECTIONS, THEMES, Genre, questions_de, section_du_theme
from participants.services.diagnostic import enregistrer_etape, evaluer_freins
from participants.services.diagnostic_lecture import (
    champ_du_frein,
    freins_proposes,
    lire_les_freins,
    valeurs_de_l_etape,
)
from participants.services.faits import changer_situation
from participants.services.parcours import corriger_parcours
from participants.situation import SUJETS
from socle.conflits import ModifieDepuis, empreinte
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, UtilisateurFabrique, ligne_de

pytestmark = pytest.mark.django_db

ENTREE = dt.date(2026, 1, 12)
MARS, AVRIL = dt.date(2026, 3, 2), dt.date(2026, 4, 20)
AUJOURDHUI = dt.date(2026, 6, 1)
ETAPE_DE = {question.code: section.etape for section in SECTIONS for question in section.questions}


@pytest.fixture
def sejour():
    return ParcoursFabrique(date_entree=ENTREE)


def lire(sejour, etape, jour=AUJOURDHUI) -> dict:
    """What the page of the step would show, read afresh."""
    return valeurs_de_l_etape(parcours=Parcours.objects.get(pk=sejour.pk), etape=Etape(etape), jour=jour)


def noter(sejour, etape, depuis=ENTREE, *, lues_au=None, version=None, etat=EtatEtape.FAITE, par=None, **valeurs):
    """Save a step as its page would, shown as it was on `lues_au` (the same day unless told)."""
    lues_au = lues_au or depuis
    return enregistrer_etape(
        parcours=sejour,
        etape=Etape(etape),
        valeurs=valeurs,
        depuis=depuis,
        lues_au=lues_au,
        version=version or empreinte(lire(sejour, etape, lues_au)),
        etat=etat,
        par=par,
        aujourdhui=AUJOURDHUI,
    )


def lignes(question) -> list[tuple]:
    return list(ReponseBilan.objects.filter(question=question).values_list("depuis", "valeur", "precision"))


def refus(appel, *arguments, **nommes) -> list[tuple[str, str]]:
    """The refusals, once it is sure that nothing was written."""
    with pytest.raises(SaisieRefusee) as refusee:
        appel(*arguments, **nommes)
    assert not EtapeBilan.objects.filter(etat="faite", note="refusée").exists()
    return [(anomalie.champ, anomalie.code) for anomalie in refusee.value.anomalies]


def reponses_possibles() -> list:
    """Every answer that a form may give to each question, facts of lists apart: they are rows."""
    par_genre = {
        Genre.JOUR: [dt.date(2024, 2, 29)],
        Genre.TEXTE: ["Zqmots « d’ici »"],
        Genre.NAISSANCE: [dt.date(1980, 3, 1)],
    }
    cas = []
    for question in QUESTIONS.values():
        valeurs = par_genre.get(question.genre, [])
        if question.genre is Genre.CHOIX:
            valeurs = [code for code, _ in question.choix]
        elif question.genre is Genre.NOMBRE:
            valeurs = [question.bornes[0], question.bornes[0] + 7]
        elif question.genre is Genre.COORDONNEES:
            valeurs = ["06 12 34 56 78"]
        elif question.code == "qpv":
            valeurs = [True, False]
        cas += [(question.code, valeur) for valeur in [*valeurs, NSP]]
    return cas


def test_the_questions_are_named_once_and_every_fact_is_one_of_the_stay():
    codes = [question.code for section in SECTIONS for question in section.questions]
    assert len(codes) == len(set(codes))
    assert {code for code in codes if QUESTIONS[code].genre is Genre.FAIT} == SUJETS.keys() - {"referent"}
    assert max(map(len, codes)) <= 40
    assert {section.etape for section in SECTIONS} == set(Etape)
    assert all(len(code) <= 40 for question in QUESTIONS.values() for code, _ in question.choix)


def test_every_theme_of_the_list_has_its_step_and_a_new_one_closes_the_last():
    assert {frein.thematique.code for frein in Frein.objects.all()} <= THEMES.keys()
    assert section_du_theme("culture").etape == Etape.ACTIVITE
    assert sum(len(freins_proposes(etape)) for etape in Etape) == Frein.objects.count()
    assert freins_proposes(Etape.IDENTITE) == []


@pytest.mark.parametrize(("code", "valeur"), reponses_possibles())
def test_every_answer_to_every_question_comes_back_as_it_was_given(sejour, code, valeur):
    assert lire(sejour, ETAPE_DE[code])[code] in (None, "")
    assert noter(sejour, ETAPE_DE[code], **{code: valeur}) == 1
    assert lire(sejour, ETAPE_DE[code])[code] == valeur
    autres = {nom: vue for nom, vue in lire(sejour, ETAPE_DE[code]).items() if nom != code}
    assert set(autres.values()) <= {None, ""}


@pytest.mark.parametrize(
    ("modele", "code", "libelle"),
    [
        (Quartier, "quartier", "Dutemple"),
        (Situation, "situation", "RSA"),
        (Logement, "logement", "hébergé"),
        (NiveauEtudes, "niveau_etudes", "3"),
    ],
)
def test_a_fact_is_written_where_the_bilans_read_it(sejour, modele, code, libelle):
    ligne = ligne_de(modele, libelle)
    noter(sejour, ETAPE_DE[code], **{code: ligne})
    fait = SUJETS[code].objects.get()
    assert (fait.depuis, fait.valeur) == (ENTREE, ligne)
    assert not ReponseBilan.objects.exists()


@pytest.mark.parametrize("code", [q.code for q in QUESTIONS.values() if q.precision])
def test_the_words_of_an_answer_come_back_with_it_or_alone(sejour, code):
    etape, precision = ETAPE_DE[code], QUESTIONS[code].champ_precision
    noter(sejour, etape, **{precision: "Zqmots"})
    assert (lire(sejour, etape)[code], lire(sejour, etape)[precision]) == (None, "Zqmots")
    valeur = 1998 if QUESTIONS[code].genre is Genre.NOMBRE else QUESTIONS[code].choix[0][0]
    noter(sejour, etape, **{code: valeur})
    assert (lire(sejour, etape)[code], lire(sejour, etape)[precision]) == (valeur, "Zqmots")


def test_a_birth_of_which_only_the_year_is_known_and_who_to_call(sejour):
    noter(sejour, "identite", annee_naissance=1972, urgence_nom="Rose", urgence_lien="sœur", adresse="1 rue du Port")
    personne = Participant.objects.get()
    assert (personne.date_naissance, personne.annee_seule) == (dt.date(1972, 7, 1), True)
    coordonnees = Coordonnees.objects.get()
    assert (coordonnees.urgence_nom, coordonnees.urgence_lien, coordonnees.adresse) == ("Rose", "sœur", "1 rue du Port")
    assert lire(sejour, "identite")["annee_naissance"] == 1972


def test_coordinates_that_the_step_does_not_ask_are_kept(sejour):
    Coordonnees.objects.create(participant=sejour.participant, email="a@b.example", telephone="1")
    noter(sejour, "identite", telephone="2")
    assert (Coordonnees.objects.get().email, Coordonnees.objects.get().telephone) == ("a@b.example", "2")


def test_an_answer_holds_from_its_day_and_only_what_changes_makes_a_row(sejour):
    noter(sejour, "activite", permis="non", vehicule="velo")
    assert noter(sejour, "activite", MARS, permis="en_cours", vehicule="velo") == 1
    noter(sejour, "activite", AVRIL, permis="oui")
    assert lignes("permis") == [(ENTREE, "non", ""), (MARS, "en_cours", ""), (AVRIL, "oui", "")]
    assert lignes("vehicule") == [(ENTREE, "velo", "")]
    assert [lire(sejour, "activite", jour)["permis"] for jour in (ENTREE, MARS, AUJOURDHUI)] == [
        "non",
        "en_cours",
        "oui",
    ]


def test_a_correction_the_same_day_changes_the_row_and_going_back_removes_it(sejour):
    noter(sejour, "activite", permis="non")
    noter(sejour, "activite", permis="oui")
    assert lignes("permis") == [(ENTREE, "oui", "")]
    noter(sejour, "activite", MARS, permis="non")
    noter(sejour, "activite", MARS, permis="oui")
    assert lignes("permis") == [(ENTREE, "oui", "")]


def test_an_answer_taken_back_is_not_asked_any_more(sejour):
    noter(sejour, "activite", permis="non")
    noter(sejour, "activite", permis=None)
    assert lignes("permis") == []
    noter(sejour, "activite", permis="oui")
    noter(sejour, "activite", MARS, permis=None)
    assert (lire(sejour, "activite", ENTREE)["permis"], lire(sejour, "activite")["permis"]) == ("oui", None)


@pytest.mark.parametrize("depuis", [ENTREE, MARS])
def test_a_fact_one_prefers_not_to_say_is_unknown_and_remembered(sejour, depuis):
    noter(sejour, "droits", situation=ligne_de(Situation, "RSA"))
    noter(sejour, "droits", depuis, situation=NSP)
    assert lire(sejour, "droits")["situation"] == NSP
    assert lignes("situation") == [(depuis, "", "")]
    dernier = FaitSituation.objects.order_by("depuis").last()
    assert dernier is None or dernier.valeur is None


def test_a_fact_said_after_all_is_no_longer_refused_whoever_writes_it(sejour):
    noter(sejour, "droits", situation=NSP)
    rsa = ligne_de(Situation, "RSA")
    changer_situation(participant=sejour.participant, depuis=MARS, valeurs={"situation": rsa}, aujourdhui=AUJOURDHUI)
    assert [lire(sejour, "droits", jour)["situation"] for jour in (ENTREE, MARS)] == [NSP, rsa]
    changer_situation(participant=sejour.participant, depuis=AVRIL, valeurs={"situation": None}, aujourdhui=AUJOURDHUI)
    assert lire(sejour, "droits")["situation"] is None


def test_a_telephone_given_after_all_is_no_longer_refused(sejour):
    noter(sejour, "identite", telephone=NSP)
    noter(sejour, "identite", MARS, telephone="1")
    assert lire(sejour, "identite")["telephone"] == "1"
    noter(sejour, "identite", AVRIL, telephone="")
    assert lire(sejour, "identite")["telephone"] == ""


@pytest.mark.parametrize(
    ("valeurs", "attendu"),
    [
        ({"permis": "peut-etre"}, ("permis", "choix_inconnu")),
        ({"diagnostic": "oui"}, ("", "question_inconnue")),
        ({"lire": "oui"}, ("lire", "choix_inconnu")),
        ({"dernier_emploi": 1812}, ("dernier_emploi", "hors_bornes")),
        ({"dernier_emploi": 2027}, ("dernier_emploi", "hors_bornes")),
        ({"dernier_emploi": NSP, "dernier_emploi_precision": "caissière"}, ("dernier_emploi", "refus_et_reponse")),
        ({"dernier_emploi_precision": "x" * 201}, ("dernier_emploi_precision", "trop_long")),
        ({"note": "x" * 2001}, ("note", "trop_long")),
        ({"frein_0": 1}, ("", "frein_inconnu")),
        ({"couverture_sante": "oui"}, ("", "question_inconnue")),
    ],
)
def test_what_is_no_answer_of_the_step_is_refused(sejour, valeurs, attendu):
    assert refus(noter, sejour, "activite", **valeurs) == [attendu]
    assert not ReponseBilan.objects.exists()
    assert not EtapeBilan.objects.exists()


def test_a_level_out_of_the_scale_and_a_health_check_to_come_are_refused(sejour):
    champ = champ_du_frein(Frein.objects.get(code="soins").pk)
    assert refus(noter, sejour, "sante", **{champ: 4}) == [(champ, "niveau_inconnu")]
    demain = AUJOURDHUI + dt.timedelta(days=1)
    assert refus(noter, sejour, "sante", bilan_sante_le=demain) == [("bilan_sante_le", "jour_futur")]
    assert noter(sejour, "sante", couverture_fin=demain) == 1


@pytest.mark.parametrize(
    ("depuis", "code"),
    [
        (ENTREE - dt.timedelta(days=1), "hors_parcours"),
        (AVRIL + dt.timedelta(days=1), "hors_parcours"),
        (AUJOURDHUI + dt.timedelta(days=1), "jour_futur"),
    ],
)
def test_a_day_out_of_the_stay_or_to_come_is_refused(depuis, code):
    sejour = ParcoursFabrique(date_entree=ENTREE, date_sortie=AVRIL)
    assert refus(noter, sejour, "activite", depuis, lues_au=ENTREE, permis="oui") == [("depuis", code)]
    evaluer = {"parcours": sejour, "niveaux": {}, "depuis": depuis, "lues_au": ENTREE, "version": "", "par": None}
    assert refus(evaluer_freins, **evaluer, aujourdhui=AUJOURDHUI) == [("depuis", code)]


def test_everything_of_a_step_is_written_or_nothing_is(sejour):
    """A level of 1969 did not exist any more: the refusal of the facts undoes the rest."""
    ancien = ligne_de(NiveauEtudes, "V")
    assert refus(noter, sejour, "activite", permis="oui", niveau_etudes=ancien, note="refusée") == [
        ("niveau_etudes", "hors_nomenclature")
    ]
    assert not ReponseBilan.objects.exists()
    assert not FaitNiveau.objects.exists()
    assert not EtapeBilan.objects.exists()


def test_a_birth_after_the_entry_is_refused_and_nothing_is_written(sejour):
    assert refus(noter, sejour, "identite", date_naissance=ENTREE + dt.timedelta(days=1), telephone="1") == [
        ("date_naissance", "naissance_apres_entree")
    ]
    assert not Coordonnees.objects.exists()


def test_an_answer_of_a_day_that_was_not_shown_is_not_written_over(sejour):
    noter(sejour, "activite", permis="non")
    attendu = [("permis", "deja_note")]
    assert refus(noter, sejour, "activite", ENTREE, lues_au=AVRIL, permis="oui") == attendu
    assert lignes("permis") == [(ENTREE, "non", "")]
    noter(sejour, "activite", ENTREE, lues_au=ENTREE, permis="oui")
    assert lignes("permis") == [(ENTREE, "oui", "")]


def test_neither_a_fact_nor_an_obstacle_of_a_day_that_was_not_shown(sejour):
    frein = Frein.objects.get(code="logement")
    FaitLogement.objects.create(parcours=sejour, depuis=ENTREE, valeur=ligne_de(Logement, "CHRS"))
    EvaluationFrein.objects.create(parcours=sejour, frein=frein, depuis=ENTREE, niveau=3)
    saisie = {"logement": ligne_de(Logement, "locataire"), champ_du_frein(frein.pk): 0}
    attendus = [("logement", "deja_note"), (champ_du_frein(frein.pk), "deja_note")]
    assert refus(noter, sejour, "logement", ENTREE, lues_au=AVRIL, **saisie) == attendus
    assert EvaluationFrein.objects.get().niveau == 3


def test_a_step_changed_by_a_colleague_is_not_overwritten(sejour):
    version = empreinte(lire(sejour, "activite", ENTREE))
    noter(sejour, "activite", permis="non", note="Dit qu’elle conduit mal.")
    with pytest.raises(ModifieDepuis) as conflit:
        noter(sejour, "activite", version=version, permis="oui")
    assert (conflit.value.actuelles["permis"], conflit.value.actuelles["note"]) == ("non", "Dit qu’elle conduit mal.")
    assert lignes("permis") == [(ENTREE, "non", "")]


@pytest.mark.parametrize(
    "geste",
    [
        lambda sejour: Coordonnees.objects.create(participant=sejour.participant, telephone="9"),
        lambda sejour: Participant.objects.update(date_naissance=dt.date(1980, 1, 1)),
        lambda sejour: changer_situation(
            participant=sejour.participant, depuis=ENTREE, valeurs={"qpv": True}, aujourdhui=AUJOURDHUI
        ),
    ],
    ids=["coordonnees", "naissance", "fait"],
)
def test_what_the_step_shows_of_elsewhere_counts_in_a_conflict(sejour, geste):
    version = empreinte(lire(sejour, "identite", ENTREE))
    geste(sejour)
    with pytest.raises(ModifieDepuis):
        noter(sejour, "identite", version=version, adresse="1 rue du Port")
    assert not EtapeBilan.objects.exists()


def test_the_same_step_sent_twice_is_written_once(sejour):
    version = empreinte(lire(sejour, "activite", ENTREE))
    for _ in range(2):
        noter(sejour, "activite", version=version, permis="oui", note="Sait conduire.")
    assert lignes("permis") == [(ENTREE, "oui", "")]
    assert EtapeBilan.objects.count() == 1


def test_a_step_keeps_the_day_of_its_state_and_says_who_wrote_last(sejour):
    anne, nora = UtilisateurFabrique(), UtilisateurFabrique()
    noter(sejour, "sante", etat=EtatEtape.PASSEE, par=anne, note="À revoir.")
    passee = EtapeBilan.objects.get()
    assert (passee.etat, passee.date, passee.par, passee.note) == ("passee", AUJOURDHUI, anne, "À revoir.")
    EtapeBilan.objects.update(date=MARS)
    noter(sejour, "sante", par=nora)
    assert EtapeBilan.objects.get().date == AUJOURDHUI
    EtapeBilan.objects.update(date=MARS)
    noter(sejour, "sante", par=anne, note="Revu.")
    faite = EtapeBilan.objects.get()
    assert (faite.etat, faite.date, faite.par, faite.note) == ("faite", MARS, anne, "Revu.")


def test_how_far_the_bilan_went_is_one_query(sejour, django_assert_num_queries):
    noter(sejour, "sante")
    noter(sejour, "droits", etat=EtatEtape.PASSEE)
    noter(ParcoursFabrique(date_entree=ENTREE), "logement")
    EtapeBilan.objects.filter(etape="sante").update(date=MARS)
    with django_assert_num_queries(1):
        assert etat_du_bilan(sejour) == EtatDuBilan(faites=1, derniere=MARS, total=5)
    with django_assert_num_queries(0):
        assert etat_du_bilan(None) == EtatDuBilan(faites=0, derniere=None, total=5)


def evaluer(sejour, depuis, *, lues_au=None, version=None, par=None, **niveaux) -> int:
    lues_au = lues_au or depuis
    champs = {champ_du_frein(Frein.objects.get(code=code.replace("_", "-")).pk): n for code, n in niveaux.items()}
    actuels = lire_les_freins(parcours=sejour, jour=lues_au).valeurs
    return evaluer_freins(
        parcours=sejour,
        niveaux=champs,
        depuis=depuis,
        lues_au=lues_au,
        version=version or empreinte(actuels),
        par=par,
        aujourdhui=AUJOURDHUI,
    )


def evaluations(code) -> list[tuple]:
    return list(EvaluationFrein.objects.filter(frein__code=code).values_list("depuis", "niveau"))


def test_obstacles_are_taken_again_at_any_date_the_same_level_included(sejour):
    anne = UtilisateurFabrique()
    assert evaluer(sejour, MARS, par=anne, logement=3, dettes=NSP) == 2
    assert evaluer(sejour, AVRIL, logement=3) == 1
    assert evaluer(sejour, ENTREE, logement=2) == 1
    assert evaluations("logement") == [(ENTREE, 2), (MARS, 3), (AVRIL, 3)]
    assert evaluations("dettes") == [(MARS, None)]
    assert EvaluationFrein.objects.filter(par=anne).count() == 2


def test_an_obstacle_of_the_day_is_corrected_or_taken_away(sejour):
    evaluer(sejour, MARS, logement=3, dettes=0)
    assert evaluer(sejour, MARS, logement=1, dettes=None) == 2
    assert evaluations("logement") == [(MARS, 1)]
    assert evaluations("dettes") == []


def test_two_people_who_take_the_obstacles_again_the_same_day(sejour):
    version = empreinte(lire_les_freins(parcours=sejour, jour=MARS).valeurs)
    evaluer(sejour, MARS, logement=3)
    with pytest.raises(ModifieDepuis):
        evaluer(sejour, MARS, version=version, logement=1)
    assert evaluations("logement") == [(MARS, 3)]


def test_obstacles_of_a_day_that_was_not_shown_are_refused(sejour):
    evaluer(sejour, MARS, logement=3)
    champ = champ_du_frein(Frein.objects.get(code="logement").pk)
    assert refus(evaluer, sejour, MARS, lues_au=AVRIL, logement=1, dettes=2) == [(champ, "deja_note")]
    assert evaluations("dettes") == []


def test_an_obstacle_withdrawn_from_entry_is_no_longer_asked_and_keeps_its_past(sejour):
    evaluer(sejour, MARS, logement=3)
    Frein.objects.filter(code="logement").update(actif=False)
    assert refus(evaluer, sejour, AVRIL, logement=1) == [("", "frein_inconnu")]
    assert evaluations("logement") == [(MARS, 3)]


def test_a_step_writes_the_obstacles_of_its_themes_with_its_answers(sejour):
    frein = Frein.objects.get(code="permis")
    assert noter(sejour, "activite", permis="non", **{champ_du_frein(frein.pk): 2}) == 2
    assert evaluations("permis") == [(ENTREE, 2)]
    autre = champ_du_frein(Frein.objects.get(code="dettes").pk)
    assert refus(noter, sejour, "activite", **{autre: 1}) == [("", "frein_inconnu")]


def test_a_new_stay_starts_from_nothing():
    personne = ParticipantFabrique()
    ancien = ParcoursFabrique(participant=personne, date_entree=ENTREE, date_sortie=MARS)
    noter(
        ancien,
        "activite",
        permis="oui",
        note="Sait conduire.",
        **{champ_du_frein(Frein.objects.get(code="permis").pk): 2},
    )
    nouveau = ParcoursFabrique(participant=personne, date_entree=AVRIL)
    assert set(lire(nouveau, "activite").values()) <= {None, ""}


def test_a_file_merged_meanwhile_takes_nothing(sejour):
    Participant.objects.filter(pk=sejour.participant.pk).update(fondu_dans=ParticipantFabrique())
    assert refus(noter, sejour, "activite", permis="oui") == [("", "dossier_reuni")]


def test_every_step_has_questions_and_health_asks_only_facts_and_dates():
    assert all(questions_de(etape) for etape in Etape)
    genres = {question.genre for question in questions_de(Etape.SANTE)}
    assert genres == {Genre.CHOIX, Genre.JOUR}
    assert not any(question.precision for question in questions_de(Etape.SANTE))


def corriger_l_entree(sejour, entree) -> None:
    corriger_parcours(
        parcours=Parcours.objects.get(pk=sejour.pk),
        date_entree=entree,
        sejour={"origine": "", "prescripteur": ""},
        aujourdhui=AUJOURDHUI,
    )


@pytest.mark.parametrize("ecart", [-7, 7])
def test_an_entry_corrected_takes_its_answers_with_it(sejour, ecart):
    champ = champ_du_frein(Frein.objects.get(code="permis").pk)
    noter(sejour, "activite", permis="non", **{champ: 2})
    noter(sejour, "activite", MARS, permis="oui")
    entree = ENTREE + dt.timedelta(days=ecart)
    corriger_l_entree(sejour, entree)
    assert lignes("permis") == [(entree, "non", ""), (MARS, "oui", "")]
    assert evaluations("permis") == [(entree, 2)]


def test_an_entry_moved_after_an_answer_is_refused(sejour):
    noter(sejour, "activite", MARS, permis="oui")
    assert refus(corriger_l_entree, sejour, MARS) == [("date_entree", "bilan_avant_entree")]
    assert refus(corriger_l_entree, sejour, AVRIL) == [("date_entree", "bilan_avant_entree")]
    assert lignes("permis") == [(MARS, "oui", "")]
