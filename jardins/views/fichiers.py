"""Files in and out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models.fields.json import KT
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action, peut
from jardins.apercus import parties
from jardins.forms import DepotForm
from socle.choix import StatutImport, StatutTravail
from socle.imports.depots import EN_ROUTE, DejaTraite, confier, confirmer, deposer, est_grand
from socle.imports.formats import TYPES_MIME
from socle.imports.rapport import a_enregistrer
from socle.imports.refus import lignes_a_corriger
from socle.imports.ressource import RessourceInconnue, ressource, ressources
from socle.models import Importation, Travail
from socle.tableur.ecriture import ecrire

PAR_PAGE = 25


@acces(Action.DONNEES_IMPORTER)
def fichiers(request):
    """Files in and out: deposit one, take a model, export, and one's own last imports."""
    return _page_fichiers(request, DepotForm())


@acces(Action.DONNEES_IMPORTER, methodes=("POST",))
def import_deposer(request):
    """Check a file and show what it would change; nothing is written. A large one goes to a worker."""
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
    if depot.statut == StatutImport.A_VERIFIER:
        return redirect("travail_voir", uuid=Travail.objects.get(objet=depot.uuid).uuid)
    return redirect("import_confirmer", uuid=depot.uuid)


@acces(Action.DONNEES_IMPORTER)
def import_lister(request):
    """Every import one may know of, the last first."""
    page = Paginator(_historique(request.user), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "jardins/import_lister.html", {"page": page, "depots": _nommer(page)})


@acces(Action.DONNEES_IMPORTER, objet=Importation, methodes=FORMULAIRE)
def import_confirmer(request, objet):
    """The report of a deposited file; a POST by who deposited it writes it."""
    if request.method == "POST":
        return _confirmer(request, objet)
    travail = Travail.objects.filter(objet=objet.uuid).last()
    voir = request.GET.get("voir", "")
    contexte = {
        "depot": _nommer([objet])[0],
        "sien": objet.depose_par_id == request.user.pk,
        "attend": objet.statut == StatutImport.VERIFIE and not objet.vide,
        "a_enregistrer": a_enregistrer(objet.rapport.get("crees", 0), objet.rapport.get("modifies", 0)),
        "en_route": objet.statut in EN_ROUTE,
        "travail": travail,
        "interrompu": objet.statut in EN_ROUTE and (travail is None or travail.statut == StatutTravail.ECHOUE),
        "parties": parties(objet.rapport, voir),
        "voir": voir,
    }
    return render(request, "jardins/import_confirmer.html", contexte)


def _confirmer(request, depot: Importation):
    if depot.depose_par_id != request.user.pk:
        raise PermissionDenied
    try:
        if est_grand(depot):
            travail = confier(importation=depot, par=request.user, le=timezone.now())
            return redirect("travail_voir", uuid=travail.uuid)
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
    if objet.statut != StatutImport.REFUSE or objet.vide or not objet.rapport["lignes_refusees"]:
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
        "depots": _nommer(_historique(request.user).filter(depose_par=request.user)[:5]),
    }
    return render(request, "jardins/fichiers.html", contexte, status=statut)


def _historique(utilisateur):
    """The imports one may know of, without their files nor their whole reports."""
    connus = Importation.objects.visibles_par(utilisateur).select_related("depose_par")
    return connus.annotate(resume=KT("rapport__resume")).defer("rapport")


def _nommer(depots) -> list[Importation]:
    """The same, each told what it holds; a resource that was unplugged since keeps its bare name."""
    titres = {connue.nom: connue.titre for connue in ressources().values()}
    nommes = list(depots)
    for depot in nommes:
        depot.titre = titres.get(depot.ressource, depot.ressource)
    return nommes


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
