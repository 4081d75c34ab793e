"""Writing the access journal."""

from comptes.models import Acces


def journaliser(utilisateur, action: str, *, objet=None, precision: str = "") -> None:
    """Add one line: who (None: unknown), which action, on which object. `precision` never holds content or a name."""
    Acces.objects.create(
        utilisateur=utilisateur,
        action=action,
        objet_type=objet._meta.model_name if objet else "",
        objet_uuid=objet.uuid if objet else None,
        precision=precision,
    )
