"""Sending one message to oneself, and saying in words what stopped it."""

import smtplib
import socket
import ssl

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from comptes.courriels import configure

DELAI = 10  # seconds
# From the most precise to the vaguest: an exception is also what it derives from.
RAISONS = (
    (
        smtplib.SMTPAuthenticationError,
        "le serveur d’envoi refuse l’identifiant ou le mot de passe de la boîte",
    ),
    (smtplib.SMTPRecipientsRefused, "le serveur d’envoi refuse votre adresse"),
    (smtplib.SMTPSenderRefused, "le serveur d’envoi refuse l’adresse de l’expéditeur"),
    (smtplib.SMTPServerDisconnected, "le serveur d’envoi a coupé la conversation"),
    (smtplib.SMTPException, "le serveur d’envoi a refusé le message"),
    (ssl.SSLError, "la connexion chiffrée au serveur d’envoi n’a pas pu s’établir"),
    (socket.gaierror, "le nom du serveur d’envoi n’est pas connu"),
    (TimeoutError, f"le serveur d’envoi n’a pas répondu en {DELAI} secondes"),
    (ConnectionRefusedError, "le serveur d’envoi refuse la connexion : vérifiez son nom et son port"),
    (OSError, "le serveur d’envoi n’a pas pu être joint"),
)


def essayer_courriel(*, adresse: str) -> str:
    """Send a test message to this address; gives '' when the server took it, else what stopped it, in words."""
    if not configure():
        return "aucun serveur d’envoi n’est réglé (EMAIL_URL)"
    message = EmailMessage(
        subject="Essai de courriel des Jardins du cœur",
        body="Ce message montre que l’application peut envoyer des courriels. Vous n’avez rien à faire.\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[adresse],
    )
    try:
        with get_connection(timeout=DELAI) as serveur:
            message.connection = serveur
            message.send()
    except (smtplib.SMTPException, OSError) as panne:
        return next(raison for genre, raison in RAISONS if isinstance(panne, genre))
    return ""
