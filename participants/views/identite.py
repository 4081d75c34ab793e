"""Writing who a person is, how to reach her, and how she was met before her entry."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from participants.dossier import dossier_garde
from participants.forms.dossier import ContactForm, CoordonneesForm, IdentiteForm
from participants.models import Participant
from participants.services.contacts import contact_de, corriger_contact, noter_contact
from participants.services.coordonnees import (
    coordonnees_de,
    identite_de,
    modifier_coordonnees,
    modifier_identite,
)
from participants.views.saisie import contacts_de, partenaires_connus, saisir
from socle.periodes import aujourdhui


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def identite_modifier(request, objet):
    """Name, sex, birth."""
    form = IdentiteForm(request.POST or None, initial=IdentiteForm.depart(identite_de(objet)))
    return saisir(
        request,
        objet,
        form,
        lambda form: modifier_identite(
            participant=objet, valeurs=form.valeurs, version=form.cleaned_data["version"], aujourdhui=aujourdhui()
        ),
        gabarit="participants/identite_modifier.html",
        retour="participants:participant_voir",
        message="L’identité est enregistrée.",
        ecrit="identité enregistrée",
        lire_actuelles=IdentiteForm.depart,
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def coordonnees_modifier(request, objet):
    """Telephones, addresses, how she prefers to be reached, whom to call."""
    form = CoordonneesForm(request.POST or None, initial=CoordonneesForm.depart(coordonnees_de(objet)))
    return saisir(
        request,
        objet,
        form,
        lambda form: modifier_coordonnees(
            participant=objet, valeurs=form.valeurs, version=form.cleaned_data["version"]
        ),
        gabarit="participants/coordonnees_modifier.html",
        retour="participants:participant_coordonnees",
        message="Les coordonnées sont enregistrées.",
        ecrit="coordonnées enregistrées",
        lire_actuelles=dict,
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def contact_ajouter(request, objet):
    """A meeting before the entry: it counts nowhere until the person enters."""
    form = ContactForm(request.POST or None, initial={"date": aujourdhui()})
    return saisir(
        request,
        objet,
        form,
        lambda form: noter_contact(
            participant=objet,
            valeurs=form.valeurs,
            par=request.user,
            le=timezone.now(),
            aujourdhui=aujourdhui(),
        ),
        gabarit="participants/contact_ajouter.html",
        retour="participants:participant_parcours",
        message="Le premier contact est noté.",
        partenaires=partenaires_connus(),
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def contact_corriger(request, objet, contact):
    """A meeting noted with a mistake."""
    contact = get_object_or_404(contacts_de(objet), uuid=contact)
    form = ContactForm(request.POST or None, initial=ContactForm.depart(contact_de(contact)))
    return saisir(
        request,
        objet,
        form,
        lambda form: corriger_contact(
            contact=contact, valeurs=form.valeurs, version=form.cleaned_data["version"], aujourdhui=aujourdhui()
        ),
        gabarit="participants/contact_corriger.html",
        retour="participants:participant_parcours",
        message="Le premier contact est corrigé.",
        ecrit="premier contact corrigé",
        lire_actuelles=dict,
        partenaires=partenaires_connus(),
    )
