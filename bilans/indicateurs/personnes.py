"""Who the people of a period are: one row a person, with what was true on her last day in it."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import DateField, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from bilans.definitions import DEFINITIONS
from bilans.indicateurs.sorties import Mouvements
from bilans.indicateurs.valeurs import Chiffre, Repartition, Section, parts, sur
from participants.choix import Origine, Sexe
from participants.models import FaitLogement, FaitNiveau, FaitQuartier, FaitSituation, Parcours
from socle.models import ParametreDate
from socle.periodes import Periode
from socle.temps import AnneesEntre

TRANCHES = (
    (18, "moins de 18 ans"),
    (26, "18-25 ans"),
    (30, "26-29 ans"),
    (40, "30-39 ans"),
    (50, "40-49 ans"),
    (55, "50-54 ans"),
)
PLUS_AGES = "55 ans et plus"
SEXES = {Sexe.FEMME: "femmes", Sexe.HOMME: "hommes", Sexe.AUTRE: "autre"}
TITRES = {
    "par_sexe": "Sexe",
    "par_age": "Âge",
    "par_situation": "Situation",
    "par_quartier": "Quartier",
    "par_niveau_etudes": "Niveau d’études",
    "par_logement": "Logement",
    "par_prescripteur": "Prescripteur",
}


def personnes(periode: Periode):
    """The last stay of each person within the period, annotated with what the breakdowns count.

    A queryset of Parcours, one row a person: `sexe`, `age` (on the first day of her first stay within the period, in
    whole years), `situation`, `quartier`, `niveau` (its class of 1969), `logement`. Filtering it by one of them gives
    the people behind a line.
    """
    sejours = Parcours.objects.pendant(periode)
    de_la_meme = sejours.filter(participant=OuterRef("participant")).order_by("date_entree")
    fin = periode.fin
    return sejours.filter(~Exists(de_la_meme.filter(date_entree__gt=OuterRef("date_entree")))).annotate(
        sexe=F("participant__sexe"),
        age=AnneesEntre("participant__date_naissance", _premier_jour(de_la_meme, periode)),
        situation=Subquery(FaitSituation.objects.en_vigueur(fin).values("valeur")[:1]),
        quartier=Subquery(FaitQuartier.objects.en_vigueur(fin).values("valeur")[:1]),
        niveau=Subquery(FaitNiveau.objects.en_vigueur(fin).values(classe=Coalesce("valeur__classe", "valeur"))[:1]),
        logement=Subquery(FaitLogement.objects.en_vigueur(fin).values("valeur")[:1]),
    )


def section(periode: Periode, libelles: dict, presentes: int, mouvements: Mouvements) -> Section:
    """People of the period: counts, objective, and seven breakdowns that each cover everybody. Two queries."""
    lignes = list(
        personnes(periode)
        .order_by()
        .values_list("sexe", "age", "situation", "quartier", "niveau", "logement", "origine", "prescripteur")
    )
    sexes, ages, situations, quartiers, niveaux, logements, origines, partenaires = (
        zip(*lignes, strict=True) if lignes else [()] * 8
    )
    return Section(
        "personnes",
        "Les personnes",
        chiffres=_chiffres(periode, len(lignes), presentes, mouvements),
        repartitions=(
            _repartition("par_sexe", sexes, SEXES),
            _repartition("par_age", map(_tranche, ages), {nom: nom for nom in (*(n for _, n in TRANCHES), PLUS_AGES)}),
            _repartition("par_situation", situations, libelles["situation"]),
            _repartition("par_quartier", quartiers, libelles["quartier"]),
            _repartition("par_niveau_etudes", niveaux, libelles["niveau"], montrees=_classes_de_1969(libelles)),
            _repartition("par_logement", logements, libelles["logement"]),
            _repartition("par_prescripteur", _prescriptions(origines, partenaires), _prescripteurs(libelles)),
        ),
    )


def _premier_jour(sejours, periode: Periode):
    """The first day of the person's first overlap."""
    entree = Subquery(sejours.values("date_entree")[:1], output_field=DateField())
    return Greatest(entree, Value(periode.debut, DateField()), output_field=DateField())


def _tranche(age: int | None) -> str | None:
    """The age band; None when the birth is not known."""
    if age is None:
        return None
    return next((nom for limite, nom in TRANCHES if age < limite), PLUS_AGES)


def _chiffres(periode: Periode, total: int, presentes: int, mouvements: Mouvements) -> tuple[Chiffre, ...]:
    objectif = ParametreDate.objects.en_vigueur(ParametreDate.OBJECTIF_PERSONNES, periode.fin)
    return (
        _chiffre("total", "Personnes accueillies", total, objectif=objectif),
        _chiffre("entrees", "Entrées", mouvements.entrees),
        _chiffre("sorties", "Sorties", mouvements.sorties),
        _chiffre("presentes", "Personnes venues au jardin", presentes, base=sur(total, "accueillie")),
    )


def _chiffre(code: str, libelle: str, valeur: int, **reste) -> Chiffre:
    return Chiffre(code, libelle, valeur, DEFINITIONS[f"personnes.{code}"], **reste)


def _repartition(code: str, valeurs: Iterable, libelles: dict, montrees: Iterable = ()) -> Repartition:
    """Everybody by `valeurs` (None: unknown), in the order of `libelles`; zero lines only when `montrees`."""
    comptes = Counter(valeurs)
    inconnus = comptes.pop(None, 0)
    lignes = [(str(cle), libelle, comptes[cle]) for cle, libelle in libelles.items() if comptes[cle] or cle in montrees]
    total = sum(comptes.values()) + inconnus
    lignes = parts(lignes, inconnus=inconnus) if total else ()
    return Repartition(code, TITRES[code], DEFINITIONS[f"personnes.{code}"], "personnes", total, lignes)


def _prescriptions(origines: Iterable[str], partenaires: Iterable[int | None]) -> list:
    """One key a person: the partner's, else the origin itself; None when it is not known."""
    return [partenaire or origine or None for origine, partenaire in zip(origines, partenaires, strict=True)]


def _prescripteurs(libelles: dict) -> dict:
    """The CCAS, the person herself, then the partners by name."""
    propres = {origine.value: origine.label for origine in (Origine.CCAS, Origine.ELLE_MEME)}
    return propres | libelles["prescripteur"]


def _classes_de_1969(libelles: dict) -> list[int]:
    """The six classes of 1969, always shown: a class at zero says something."""
    classes = ("I et II", "III", "IV", "V", "V bis", "VI")
    return [cle for cle, libelle in libelles["niveau"].items() if libelle in classes]
