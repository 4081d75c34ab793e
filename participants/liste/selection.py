"""The people that criteria ask for, with what the list shows of each."""

from collections.abc import Sequence

from django.db.models import BooleanField, Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When

from participants.choix import Rythme
from participants.liste.colonnes import MANQUES
from participants.liste.criteres import INCONNU, ONGLETS, VUES, Criteres
from participants.liste.entretiens import annotations_du_rythme, attente, rythme_en_base
from participants.liste.reperes import Jalons
from participants.models import FAITS, FaitReferent, Participant, PremierContact
from participants.models.personnes import est_a_l_accueil, est_en_parcours, est_sorti
from participants.situation import SUJETS
from socle.branchements import branches

# What each order sorts by; the name parts equals.
ORDRES = {
    "nom": F("cle"),
    "age": F("date_naissance"),
    "quartier": F("libelle_quartier"),
    "referent": F("nom_referent"),
    "contact": F("contact"),
    "entree": F("entree"),
    "sortie": F("sortie"),
    "venue": F("derniere_venue"),
    "entretien": attente(),
    "heures": F("minutes_du_mois"),
}
# The older, the earlier she was born.
INVERSES = {"age"}


def personnes(utilisateur, jalons: Jalons, filtres: dict[str, str], mots: Sequence[str] = ()) -> QuerySet:
    """Everybody that the filters and the words keep, whatever the status, annotated with all that the list knows.

    `mots` are normalised beginnings of names, in any order. Nothing is read yet, and what a query does not use costs
    it nothing.
    """
    gens = Participant.objects.visibles_par(utilisateur).actuels().avec_dernier_parcours()
    gens = gens.annotate(**_connaissances(jalons)).annotate(rythme=rythme_en_base(jalons.jour, jalons.rythme))
    gens = gens.annotate(
        **{f"statut_{nom}": _si(condition) for nom, condition in _statuts(jalons).items()},
        **{f"vue_{nom}": condition for nom, condition in _vues(utilisateur, jalons).items()},
    )
    for champ, valeur in filtres.items():
        gens = gens.filter(**{champ: None if valeur == INCONNU else int(valeur)})
    for mot in mots:
        gens = gens.filter(Q(cle__startswith=mot) | Q(cle__contains=f" {mot}"))
    return gens


def selection(gens: QuerySet, criteres: Criteres) -> QuerySet:
    """Of these people, those of the status and of the view, in order."""
    gens = gens.filter(**{f"statut_{criteres.onglet}": True})
    if criteres.vue:
        gens = gens.filter(**{f"vue_{criteres.vue}": True})
    return gens.order_by(*_ordre(criteres.tri))


def comptes(gens: QuerySet, criteres: Criteres) -> QuerySet:
    """How many each link would show, by `onglet_…` (in this view) and `vue_de_…` (in this status): one row."""
    statut, vue = Q(**{f"statut_{criteres.onglet}": True}), Q()
    if criteres.vue:
        vue = Q(**{f"vue_{criteres.vue}": True})
    onglets = {f"onglet_{nom}": Count("pk", filter=Q(**{f"statut_{nom}": True}) & vue) for nom in ONGLETS}
    vues = {f"vue_de_{nom}": Count("pk", filter=Q(**{f"vue_{nom}": True}) & statut) for nom in VUES}
    return gens.order_by().values(ensemble=Value(1)).annotate(**onglets, **vues).values(*onglets, *vues)


def _connaissances(jalons: Jalons) -> dict:
    """The facts in force, as keys of their lists; the last contact; and what higher packages know."""
    faits = {
        nom: Subquery(modele.objects.en_vigueur(jalons.jour, "parcours__").values("valeur")[:1])
        for nom, modele in SUJETS.items()
    }
    quartier = FAITS["quartier"].objects.en_vigueur(jalons.jour, "parcours__").values("valeur__libelle")
    referent = FaitReferent.objects.en_vigueur(jalons.jour, "parcours__").values("valeur__nom")
    contacts = PremierContact.objects.filter(participant=OuterRef("pk")).order_by("-date", "-pk")
    connues = faits | {
        "libelle_quartier": Subquery(quartier[:1]),
        "nom_referent": Subquery(referent[:1]),
        "contact": Subquery(contacts.values("date")[:1]),
        **annotations_du_rythme(jalons.jour),
    }
    for donner in branches("ANNOTATIONS_DES_PARTICIPANTS"):
        connues |= donner(jalons.jour)
    return connues


def _statuts(jalons: Jalons) -> dict[str, Q]:
    cette_annee = Q(sortie__gte=jalons.jour.replace(month=1, day=1))
    return {
        "en_parcours": est_en_parcours(jalons.jour),
        "accueil": est_a_l_accueil(),
        "sortis": est_sorti(jalons.jour) & cette_annee,
        "tous": Q(pk__isnull=False),
    }


def _vues(utilisateur, jalons: Jalons) -> dict:
    incomplet = Q(*((champ, None) for champ in MANQUES), _connector=Q.OR)
    return {
        "miens": _si(Q(referent=utilisateur.pk)),
        "en_retard": _si(est_en_parcours(jalons.jour), Q(rythme=Rythme.EN_RETARD)),
        "jamais_recus": _si(est_en_parcours(jalons.jour), Q(rythme=Rythme.JAMAIS_RECU)),
        "a_prevoir": _si(est_en_parcours(jalons.jour), Q(rythme=Rythme.A_PREVOIR)),
        "absents": _si(est_en_parcours(jalons.jour), _sans_venue(jalons.absence)),
        "a_completer": _si(est_en_parcours(jalons.jour), incomplet),
        "dormants": _si(est_en_parcours(jalons.jour), _sans_venue(jalons.sommeil)),
    }


def _sans_venue(depuis) -> Q:
    """Not here since that day; who entered or returned after it had no time to be missed, who is away is not missed."""
    revenue = Q(suspension_finie=None) | Q(suspension_finie__lt=depuis)
    absente = Q(derniere_venue=None) | Q(derniere_venue__lte=depuis)
    return Q(entree__lte=depuis) & absente & Q(suspension_debut=None) & revenue


def _si(condition: Q, puis: Q | None = None) -> Case:
    """Whether the first condition holds, then the second, which is only looked at in that case: it costs more."""
    alors = True if puis is None else Case(When(puis, then=True), default=False, output_field=BooleanField())
    return Case(When(condition, then=alors), default=False, output_field=BooleanField())


def _ordre(tri: str) -> tuple:
    nom, renverse = tri.removeprefix("-"), tri.startswith("-") ^ (tri.removeprefix("-") in INVERSES)
    champ = ORDRES[nom]
    return (champ.desc(nulls_last=True) if renverse else champ.asc(nulls_last=True), "cle", "pk")
