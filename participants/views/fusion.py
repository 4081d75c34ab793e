"""Two files of one person made one, and parted again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from participants.forms.fusion import AutreDossierForm, ReunionForm
from participants.models import Fusion, Participant
from participants.services.doublons import candidats, identite_de
from participants.services.fusion import fusionner
from participants.services.fusion_defaire import defusionner, obstacles_connus
from participants.services.fusion_dossiers import dire_naissance
from participants.services.fusion_plan import Plan, previsualiser
from participants.services.paires import paires_probables
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter
from socle.normalisation import cle

PAR_PAGE = 60
TROUVES = 20


@acces(Action.PARTICIPANT_FUSIONNER, objet=Participant, methodes=FORMULAIRE)
def fusion_choisir(request, objet):
    """Whose file is the same person's: those that look alike, and a search by name."""
    if objet.fondu_dans:
        return _vers_le_garde(request, objet)
    form = AutreDossierForm(request.POST or None)
    trouves = None
    if request.method == "POST" and form.is_valid():
        trouves = [{"autre": fiche} for fiche in _fiches(_chercher(objet, form.cleaned_data["nom"])).values()][:TROUVES]
        if len(trouves) == 1:
            seul = trouves[0]["autre"]["personne"]
            return redirect("participants:fusion_confirmer", uuid=objet.uuid, autre=seul.uuid)
    contexte = {
        "participant": objet,
        "form": form,
        "trouves": trouves,
        "proches": _proches(objet),
    }
    statut = 400 if request.method == "POST" and form.errors else 200
    return render(request, "participants/fusion_choisir.html", contexte, status=statut)


@acces(Action.PARTICIPANT_FUSIONNER, objet=Participant, methodes=FORMULAIRE)
def fusion_confirmer(request, objet, autre):
    """Both files side by side, and what merging the second into the first would do; a POST does it."""
    fondu = get_object_or_404(Participant.objects.visibles_par(request.user), uuid=autre)
    if objet.fondu_dans:
        return _vers_le_garde(request, objet)
    if objet == fondu:
        return redirect("participants:fusion_choisir", uuid=objet.uuid)
    plan = previsualiser(garde=objet, fondu=fondu)
    form = ReunionForm(request.POST if request.method == "POST" else None, plan=plan)
    if request.method == "POST" and form.is_valid():
        if fusion := _reunir(request, plan, form):
            messages.success(request, _dire_reunis(fusion))
            reponse = redirect("participants:participant_voir", uuid=objet.uuid)
            return _journalisee(reponse, fondu)
        plan = previsualiser(garde=objet, fondu=fondu, choix=form.choix)
    contexte = {"plan": plan, "form": form, "garde": objet, "fondu": fondu}
    statut = 400 if request.method == "POST" else 200
    return _journalisee(render(request, "participants/fusion_confirmer.html", contexte, status=statut), fondu)


@acces(Action.PARTICIPANT_FUSIONNER, objet=Participant, methodes=FORMULAIRE)
def fusion_defaire(request, objet, fusion):
    """What parting these two files again gives back; a POST does it, or says what changed since."""
    fusion = get_object_or_404(
        objet.fusions.select_related("garde", "fondu", "faite_par").defer("avant", "apres"), uuid=fusion
    )
    refus = obstacles_connus(fusion)
    if request.method == "POST":
        try:
            defusionner(fusion=fusion, par=request.user, le=timezone.now())
        except SaisieRefusee as refusee:
            refus = [anomalie.raison for anomalie in refusee.anomalies]
        else:
            messages.success(request, f"Les deux dossiers sont séparés : {fusion.garde} et {fusion.fondu}.")
            return _journalisee(redirect("participants:fusion_lister"), fusion.fondu)
    contexte = {"fusion": fusion, "refus": refus}
    statut = 400 if request.method == "POST" else 200
    return _journalisee(render(request, "participants/fusion_defaire.html", contexte, status=statut), fusion.fondu)


@acces(Action.PARTICIPANT_FUSIONNER)
def fusion_lister(request):
    """Every merge, the last one first, undone or not."""
    fusions = Fusion.objects.select_related("garde", "fondu", "faite_par", "defaite_par").defer("avant", "apres")
    page = Paginator(fusions, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "participants/fusion_lister.html", {"page": page})


@acces(Action.PARTICIPANT_FUSIONNER)
def doublon_lister(request):
    """The pairs of files that look like one person's, the likeliest first."""
    paires = paires_probables(PAR_PAGE)
    cles = {pk for paire in paires for pk in (paire.premier, paire.second)}
    fiches = _fiches(Participant.objects.filter(pk__in=cles))
    vues = [{"un": fiches[p.premier], "autre": fiches[p.second], "raison": p.raison} for p in paires]
    return render(request, "participants/doublon_lister.html", {"paires": vues, "limite": PAR_PAGE})


def _vers_le_garde(request, participant: Participant):
    messages.info(request, "Ce dossier est déjà réuni à un autre : le voici.")
    return redirect("participants:participant_voir", uuid=participant.fondu_dans.uuid)


def _chercher(participant: Participant, texte: str):
    """Other people whose name holds each word, or of that very reference."""
    mots = Q()
    for mot in cle(texte).split():
        mots &= Q(cle__contains=mot)
    autres = Participant.objects.actuels().exclude(pk=participant.pk)
    return autres.filter(mots | Q(reference__iexact=texte.strip())).order_by("cle", "pk")


def _proches(participant: Participant) -> list[dict]:
    """The files that look like this one, the likeliest first; two statements."""
    vus = candidats(identite_de(participant), sauf=[participant.pk])
    fiches = _fiches(Participant.objects.filter(pk__in=[autre.pk for autre, _ in vus]))
    return [{"autre": fiches[autre.pk], "raison": vue.raison} for autre, vue in vus]


def _fiches(personnes) -> dict[int, dict]:
    """What tells these people apart, by key: their birth and the days of their last stay, as they read."""
    return {
        personne.pk: {
            "personne": personne,
            "naissance": dire_naissance(personne) or "naissance non renseignée",
            "parcours": _dire_parcours(personne),
        }
        for personne in personnes.avec_dernier_parcours()
    }


def _dire_parcours(personne: Participant) -> str:
    if personne.entree is None:
        return "jamais entrée"
    sortie = f" au {personne.sortie:%d/%m/%Y}" if personne.sortie else ""
    return f"{'du' if sortie else 'depuis le'} {personne.entree:%d/%m/%Y}{sortie}"


def _reunir(request, plan: Plan, form: ReunionForm) -> Fusion | None:
    """The merge, or None with the reasons on the form."""
    try:
        return fusionner(
            garde=plan.garde,
            fondu=plan.fondu,
            choix=form.choix,
            par=request.user,
            le=timezone.now(),
            vu=form.cleaned_data["vu"],
        )
    except SaisieRefusee as refus:
        reporter(form, refus)
        return None


def _dire_reunis(fusion: Fusion) -> str:
    adresse = reverse("participants:fusion_defaire", kwargs={"uuid": fusion.garde.uuid, "fusion": fusion.uuid})
    return format_html('Les deux dossiers n’en font plus qu’un. <a href="{}">Séparer les deux dossiers</a>', adresse)


def _journalisee(reponse, fondu: Participant):
    """The journal names the kept file; the other one is told beside it, by its identifier."""
    reponse.precision_journal = str(fondu.uuid)
    return reponse
