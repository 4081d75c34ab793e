"""The sites, as a new database knows them (formats.md, «Closed lists»)."""

SITES = (
    {"code": "blaise-pascal", "libelle": "Blaise Pascal"},
    {"code": "roleur", "libelle": "Rôleur", "alias": ("Le Rôleur",)},
    {"code": "vignoble", "libelle": "Vignoble", "alias": ("Le Vignoble",)},
    {"code": "hors-site", "libelle": "Hors site"},
)
