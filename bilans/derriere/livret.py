"""The lists behind what the livret counts: steps, health, interviews. Nothing of what was said stands in them."""

from collections.abc import Callable

from django.db.models import Count, Subquery

from ateliers.models import Presence, Seance
from bilans.derriere.demande import Demande
from bilans.derriere.jardin import montrables, venues
from bilans.indicateurs.entretiens import lire_mois
from bilans.indicateurs.parcours import EMPLOI, SANTE, est_un_bilan_de_sante
from bilans.indicateurs.sante import seances_de_sante
from participants.models import Demarche, Entretien, Participant

PERSONNES, DEMARCHES = "personnes", "demarches"


def _relancees(demande: Demande):
    """People whose steps began or succeeded in the period; of one theme, her people or the steps themselves."""
    demarches = Demarche.objects.relancees(demande.periode)
    if demande.code == "par_thematique":
        demarches = demarches.filter(thematique=demande.cle)
    if demande.colonne == DEMARCHES:
        return "demarches", _montrables(demarches)
    return "suivies", _suivies(demarches)


def _vers_l_emploi(demande: Demande):
    """People whose steps towards work came to this contract in the period."""
    abouties = Demarche.objects.abouties(demande.periode).filter(thematique__code=EMPLOI)
    return "suivies", _suivies(abouties.filter(contrat=demande.cle))


def _bilans_de_sante(demande: Demande):
    abouties = Demarche.objects.abouties(demande.periode).filter(thematique__code=SANTE)
    return "demarches", [d for d in _montrables(abouties) if est_un_bilan_de_sante(d.intitule)]


def _animations(demande: Demande):
    """Health sessions; of one theme when `ligne` names a session that has it."""
    seances = seances_de_sante(demande.periode)
    if demande.code == "themes":
        seances = seances.filter(theme=Subquery(Seance.objects.filter(pk=demande.cle).values("theme")[:1]))
    return "seances", montrables(seances)


def _aux_animations(demande: Demande):
    return "personnes", venues(Presence.objects.comptees(demande.periode).filter(seance__atelier__code=SANTE))


def _tenus(demande: Demande):
    """Interviews held, outside stays too: who, when, with whom, on what; the notes stay in the file."""
    entretiens = Entretien.objects.tenus().du(demande.periode).select_related("participant", "par")
    return "entretiens", entretiens.defer("compte_rendu").order_by("date", "participant__cle", "pk")


def _mois(demande: Demande):
    """Months of stays with the person; those with an interview when the figure counts them alone."""
    mois = lire_mois(demande.periode, demande.aujourdhui).mois
    if demande.code == "mois_couverts":
        mois = [m for m in mois if m.entretiens]
    gens = Participant.objects.in_bulk({m.participant for m in mois})
    lignes = [{"personne": gens[m.participant], "mois": m} for m in mois]
    return "mois", sorted(lignes, key=lambda ligne: (ligne["personne"].cle, ligne["personne"].pk, ligne["mois"].debut))


def _montrables(demarches):
    lues = demarches.select_related("participant", "thematique", "contrat").defer("precisions")
    return lues.order_by("participant__cle", "date_debut", "pk")


def _suivies(demarches):
    """The people of these steps, by name, with how many of these are theirs."""
    return Participant.objects.filter(demarches__in=demarches).annotate(nombre=Count("demarches")).order_by("cle", "pk")


LISTES: dict[str, Callable] = {
    "sante.animations": _animations,
    "sante.themes": _animations,
    "sante.participants": _aux_animations,
    "sante.bilans": _bilans_de_sante,
    "parcours_relances.personnes": _relancees,
    "parcours_relances.par_thematique": _relancees,
    "parcours_relances.emploi_par_contrat": _vers_l_emploi,
    "entretiens.nombre": _tenus,
    "entretiens.mois_parcours": _mois,
    "entretiens.mois_couverts": _mois,
    "entretiens.taux_couverture": _mois,
}
