"""Help: everything a role may do, the glossary, and one page to pin by the desk."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from comptes.acces import acces
from comptes.choix import Role
from comptes.droits import Action
from jardins.aide import chapitres, guide


@acces(Action.AIDE)
def aide_lire(request):
    """The guides of one's role, every subject it may open, and the glossary, on one page that can be searched."""
    role = request.user.role
    contexte = {"chapitres": chapitres(role), "guide": guide(role), "roles": Role, "contact": settings.CONTACT}
    return render(request, "jardins/aide_lire.html", contexte)


@acces(Action.AIDE)
def aide_carte(request, role):
    """The quick card of a role, made for one sheet of paper."""
    if role not in Role.values:
        raise Http404
    return render(
        request, "jardins/aide_carte.html", {"role": Role(role), "guide": guide(role), "contact": settings.CONTACT}
    )
