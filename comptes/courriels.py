"""Letters about one's account, and what waits for it. They hold a first name, numbers and links, and never what is in
the application.
"""

import logging
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import send_mail

JOURNAL = logging.getLogger(__name__)
SANS_ENVOI = ("console", "dummy", "filebased")

LETTRES = {
    "invitation": (
        "Votre compte est ouvert",
        "Un compte vous attend dans l’application des Jardins du cœur.\n"
        "Choisissez votre mot de passe à cette adresse. Elle sert une fois, pendant 7 jours :\n\n{lien}\n\n"
        "Si vous n’attendiez pas ce message, ne l’ouvrez pas : le compte reste fermé à tous.",
    ),
    "oubli": (
        "Choisir un nouveau mot de passe",
        "Quelqu’un, sans doute vous, demande un nouveau mot de passe pour votre compte.\n"
        "Choisissez-le à cette adresse. Elle sert une fois, pendant une heure :\n\n{lien}\n\n"
        "Si ce n’était pas vous, ne faites rien : votre mot de passe ne change pas.",
    ),
    "mot_de_passe": (
        "Votre mot de passe a changé",
        "Le mot de passe de votre compte vient de changer, et vos autres sessions sont fermées.\n"
        "Si ce n’était pas vous, prévenez aussitôt la personne qui administre l’application.",
    ),
    "role": (
        "Votre rôle a changé",
        "Votre rôle dans l’application est maintenant : {role}. Vos pages changent dès votre prochain geste.\n"
        "Si cela vous étonne, demandez à la personne qui administre l’application.",
    ),
    "resume": ("Votre semaine", "{texte}"),
    "adresse": (
        "Votre adresse de connexion a changé",
        "L’adresse électronique de votre compte vient de changer. Ce message part à l’ancienne et à la nouvelle.\n"
        "Si cela vous étonne, prévenez aussitôt la personne qui administre l’application.",
    ),
}


def configure() -> bool:
    """Whether letters leave at all, rather than being written somewhere on the machine: EMAIL_URL says a server."""
    return settings.EMAIL_BACKEND.rsplit(".", 2)[-2] not in SANS_ENVOI


def envoyer(lettre: str, a: str, prenom: str, **mots: str) -> bool:
    """Send one of LETTRES to this address; False when it could not leave. Its failure is logged by its kind only."""
    if not configure():
        return False
    objet, corps = LETTRES[lettre]
    texte = f"Bonjour {prenom},\n\n{corps.format(**mots)}\n\nJardins du cœur, {settings.NOM_STRUCTURE}\n"
    try:
        send_mail(f"Jardins du cœur : {objet.lower()}", texte, None, [a])
    except (SMTPException, OSError) as echec:
        JOURNAL.error("Un courriel n’est pas parti : %s", type(echec).__name__)
        return False
    return True


def envoyer_plus_tard(lettre: str, a: str, prenom: str, **mots: str) -> None:
    """Send it after the answer, so that its length does not tell whether a letter leaves."""
    Thread(target=envoyer, args=(lettre, a, prenom), kwargs=mots, name="courriel").start()
