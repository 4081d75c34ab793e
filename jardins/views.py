"""The pages of the house itself: home, health, files in and out."""

from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from comptes.acces import acces, public
from comptes.droits import Action, peut
from jardins.forms import DepotForm
from socle.choix import StatutImport
from socle.imports.depots import DejaTraite, confirmer, deposer
from socle.imports.formats import TYPES_MIME
from socle.imports.refus import lignes_a_corriger
from socle.imports.ressource import RessourceInconnue, ressource, ressources
from socle.models import Importation
from socle.tableur.ecriture import ecrire

DEPOT = ("GET", "HEAD", "POST")


@public
def etat(request):
    """Whether the application answers and reaches its database: « ok », and nothing else."""
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")


@acces(Action.ACCUEIL)
def accueil(request):
    """Where to go from here, by role."""
    return render(request, "jardins/accueil.html")


@acces(Action.DONNEES_IMPORTER)
def fichiers(request):
    """Files in and out: deposit one, take a model, export, and one's own last imports."""
    return _page_fichiers(request, DepotForm())


@acces(Action.DONNEES_IMPORTER, methodes=("POST",))
def import_deposer(request):
    """Check a file and show what it would change; nothing is written."""
    form = DepotForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page_fichiers(request, form, statut=400)
    fichier = form.cleaned_data["fichier"]
    depot = deposer(
        ressource=ressource(form.cleaned_data["ressource"]),
        contenu=fichier.read(),
        nom=fichier.name,
        par=request.user,
        le=timezone.now(),
    )
    return redirect("import_confirmer", uuid=depot.uuid)


@acces(Action.DONNEES_IMPORTER, objet=Importation, methodes=DEPOT)
def import_confirmer(request, objet):
    """The report of a deposited file; a POST writes it."""
    if request.method == "POST":
        return _confirmer(request, objet)
    return render(request, "jardins/import_confirmer.html", {"depot": objet, "statuts": StatutImport})


def _confirmer(request, depot: Importation):
    try:
        rapport = confirmer(importation=depot, par=request.user, le=timezone.now())
    except DejaTraite:
        messages.warning(request, "Ce fichier n’attend plus de confirmation. Déposez-le de nouveau s’il a changé.")
    else:
        niveau = messages.SUCCESS if rapport.ecrit else messages.ERROR
        messages.add_message(request, niveau, rapport.resume)
    return redirect("import_confirmer", uuid=depot.uuid)


@acces(Action.DONNEES_IMPORTER, objet=Importation)
def import_refus(request, objet):
    """The refused rows of one's file, to correct and deposit again."""
    if objet.statut != StatutImport.REFUSE or not objet.contenu or not objet.rapport["lignes_refusees"]:
        raise Http404
    contenu = lignes_a_corriger(bytes(objet.contenu), objet.nom_fichier, objet.rapport)
    return _fichier(contenu, f"{objet.ressource}-a-corriger", "xlsx")


@acces(Action.DONNEES_IMPORTER)
def import_modele(request, ressource):
    """An empty file with the right headers."""
    voulue = _ressource(ressource)
    return _fichier(ecrire("xlsx", voulue.entetes, []), f"modele-{voulue.nom}", "xlsx")


@acces(Action.DONNEES_EXPORTER)
def exporter(request, ressource, format):
    """Everything of a resource, in one of the three formats."""
    voulue = _ressource(ressource)
    if format not in TYPES_MIME:
        raise Http404
    return _fichier(ecrire(format, voulue.entetes, voulue.exporter()), voulue.nom, format)


def _page_fichiers(request, form: DepotForm, statut: int = 200):
    contexte = {
        "form": form,
        "ressources": ressources().values(),
        "formats": list(TYPES_MIME),
        "peut_exporter": peut(request.user, Action.DONNEES_EXPORTER),
        "depots": Importation.objects.visibles_par(request.user).defer("contenu")[:20],
    }
    return render(request, "jardins/fichiers.html", contexte, status=statut)


def _ressource(nom: str):
    try:
        return ressource(nom)
    except RessourceInconnue as inconnue:
        raise Http404 from inconnue


def _fichier(contenu: bytes, nom: str, format: str) -> HttpResponse:
    reponse = HttpResponse(contenu, content_type=TYPES_MIME[format])
    reponse["Content-Disposition"] = f'attachment; filename="{nom}.{format}"'
    reponse.precision_journal = f"{nom}.{format}"
    return reponse
