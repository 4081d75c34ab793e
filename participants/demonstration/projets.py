"""What the people of the demonstration aim at and try: the objectifs, démarches and immersions of their stories."""

import datetime as dt

from comptes.models import Utilisateur
from partenaires.services import trouver_ou_creer
from participants.choix import StatutDemarche, StatutObjectif
from participants.demonstration.recits import EMPLOI, RECITS, Pas
from participants.demonstration.vies import REUNION_SANTE, Livret
from participants.models import Immersion, Objectif, TypeContrat
from participants.services.demarches import SaisieDemarche, enregistrer_demarches
from socle.normalisation import cle
from socle.periodes import PARIS

OUBLI = 3  # interviews after which a step whose end is not told is over


def ecrire_les_projets(livrets: list[Livret], themes: dict, aujourdhui: dt.date) -> None:
    """The objective of each story, its steps as far as it was told, and what the exit came to."""
    noms = {pas.partenaire for recit in RECITS for temps in recit.temps for pas in temps.pas if pas.partenaire}
    partenaires, _ = trouver_ou_creer(noms=sorted(noms))
    contrats = {contrat.code: contrat for contrat in TypeContrat.objects.all()}
    objectifs = _objectifs([livret for livret in livrets if livret.jours], themes)
    par_agent: dict[Utilisateur, list[SaisieDemarche]] = {}
    for livret in livrets:
        siennes = _demarches(livret, objectifs, themes, partenaires, contrats)
        par_agent.setdefault(livret.agent, []).extend(siennes)
    le = dt.datetime.combine(aujourdhui, dt.time(9), PARIS)
    for agent, saisies in par_agent.items():
        enregistrer_demarches(saisies=saisies, par=agent, le=le)
    _immerger([livret for livret in livrets if livret.recit is EMPLOI and len(livret.jours) > 4])


def _objectifs(livrets: list[Livret], themes: dict) -> dict[tuple[int, str], Objectif]:
    """By stay and theme: that of each story as soon as it begins, reached when the next one does."""
    crees = Objectif.objects.bulk_create(objectif for livret in livrets for objectif in _de_ses_recits(livret, themes))
    return {(objectif.parcours_id, objectif.thematique.code): objectif for objectif in crees}


def _de_ses_recits(livret: Livret, themes: dict):
    suivant = 1 + len(livret.recit.temps)
    for debut, recit in ((1, livret.recits[0]), (suivant, livret.recits[1])):
        if debut > 1 and debut >= len(livret.jours):
            return
        fini = debut == 1 and suivant < len(livret.jours)
        yield Objectif(
            parcours=livret.sejour,
            thematique=themes[recit.theme],
            intitule=recit.objectif,
            date=livret.jours[min(debut, len(livret.jours) - 1)],
            statut=StatutObjectif.ATTEINT if fini else StatutObjectif.EN_COURS,
            date_fin=livret.jours[suivant] if fini else None,
            par=livret.agent,
        )


def _demarches(livret: Livret, objectifs: dict, themes, partenaires, contrats) -> list[SaisieDemarche]:
    decides = [
        (numero, debut, pas)
        for numero, (debut, temps) in enumerate(livret.suite, start=1)
        if numero < len(livret.jours)
        for pas in temps.pas
    ]
    ecrits = [_du_pas(livret, *decide, objectifs, themes, partenaires) for decide in decides]
    saisies = [
        SaisieDemarche(f"DE-{livret.sejour.pk:04}-{rang:02}", champs) for rang, champs in enumerate(ecrits, start=1)
    ]
    if issue := _issue(livret, themes, contrats):
        saisies.append(SaisieDemarche(f"DE-{livret.sejour.pk:04}-98", issue))
    if livret.bilan_de_sante:
        saisies = [saisie for saisie in saisies if cle(saisie.champs["intitule"]) != "bilan de sante"]
        saisies.append(SaisieDemarche(f"DE-{livret.sejour.pk:04}-99", _bilan_de_2015(livret, themes, partenaires)))
    return saisies


def _du_pas(livret: Livret, numero: int, premier: int, pas: Pas, objectifs, themes, partenaires) -> dict:
    """A step as it stands: ended at its interview when that one was held, still open otherwise, planned when new.

    One whose story does not tell the end is over three interviews later, all the same.
    """
    debut, suite = livret.jours[numero], premier + pas.clot if pas.clot is not None else numero + OUBLI
    champs = {
        "participant": livret.sejour.participant,
        "objectif": objectifs.get((livret.sejour.pk, pas.theme)),
        "thematique": themes[pas.theme],
        "intitule": pas.intitule,
        "date_debut": debut,
        "qui": pas.qui,
        "partenaire": partenaires[cle(pas.partenaire)] if pas.partenaire else None,
    }
    if suite < len(livret.jours):
        resultat = pas.resultat or ("" if pas.clot is not None else "fait, sans suite à donner")
        return champs | {"statut": pas.statut, "date_fin": livret.jours[suite], "resultat": resultat}
    dernier = livret.jours[-1]
    champs["echeance"] = max(debut + dt.timedelta(days=pas.delai), dernier + dt.timedelta(days=6 + livret.rang % 20))
    return champs | {"statut": StatutDemarche.PREVUE if debut == dernier else StatutDemarche.EN_COURS}


def _issue(livret: Livret, themes, contrats) -> dict | None:
    """Who left for a contract or a training: the step that led there, on the day of the exit."""
    sortie, motif = livret.sejour.date_sortie, livret.sejour.motif_sortie
    if not (sortie and motif and motif.dynamique):
        return None
    vers_formation = motif.code == "formation"
    champs = {
        "participant": livret.sejour.participant,
        "thematique": themes["formation" if vers_formation else "emploi"],
        "intitule": "Entrer en formation qualifiante" if vers_formation else "Répondre à une offre",
        "date_debut": max(livret.sejour.date_entree, sortie - dt.timedelta(days=24)),
        "date_fin": sortie,
        "statut": StatutDemarche.ABOUTIE,
    }
    if vers_formation:
        return champs | {"resultat": "entrée en formation"}
    durees = {"cddi": 4, "cdd": 6, "interim": 1}
    return champs | {"contrat": contrats.get(motif.code), "contrat_mois": durees.get(motif.code), "heures_hebdo": 26}


def _bilan_de_2015(livret: Livret, themes: dict, partenaires: dict) -> dict:
    jour = dt.date(2015, 10, 20) + dt.timedelta(days=livret.rang % 50)
    return {
        "participant": livret.sejour.participant,
        "thematique": themes["sante"],
        "intitule": "Bilan de santé",
        "date_debut": REUNION_SANTE,
        "date_fin": jour,
        "statut": StatutDemarche.ABOUTIE,
        "partenaire": partenaires.get(cle("Institut Pasteur Lille")),
        "resultat": "bilan fait",
    }


def _immerger(livrets: list[Livret]) -> None:
    Immersion.objects.bulk_create(
        Immersion(
            participant=livret.sejour.participant,
            nature="pmsmp",
            accueil="AGEVAL, atelier espaces verts",
            poste="entretien d’espaces verts",
            debut=livret.jours[4],
            fin=livret.jours[4] + dt.timedelta(days=4),
            heures=20,
            appreciation="À l’heure chaque jour, soigne les outils. La structure reprendrait la même personne.",
            par=livret.agent,
        )
        for livret in livrets
        if livret.sejour.couvre(livret.jours[4] + dt.timedelta(days=4))
    )
