"""The CNIL's rule for a password alone (délibération 2022-100): some 80 bits of entropy."""

from django.core.exceptions import ValidationError

FAMILLES = (str.islower, str.isupper, str.isdigit)
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
    familles = all(any(map(famille, mot)) for famille in FAMILLES)
    signes = not mot.isalnum()
    return familles and len(mot) >= (12 if signes else 14)


def _phrase(mot: str) -> bool:
    return len({part.lower() for part in mot.split() if len(part) >= 2}) >= 7
