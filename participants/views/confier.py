"""Handing people over to a colleague, in one move, and taking it back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from comptes.acces import FORMULAIRE, acces
from comptes.choix import Role
from comptes.droits import Action
from comptes.journal import journaliser_chacun
from comptes.models import Utilisateur
from participants.choix import StatutRendezVous
from participants.forms.confier import ConfierForm
from participants.models import Participant, RendezVous
from participants.services.confier import Transmission, confier_personnes, premier_jour_possible, suivies_par
from socle.erreurs import SaisieRefusee
from socle.formulaires import phrase, reporter
from socle.periodes import aujourdhui
from socle.templatetags.typographie import unite

PAGE = "participants:referent_confier"
CLE = "transmission"  # in the session: what was just handed over, by keys and identifiers
RENDRE = "rendre"


@dataclass(frozen=True)
class Demande:
    """Who follows the people today (None: nobody), who would, and from which day."""

    de: Utilisateur | None
    vers: Utilisateur | None
    depuis: dt.date

    @property
    def perd(self) -> bool:
        """Whether `de` will read the private notes that others wrote of these people no longer."""
        return self.de is not None and self.de.is_active and self.de.role != Role.CHEF_DE_PROJET


@dataclass(frozen=True)
class Faite(Demande):
    """What this session has just handed over."""

    personnes: Sequence[Participant]

    @property
    def reprenable(self) -> bool:
        """People are not given back to an account that has been closed."""
        return self.de is None or self.de.is_active


@acces(Action.PARTICIPANT_CONFIER, methodes=FORMULAIRE)
def referent_confier(request):
    """Choose from whom, to whom, from which day; the people and the consequences; then who moved, and the way back."""
    if request.method == "POST":
        return _rendre(request) if request.POST.get("geste") == RENDRE else _confier(request)
    if "faite" in request.GET and (faite := _relire(request)):
        return render(request, "participants/referent_confier.html", {"faite": faite})
    form = _form(request, request.GET if "vers" in request.GET else None)
    if not form.is_bound:
        return _montrer(request, form)
    return _montrer(request, form, _demande(form)) if form.is_valid() else _montrer(request, form, statut=400)


def _confier(request):
    form = _form(request, request.POST)
    if not form.is_valid():
        return _montrer(request, form, statut=400)
    demande, choisies = _demande(form), _identifiants(request.POST.getlist("personnes"))
    if not choisies:
        form.add_error(None, "Cochez au moins une personne.")
        return _montrer(request, form, demande, choisies, statut=400)
    try:
        transmission = _ecrire(demande, choisies)
    except SaisieRefusee as refus:
        reporter(form, refus)
        return _montrer(request, form, demande, choisies, statut=400)
    if transmission.personnes:
        request.session[CLE] = _a_garder(demande, transmission)
    return _repondre(request, transmission, f"{reverse(PAGE)}?faite=1")


def _rendre(request):
    """What this session just handed over goes back."""
    faite = _relire(request)
    if faite is None or not faite.reprenable:
        messages.error(request, "Ce changement ne se défait plus d’ici. Confiez de nouveau ces personnes.")
        return redirect(PAGE)
    inverse = Demande(faite.vers, faite.de, faite.depuis)
    try:
        transmission = _ecrire(inverse, [personne.uuid for personne in faite.personnes])
    except SaisieRefusee as refus:
        messages.error(request, phrase(refus.anomalies[0]))
        return redirect(PAGE)
    del request.session[CLE]
    return _repondre(request, transmission, reverse(PAGE))


def _form(request, donnees) -> ConfierForm:
    return ConfierForm(donnees, utilisateur=request.user, aujourdhui=aujourdhui())


def _demande(form: ConfierForm) -> Demande:
    return Demande(form.referent, form.cleaned_data["vers"], form.cleaned_data["depuis"])


def _ecrire(demande: Demande, personnes: Sequence[UUID]) -> Transmission:
    return confier_personnes(
        personnes=personnes, de=demande.de, vers=demande.vers, depuis=demande.depuis, aujourdhui=aujourdhui()
    )


def _identifiants(textes: Sequence[str]) -> list[UUID]:
    """Those that are identifiers; what else is sent names nobody."""
    lus = []
    for texte in textes:
        try:
            lus.append(UUID(texte))
        except ValueError:
            continue
    return lus


def _montrer(request, form, demande: Demande | None = None, choisies: Sequence[UUID] | None = None, *, statut=200):
    """The form and, once it names people, these: all ticked at first, but those for whom the day is too early."""
    contexte = {"form": form, "demande": demande}
    if demande:
        contexte |= _apercu(demande, choisies)
    return render(request, "participants/referent_confier.html", contexte, status=statut)


def _apercu(demande: Demande, choisies: Sequence[UUID] | None) -> dict:
    lignes = []
    for sejour in suivies_par(demande.de, aujourdhui()):
        premier = premier_jour_possible(sejour)
        trop_tot = demande.depuis < premier
        cochee = not trop_tot if choisies is None else sejour.participant.uuid in choisies
        lignes.append(
            {"personne": sejour.participant, "suivie_depuis": sejour.suivie_depuis, "entree": sejour.date_entree}
            | {"premier": premier if trop_tot else None, "cochee": cochee}
        )
    cochees = [ligne["personne"].pk for ligne in lignes if ligne["cochee"]]
    return {"lignes": lignes, "nombre": len(cochees), "rendezvous": _rendezvous_laisses(demande, lignes)}


def _rendezvous_laisses(demande: Demande, lignes: list[dict]) -> int:
    """Appointments to come that stay with who took them."""
    if demande.de is None:
        return 0
    gens = [ligne["personne"].pk for ligne in lignes]
    prevus = RendezVous.objects.filter(avec=demande.de, participant__in=gens, statut=StatutRendezVous.PREVU)
    return prevus.filter(date__gte=aujourdhui()).count()


def _a_garder(demande: Demande, transmission: Transmission) -> dict:
    """What the session keeps, and _relire reads."""
    return {
        "de": demande.de and demande.de.pk,
        "vers": demande.vers.pk,
        "depuis": demande.depuis.isoformat(),
        "personnes": [str(personne.uuid) for personne in transmission.personnes],
    }


def _relire(request) -> Faite | None:
    """What this session has just handed over; None when it has not."""
    garde = request.session.get(CLE)
    if garde is None:
        return None
    comptes = Utilisateur.objects.in_bulk([cle for cle in (garde["de"], garde["vers"]) if cle])
    gens = Participant.objects.visibles_par(request.user).actuels().filter(uuid__in=garde["personnes"])
    depuis = dt.date.fromisoformat(garde["depuis"])
    return Faite(comptes.get(garde["de"]), comptes[garde["vers"]], depuis, list(gens))


def _repondre(request, transmission: Transmission, adresse: str):
    """What happened in a word; in the journal, one line for the whole and one for each file."""
    nombre = len(transmission.personnes)
    dit = unite(nombre, "personnes")
    if nombre:
        messages.success(request, f"{dit} : c’est enregistré.")
    else:
        messages.info(request, "Rien à changer : c’est déjà fait.")
    if nombre and transmission.laissees:
        messages.info(request, f"{unite(transmission.laissees, 'autres')} : suivies par quelqu’un d’autre entre-temps.")
    reponse = redirect(adresse)
    reponse.precision_journal = dit
    journaliser_chacun(request.user, Action.PARTICIPANT_CONFIER, transmission.personnes, "changement de référent")
    return reponse
