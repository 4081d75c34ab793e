"""The questions of the bilan d'entrée, as data: five steps, their sections, what may be answered to each.

Everybody may prefer not to answer anything (« ne se prononce pas »). Health: facts and dates of steps, never an illness
(rules.md 4.3). A section ends with the obstacles of its themes.
"""

from dataclasses import dataclass
from enum import Enum

from participants.choix import Etape

NSP = "nsp"  # in a form: « ne se prononce pas »; kept as an empty answer
NE_SE_PRONONCE_PAS = "ne se prononce pas"
DIT = "dit"  # kept as the answer when only the words count
RETIREE = "-"  # kept when an answer given before is no longer known


class Genre(Enum):
    """How a question is answered, and where the answer is kept."""

    CHOIX = "one of a few words"
    JOUR = "a day"
    NOMBRE = "a whole number"
    TEXTE = "a few words"
    FAIT = "a dated fact of the stay (participants/situation.py), of that name"
    COORDONNEES = "a field of Coordonnees, of that name"
    NAISSANCE = "the date of birth, or its year alone"


@dataclass(frozen=True)
class Question:
    """One question. `code` is its name in forms and tables; `mot` says it in a few words on the page that is read.

    `precision` asks for some words besides; `suites` are fields that go with the first one and are refused with it.
    `passe`: a day, or a year, to come is refused. `bornes`: the least and the greatest number, both included.
    """

    code: str
    libelle: str
    mot: str
    genre: Genre = Genre.CHOIX
    choix: tuple[tuple[str, str], ...] = ()
    aide: str = ""
    precision: str = ""
    suites: tuple[str, ...] = ()
    passe: bool = False
    bornes: tuple[int, int] = (0, 0)

    @property
    def champ_precision(self) -> str:
        return f"{self.code}_precision"

    @property
    def champs(self) -> tuple[str, ...]:
        """Every name under which something of this question is typed, the main one first."""
        return (self.code, *self.suites, *([self.champ_precision] if self.precision else []))


@dataclass(frozen=True)
class Section:
    """Questions that go together, then the obstacles of these themes (their codes)."""

    etape: Etape
    titre: str
    questions: tuple[Question, ...]
    themes: tuple[str, ...] = ()
    mention: str = ""


OUI_NON = (("oui", "oui"), ("non", "non"))
OUI_EN_COURS_NON = (("oui", "oui"), ("en_cours", "demande en cours"), ("non", "non"))
DROIT = (("ouvert", "ouvert"), ("a_demander", "à demander"), ("sans_objet", "pas concernée"))
AISANCE = (("facile", "facilement"), ("un_peu", "un peu"), ("difficile", "difficilement"))
ANNEE_MIN, ANNEE_MAX = 1940, 2100
ENFANTS_MAX = 20


def _fait(nom: str, libelle: str, mot: str, aide: str = "") -> Question:
    return Question(nom, libelle, mot, Genre.FAIT, aide=aide)


SECTIONS = (
    Section(
        Etape.IDENTITE,
        "Naissance",
        (
            Question(
                "date_naissance",
                "Date de naissance",
                "naissance",
                Genre.NAISSANCE,
                suites=("annee_naissance",),
                aide="Ou l’année seule, quand le jour n’est pas connu.",
            ),
        ),
    ),
    Section(
        Etape.IDENTITE,
        "Joindre la personne",
        (
            Question("telephone", "À quel numéro l’appeler ?", "téléphone", Genre.COORDONNEES),
            Question(
                "adresse",
                "Où lui écrire ?",
                "adresse",
                Genre.COORDONNEES,
                aide="Une association, un proche ou le CCAS conviennent aussi.",
            ),
            Question(
                "urgence_nom",
                "Qui prévenir en cas de besoin ?",
                "personne à prévenir",
                Genre.COORDONNEES,
                suites=("urgence_lien", "urgence_telephone"),
            ),
        ),
    ),
    Section(
        Etape.IDENTITE,
        "Quartier",
        (
            _fait("quartier", "Dans quel quartier vit-elle ?", "quartier", "Le nom que la personne lui donne."),
            _fait(
                "qpv",
                "Son adresse est-elle dans un quartier prioritaire (QPV) ?",
                "habite un QPV",
                "L’adresse le dit, sur sig.ville.gouv.fr, pas le nom du quartier.",
            ),
        ),
    ),
    Section(
        Etape.DROITS,
        "Ressources et droits",
        (
            _fait("situation", "De quoi la personne vit-elle surtout ?", "ressource principale"),
            Question("france_travail", "Inscrite à France Travail ?", "France Travail", choix=OUI_EN_COURS_NON),
            Question(
                "france_travail_depuis",
                "À France Travail depuis le",
                "France Travail depuis le",
                Genre.JOUR,
                passe=True,
                aide="La dernière inscription.",
            ),
            Question("rsa", "Le RSA", "RSA", choix=DROIT),
            Question("aides_caf", "Les aides de la CAF (logement, famille)", "aides de la CAF", choix=DROIT),
            Question(
                "autres_droits",
                "D’autres droits, ouverts ou à ouvrir ?",
                "autres droits",
                Genre.TEXTE,
                aide="Par exemple : ASPA à demander, chèque énergie reçu.",
            ),
            Question(
                "contrat_engagement",
                "Un contrat d’engagement ?",
                "contrat d’engagement",
                choix=(("signe", "signé"), ("a_signer", "à signer"), ("sans_objet", "pas concernée")),
            ),
            Question(
                "courriers",
                "Besoin d’aide pour les courriers et les papiers ?",
                "aide pour les courriers",
                choix=(("oui", "oui"), ("parfois", "parfois"), ("non", "non")),
            ),
        ),
        themes=("droits",),
    ),
    Section(
        Etape.DROITS,
        "Budget",
        (
            Question("compte_bancaire", "Un compte en banque ?", "compte en banque", choix=OUI_EN_COURS_NON),
            Question("dettes", "Des dettes ou des factures en retard ?", "dettes", choix=OUI_NON),
            Question(
                "surendettement",
                "Un dossier de surendettement ?",
                "dossier de surendettement",
                choix=(("depose", "déposé"), ("a_deposer", "à déposer"), ("non", "non")),
            ),
        ),
        themes=("budget",),
    ),
    Section(
        Etape.SANTE,
        "Santé",
        (
            Question(
                "couverture_sante",
                "Une couverture santé (Assurance maladie) ?",
                "couverture santé",
                choix=(("oui", "oui"), ("a_renouveler", "à renouveler"), ("non", "non")),
            ),
            Question("couverture_fin", "Couverture santé jusqu’au", "couverture santé jusqu’au", Genre.JOUR),
            Question(
                "complementaire",
                "Une complémentaire santé ?",
                "complémentaire santé",
                choix=(
                    ("css", "Complémentaire santé solidaire"),
                    ("mutuelle", "mutuelle"),
                    ("a_demander", "à demander"),
                    ("non", "non"),
                ),
            ),
            Question("medecin_traitant", "Un médecin traitant ?", "médecin traitant", choix=OUI_EN_COURS_NON),
            Question(
                "bilan_sante_le",
                "Dernier bilan de santé, le",
                "dernier bilan de santé le",
                Genre.JOUR,
                passe=True,
                aide="La date seulement.",
            ),
            Question(
                "suivi_en_cours",
                "Un suivi en cours ?",
                "suivi en cours",
                choix=OUI_NON,
                aide="Oui ou non suffit : ne demandez pas pour quoi.",
            ),
            Question(
                "rqth",
                "Une reconnaissance de travailleur handicapé (RQTH) ?",
                "RQTH",
                choix=OUI_EN_COURS_NON,
            ),
            Question("rqth_fin", "RQTH valable jusqu’au", "RQTH jusqu’au", Genre.JOUR),
        ),
        themes=("sante",),
        mention="Jamais un diagnostic, ni un traitement : seulement des droits, des démarches et leurs dates.",
    ),
    Section(
        Etape.LOGEMENT,
        "Logement",
        (
            _fait("logement", "Comment la personne est-elle logée ?", "logement"),
            Question(
                "bail",
                "Le bail est-il à son nom ?",
                "bail",
                choix=(("a_son_nom", "à son nom"), ("autre_nom", "à un autre nom"), ("sans_bail", "pas de bail")),
            ),
            Question(
                "demande_logement_le",
                "Demande de logement social déposée le",
                "demande de logement social déposée le",
                Genre.JOUR,
                passe=True,
            ),
            Question(
                "domiciliation",
                "Une domiciliation pour recevoir son courrier ?",
                "domiciliation",
                choix=(("oui", "oui"), ("a_demander", "à demander"), ("sans_objet", "pas besoin")),
            ),
        ),
        themes=("logement",),
    ),
    Section(
        Etape.LOGEMENT,
        "Famille",
        (
            Question(
                "foyer",
                "Avec qui vit-elle ?",
                "vit",
                choix=(
                    ("seule", "seule ou seul"),
                    ("couple", "en couple"),
                    ("enfants", "seule ou seul avec enfants"),
                    ("couple_enfants", "en couple avec enfants"),
                    ("autres", "avec d’autres personnes"),
                ),
            ),
            Question("enfants", "Enfants à charge", "enfants à charge", Genre.NOMBRE, bornes=(0, ENFANTS_MAX)),
            Question(
                "garde",
                "Une garde pour les enfants, les jours de jardin ?",
                "garde des enfants",
                choix=(("trouvee", "trouvée"), ("a_trouver", "à trouver"), ("sans_objet", "pas besoin")),
                precision="Quelle garde ?",
            ),
        ),
        themes=("famille",),
    ),
    Section(
        Etape.ACTIVITE,
        "Études",
        (_fait("niveau_etudes", "Jusqu’où est-elle allée à l’école ?", "niveau d’études"),),
        themes=("formation",),
    ),
    Section(
        Etape.ACTIVITE,
        "Travail",
        (
            Question(
                "dernier_emploi",
                "Année du dernier travail",
                "dernier travail",
                Genre.NOMBRE,
                bornes=(ANNEE_MIN, ANNEE_MAX),
                passe=True,
                precision="Quel travail ?",
            ),
        ),
        themes=("emploi",),
    ),
    Section(
        Etape.ACTIVITE,
        "Mobilité",
        (
            Question(
                "permis",
                "Le permis de conduire ?",
                "permis de conduire",
                choix=(("oui", "oui"), ("en_cours", "en préparation"), ("non", "non")),
            ),
            Question(
                "vehicule",
                "De quoi se déplacer ?",
                "véhicule",
                choix=(
                    ("voiture", "voiture"),
                    ("deux_roues", "scooter ou moto"),
                    ("velo", "vélo"),
                    ("aucun", "pas de véhicule"),
                ),
            ),
            Question(
                "transports",
                "Prend-elle le bus et le tramway ?",
                "bus et tramway",
                choix=(("oui", "oui"), ("accompagnee", "avec quelqu’un"), ("non", "non")),
            ),
        ),
        themes=("mobilite",),
    ),
    Section(
        Etape.ACTIVITE,
        "Savoirs de base",
        (
            Question("lire", "Lire un courrier", "lire un courrier", choix=AISANCE),
            Question("ecrire", "Écrire un message", "écrire un message", choix=AISANCE),
            Question("compter", "Compter, faire ses comptes", "compter", choix=AISANCE),
            Question("francais", "Parler français", "parler français", choix=AISANCE),
            Question("numerique", "Se servir d’un téléphone ou d’un ordinateur", "numérique", choix=AISANCE),
        ),
        themes=("savoirs-de-base",),
    ),
)
QUESTIONS = {question.code: question for section in SECTIONS for question in section.questions}
THEMES = {theme: section for section in SECTIONS for theme in section.themes}
# Obstacles of a theme that people added to the list close the last step.
DERNIERE = SECTIONS[-1]


def sections_de(etape: Etape) -> list[Section]:
    """The sections of one step, in order."""
    return [section for section in SECTIONS if section.etape == etape]


def questions_de(etape: Etape) -> list[Question]:
    """The questions of one step, in order."""
    return [question for section in sections_de(etape) for question in section.questions]


def section_du_theme(code: str) -> Section:
    """Where the obstacles of this theme are asked about."""
    return THEMES.get(code, DERNIERE)
