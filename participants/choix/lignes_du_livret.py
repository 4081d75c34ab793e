"""The lists of the livret as a new database knows them; the chef de projet may add to each (formats.md, rules.md)."""

# Obstacles as the person would name them, each under the theme it hinders (rules.md 6.3). None names an offence or an
# illness: neither is to be kept here (rules.md 4.3).
FREINS = (
    {"code": "droits", "libelle": "droits à ouvrir ou à renouveler", "thematique": "droits"},
    {"code": "papiers", "libelle": "papiers et courriers", "thematique": "droits"},
    {"code": "soins", "libelle": "accès aux soins", "thematique": "sante"},
    {"code": "suivi-sante", "libelle": "suivi de santé à reprendre", "thematique": "sante"},
    {"code": "logement", "libelle": "logement", "thematique": "logement"},
    {"code": "qualification", "libelle": "qualification", "thematique": "formation"},
    {"code": "experience", "libelle": "expérience de travail", "thematique": "emploi"},
    {"code": "confiance", "libelle": "confiance en soi", "thematique": "emploi"},
    {"code": "permis", "libelle": "permis et véhicule", "thematique": "mobilite"},
    {"code": "transports", "libelle": "transports en commun", "thematique": "mobilite"},
    {"code": "garde", "libelle": "garde d’enfants", "thematique": "famille"},
    {"code": "isolement", "libelle": "isolement", "thematique": "famille"},
    {"code": "dettes", "libelle": "dettes", "thematique": "budget"},
    {"code": "gestion-budget", "libelle": "gestion du budget", "thematique": "budget"},
    {"code": "lire-ecrire", "libelle": "lire et écrire", "thematique": "savoirs-de-base"},
    {"code": "francais", "libelle": "parler français", "thematique": "savoirs-de-base"},
    {"code": "numerique", "libelle": "téléphone et ordinateur", "thematique": "savoirs-de-base"},
)

# What is often tried; any other words will do. « Bilan de santé » is the one that bilans count (formats.md, sante).
DEMARCHES = (
    {"code": "bilan-de-sante", "libelle": "Bilan de santé", "thematique": "sante"},
    {"code": "medecin-traitant", "libelle": "Déclarer un médecin traitant", "thematique": "sante"},
    {"code": "complementaire", "libelle": "Demander la Complémentaire santé solidaire", "thematique": "sante"},
    {"code": "logement-social", "libelle": "Demander un logement social", "thematique": "logement"},
    {"code": "siao", "libelle": "Demander un hébergement au SIAO", "thematique": "logement"},
    {"code": "francais-cours", "libelle": "Suivre des cours de français", "thematique": "formation"},
    {"code": "formation-qualifiante", "libelle": "Entrer en formation qualifiante", "thematique": "formation"},
    {"code": "cv", "libelle": "Faire un CV", "thematique": "emploi"},
    {"code": "candidature-aci", "libelle": "Candidater à un chantier d’insertion", "thematique": "emploi"},
    {"code": "france-travail", "libelle": "S’inscrire à France Travail", "thematique": "emploi"},
    {"code": "rsa", "libelle": "Demander ou renouveler le RSA", "thematique": "droits"},
    {"code": "piece-identite", "libelle": "Refaire la pièce d’identité", "thematique": "droits"},
    {"code": "domiciliation", "libelle": "Demander une domiciliation", "thematique": "droits"},
    {"code": "code-route", "libelle": "Préparer le code de la route", "thematique": "mobilite"},
    {"code": "mode-de-garde", "libelle": "Trouver un mode de garde", "thematique": "famille"},
    {"code": "surendettement", "libelle": "Déposer un dossier de surendettement", "thematique": "budget"},
    {"code": "savoirs", "libelle": "Suivre un atelier lecture et écriture", "thematique": "savoirs-de-base"},
)

# The results of a step « emploi » that bilans count (formats.md, contract types).
TYPES_CONTRAT = (
    {"code": "cdi", "libelle": "CDI"},
    {"code": "cdd", "libelle": "CDD"},
    {"code": "cddi", "libelle": "CDDI"},
    {"code": "interim", "libelle": "intérim"},
    {"code": "contrat-aide", "libelle": "contrat aidé"},
    {"code": "creation", "libelle": "création d'activité"},
)

COMPETENCES = (
    {"code": "ponctualite", "libelle": "Arriver à l’heure", "alias": ("ponctualité",)},
    {"code": "consignes", "libelle": "Suivre les consignes", "alias": ("consignes",)},
    {"code": "equipe", "libelle": "Travailler en équipe", "alias": ("équipe",)},
    {"code": "autonomie", "libelle": "Travailler sans aide", "alias": ("autonomie",)},
    {"code": "gestes", "libelle": "Faire les gestes du jardin", "alias": ("gestes techniques",)},
)

TYPES_DOCUMENT = (
    {"code": "identite", "libelle": "pièce d’identité"},
    {"code": "sejour", "libelle": "titre de séjour"},
    {"code": "domicile", "libelle": "justificatif de domicile"},
    {"code": "ressources", "libelle": "justificatif de ressources"},
    {"code": "droits-sante", "libelle": "attestation de droits santé"},
    {"code": "reglement", "libelle": "règlement signé"},
    {"code": "image", "libelle": "autorisation de droit à l’image"},
    {"code": "cv", "libelle": "CV"},
    {"code": "autre", "libelle": "autre document"},
)
