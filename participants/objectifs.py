"""Everything a person aims at and tries, theme by theme, as the tab « Objectifs » shows it: three queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from partenaires.models import Thematique
from participants.choix import ReponsePartenaire, StatutDemarche, StatutObjectif
from participants.models import Demarche, Immersion, Objectif, Participant
from participants.projet import ICONE, ICONES, Etat, date_courte, etat_de, urgence
from participants.services.demarches import EMPLOI
from socle.templatetags.typographie import INSECABLE, unite

RECENT = dt.timedelta(days=31)  # how long what has just ended stays among what goes on


class Voir(StrEnum):
    """What the tab shows."""

    EN_COURS = "en-cours"
    TERMINES = "termines"
    TOUT = "tout"


LIBELLES = {Voir.EN_COURS: "En cours", Voir.TERMINES: "Terminés", Voir.TOUT: "Tout"}
REPONSES = {
    ReponsePartenaire.ATTENTE: ("Réponse attendue", "ambre", "clock"),
    ReponsePartenaire.ACCEPTEE: ("Accepté", "feuille", "check"),
    ReponsePartenaire.REFUSEE: ("Refusé", "brique", "x"),
    ReponsePartenaire.SANS_REPONSE: ("Pas de réponse", "", "user-question"),
}


@dataclass(frozen=True)
class LigneDemarche:
    """A démarche in words. `reponse` is None when nothing was asked of a partner.

    `contrat_a_dire`: a step « emploi » succeeded and nobody said with what.
    """

    demarche: Demarche
    etat: Etat
    reponse: Etat | None
    resultat: str
    contrat_a_dire: bool

    @property
    def reponse_attendue(self) -> bool:
        return self.demarche.reponse == ReponsePartenaire.ATTENTE


@dataclass
class Groupe:
    """An objectif and its démarches; without one, the démarches of a theme that serve none."""

    objectif: Objectif | None = None
    etat: Etat | None = None
    demarches: list[LigneDemarche] = field(default_factory=list)

    @property
    def en_cours(self) -> bool:
        return self.objectif is not None and self.objectif.statut == StatutObjectif.EN_COURS


@dataclass
class Theme:
    """What is aimed at and tried in one field of life."""

    thematique: Thematique
    groupes: list[Groupe]

    @property
    def icone(self) -> str:
        return ICONES.get(self.thematique.code, ICONE)


@dataclass(frozen=True)
class LigneImmersion:
    immersion: Immersion
    etat: Etat


@dataclass(frozen=True)
class Projet:
    """`vide` when nothing was ever noted, whatever is shown."""

    themes: list[Theme]
    immersions: list[LigneImmersion]
    vide: bool

    @property
    def montre(self) -> bool:
        return bool(self.themes or self.immersions)


def projet_de(participant: Participant, voir: Voir, jour: dt.date) -> Projet:
    """What `voir` asks for of this person, on that day."""
    objectifs = list(
        Objectif.objects.filter(parcours__participant=participant).select_related("thematique").order_by("-date", "-pk")
    )
    demarches = list(participant.demarches.select_related("thematique", "partenaire", "contrat", "par"))
    immersions = list(participant.immersions.order_by("-debut", "-pk"))
    groupes = [
        *(_groupe(objectif, demarches, voir, jour) for objectif in objectifs),
        *(_groupe_sans_objectif(lignes, voir, jour) for lignes in _sans_objectif(demarches)),
    ]
    themes = _par_theme(groupe for groupe in groupes if groupe)
    montrees = [ligne_d_immersion(i, jour) for i in immersions if _montrer(i.fin >= jour, i.fin, voir, jour)]
    return Projet(themes, montrees, vide=not (objectifs or demarches or immersions))


def ligne_de(demarche: Demarche, jour: dt.date) -> LigneDemarche:
    """The démarche in words, on that day."""
    a_dire = (
        demarche.statut == StatutDemarche.ABOUTIE
        and demarche.thematique.code == EMPLOI
        and demarche.contrat is None
        and not demarche.resultat
    )
    return LigneDemarche(demarche, etat_de(demarche, jour), _reponse(demarche, jour), _resultat(demarche), a_dire)


def ligne_d_immersion(immersion: Immersion, jour: dt.date) -> LigneImmersion:
    """Whether it is to come, going on or over."""
    if immersion.debut > jour:
        etat = Etat(f"Prévue le {date_courte(immersion.debut, jour)}", "ciel", "calendar-event")
    elif immersion.fin >= jour:
        etat = Etat(f"Jusqu’au {date_courte(immersion.fin, jour)}", "feuille", "briefcase")
    else:
        etat = Etat("Finie", "", "circle-check")
    return LigneImmersion(immersion, etat)


def _groupe(objectif: Objectif, demarches: Iterable[Demarche], voir: Voir, jour: dt.date) -> Groupe | None:
    """The objectif with those of its démarches that are shown; None when neither it nor they are."""
    lignes = _lignes((d for d in demarches if d.objectif_id == objectif.pk), voir, jour)
    ouvert = objectif.statut == StatutObjectif.EN_COURS
    if not lignes and not _montrer(ouvert, objectif.date_fin, voir, jour):
        return None
    return Groupe(objectif, _etat_d_objectif(objectif, jour), lignes)


def _groupe_sans_objectif(demarches: list[Demarche], voir: Voir, jour: dt.date) -> Groupe | None:
    lignes = _lignes(demarches, voir, jour)
    return Groupe(demarches=lignes) if lignes else None


def _sans_objectif(demarches: Iterable[Demarche]) -> Iterable[list[Demarche]]:
    """By theme, what serves no objectif."""
    par_theme = {}
    for demarche in demarches:
        if demarche.objectif_id is None:
            par_theme.setdefault(demarche.thematique_id, []).append(demarche)
    return par_theme.values()


def _lignes(demarches: Iterable[Demarche], voir: Voir, jour: dt.date) -> list[LigneDemarche]:
    """Those that are shown: what is to do first, then what ended, the latest first."""
    montrees = [d for d in demarches if _montrer(not d.est_close, d.date_fin, voir, jour)]
    ouvertes = sorted((d for d in montrees if not d.est_close), key=urgence)
    closes = sorted((d for d in montrees if d.est_close), key=lambda d: (d.date_fin, d.pk), reverse=True)
    return [ligne_de(demarche, jour) for demarche in (*ouvertes, *closes)]


def _montrer(ouvert: bool, fin: dt.date | None, voir: Voir, jour: dt.date) -> bool:
    if voir == Voir.EN_COURS:
        return ouvert or fin >= jour - RECENT
    return voir == Voir.TOUT or not ouvert


def _par_theme(groupes: Iterable[Groupe]) -> list[Theme]:
    """Themes in their order; in each, what is in progress, what is closed, then what serves no objectif."""
    themes = {}
    for groupe in groupes:
        thematique = groupe.objectif.thematique if groupe.objectif else groupe.demarches[0].demarche.thematique
        themes.setdefault(thematique.pk, Theme(thematique, [])).groupes.append(groupe)
    for theme in themes.values():
        theme.groupes.sort(key=lambda groupe: (groupe.objectif is None, not groupe.en_cours))
    return sorted(themes.values(), key=lambda theme: (theme.thematique.ordre, theme.thematique.cle))


def _etat_d_objectif(objectif: Objectif, jour: dt.date) -> Etat:
    if objectif.statut == StatutObjectif.EN_COURS:
        return Etat("En cours", "ciel", "plant")
    fin = date_courte(objectif.date_fin, jour)
    if objectif.statut == StatutObjectif.ATTEINT:
        return Etat(f"Atteint le {fin}", "feuille", "circle-check")
    return Etat(f"Abandonné le {fin}", "", "ban")


def _reponse(demarche: Demarche, jour: dt.date) -> Etat | None:
    """What the partner answered, with its day when it is known."""
    if not demarche.reponse:
        return None
    mot, ton, icone = REPONSES[demarche.reponse]
    return Etat(f"{mot} le {date_courte(demarche.reponse_le, jour)}" if demarche.reponse_le else mot, ton, icone)


def _resultat(demarche: Demarche) -> str:
    """« CDDI, 6 mois, AGEVAL, 26 h par semaine », then what was said of it, or why it was given up."""
    contrat = [
        str(demarche.contrat or ""),
        unite(demarche.contrat_mois, "mois") if demarche.contrat_mois else "",
        demarche.employeur,
        f"{demarche.heures_hebdo}{INSECABLE}h par semaine" if demarche.heures_hebdo else "",
    ]
    morceaux = [", ".join(filter(None, contrat)), demarche.resultat, demarche.motif]
    return ". ".join(morceau.rstrip(".") for morceau in morceaux if morceau)
