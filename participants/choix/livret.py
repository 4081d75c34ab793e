"""The words of the livret: where a person stands, what hinders her, what is tried, who met her and when."""

from django.db import models


class Etape(models.TextChoices):
    """The five steps of the bilan d'entrée, in their order; each is saved by itself."""

    IDENTITE = "identite", "Identité et coordonnées"
    DROITS = "droits", "Droits, ressources et budget"
    SANTE = "sante", "Santé"
    LOGEMENT = "logement", "Logement et famille"
    ACTIVITE = "activite", "Études, travail et mobilité"


class EtatEtape(models.TextChoices):
    """What became of a step; one that was never opened has no row."""

    FAITE = "faite", "faite"
    PASSEE = "passee", "à compléter plus tard"


class NiveauFrein(models.IntegerChoices):
    """How much an obstacle weighs, in words the person would use."""

    AUCUN = 0, "pas une difficulté"
    PETIT = 1, "un peu difficile"
    GRAND = 2, "très difficile"
    BLOQUANT = 3, "bloque tout"


class StatutObjectif(models.TextChoices):
    EN_COURS = "en_cours", "en cours"
    ATTEINT = "atteint", "atteint"
    ABANDONNE = "abandonne", "abandonné"


class StatutDemarche(models.TextChoices):
    PREVUE = "prevue", "prévue"
    EN_COURS = "en_cours", "en cours"
    ABOUTIE = "aboutie", "aboutie"
    ABANDONNEE = "abandonnee", "abandonnée"


class QuiFait(models.TextChoices):
    """Who does a step."""

    PERSONNE = "personne", "la personne"
    AGENT = "agent", "l’agent"
    ENSEMBLE = "ensemble", "la personne et l’agent"
    PARTENAIRE = "partenaire", "un partenaire"


class ReponsePartenaire(models.TextChoices):
    """What a partner answered to an orientation; none is asked of a step that is no orientation."""

    ATTENTE = "attente", "réponse attendue"
    ACCEPTEE = "acceptee", "accepté"
    REFUSEE = "refusee", "refusé"
    SANS_REPONSE = "sans_reponse", "pas de réponse"


class NatureImmersion(models.TextChoices):
    """A time of work elsewhere, without a contract of employment (code du travail, art. L. 5135-1 for the PMSMP)."""

    PMSMP = "pmsmp", "immersion (PMSMP)"
    MISE_EN_SITUATION = "mise_en_situation", "mise en situation de travail"
    STAGE = "stage", "stage"


class LieuEntretien(models.TextChoices):
    BUREAU = "bureau", "au bureau"
    JARDIN = "jardin", "au jardin"
    DOMICILE = "domicile", "au domicile"
    TELEPHONE = "telephone", "par téléphone"
    PARTENAIRE = "partenaire", "chez un partenaire"


class StatutEntretien(models.TextChoices):
    """Only one that was held counts in the figures and in the monthly rhythm."""

    TENU = "tenu", "la personne est venue"
    EXCUSE = "excuse", "la personne a prévenu"
    ABSENCE = "absence", "la personne n’est pas venue"


class StatutRendezVous(models.TextChoices):
    PREVU = "prevu", "prévu"
    TENU = "tenu", "tenu"
    MANQUE = "manque", "manqué"
    ANNULE = "annule", "annulé"


class MotifSuspension(models.TextChoices):
    """Why nobody expects a person for a time; never a diagnosis."""

    SOINS = "soins", "hospitalisation ou soins"
    FORMATION = "formation", "formation"
    EMPLOI = "emploi", "emploi ou immersion"
    FAMILLE = "famille", "raison familiale"
    AUTRE = "autre", "autre raison"


class Rythme(models.TextChoices):
    """Where a person stands in the monthly rhythm of interviews; told by dates and thresholds, kept nowhere.

    « Reçue » is said of the person, whoever she is.
    """

    A_JOUR = "a_jour", "à jour"
    A_PREVOIR = "a_prevoir", "à prévoir"
    EN_RETARD = "en_retard", "en retard"
    JAMAIS_RECU = "jamais_recu", "jamais reçue"
    REPORTE = "reporte", "reporté"
    SUSPENDU = "suspendu", "suspendu"


class NiveauObservation(models.IntegerChoices):
    """What an encadrant sees in the garden, in plain words."""

    PAS_ENCORE = 1, "pas encore"
    AVEC_AIDE = 2, "avec de l’aide"
    SEUL = 3, "toute seule ou tout seul"
    MONTRE = 4, "montre aux autres"


class NatureAccord(models.TextChoices):
    """The papers that a person is given or signs."""

    NOTICE = "notice", "notice d’information remise"
    REGLEMENT = "reglement", "règlement signé"
    IMAGE = "image", "droit à l’image"


class PorteeImage(models.TextChoices):
    """What a person lets her image be used for."""

    JARDIN = "jardin", "au jardin et dans le livret"
    BILANS = "bilans", "dans les bilans remis aux financeurs"
    PRESSE = "presse", "presse et réseaux de la ville"
