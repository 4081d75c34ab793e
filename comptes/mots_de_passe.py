"""The CNIL's rule for a password alone (délibération 2022-100): some 80 bits of entropy."""

import string

from django.core.exceptions import ValidationError

FAMILLES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
CONSEIL = (
    "Votre mot de passe compte au moins 12 caractères avec minuscules, majuscules, chiffres et signes, "
    "ou 14 sans signes, ou une phrase d’au moins 7 mots."
)


class RegleCNIL:
    """Twelve characters of the four families, fourteen of three, or a phrase of seven words."""

    def validate(self, password, user=None):
        """Refuse what is too weak (ValidationError), saying the three ways to do better."""
        if not (_fort(password) or _phrase(password)):
            raise ValidationError(CONSEIL, code="mot_de_passe_faible")

    def get_help_text(self):
        return CONSEIL


def _fort(mot: str) -> bool:
    connues = sum(any(signe in famille for signe in mot) for famille in FAMILLES)
    autres = any(signe not in "".join(FAMILLES) for signe in mot)
    return connues == 3 and len(mot) >= (12 if autres else 14)


def _phrase(mot: str) -> bool:
    return len({part.lower() for part in mot.split() if len(part) >= 2}) >= 7
