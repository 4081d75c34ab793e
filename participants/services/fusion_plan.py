"""What a merge would do, worked out in memory: the same plan is shown, then carried out."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field

from django.db import models
from django.db.models import CharField, Value
from django.db.models.functions import Cast

from participants.models import Participant
from participants.services.fusion_dossiers import IDENTITE
from participants.services.fusion_regles import FONDU, GARDE, Bloc, Devenir, Regle, regles_de

LEGERS = (Devenir.SUIVRE, Devenir.ECARTER, Devenir.REFUSER)


@dataclass(frozen=True)
class Comparaison:
    """One block of two rows: how each reads, the side retained, and whether somebody has to choose."""

    cle: str
    libelle: str
    garde: str
    fondu: str
    retenu: str
    au_choix: bool

    @property
    def differe(self) -> bool:
        return self.garde != self.fondu


@dataclass(frozen=True)
class Reunion:
    """Two rows that become one, block by block."""

    titre: str
    comparaisons: tuple[Comparaison, ...]

    @property
    def differe(self) -> bool:
        return any(comparaison.differe for comparaison in self.comparaisons)


@dataclass(frozen=True)
class Ligne:
    """A row that is not read whole: whose it is, its key and what it says."""

    regle: Regle
    pk: int
    proprietaire: int
    cle: str
    texte: str

    @property
    def jour(self) -> dt.date | None:
        """The day that the key is, or ends with; None when it holds none."""
        try:
            return dt.date.fromisoformat(self.cle.split()[-1])
        except (ValueError, IndexError):
            return None


@dataclass
class Plan:
    """What merging `fondu` into `garde` would do. `refus` says in sentences why it cannot be done."""

    garde: Participant
    fondu: Participant
    reunions: list[Reunion] = field(default_factory=list)
    ecartees: list[tuple[Ligne, Ligne]] = field(default_factory=list)  # (kept, set aside)
    mouvements: list[tuple[Regle, list[int], int]] = field(default_factory=list)  # rows → their new owner
    suppressions: list[tuple[type[models.Model], int]] = field(default_factory=list)
    modifiees: list[models.Model] = field(default_factory=list)
    reunies: dict[tuple[type[models.Model], int], int] = field(default_factory=dict)  # absorbed row → kept row
    legeres: list[Ligne] = field(default_factory=list)
    apres: dict[str, list[models.Model]] = field(default_factory=dict)  # rows read whole, as they would be
    refus: list[str] = field(default_factory=list)

    @property
    def comptes(self) -> dict[str, int]:
        """How many rows of each kind go over to the kept file."""
        comptes: Counter = Counter()
        for regle, lignes, _ in self.mouvements:
            comptes[regle.libelle] += len(lignes)
        return dict(comptes)

    @property
    def identiques(self) -> int:
        """How many rows said the same thing on both sides and are kept once."""
        lignes = sum(not reunion.differe for reunion in self.reunions[1:])
        return lignes + sum(gardee.texte == ecartee.texte for gardee, ecartee in self.ecartees)

    @property
    def laissees(self) -> list[tuple[Ligne, Ligne]]:
        """(kept, set aside) of those that did not say the same."""
        return [(gardee, ecartee) for gardee, ecartee in self.ecartees if gardee.texte != ecartee.texte]

    @property
    def empreinte(self) -> str:
        """What was shown, in short: it changes as soon as one of the files does."""
        vues = [[(c.cle, c.garde, c.fondu) for c in reunion.comparaisons] for reunion in self.reunions]
        lignes = [(regle.relation, sorted(pks), vers) for regle, pks, vers in self.mouvements]
        supprimees = [(modele._meta.label, pk) for modele, pk in self.suppressions]
        textes = [(gardee.texte, ecartee.texte) for gardee, ecartee in self.ecartees]
        return hashlib.sha256(repr((vues, lignes, supprimees, textes)).encode()).hexdigest()


def previsualiser(*, garde: Participant, fondu: Participant, choix: Mapping[str, str] | None = None) -> Plan:
    """What merging `fondu` into `garde` would do; nothing is written.

    `choix` gives, by the key of a comparison, the side to retain (« garde » or « fondu »); what it does not name
    takes the side proposed.
    """
    plan = Plan(garde, fondu)
    plan.refus += _impossibles(garde, fondu)
    _reunir(plan, "Identité", IDENTITE, garde, fondu, choix or {})
    regles = _fondre(plan, Participant, [(garde, fondu)], choix or {})
    plan.refus += [raison for regle in regles for raison in regle.verifier(plan)]
    return plan


def _impossibles(garde: Participant, fondu: Participant) -> Iterator[str]:
    if garde == fondu:
        yield "C’est le même dossier. Choisissez-en un autre."
    for dossier in (garde, fondu):
        if dossier.fondu_dans_id:
            yield f"Le dossier {dossier.reference} est déjà réuni à un autre. Ouvrez celui-là."


def _fondre(plan: Plan, modele: type[models.Model], couples: list[tuple], choix: Mapping[str, str]) -> list[Regle]:
    """Everything that hangs on the second row of each couple, down to the rows that hang on those it unites."""
    regles = regles_de(modele)
    _traiter_legeres(plan, [regle for regle in regles if regle.devenir in LEGERS], couples)
    for regle in regles:
        if regle.devenir is Devenir.REUNIR and (reunis := _traiter_entieres(plan, regle, couples, choix)):
            _fondre(plan, regle.modele, reunis, choix)
    return regles


def _traiter_legeres(plan: Plan, regles: list[Regle], couples: list[tuple]) -> None:
    """Rows known by their owner and key: they go over, are set aside, or refuse."""
    lignes = _lire_legeres(regles, [ligne.pk for couple in couples for ligne in couple])
    plan.legeres += lignes
    for garde, fondu in couples:
        gardees = {(x.regle.relation, x.cle): x for x in lignes if x.proprietaire == garde.pk and x.regle.cle}
        suivent: dict[Regle, list[int]] = {}
        for ligne in (ligne for ligne in lignes if ligne.proprietaire == fondu.pk):
            if jumelle := gardees.get((ligne.regle.relation, ligne.cle)):
                plan.ecartees.append((jumelle, ligne))
                plan.suppressions.append((ligne.regle.modele, ligne.pk))
            elif ligne.regle.devenir is Devenir.REFUSER:
                plan.refus.append(f"{ligne.regle.libelle} : le dossier {plan.fondu.reference} en a, à retirer d’abord.")
            else:
                suivent.setdefault(ligne.regle, []).append(ligne.pk)
        plan.mouvements += [(regle, pks, garde.pk) for regle, pks in suivent.items()]


def _lire_legeres(regles: list[Regle], proprietaires: list[int]) -> list[Ligne]:
    """The rows of all these relations, in one statement."""
    par_relation = {regle.relation: regle for regle in regles}
    requetes = [
        regle.modele._base_manager.filter(**{f"{regle.champ}__in": proprietaires})
        .order_by()
        .values_list(
            Value(regle.relation, CharField()),
            "pk",
            regle.champ,
            Cast(regle.cle, CharField()) if regle.cle else Value("", CharField()),
            regle.texte,
        )
        for regle in regles
    ]
    if not requetes:
        return []
    lignes = requetes[0].union(*requetes[1:], all=True) if requetes[1:] else requetes[0]
    return [Ligne(par_relation[relation], *reste) for relation, *reste in sorted(lignes)]


def _traiter_entieres(plan: Plan, regle: Regle, couples: list[tuple], choix: Mapping[str, str]) -> list[tuple]:
    """Rows read whole: those that say the same thing become one. Gives the couples made."""
    lignes = _lire_entieres(regle, couples)
    apres, reunis = plan.apres.setdefault(regle.relation, []), []
    for garde, fondu in couples:
        gardees, fondues = lignes.get(garde.pk, []), lignes.get(fondu.pk, [])
        siens = _un_a_un(plan, regle, list(regle.apparier(gardees, fondues)))
        uniques, absorbees = {g.pk: (g, f) for g, f in siens}, {f.pk for _, f in siens}
        for ligne in gardees:
            jumelle = uniques.get(ligne.pk)
            apres.append(_reunir_lignes(plan, regle, *jumelle, choix) if jumelle else ligne)
        suivent = [ligne for ligne in fondues if ligne.pk not in absorbees]
        apres += suivent
        if suivent:
            plan.mouvements.append((regle, [ligne.pk for ligne in suivent], garde.pk))
        reunis += siens
    return reunis


def _lire_entieres(regle: Regle, couples: list[tuple]) -> dict[int, list[models.Model]]:
    """The rows of this relation by their owner, in the order of their keys."""
    proprietaires = [ligne.pk for couple in couples for ligne in couple]
    requete = regle.modele._base_manager.filter(**{f"{regle.champ}__in": proprietaires})
    lignes: dict[int, list[models.Model]] = {}
    for ligne in requete.select_related(*regle.joindre).order_by("pk"):
        lignes.setdefault(getattr(ligne, regle.champ), []).append(ligne)
    return lignes


def _un_a_un(plan: Plan, regle: Regle, couples: list[tuple]) -> list[tuple]:
    """The couples, when no row is in two of them; otherwise the reason goes to the plan."""
    vues = Counter(ligne.pk for couple in couples for ligne in couple)
    multiples = {ligne.pk: ligne for couple in couples for ligne in couple if vues[ligne.pk] > 1}
    plan.refus += [
        f"Le {regle.nommer(ligne)} partage des jours avec plusieurs parcours de l’autre dossier. "
        "Corrigez d’abord les dates de ces parcours."
        for ligne in multiples.values()
    ]
    return [] if multiples else couples


def _reunir_lignes(plan: Plan, regle: Regle, garde, fondu, choix: Mapping[str, str]):
    """The kept row as it would be; the absorbed one goes."""
    plan.suppressions.append((regle.modele, fondu.pk))
    plan.reunies[regle.modele, fondu.pk] = garde.pk
    nom = regle.nommer(garde)
    return _reunir(plan, nom[0].upper() + nom[1:], regle.blocs, garde, fondu, choix)


def _reunir(plan: Plan, titre: str, blocs: Iterable[Bloc], garde, fondu, choix: Mapping[str, str]):
    """Compare the blocks, note them in the plan, and give the kept row as it would be: a copy when it changes."""
    comparaisons = [(bloc, _comparer(bloc, garde, fondu, choix)) for bloc in blocs]
    plan.reunions.append(Reunion(titre, tuple(comparaison for _, comparaison in comparaisons)))
    reprises = [bloc for bloc, comparaison in comparaisons if comparaison.retenu == FONDU]
    if not reprises:
        return garde
    reunie = copy(garde)
    for champ in (champ for bloc in reprises for champ in bloc.champs):
        setattr(reunie, champ, getattr(fondu, champ))
    plan.modifiees.append(reunie)
    return reunie


def _comparer(bloc: Bloc, garde, fondu, choix: Mapping[str, str]) -> Comparaison:
    cle = f"{garde._meta.model_name}-{garde.pk}-{bloc.nom}"
    dit_garde, dit_fondu = bloc.dire(garde), bloc.dire(fondu)
    au_choix = bloc.au_choix and bool(dit_garde and dit_fondu) and dit_garde != dit_fondu
    propose = bloc.proposer(garde, fondu, bloc.dire)
    retenu = choix.get(cle, propose) if au_choix else propose
    return Comparaison(cle, bloc.libelle, dit_garde, dit_fondu, FONDU if retenu == FONDU else GARDE, au_choix)
