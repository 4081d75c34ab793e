"""The files of interviews and démarches (formats.md, `entretiens` and `demarches`)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from partenaires.models import Thematique
from partenaires.services import trouver_ou_creer
from participants.choix import StatutDemarche, StatutEntretien
from participants.models import Demarche, Entretien, Parcours, Participant, TypeContrat
from participants.services.demarches import EMPLOI, SaisieDemarche, enregistrer_demarches
from participants.services.entretiens import SaisieEntretien, enregistrer_entretiens, personnes_par_reference
from participants.services.lots import en_lots
from socle.ecriture import Ecriture
from socle.erreurs import Anomalie, SaisieRefusee, refuser_si
from socle.feries import ferie
from socle.imports import lecteurs
from socle.imports.lecteurs import Illisible
from socle.imports.ressource import Colonne, Ligne, Ressource
from socle.normalisation import cle
from socle.periodes import PARIS

DIMANCHE = 6
# Whether the person came, in the words of the file of presences.
VENUES = {
    StatutEntretien.TENU: "présent",
    StatutEntretien.EXCUSE: "excusé",
    StatutEntretien.ABSENCE: "absent",
}
Sejours = Mapping[int, list[tuple[dt.date, dt.date | None]]]


class Entretiens(Ressource):
    """One row an interview: its shared note and nothing of the notes by theme or of the private ones."""

    nom = "entretiens"
    titre = "Entretiens"
    cle = ("reference",)
    colonnes = (
        Colonne("reference", lecteurs.texte(40), True, "votre numéro d’entretien"),
        Colonne("participant", lecteurs.texte(40), True, "la référence de la personne"),
        Colonne("date", lecteurs.date, True),
        Colonne("duree_minutes", lecteurs.entier(0, 1440), aide="vide : inconnue"),
        Colonne("theme", lecteurs.prose(200)),
        Colonne("compte_rendu", lecteurs.prose(20_000), aide="la note partagée", discrete=True),
        Colonne(
            "venue",
            lecteurs.choix(StatutEntretien, ecritures=VENUES.get),
            aide="présent (si vide), excusé ou absent : seul un entretien où la personne est venue est compté",
        ),
    )

    def ecrire(self, lignes: list[Ligne], *, rapport, par, le: dt.datetime) -> Ecriture:
        """Through enregistrer_entretiens, once each row has found its person."""
        personnes = _personnes(lignes)

        def enregistrer(trouvees: list[Ligne]) -> Ecriture:
            saisies = [_entretien(ligne.valeurs, personnes) for ligne in trouvees]
            aujourdhui = le.astimezone(PARIS).date()
            return enregistrer_entretiens(saisies=saisies, par=par, le=le, aujourdhui=aujourdhui)

        ecriture = _tout_dire(lignes, list(_introuvables(lignes, personnes)), enregistrer)
        sejours = _sejours(personnes.values())
        for ligne in lignes:
            for raison in _bizarreries(ligne.valeurs["date"], sejours[_de(ligne, personnes).pk]):
                rapport.avertir(ligne.numero, "date", ligne.valeurs["date"], raison)
        return _sous_le_nom_des_colonnes(ecriture, {"statut": "venue"})

    def exporter(self):
        """Interviews by day, those the person missed too."""
        entretiens = Entretien.objects.order_by("date", "reference").values_list(
            "reference", "participant__reference", "date", "duree_minutes", "theme", "compte_rendu", "statut"
        )
        for *suite, theme, compte_rendu, statut in entretiens.iterator(2000):
            yield *suite, theme or None, compte_rendu or None, VENUES[statut]


class Demarches(Ressource):
    """One row a démarche. The result of one of « emploi » is a type of contract."""

    nom = "demarches"
    titre = "Démarches"
    cle = ("reference",)
    colonnes = (
        Colonne("reference", lecteurs.texte(40), True, "votre numéro de démarche"),
        Colonne("participant", lecteurs.texte(40), True, "la référence de la personne"),
        Colonne("thematique", lecteurs.liste(Thematique), True),
        Colonne("intitule", lecteurs.prose(160), True, "« Bilan de santé » est celui que comptent les bilans"),
        Colonne("date_debut", lecteurs.date, True),
        Colonne("date_fin", lecteurs.date, aide="demandée si la démarche est aboutie ou abandonnée"),
        Colonne("statut", lecteurs.choix(StatutDemarche), True, "prévue, en cours, aboutie ou abandonnée"),
        Colonne("resultat", lecteurs.prose(200), aide="pour l’emploi : CDI, CDD, CDDI… ; sinon un texte libre"),
        Colonne("partenaire", lecteurs.texte(120), aide="son nom ; un nom nouveau est ajouté"),
    )

    def ecrire(self, lignes: list[Ligne], *, rapport, par, le: dt.datetime) -> Ecriture:
        """Through enregistrer_demarches; partners that are new are created and told."""
        personnes, (contrats, hors_liste) = _personnes(lignes), _contrats(lignes)
        partenaires, nouveaux = trouver_ou_creer(
            noms=[nom for ligne in lignes if (nom := ligne.valeurs.get("partenaire"))]
        )

        def enregistrer(trouvees: list[Ligne]) -> Ecriture:
            saisies = [_demarche(ligne, personnes, contrats, partenaires) for ligne in trouvees]
            return enregistrer_demarches(saisies=saisies, par=par, le=le)

        ecriture = _tout_dire(lignes, [*_introuvables(lignes, personnes), *hors_liste], enregistrer)
        ecriture.nouveautes += [f"partenaire « {partenaire} »" for partenaire in nouveaux]
        sejours = _sejours(personnes.values())
        for ligne in lignes:
            for colonne, raison in _hors_du_sejour(ligne.valeurs, sejours[_de(ligne, personnes).pk]):
                rapport.avertir(ligne.numero, colonne, ligne.valeurs[colonne], raison)
        return _sous_le_nom_des_colonnes(ecriture, {"contrat": "resultat"})

    def exporter(self):
        """Démarches by the day they began."""
        demarches = Demarche.objects.select_related("participant", "thematique", "contrat", "partenaire")
        for demarche in demarches.order_by("date_debut", "reference").iterator(2000):
            yield (
                demarche.reference,
                demarche.participant.reference,
                demarche.thematique.libelle,
                demarche.intitule,
                demarche.date_debut,
                demarche.date_fin,
                StatutDemarche(demarche.statut).label,
                _resultat(demarche),
                demarche.partenaire.nom if demarche.partenaire else None,
            )


def _personnes(lignes: list[Ligne]) -> dict[str, Participant]:
    """The person of each reference that is known, the file kept for one that was merged."""
    return personnes_par_reference({ligne.valeurs["participant"] for ligne in lignes})


def _introuvables(lignes: list[Ligne], personnes: dict[str, Participant]) -> Iterable[Anomalie]:
    for rang, ligne in enumerate(lignes):
        if ligne.valeurs["participant"] not in personnes:
            raison = "personne n’a cette référence, importez d’abord les participants"
            yield Anomalie(rang, "participant", "participant_inconnu", raison)


def _tout_dire(lignes: list[Ligne], anomalies: list[Anomalie], enregistrer: Callable) -> Ecriture:
    """Write the rows that nothing is said against yet, so that a file tells all that is wrong with it at once.

    Refuses (SaisieRefusee) these anomalies and those of the service together; the engine then takes back what it wrote.
    """
    fautives = {anomalie.rang for anomalie in anomalies}
    rangs = [rang for rang in range(len(lignes)) if rang not in fautives]
    try:
        ecriture = enregistrer([lignes[rang] for rang in rangs])
    except SaisieRefusee as refus:
        anomalies += [replace(anomalie, rang=rangs[anomalie.rang]) for anomalie in refus.anomalies]
    refuser_si(anomalies)
    return ecriture


def _de(ligne: Ligne, personnes: dict[str, Participant]) -> Participant:
    return personnes[ligne.valeurs["participant"]]


def _entretien(valeurs: dict, personnes: dict[str, Participant]) -> SaisieEntretien:
    """A row as the service takes it; columns the file does not have are left out."""
    champs = {"participant": personnes[valeurs["participant"]], "date": valeurs["date"]}
    champs |= {nom: valeurs[nom] or "" for nom in ("theme", "compte_rendu") if nom in valeurs}
    if "duree_minutes" in valeurs:
        champs["duree_minutes"] = valeurs["duree_minutes"]
    if "venue" in valeurs:
        champs["statut"] = valeurs["venue"] or StatutEntretien.TENU
    return SaisieEntretien(valeurs["reference"], champs)


def _demarche(ligne: Ligne, personnes: dict, contrats: dict[int, TypeContrat], partenaires: dict) -> SaisieDemarche:
    """A row as the service takes it; columns the file does not have are left out.

    The words that a démarche of « emploi » may have beside its contract are those of the desk: no file changes them.
    """
    valeurs = ligne.valeurs
    requis = ("thematique", "intitule", "date_debut", "statut")
    champs = {"participant": _de(ligne, personnes)} | {nom: valeurs[nom] for nom in requis}
    if "date_fin" in valeurs:
        champs["date_fin"] = valeurs["date_fin"]
    if "partenaire" in valeurs:
        champs["partenaire"] = partenaires[cle(valeurs["partenaire"])] if valeurs["partenaire"] else None
    if valeurs["thematique"].code != EMPLOI:
        champs["contrat"] = None
        if "resultat" in valeurs:
            champs["resultat"] = valeurs["resultat"] or ""
    elif "resultat" in valeurs:
        champs["contrat"] = contrats.get(ligne.numero)
    return SaisieDemarche(valeurs["reference"], champs)


def _contrats(lignes: list[Ligne]) -> tuple[dict[int, TypeContrat], list[Anomalie]]:
    """The type of contract that each row of « emploi » says, by its line, and what is said of those that are none."""
    lire, lus, anomalies = lecteurs.liste(TypeContrat)(), {}, []
    for rang, ligne in enumerate(lignes):
        if ligne.valeurs["thematique"].code != EMPLOI or not ligne.valeurs.get("resultat"):
            continue
        try:
            lus[ligne.numero] = lire(ligne.valeurs["resultat"])
        except Illisible as refus:
            anomalies.append(Anomalie(rang, "resultat", "illisible", str(refus)))
    return lus, anomalies


def _resultat(demarche: Demarche) -> str | None:
    if demarche.thematique.code == EMPLOI:
        return demarche.contrat.libelle if demarche.contrat else None
    return demarche.resultat or None


def _sejours(personnes: Iterable[Participant]) -> Sejours:
    """The stays of these people, by person, in their order."""
    sejours = defaultdict(list)
    for lot in en_lots({personne.pk for personne in personnes}):
        parcours = Parcours.objects.filter(participant__in=lot).order_by("date_entree")
        for personne, entree, sortie in parcours.values_list("participant", "date_entree", "date_sortie"):
            sejours[personne].append((entree, sortie))
    return sejours


def _bizarreries(jour: dt.date, sejours: list[tuple[dt.date, dt.date | None]]) -> Iterable[str]:
    """What is odd but possible of the day of an interview."""
    if jour.weekday() == DIMANCHE:
        yield "c’est un dimanche"
    if nom := ferie(jour):
        yield f"c’est un jour férié ({nom})"
    if not any(entree <= jour <= (sortie or jour) for entree, sortie in sejours):
        yield "cette personne n’est pas en parcours ce jour-là"


def _hors_du_sejour(valeurs: dict, sejours: list[tuple[dt.date, dt.date | None]]) -> Iterable[tuple[str, str]]:
    """What is odd but possible of the days of a démarche: (column, reason)."""
    debut, fin = valeurs["date_debut"], valeurs.get("date_fin")
    communs = [(e, s) for e, s in sejours if e <= (fin or dt.date.max) and debut <= (s or dt.date.max)]
    if not communs:
        yield "date_debut", "cette démarche est hors de tout parcours de la personne"
    elif fin and (sortie := communs[-1][1]) and fin > sortie:
        yield "date_fin", f"cette démarche finit après la sortie du {sortie:%d/%m/%Y}"


def _sous_le_nom_des_colonnes(ecriture: Ecriture, noms: dict[str, str]) -> Ecriture:
    """The same outcome, whose differences bear the names of the columns rather than those of the fields."""
    ecriture.changements = [
        replace(c, differences=tuple((noms.get(champ, champ), *reste) for champ, *reste in c.differences))
        for c in ecriture.changements
    ]
    return ecriture
