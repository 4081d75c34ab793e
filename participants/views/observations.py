"""What is seen at work, noted in the garden: whom one may observe, and the grid of a person. Names, nothing else."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action, peut
from participants.choix import NiveauObservation
from participants.observations import Ligne, consignes_du_jour, grille, groupes, personne_au_jardin
from participants.services.jardin import COMMENTAIRE_MAX, Note, noter_observations, version_de
from socle.erreurs import SaisieRefusee
from socle.normalisation import cle
from socle.periodes import PeriodeInvalide, aujourdhui, lire_date_iso
from socle.templatetags.typographie import unite

RATTRAPAGE = 7  # days: a page opened before midnight, or given back after a lost session, is still of its day
NOM_MAX = 80


@acces(Action.OBSERVATION_NOTER, methodes=FORMULAIRE)
def observation_lister(request):
    """Who is in the action today, what was last noted, what to mind; a POST looks for a name, to keep it private."""
    nom = request.POST.get("nom", "").strip()[:NOM_MAX]
    trouves = groupes(aujourdhui(), cle(nom).split() if nom else ())
    contexte = {"groupes": trouves, "nom": nom, "combien": sum(len(groupe.personnes) for groupe in trouves)}
    return render(request, "participants/observation_lister.html", contexte | {"jour": aujourdhui()})


@acces(Action.OBSERVATION_NOTER, methodes=FORMULAIRE)
def observation_noter(request, uuid):
    """The grid of one person for one day; a POST writes what was answered. Who is not in the action: 404."""
    jour = _jour_de_la_page(request)
    personne = get_object_or_404(personne_au_jardin(uuid, jour))
    lignes = grille(personne, jour)
    if request.method != "POST":
        return _montrer(request, personne, jour, lignes)
    posees = [ligne for ligne in lignes if f"n-{ligne.champ}" in request.POST]
    notes = [_note(ligne, request.POST) for ligne in posees]
    try:
        ecrites = noter_observations(
            participant=personne, jour=jour, notes=notes, par=request.user, aujourdhui=aujourdhui()
        )
    except SaisieRefusee as refus:
        _rappeler(posees, notes, refus)
        return _refuser(request, personne, jour, lignes, refus)
    return _revenir(request, personne, ecrites)


def _jour_de_la_page(request) -> dt.date:
    """The day the page was shown, when it is one of the last few; today otherwise."""
    ce_jour = aujourdhui()
    try:
        jour = lire_date_iso(request.POST.get("jour", ""))
    except PeriodeInvalide:
        return ce_jour
    return jour if 0 <= (ce_jour - jour).days <= RATTRAPAGE else ce_jour


def _note(ligne: Ligne, saisie) -> Note:
    """What was answered; what is no level leaves the row as it is."""
    lu = saisie[f"n-{ligne.champ}"]
    niveaux = {"": None} | {str(niveau.value): niveau.value for niveau in NiveauObservation}
    commentaire = " ".join(saisie.get(f"c-{ligne.champ}", "").split())
    version = saisie.get(f"v-{ligne.champ}") or version_de(None)
    return Note(ligne.competence, niveaux.get(lu, ligne.niveau), commentaire, version)


def _rappeler(posees: list[Ligne], notes: list[Note], refus: SaisieRefusee) -> None:
    """Put back in its row what this person changed; the other rows show what is noted now. Reasons beside them."""
    for ligne, note in zip(posees, notes, strict=True):
        if note.voulue != note.version:
            ligne.niveau, ligne.commentaire = note.niveau, note.commentaire
    for anomalie in refus.anomalies:
        if anomalie.champ:
            ligne = posees[anomalie.rang]
            ligne.erreur = f"{ligne.erreur} {_phrase(anomalie.raison)}".strip()


def _refuser(request, personne, jour, lignes, refus):
    """The page again (409 when somebody else wrote meanwhile), everything typed kept."""
    generales = [_phrase(anomalie.raison) for anomalie in refus.anomalies if not anomalie.champ]
    conflit = any(anomalie.code == "change_entre_temps" for anomalie in refus.anomalies)
    return _montrer(request, personne, jour, lignes, generales, 409 if conflit else 400)


def _montrer(request, personne, jour, lignes, erreurs=(), statut: int = 200):
    contexte = {
        "personne": personne,
        "jour": jour,
        "lignes": lignes,
        "erreurs": erreurs,
        "fautives": [ligne for ligne in lignes if ligne.erreur],
        "consignes": consignes_du_jour([personne.pk], jour).get(personne.pk, ()),
        "longueur": COMMENTAIRE_MAX,
        "peut_voir": peut(request.user, Action.PARTICIPANT_VOIR),
    }
    reponse = render(request, "participants/observation_noter.html", contexte, status=statut)
    reponse.objet_journal = personne
    return reponse


def _revenir(request, personne, ecrites: list[Note]):
    """Back to the list; the message and the journal say how many skills, never whose nor what."""
    notees, retirees = sum(note.niveau is not None for note in ecrites), sum(note.niveau is None for note in ecrites)
    faits = [f"{unite(notees, 'compétences notées')}"] if notees else []
    faits += [f"{unite(retirees, 'compétences retirées')}"] if retirees else []
    if faits:
        messages.success(request, f"C’est enregistré : {', '.join(faits)}.")
    else:
        messages.info(request, "Rien n’a changé.")
    reponse = redirect("participants:observation_lister")
    reponse.objet_journal, reponse.precision_journal = personne, ", ".join(faits)
    return reponse


def _phrase(raison: str) -> str:
    return f"{raison[:1].upper()}{raison[1:]}."
