"""The presences of a half-day in one page."""

import datetime as dt
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from ateliers.choix import DemiJournee, StatutSeance
from ateliers.feuille_appel import Section, montrer_trouvees, preparer, rappeler, seances_de
from ateliers.horaires import APRES_MIDI, MATIN
from ateliers.services import noter_presences
from ateliers.views.saisie_presences import Changement, changements
from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action, peut
from socle.erreurs import SaisieRefusee
from socle.normalisation import cle
from socle.periodes import PeriodeInvalide, aujourdhui, lire_date_iso


@acces(Action.PRESENCE_SAISIR, methodes=FORMULAIRE)
def presence_saisir(request, jour, demi):
    """Who was there that half-day: every session of it, at one site or all; a POST writes the answers."""
    jour, demi = _lire(jour, demi)
    toutes = seances_de(jour, demi)
    seances = [s for s in toutes if request.GET.get("site", "") in ("", s.site.code)]
    sections = preparer(seances, jour, demi, request.GET.get("reprendre", ""))
    page = {"jour": jour, "demi": demi, "toutes": toutes, "seances": seances, "sections": sections}
    if request.method != "POST":
        return _montrer(request, page)
    for section in sections:
        section.cherche = request.POST.get(f"nom-{section.seance.pk}", "").strip()
    lues = [changement for section in sections for changement in changements(section, request.POST)]
    changees = {changement.rangee.champ for changement in lues}
    for section in sections:
        rappeler(section, request.POST, changees)
    if "trouver" in request.POST or any(section.cherche for section in sections):
        return _chercher(request, page)
    return _enregistrer(request, page, lues)


def _lire(jour: str, demi: str) -> tuple[dt.date, DemiJournee]:
    """The half-day an address names; 404 when it names none."""
    try:
        return lire_date_iso(jour), DemiJournee(demi)
    except (PeriodeInvalide, ValueError) as refus:
        raise Http404 from refus


def _montrer(request, page: dict, erreurs=(), statut: int = 200):
    jour, demi = page["jour"], page["demi"]
    un_jour = dt.timedelta(days=1)
    contexte = page | {
        "erreurs": erreurs,
        "a_venir": jour > aujourdhui(),
        "annulees": [s for s in page["seances"] if s.statut == StatutSeance.ANNULEE],
        "sites": sorted({(s.site.ordre, s.site.code, s.site.libelle) for s in page["toutes"]}),
        "site": request.GET.get("site", ""),
        "avant": (jour, MATIN) if demi == APRES_MIDI else (jour - un_jour, APRES_MIDI),
        "apres": (jour, APRES_MIDI) if demi == MATIN else (jour + un_jour, MATIN),
        "proposees": sum(section.proposees for section in page["sections"]),
        "peut_modifier": peut(request.user, Action.SEANCE_MODIFIER),
    }
    return render(request, "ateliers/presence_saisir.html", contexte, status=statut)


def _chercher(request, page: dict):
    """Show first those whose name was typed; nothing is written, everything typed is kept."""
    for section in page["sections"]:
        mots = cle(section.cherche).split()
        trouvees = [r for r in section.toutes if mots and _repond(mots, r.participant.cle)]
        section.introuvable = bool(section.cherche) and not trouvees
        montrer_trouvees(section, trouvees)
    return _montrer(request, page)


def _repond(mots: list[str], cle_de_personne: str) -> bool:
    """Whether each word begins one of the person's."""
    siens = cle_de_personne.split()
    return all(any(sien.startswith(mot) for sien in siens) for mot in mots)


def _enregistrer(request, page: dict, lues: list[Changement]):
    illisibles = [changement for changement in lues if changement.erreur]
    for changement in illisibles:
        changement.rangee.erreur = changement.erreur
    if illisibles:
        return _montrer(request, page, [changement.rangee for changement in illisibles], 400)
    notes = [changement.note for changement in lues]
    try:
        noter_presences(notes=notes, par=request.user, le=timezone.now())
    except SaisieRefusee as refus:
        return _refuser(request, page, lues, refus)
    if lues:
        messages.success(request, _dire(page["sections"]))
    else:
        messages.info(request, "Rien n’a changé : aucune réponse nouvelle.")
    site = request.GET.get("site")
    return redirect(f"{request.path}?{urlencode({'site': site})}" if site else request.path)


def _refuser(request, page: dict, lues: list[Changement], refus: SaisieRefusee):
    """The page again, each reason next to its person; the next try starts from what is noted now."""
    for anomalie in refus.anomalies:
        rangee = lues[anomalie.rang].rangee
        raison = anomalie.raison[0].upper() + anomalie.raison[1:]
        rangee.erreur = f"{rangee.erreur} {raison}." if rangee.erreur else f"{raison}."
    return _montrer(request, page, [lue.rangee for lue in lues if lue.rangee.erreur], 400)


def _dire(sections: list[Section]) -> str:
    presents = sum(section.decompte["presents"] for section in sections)
    excuses = sum(section.decompte["excuses"] for section in sections)
    tenues = [s.seance for s in sections if s.seance.statut == StatutSeance.PREVUE and any(r.statut for r in s.toutes)]
    phrase = f"Présences enregistrées : {presents} présent{'s' if presents > 1 else ''}"
    phrase += f", {excuses} excusé{'s' if excuses > 1 else ''}." if excuses else "."
    return phrase + "".join(f" La séance « {s.atelier} » ({s.site}) est maintenant réalisée." for s in tenues)
