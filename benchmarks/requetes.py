"""The questions of a bilan in SQL written by hand, on the driver's own cursor: the limit that the ORM is held to."""

from django.db import connection

FAIT = """(
    SELECT {valeur} FROM participants_fait{fait} f {jointure}
    WHERE f.parcours_id = s.id AND f.depuis <= %(fin)s
      AND (s.date_sortie IS NULL OR f.depuis < s.date_sortie OR f.depuis = s.date_entree)
    ORDER BY f.depuis DESC LIMIT 1)"""

# A day as the number 20150301, and the later of two days, as each engine does it best.
NOMBRE = {"sqlite": "CAST(replace({}, '-', '') AS INTEGER)", "postgresql": "CAST(to_char({}, 'YYYYMMDD') AS INTEGER)"}
DERNIER = {"sqlite": "max", "postgresql": "greatest"}

PERSONNES = """
WITH s AS (
    SELECT p.*,
        row_number() OVER (PARTITION BY participant_id ORDER BY date_entree DESC) AS rang,
        min(date_entree) OVER (PARTITION BY participant_id) AS premiere
    FROM participants_parcours p
    WHERE date_entree <= %(fin)s AND (date_sortie IS NULL OR date_sortie >= %(debut)s)
)
SELECT t.sexe, ({jour} - {naissance}) / 10000, {situation}, {quartier}, {niveau}, {logement},
    s.origine, s.prescripteur_id
FROM s JOIN participants_participant t ON t.id = s.participant_id
WHERE s.rang = 1"""

MOUVEMENTS = """
SELECT p.motif_sortie_id, m.dynamique,
    sum(CASE WHEN p.date_entree BETWEEN %(debut)s AND %(fin)s THEN 1 ELSE 0 END),
    sum(CASE WHEN p.date_sortie BETWEEN %(debut)s AND %(fin)s THEN 1 ELSE 0 END)
FROM participants_parcours p LEFT JOIN participants_motifsortie m ON m.id = p.motif_sortie_id
WHERE p.date_entree BETWEEN %(debut)s AND %(fin)s OR p.date_sortie BETWEEN %(debut)s AND %(fin)s
GROUP BY p.motif_sortie_id, m.dynamique"""

OBJECTIF = """
SELECT valeur FROM socle_parametredate
WHERE nom = 'objectif_personnes' AND depuis <= %(fin)s ORDER BY depuis DESC LIMIT 1"""

SEANCES = """
SELECT atelier_id, site_id, count(*), sum(minutes) FROM ateliers_seance
WHERE statut = 'realisee' AND date BETWEEN %(debut)s AND %(fin)s GROUP BY atelier_id, site_id"""

PRESENCES = """
SELECT t.reference, g.site_id, g.atelier_id, g.minutes
FROM (
    SELECT p.participant_id, s.site_id, s.atelier_id, sum(p.minutes) AS minutes
    FROM ateliers_seance s JOIN ateliers_presence p ON p.seance_id = s.id
    WHERE s.statut = 'realisee' AND p.statut = 'present' AND s.date BETWEEN %(debut)s AND %(fin)s
    GROUP BY p.participant_id, s.site_id, s.atelier_id
) g JOIN participants_participant t ON t.id = g.participant_id"""

ETAPES = """
SELECT d.participant_id, d.thematique_id, t.code, d.intitule, d.contrat_id,
    d.statut = 'aboutie' AND d.date_fin BETWEEN %(debut)s AND %(fin)s
FROM participants_demarche d JOIN partenaires_thematique t ON t.id = d.thematique_id
WHERE (d.date_debut BETWEEN %(debut)s AND %(fin)s AND d.statut <> 'prevue')
   OR (d.statut = 'aboutie' AND d.date_fin BETWEEN %(debut)s AND %(fin)s)"""

SANTE = """
SELECT s.atelier_id, s.theme, count(*)
FROM ateliers_seance s JOIN ateliers_atelier a ON a.id = s.atelier_id
WHERE a.code = 'sante' AND s.statut = 'realisee' AND s.date BETWEEN %(debut)s AND %(fin)s
GROUP BY s.atelier_id, s.theme"""

SUIVI = """
SELECT 'parcours', id, participant_id, date_entree, date_sortie FROM participants_parcours
WHERE date_entree <= %(fin)s AND (date_sortie IS NULL OR date_sortie >= %(debut)s)
UNION ALL SELECT 'entretien', id, participant_id, date, date FROM participants_entretien
WHERE statut = 'tenu' AND date BETWEEN %(debut)s AND %(fin)s
UNION ALL SELECT 'suspension', id, parcours_id, debut, fin FROM participants_suspension
WHERE debut <= %(fin)s AND (fin IS NULL OR fin >= %(debut)s)"""

LISTES = {
    "atelier": "ateliers_atelier",
    "site": "jardins_site",
    "situation": "participants_situation",
    "quartier": "participants_quartier",
    "niveau": "participants_niveauetudes",
    "logement": "participants_logement",
    "thematique": "partenaires_thematique",
    "contrat": "participants_typecontrat",
    "motif": "participants_motifsortie",
}
LIBELLES = (
    " UNION ALL ".join(f"SELECT '{nom}', id, libelle, ordre, cle FROM {table}" for nom, table in LISTES.items())
    + " UNION ALL SELECT 'prescripteur', id, nom, 0, cle FROM partenaires_partenaire ORDER BY 4, 5"
)


def preparer() -> dict[str, str]:
    """The nine statements in this engine's dialect."""
    moteur = connection.vendor
    premier_jour = f"{DERNIER[moteur]}(s.premiere, {_date('%(debut)s')})"
    classe = {
        "valeur": "coalesce(n.classe_id, n.id)",
        "jointure": "LEFT JOIN participants_niveauetudes n ON n.id = valeur_id",
    }
    personnes = PERSONNES.format(
        jour=NOMBRE[moteur].format(premier_jour),
        naissance=NOMBRE[moteur].format("t.date_naissance"),
        niveau=FAIT.format(fait="niveau", **classe),
        **{
            fait: FAIT.format(fait=fait, valeur="valeur_id", jointure="")
            for fait in ("situation", "quartier", "logement")
        },
    )
    requetes = {
        "libelles": LIBELLES,
        "personnes": personnes,
        "mouvements": MOUVEMENTS,
        "objectif": OBJECTIF,
        "seances": SEANCES,
        "presences": PRESENCES,
        "etapes": ETAPES,
        "sante": SANTE,
        "suivi": SUIVI,
    }
    return {nom: _dialecte(texte) for nom, texte in requetes.items()}


def _date(texte: str) -> str:
    return f"CAST({texte} AS date)" if connection.vendor == "postgresql" else texte


def _dialecte(texte: str) -> str:
    """SQLite's driver names its parameters otherwise."""
    if connection.vendor == "sqlite":
        return texte.replace("%(debut)s", ":debut").replace("%(fin)s", ":fin")
    return texte


def lire(requetes: dict[str, str], periode) -> dict[str, list[tuple]]:
    """Every row of every statement: what is timed."""
    curseur = connection.connection.cursor()
    bornes = {"debut": periode.debut.isoformat(), "fin": periode.fin.isoformat()}
    lignes = {}
    for nom, texte in requetes.items():
        curseur.execute(texte, bornes)
        lignes[nom] = curseur.fetchall()
    return lignes
