"""The rules of merging for the rows of the livret: everything follows; of two that hold one place, the kept file's."""

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Concat, Replace

from participants.choix import Etape, EtatEtape, MotifSuspension, NiveauFrein, NiveauObservation, StatutRendezVous
from participants.questions import DIT, NE_SE_PRONONCE_PAS, QUESTIONS, RETIREE
from participants.services.fusion_regles import Devenir, Regle


def _ensemble(*champs: str) -> Concat:
    """Several fields as one key."""
    morceaux = [Cast(champ, CharField()) for champ in champs]
    return Concat(*(m for paire in zip(morceaux, [Value(" ")] * len(morceaux), strict=True) for m in paire))


def _libelle(champ: str, choix) -> Case:
    """The choice in words."""
    return Case(
        *(When(**{champ: valeur}, then=Value(str(libelle))) for valeur, libelle in choix.choices),
        default=Value(""),
        output_field=CharField(),
    )


def _dit(*morceaux) -> Concat:
    """Everything that a row says: two that differ anywhere are never told to be the same. An unknown says nothing."""
    return Concat(*(m for morceau in morceaux for m in (morceau, Value(" "))), output_field=CharField())


def _suivre(relation: str, titre: str = "") -> Regle:
    return Regle(f"participants.{relation}", Devenir.SUIVRE, titre)


# A planned appointment is one a day; of the others, each is its own.
_rendezvous = Case(
    When(statut=StatutRendezVous.PREVU, then=Cast("date", CharField())),
    default=Concat(Value("n"), Cast("pk", CharField())),
    output_field=CharField(),
)

# An answer in words: what was asked, and what was said of it.
_question = Case(
    *(When(question=question.code, then=Value(question.mot)) for question in QUESTIONS.values()),
    default=F("question"),
    output_field=CharField(),
)
_reponse = Case(
    When(valeur="", then=Value(NE_SE_PRONONCE_PAS)),
    When(valeur__in=(DIT, RETIREE), then=Value("")),
    default=Replace(F("valeur"), Value("_"), Value(" ")),
    output_field=CharField(),
)
_niveau_de_frein = Case(
    When(niveau=None, then=Value(NE_SE_PRONONCE_PAS)),
    default=_libelle("niveau", NiveauFrein),
    output_field=CharField(),
)

REGLES = (
    _suivre("Entretien.participant"),
    _suivre("Demarche.participant"),
    _suivre("Immersion.participant"),
    _suivre("Objectif.parcours"),
    _suivre("Consigne.participant"),
    _suivre("Document.participant"),
    _suivre("Accord.participant"),
    _suivre("Report.parcours"),
    Regle(
        "participants.RendezVous.participant",
        Devenir.ECARTER,
        sujet="rendez-vous prévu",
        cle=_rendezvous,
        texte=_dit(Cast("heure", CharField()), F("lieu"), F("avec__prenom"), F("avec__nom")),
    ),
    Regle(
        "participants.Observation.participant",
        Devenir.ECARTER,
        sujet="observation au jardin",
        cle=_ensemble("competence_id", "date"),
        texte=Concat(_libelle("niveau", NiveauObservation), Value(" "), F("commentaire"), output_field=CharField()),
    ),
    Regle(
        "participants.Suspension.parcours",
        Devenir.ECARTER,
        sujet="suspension",
        cle="debut",
        texte=_dit(Cast("fin", CharField()), _libelle("motif", MotifSuspension)),
    ),
    Regle(
        "participants.EtapeBilan.parcours",
        Devenir.ECARTER,
        sujet="étape du bilan d’entrée",
        cle="etape",
        texte=Concat(
            _libelle("etape", Etape),
            Value(", "),
            _libelle("etat", EtatEtape),
            Value(" "),
            F("note"),
            output_field=CharField(),
        ),
    ),
    Regle(
        "participants.ReponseBilan.parcours",
        Devenir.ECARTER,
        sujet="réponse du bilan",
        cle=_ensemble("question", "depuis"),
        texte=Concat(_question, Value(" : "), _reponse, Value(" "), F("precision"), output_field=CharField()),
    ),
    Regle(
        "participants.EvaluationFrein.parcours",
        Devenir.ECARTER,
        sujet="frein",
        cle=_ensemble("frein_id", "depuis"),
        texte=Concat(F("frein__libelle"), Value(" : "), _niveau_de_frein, output_field=CharField()),
    ),
)
