"""The tab « Entretiens » of a file; noting an interview, correcting it, printing it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action, peut
from comptes.models import Acces
from participants.choix import StatutEntretien
from participants.dossier import Onglet, cadre, dossier_garde, liste_de, suite_de
from participants.entretiens import (
    adresse_de_l_entretien,
    dernier_tenu,
    entretiens_de,
    lus_par,
    page_d_entretiens,
    referent_de,
    travaux_en_cours,
)
from participants.forms.entretiens import (
    EntretienForm,
    champs_bruts,
    depart_de,
    depart_du_brouillon,
    ecarts_bruts,
    feuillet_de,
    feuillet_neuf,
    formulaire_du_brouillon,
    themes_proposes,
)
from participants.models import Entretien, Participant, RendezVous
from participants.mots_a_relire import conseils
from participants.pdf_entretien import pdf_de_l_entretien
from participants.services.noter_entretien import (
    Issue,
    corriger_entretien,
    entretien_de,
    noter_entretien,
    place_de_la_correction,
    place_du_nouveau,
)
from socle.brouillons import BrouillonDepasse, Feuillet, Place, TexteDAutrui
from socle.conflits import ModifieDepuis, ecarts, resaisir
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter
from socle.models import Brouillon
from socle.periodes import PeriodeInvalide, aujourdhui, en_lettres, lire_date_iso
from socle.templatetags.typographie import heure

DOSSIER = "participants:participant_entretiens"
ONGLET_ENTRETIENS = Onglet("Entretiens", DOSSIER, Action.PARTICIPANT_VOIR, compte="entretiens")
VIDE = {"statut": StatutEntretien.TENU, "duree": "", "lieu": ""}


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_entretiens(request, objet):
    """Every interview, newest first, the last one open, or that of `?voir=`; twelve a page."""
    ensemble = cadre(request, objet)
    voulu = _voulu(request.GET.get("voir"))
    page = page_d_entretiens(objet, ensemble.livret.entretiens, request.GET.get("page"), voulu)
    lus = lus_par(request.user, page)
    ouvert = voulu or (lus[0].entretien.uuid if lus and page.number == 1 else None)
    ecrit = peut(request.user, Action.ENTRETIEN_NOTER)
    contexte = {
        "cadre": ensemble,
        "page": page,
        "lus": lus,
        "ouvert": ouvert,
        "peut_noter": ecrit,
        "brouillon": place_du_nouveau(objet, request.user)[1] if ecrit else None,
        "requete": suite_de(ensemble.liste).removeprefix("?"),
    }
    return render(request, "participants/participant_entretiens.html", contexte)


@dataclass(frozen=True)
class Ecran:
    """A form of an interview: about whom, where its draft stands, and the page it is shown in."""

    request: object
    participant: Participant
    place: Place
    feuillet: Feuillet
    form: EntretienForm
    entretien: Entretien | None = None

    @property
    def gabarit(self) -> str:
        return "participants/entretien_modifier.html" if self.entretien else "participants/entretien_creer.html"

    @property
    def adresse(self) -> str:
        """Where the form is sent, and where its draft is taken up."""
        if self.entretien:
            return reverse("participants:entretien_modifier", args=[self.participant.uuid, self.entretien.uuid])
        return reverse("participants:entretien_creer", args=[self.participant.uuid])


@acces(Action.ENTRETIEN_NOTER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def entretien_creer(request, objet):
    """An interview, held or missed, and the next appointment; opened with one's own draft when there is one."""
    place, brouillon = place_du_nouveau(objet, request.user)
    themes = themes_proposes(brouillon)
    if request.method != "POST":
        depart = depart_du_brouillon(brouillon) if brouillon else VIDE | {"date": _jour_demande(request)}
        form = EntretienForm(initial=depart, themes=themes)
        return _montrer(Ecran(request, objet, place, feuillet_neuf(brouillon), form), brouillon=brouillon)
    form = EntretienForm(request.POST, themes=themes)
    ecran = Ecran(request, objet, place, feuillet_de(request.POST), form)
    return _ecrire(ecran, lambda: _noter(ecran))


@acces(Action.ENTRETIEN_NOTER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def entretien_modifier(request, objet, entretien):
    """An interview corrected, by whoever may note one; its private note, by its author alone."""
    ecrit = _entretien(objet, entretien)
    place, brouillon = place_de_la_correction(ecrit, request.user)
    actuelles = entretien_de(ecrit, request.user)
    options = {
        "themes": themes_proposes(brouillon, actuelles["themes"]),
        "privee": "note_privee" in actuelles,
        "suite": False,
    }
    if request.method != "POST":
        depart = depart_du_brouillon(brouillon) if brouillon else depart_de(actuelles)
        ecran = Ecran(request, objet, place, feuillet_neuf(brouillon), EntretienForm(initial=depart, **options), ecrit)
        return _montrer(ecran, brouillon=brouillon)
    ecran = Ecran(request, objet, place, feuillet_de(request.POST), EntretienForm(request.POST, **options), ecrit)
    return _ecrire(ecran, lambda: _corriger(ecran))


@acces(Action.ENTRETIEN_NOTER, objet=Participant)
@dossier_garde
def entretien_imprimer(request, objet, entretien):
    """What is shared of an interview, on paper; the file bears its day, never a name."""
    lu = get_object_or_404(entretiens_de(objet), uuid=entretien)
    reponse = HttpResponse(pdf_de_l_entretien(lu, objet), content_type="application/pdf")
    reponse["Content-Disposition"] = f'inline; filename="entretien-{lu.date.isoformat()}.pdf"'
    reponse.precision_journal = "entretien imprimé"
    return reponse


def _jour_demande(request) -> dt.date:
    """The day that the address says, that of an appointment to conclude; today otherwise."""
    try:
        return min(lire_date_iso(request.GET.get("le", "")), aujourdhui())
    except PeriodeInvalide:
        return aujourdhui()


def _noter(ecran: Ecran) -> Issue:
    form = ecran.form
    return noter_entretien(
        participant=ecran.participant,
        place=ecran.place,
        feuillet=ecran.feuillet,
        champs=champs_bruts(form, form.data),
        valeurs=form.valeurs,
        rendezvous=form.rendezvous,
        le=timezone.now(),
        aujourdhui=aujourdhui(),
    )


def _corriger(ecran: Ecran) -> Issue:
    form = ecran.form
    corrige = corriger_entretien(
        entretien=ecran.entretien,
        place=ecran.place,
        feuillet=ecran.feuillet,
        champs=champs_bruts(form, form.data),
        valeurs=form.valeurs,
        version=form.cleaned_data["version"],
        le=timezone.now(),
        aujourdhui=aujourdhui(),
    )
    return Issue(corrige)


def _ecrire(ecran: Ecran, service: Callable[[], Issue]):
    """Write what was typed and go to it, or show the page again with what was typed and what is wrong."""
    form = ecran.form
    if form.is_valid():
        try:
            return _aller(ecran, service())
        except SaisieRefusee as refus:
            reporter(form, refus)
        except BrouillonDepasse as depasse:
            return _montrer_les_deux_brouillons(ecran, depasse.brouillon)
        except ModifieDepuis as conflit:
            return _montrer_les_deux_versions(ecran, conflit)
        except TexteDAutrui as faute:
            raise Http404 from faute
    return _montrer(ecran, status=400)


def _aller(ecran: Ecran, issue: Issue):
    """To the interview, opened; a text already written says nothing more than the first time, but what it adds."""
    request, participant = ecran.request, ecran.participant
    if not issue.deja or issue.rendezvous:
        messages.success(request, _dire(issue, participant, ecran.entretien))
        for conseil in conseils(*(valeur for valeur in ecran.form.valeurs.values() if isinstance(valeur, str))):
            messages.info(request, conseil)
    reponse = redirect(adresse_de_l_entretien(issue.entretien, participant, liste_de(request)))
    reponse.precision_journal = _trace(issue.entretien)
    return reponse


def _trace(entretien: Entretien) -> str:
    """What the journal keeps, by which the next writer is told who wrote before."""
    return f"entretien {entretien.reference} enregistré"


def _dire(issue: Issue, participant: Participant, corrige: Entretien | None):
    """« Entretien enregistré. Prochain rendez-vous le 18 décembre à 9 h. », with the slip to print."""
    fait = "L’entretien est corrigé." if corrige else "Entretien enregistré."
    if issue.rendezvous is None:
        return fait
    return format_html(
        '{} Prochain rendez-vous le {}. <a class="lien-seul" href="{}">Imprimer le papier pour {}</a>',
        fait,
        _quand(issue.rendezvous, issue.entretien),
        reverse("participants:rendezvous_imprimer", args=[participant.uuid, issue.rendezvous.uuid]),
        participant.prenom,
    )


def _quand(rendezvous: RendezVous, entretien: Entretien) -> str:
    """« 18 décembre à 9 h », with the year when it is another."""
    jour = en_lettres(rendezvous.date)
    if rendezvous.date.year == entretien.date.year:
        jour = jour.removesuffix(f" {rendezvous.date.year}")
    return f"{jour} à {heure(rendezvous.heure)}" if rendezvous.heure else jour


def _montrer_les_deux_brouillons(ecran: Ecran, brouillon: Brouillon):
    """Another tab wrote in this draft: both texts, and this one may be sent again over the other."""
    autre = formulaire_du_brouillon(ecran.form, brouillon)
    adopte = replace(ecran, feuillet=replace(ecran.feuillet, texte=brouillon.uuid, revision=brouillon.revision))
    return _montrer(adopte, status=409, depasse=brouillon, differences=ecarts_bruts(ecran.form, autre))


def _montrer_les_deux_versions(ecran: Ecran, conflit: ModifieDepuis):
    """Somebody wrote this interview meanwhile, or this very text was saved with other words."""
    form, participant = ecran.form, ecran.participant
    actuelles = form.lire(conflit.actuelles)
    entretien = ecran.entretien or participant.entretiens.get(uuid=ecran.feuillet.texte)
    traces = Acces.objects.filter(objet_uuid=participant.uuid, precision=_trace(entretien))
    contexte = {
        "ecarts": ecarts(form, actuelles),
        "dernier": traces.select_related("utilisateur").first(),
        "rendezvous_a_prendre": form.rendezvous if ecran.entretien is None else None,
    }
    feuillet = ecran.feuillet if ecran.entretien else feuillet_neuf(None)
    corrige = replace(ecran, form=resaisir(form, conflit.actuelles), entretien=entretien, feuillet=feuillet)
    return _montrer(corrige, status=409, **contexte)


def _montrer(ecran: Ecran, *, status: int = 200, brouillon: Brouillon | None = None, **contexte):
    """The form, and beside it the last interview and what is going on."""
    request, participant = ecran.request, ecran.participant
    suite = suite_de(liste_de(request))
    communs = {
        "participant": participant,
        "entretien": ecran.entretien,
        "form": ecran.form,
        "feuillet": ecran.feuillet,
        "brouillon": brouillon,
        "retour": reverse(DOSSIER, args=[participant.uuid]) + suite,
        "suite": suite,
        "action": ecran.adresse + suite,
        "aujourdhui": aujourdhui(),
        "referent": referent_de(participant),
        "dernier_lu": dernier_tenu(participant, request.user, ecran.entretien),
        "travaux": travaux_en_cours(participant, aujourdhui()),
    }
    return render(request, ecran.gabarit, communs | contexte, status=status)


def _entretien(participant: Participant, uuid) -> Entretien:
    """The interview of this person, 404 for any other."""
    return get_object_or_404(participant.entretiens.select_related("participant", "par"), uuid=uuid)


def _voulu(texte: str | None) -> UUID | None:
    """The identifier that the address names; None for none, or for what is no identifier."""
    try:
        return UUID(texte or "")
    except ValueError:
        return None
