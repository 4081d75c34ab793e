"""Appointments: taking one, moving it, cancelling it, saying that nobody came, and the slip for the person."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Count, Max, Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from participants.choix import StatutRendezVous
from participants.dossier import dossier_garde, liste_de, suite_de
from participants.forms.rendezvous import RendezVousForm
from participants.models import Participant, RendezVous
from participants.pdf import pdf_du_rendezvous
from participants.services.rendezvous import (
    annuler_rendezvous,
    conclure_rendezvous,
    deplacer_rendezvous,
    prendre_rendezvous,
    replanifier_rendezvous,
)
from participants.views.saisie import saisir
from socle.erreurs import SaisieRefusee
from socle.feries import ferie
from socle.formulaires import phrase
from socle.periodes import JOURS, aujourdhui
from socle.templatetags.typographie import heure, jour_long

PREVU, TENU, MANQUE, _ = StatutRendezVous
DOSSIER = "participants:participant_voir"
SAMEDI = 5
LIEUX_PROPOSES = 8


@acces(Action.ENTRETIEN_NOTER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def rendezvous_prendre(request, objet):
    """The next appointment: opened with what the last one was, so that two clicks are enough."""
    jour = aujourdhui()
    lieux = _lieux(objet)
    heure_proposee, lieu = _proposition(objet, request.user, lieux)
    depart = RendezVousForm.propose(heure=heure_proposee, lieu=lieu, par=request.user, aujourdhui=jour)
    form = RendezVousForm(request.POST or None, initial=depart, aujourdhui=jour)
    return saisir(
        request,
        objet,
        form,
        lambda form: prendre_rendezvous(participant=objet, **form.valeurs, le=timezone.now(), aujourdhui=jour),
        gabarit="participants/rendezvous_prendre.html",
        retour=DOSSIER,
        message=lambda pris: _annoncer(request, pris, "Rendez-vous pris"),
        ecrit="rendez-vous pris",
        prevus=_prevus(objet),
        lieux=lieux,
    )


@acces(Action.ENTRETIEN_NOTER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def rendezvous_deplacer(request, objet, rendezvous):
    """Another day, hour, place or agent; of one that is over, what became of it and what may be taken back."""
    actuel, jour = _rendezvous(objet, rendezvous), aujourdhui()
    form = RendezVousForm(request.POST or None, initial=RendezVousForm.depart(actuel), aujourdhui=jour)
    return saisir(
        request,
        objet,
        form,
        lambda form: deplacer_rendezvous(
            rendezvous=actuel, **form.valeurs, version=form.cleaned_data["version"], aujourdhui=jour
        ),
        gabarit="participants/rendezvous_deplacer.html",
        retour=DOSSIER,
        message=lambda deplace: _annoncer(request, deplace, "Le rendez-vous est maintenant"),
        ecrit="rendez-vous déplacé",
        lire_actuelles=dict,
        rendezvous=actuel,
        venu=actuel.date <= jour,
        lieux=_lieux(objet),
    )


@acces(Action.ENTRETIEN_NOTER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def rendezvous_annuler(request, objet, rendezvous):
    """Take an appointment away; the page asks first, and reminds that the person must be told."""
    actuel = _rendezvous(objet, rendezvous)
    return saisir(
        request,
        objet,
        Form(request.POST if request.method == "POST" else None),
        lambda form: annuler_rendezvous(rendezvous=actuel),
        gabarit="participants/rendezvous_annuler.html",
        retour=DOSSIER,
        message="Le rendez-vous est annulé.",
        ecrit="rendez-vous annulé",
        rendezvous=actuel,
    )


@acces(Action.ENTRETIEN_NOTER, objet=Participant, methodes=("POST",))
@dossier_garde
def rendezvous_conclure(request, objet, rendezvous):
    """In one click: the person came, or did not, or a « manqué » taken back (`statut` is tenu, manque or prevu)."""
    actuel = _rendezvous(objet, rendezvous)
    dossier = reverse(DOSSIER, args=[objet.uuid]) + suite_de(liste_de(request))
    reponse = redirect("accueil" if request.POST.get("depuis") == "accueil" else dossier)
    try:
        messages.success(request, _conclure(objet, actuel, request.POST.get("statut")))
        reponse.precision_journal = "rendez-vous conclu"
    except SaisieRefusee as refus:
        messages.error(request, phrase(refus.anomalies[0]))
    return reponse


@acces(Action.ENTRETIEN_NOTER, objet=Participant)
@dossier_garde
def rendezvous_imprimer(request, objet, rendezvous):
    """The slip that the person takes away; its file bears a date, never a name."""
    actuel = _rendezvous(objet, rendezvous)
    reponse = HttpResponse(pdf_du_rendezvous(actuel), content_type="application/pdf")
    reponse["Content-Disposition"] = f'inline; filename="rendez-vous-{actuel.date.isoformat()}.pdf"'
    reponse.precision_journal = "papier du rendez-vous"
    return reponse


def _conclure(participant: Participant, rendezvous: RendezVous, statut: str | None):
    """Write what became of it, and say so. Refuses (BadRequest) a word that is none of the three."""
    if statut == PREVU:
        replanifier_rendezvous(rendezvous=rendezvous)
        return "Le rendez-vous est de nouveau prévu."
    if statut not in (TENU, MANQUE):
        raise BadRequest
    conclure_rendezvous(rendezvous=rendezvous, statut=StatutRendezVous(statut), aujourdhui=aujourdhui())
    return (_dire_tenu if statut == TENU else _dire_manque)(participant, rendezvous)


def _rendezvous(participant: Participant, uuid) -> RendezVous:
    """The appointment of this person, 404 for any other."""
    return get_object_or_404(participant.rendezvous.select_related("participant", "avec"), uuid=uuid)


def _prevus(participant: Participant):
    """Those still to come, or to conclude."""
    return participant.rendezvous.filter(statut=PREVU).select_related("avec")


def _lieux(participant: Participant) -> list[str]:
    """The places proposed, the last used first: hers, and those where several people were met. A place where one
    person alone was met may be her home, and is nobody else's business."""
    lieux = RendezVous.objects.exclude(lieu="").order_by().values("lieu")
    connus = lieux.annotate(
        gens=Count("participant", distinct=True),
        sien=Count("pk", filter=Q(participant=participant)),
        dernier=Max("cree_le"),
    )
    proposes = connus.filter(Q(gens__gt=1) | Q(sien__gt=0)).order_by("-dernier")
    return list(proposes.values_list("lieu", flat=True)[:LIEUX_PROPOSES])


def _proposition(participant: Participant, utilisateur, lieux: list[str]) -> tuple[dt.time | None, str]:
    """The hour and place of the last appointment with this person; else the last hour of this agent, and the place
    that serves most people lately."""
    if dernier := participant.rendezvous.order_by("-cree_le").first():
        return dernier.heure, dernier.lieu
    autre = RendezVous.objects.filter(avec=utilisateur).order_by("-cree_le").first()
    return autre and autre.heure, lieux[0] if lieux else ""


def _annoncer(request, rendezvous: RendezVous, debut: str):
    """What was taken, the slip to print, and what is not usual about that day."""
    for avertissement in _avertissements(rendezvous):
        messages.warning(request, avertissement)
    return format_html(
        '{} : {}{}, avec {}. <a class="lien-seul" href="{}">Imprimer le papier pour {}</a>',
        debut,
        jour_long(rendezvous.date),
        f" à {heure(rendezvous.heure)}" if rendezvous.heure else "",
        rendezvous.avec,
        reverse("participants:rendezvous_imprimer", args=[rendezvous.participant.uuid, rendezvous.uuid]),
        rendezvous.participant.prenom,
    )


def _avertissements(rendezvous: RendezVous):
    """A day when the office is closed, an hour when the agent is taken: said, and left to people to judge."""
    jour = rendezvous.date
    if nom := ferie(jour):
        yield f"Le {jour:%d/%m/%Y} est un jour férié ({nom}). Le rendez-vous est pris quand même."
    elif jour.weekday() >= SAMEDI:
        yield f"Le {jour:%d/%m/%Y} est un {JOURS[jour.weekday()]}. Le rendez-vous est pris quand même."
    if rendezvous.heure and _agent_pris(rendezvous):
        yield f"{rendezvous.avec} a déjà un autre rendez-vous ce jour-là à {heure(rendezvous.heure)}."


def _agent_pris(rendezvous: RendezVous) -> bool:
    memes = RendezVous.objects.filter(
        avec=rendezvous.avec, date=rendezvous.date, heure=rendezvous.heure, statut=PREVU
    ).exclude(pk=rendezvous.pk)
    return memes.exists()


def _dire_tenu(participant: Participant, rendezvous: RendezVous):
    return format_html(
        'Le rendez-vous est noté tenu. <a class="lien-seul" href="{}?le={}">Noter l’entretien</a>',
        reverse("participants:entretien_creer", args=[participant.uuid]),
        rendezvous.date.isoformat(),
    )


def _dire_manque(participant: Participant, rendezvous: RendezVous):
    return format_html(
        'Le rendez-vous est noté manqué. <a class="lien-seul" href="{}">En prendre un autre</a> '
        '<a class="lien-seul" href="{}">C’est une erreur</a>',
        reverse("participants:rendezvous_prendre", args=[participant.uuid]),
        reverse("participants:rendezvous_deplacer", args=[participant.uuid, rendezvous.uuid]),
    )
