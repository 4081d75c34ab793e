"""The rules of merging for the rows of this app: identity, contact details, first contacts, stays and their facts."""

from collections.abc import Iterable, Iterator

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from participants.choix import Origine
from participants.models import (
    FaitLogement,
    FaitNiveau,
    FaitQpv,
    FaitQuartier,
    FaitReferent,
    FaitSituation,
    Parcours,
    Participant,
)
from participants.models.faits import FaitDuParcours
from participants.services.fusion_regles import FONDU, GARDE, Bloc, Devenir, Regle

PARCOURS = "participants.Parcours.participant"
FAITS_REUNIS = "faits datés des parcours réunis"


def _champ(nom: str, libelle: str) -> Bloc:
    return Bloc(nom, libelle, (nom,), lambda ligne: getattr(ligne, nom))


def dire_naissance(personne: Participant) -> str:
    """« 12/04/1980 », « 1980 » when only the year is known, '' when nothing is."""
    if personne.date_naissance is None:
        return ""
    return f"{personne.date_naissance:%Y}" if personne.annee_seule else f"{personne.date_naissance:%d/%m/%Y}"


def _naissance_proposee(garde: Participant, fondu: Participant, dire) -> str:
    """The exact day when the kept file only has its year; otherwise what the kept file knows."""
    precise = fondu.date_naissance and not fondu.annee_seule
    if garde.annee_seule and precise and fondu.date_naissance.year == garde.date_naissance.year:
        return FONDU
    return FONDU if dire(fondu) and not dire(garde) else GARDE


IDENTITE = (
    _champ("nom", "Nom"),
    _champ("prenom", "Prénom"),
    Bloc("sexe", "Sexe", ("sexe",), lambda personne: personne.get_sexe_display()),
    Bloc("naissance", "Naissance", ("date_naissance", "annee_seule"), dire_naissance, _naissance_proposee),
)


def _urgence(ligne) -> str:
    return ", ".join(t for t in (ligne.urgence_nom, ligne.urgence_lien, ligne.urgence_telephone) if t)


COORDONNEES = (
    _champ("telephone", "Téléphone"),
    _champ("autre_telephone", "Autre téléphone"),
    _champ("email", "Courriel"),
    _champ("adresse", "Adresse"),
    Bloc("preference", "Préfère être jointe par", ("preference",), lambda ligne: ligne.get_preference_display()),
    _champ("precisions", "Précisions pour la joindre"),
    # Kept or replaced together: the telephone of one relative is never given to another.
    Bloc("urgence", "Personne à prévenir", ("urgence_nom", "urgence_lien", "urgence_telephone"), _urgence),
)


def _origine(sejour: Parcours) -> str:
    if sejour.prescripteur:
        return sejour.prescripteur.nom
    return Origine(sejour.origine).label if sejour.origine else ""


def _sortie(sejour: Parcours) -> str:
    if sejour.date_sortie is None:
        return "parcours ouvert"
    motif = sejour.motif_sortie.libelle if sejour.motif_sortie else "motif non renseigné"
    return f"{sejour.date_sortie:%d/%m/%Y}, {motif}"


def _premiere_entree(garde: Parcours, fondu: Parcours, dire) -> str:
    return FONDU if fondu.date_entree < garde.date_entree else GARDE


def _derniere_sortie(garde: Parcours, fondu: Parcours, dire) -> str:
    """The side that stays longer, an open stay longest; on the same day, the one that knows the motive."""
    if garde.date_sortie == fondu.date_sortie:
        return FONDU if fondu.motif_sortie and not garde.motif_sortie else GARDE
    if garde.date_sortie is None or fondu.date_sortie is None:
        return FONDU if fondu.date_sortie is None else GARDE
    return FONDU if fondu.date_sortie > garde.date_sortie else GARDE


SEJOUR = (
    Bloc("entree", "Entrée", ("date_entree",), lambda s: f"{s.date_entree:%d/%m/%Y}", _premiere_entree, au_choix=False),
    Bloc("sortie", "Sortie", ("date_sortie", "motif_sortie"), _sortie, _derniere_sortie),
    Bloc("origine", "Orientation", ("origine", "prescripteur"), _origine),
)


def _jours_communs(gardees: Iterable[Parcours], fondues: Iterable[Parcours]) -> Iterator[tuple[Parcours, Parcours]]:
    """Stays of both sides that share a day: the same coming, typed twice."""
    fondues = list(fondues)
    for garde in gardees:
        for fondu in fondues:
            if garde.couvre(fondu.date_entree) or fondu.couvre(garde.date_entree):
                yield garde, fondu


def _faits_apres_la_sortie(plan) -> Iterator[str]:
    """Facts that the exit chosen for a united stay would leave after it."""
    sorties = {s.pk: s.date_sortie for s in plan.apres.get(PARCOURS, ()) if s.date_sortie}
    for ligne in plan.legeres:
        sortie = sorties.get(plan.reunies.get((Parcours, ligne.proprietaire), ligne.proprietaire))
        if ligne.regle.titre == FAITS_REUNIS and sortie and ligne.cle > sortie.isoformat():
            yield (
                f"Un fait est daté du {ligne.jour:%d/%m/%Y}, après la sortie du {sortie:%d/%m/%Y}. "
                "Choisissez l’autre sortie, ou corrigez d’abord ce fait."
            )


def _fait(modele: type[FaitDuParcours], texte) -> Regle:
    sujet = str(modele._meta.get_field("valeur").verbose_name)
    return Regle(
        f"{modele._meta.label}.parcours",
        Devenir.ECARTER,
        FAITS_REUNIS,
        sujet,
        cle="depuis",
        texte=Coalesce(texte, Value(""), output_field=CharField()),
        nommer=_nommer_fait,
    )


def _nommer_fait(fait) -> str:
    return f"{fait.sujet} du {fait.depuis:%d/%m/%Y}"


_libelle = Cast(F("valeur__libelle"), CharField())
_oui_non = Case(When(valeur=True, then=Value("oui")), When(valeur=False, then=Value("non")), output_field=CharField())
_agent = Case(
    When(valeur__isnull=False, then=Concat("valeur__prenom", Value(" "), "valeur__nom")), output_field=CharField()
)

REGLES = (
    Regle(
        PARCOURS,
        Devenir.REUNIR,
        joindre=("motif_sortie", "prescripteur"),
        apparier=_jours_communs,
        blocs=SEJOUR,
        verifier=_faits_apres_la_sortie,
    ),
    Regle("participants.Coordonnees.participant", Devenir.REUNIR, blocs=COORDONNEES, nommer=lambda _: "coordonnées"),
    Regle("participants.PremierContact.participant", Devenir.SUIVRE),
    Regle("participants.Participant.fondu_dans", Devenir.SUIVRE, "dossiers déjà réunis à l’autre dossier"),
    Regle("participants.Fusion.garde", Devenir.RESTER),
    Regle("participants.Fusion.fondu", Devenir.RESTER),
    *(_fait(modele, _libelle) for modele in (FaitQuartier, FaitNiveau, FaitSituation, FaitLogement)),
    _fait(FaitQpv, _oui_non),
    _fait(FaitReferent, _agent),
)
