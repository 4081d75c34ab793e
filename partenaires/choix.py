"""The themes of partners and of steps, as a new database knows them (formats.md, `thematique`)."""

THEMATIQUES = (
    {"code": "sante", "libelle": "santé"},
    {"code": "logement", "libelle": "logement"},
    {"code": "formation", "libelle": "formation"},
    {"code": "emploi", "libelle": "emploi"},
    {"code": "droits", "libelle": "droits"},
    {"code": "mobilite", "libelle": "mobilité"},
    {"code": "famille", "libelle": "famille"},
    {"code": "budget", "libelle": "budget"},
    {"code": "savoirs-de-base", "libelle": "savoirs de base"},
)
