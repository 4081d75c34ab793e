"""What the pages that write in a file share: the form and its refusals, the way back, who wrote last."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse

from comptes.models import Acces
from partenaires.models import Partenaire
from participants.dossier import liste_de, suite_de
from participants.models import Participant, PremierContact
from socle.conflits import ModifieDepuis, ecarts, resaisir
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter


def contacts_de(participant: Participant) -> QuerySet[PremierContact]:
    """The meetings before an entry, newest first, as the pages show them."""
    return participant.premiers_contacts.select_related("partenaire", "note_par")


def saisir(request, participant: Participant, form: forms.Form, ecrire: Callable, **page):
    """Write what was typed and go back to the tab, or show the page with what is wrong.

    `ecrire` calls a service with the valid form. `page` says: `gabarit`, `retour` (the tab's url name), `message`
    (what was written, or a function that says it of what `ecrire` gave), `ecrit` (the same for the journal, without
    content), `suite` (where to go when it is not that tab), and whatever the template reads more.
    """
    retour = _adresse(request, participant, page["retour"])
    if request.method == "POST" and form.is_valid():
        try:
            ecrit = ecrire(form)
        except SaisieRefusee as refus:
            reporter(form, refus)
        except ModifieDepuis as conflit:
            return _montrer_conflit(request, participant, form, conflit, page, retour)
        else:
            message = page["message"]
            messages.success(request, message(ecrit) if callable(message) else message)
            reponse = redirect(page.get("suite") or retour)
            reponse.precision_journal = page.get("ecrit", "")
            return reponse
    return _montrer(request, participant, page, retour, form=form, status=400 if form.is_bound else 200)


def _montrer(request, participant, page, retour, *, status, **contexte):
    liste = suite_de(liste_de(request))
    tout = {**page, "participant": participant, "retour": retour, "suite_de_liste": liste, **contexte}
    return render(request, page["gabarit"], tout, status=status)


def _montrer_conflit(request, participant, form, conflit, page, retour):
    """Both versions; what was typed is kept, and may be sent again over the other."""
    autres = page["lire_actuelles"](conflit.actuelles)
    differences = ecarts(form, autres)
    nouveau = resaisir(form, conflit.actuelles)
    auteur = _dernier_auteur(participant, page["ecrit"])
    return _montrer(request, participant, page, retour, form=nouveau, ecarts=differences, dernier=auteur, status=409)


def _dernier_auteur(participant: Participant, ecrit: str) -> Acces | None:
    """The line of the journal that says who wrote this last, and when."""
    return Acces.objects.filter(objet_uuid=participant.uuid, precision=ecrit).select_related("utilisateur").first()


def partenaires_connus() -> list[str]:
    """The names proposed while one is typed."""
    return list(Partenaire.objects.values_list("nom", flat=True))


def _adresse(request, participant: Participant, vue: str) -> str:
    return reverse(vue, args=[participant.uuid]) + suite_de(liste_de(request))
