"""Links to choose a password: signed, of one use, for seven days (an invitation) or one hour (a forgotten password)."""

import datetime as dt

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from comptes.choix import EtatCompte
from comptes.models import Utilisateur

SEL = "comptes.jetons"
DUREES = {EtatCompte.INVITE: dt.timedelta(days=7), EtatCompte.OUVERT: dt.timedelta(hours=1)}


def jeton(compte: Utilisateur) -> str:
    """What a link carries: which account, and a digest of its state, without its address nor its name."""
    return signing.dumps([compte.uuid.hex, _empreinte(compte)], salt=SEL)


def titulaire(texte: str) -> Utilisateur | None:
    """The account a link may still choose the password of; None for a forged, old, used or replaced link.

    Whatever changes the account's password, address, state or last sign-in makes the link worthless.
    """
    longue = max(DUREES.values())
    try:
        identifiant, empreinte = signing.loads(texte, salt=SEL, max_age=longue)
        compte = Utilisateur.objects.filter(uuid=identifiant, is_active=True).first()
        if compte is None or not constant_time_compare(empreinte, _empreinte(compte)):
            return None
        signing.loads(texte, salt=SEL, max_age=DUREES[compte.etat])
    except signing.BadSignature:
        return None
    return compte


def _empreinte(compte: Utilisateur) -> str:
    vu = compte.last_login.timestamp() if compte.last_login else ""
    etat = f"{compte.password}|{compte.email}|{compte.is_active}|{compte.generation}|{vu}"
    return salted_hmac(SEL, etat, algorithm="sha256").hexdigest()
