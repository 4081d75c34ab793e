"""The frame of a file: who it is about, its tabs and its alerts, some of them brought by higher packages."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property, wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from comptes.droits import Action, peut
from participants import telephones
from participants.choix import Statut
from participants.liste.colonnes import PASTILLES
from participants.liste.reperes import jalons_de
from participants.liste.voisins import Voisins, voisins
from participants.livret import Livret, lire_livret
from participants.models import Coordonnees, Parcours, Participant
from participants.models.personnes import age_le, statut_de
from participants.situation import NAISSANCE, FaitLu, en_vigueur, faits_de, manques
from socle.branchements import branches
from socle.periodes import aujourdhui

LISTE_MAX = 500  # characters of a list's filters carried from page to page


@dataclass(frozen=True)
class Onglet:
    """A tab of the file: a page of its own, at an address that takes the file's uuid.

    `compte` names what of the livret is counted beside its word, such as « entretiens ».
    """

    libelle: str
    vue: str
    action: Action
    compte: str = ""


@dataclass(frozen=True)
class Alerte:
    """Something to see on a file; `ton` is brique (late), ambre (to do) or ciel (to know)."""

    ton: str
    icone: str
    titre: str
    texte: str = ""
    url: str = ""
    lien: str = ""


ONGLET_ENSEMBLE = Onglet("Vue d’ensemble", "participants:participant_voir", Action.PARTICIPANT_VOIR)
ONGLET_COORDONNEES = Onglet("Coordonnées", "participants:participant_coordonnees", Action.PARTICIPANT_VOIR)
ONGLET_PARCOURS = Onglet("Parcours et situation", "participants:participant_parcours", Action.PARTICIPANT_VOIR)
ONGLET_HISTORIQUE = Onglet("Historique", "participants:participant_historique", Action.PARTICIPANT_VOIR)


@dataclass
class Cadre:
    """What stands around every tab: four queries, and those of the alerts and of the neighbours.

    `parcours` are the stays, newest first; `faits` every dated fact, oldest first. A tab reads them from here.
    """

    participant: Participant
    coordonnees: Coordonnees
    parcours: list[Parcours]
    faits: list[FaitLu]
    jour: dt.date
    liste: str | None = None
    vue: str = ""
    peut_modifier: bool = False
    peut_fusionner: bool = False
    onglets: list[dict] = field(default_factory=list)
    alertes: list[Alerte] = field(default_factory=list)
    voisins: Voisins | None = None

    @property
    def sejour(self) -> Parcours | None:
        """The open stay, or the last one."""
        return self.parcours[0] if self.parcours else None

    @cached_property
    def livret(self) -> Livret:
        """Where the person stands in her livret; one query, made once a page."""
        return lire_livret(self.participant, self.sejour, self.jour)

    @cached_property
    def statut(self) -> Statut:
        if self.sejour:
            return statut_de(self.sejour.date_entree, self.sejour.date_sortie, None, self.jour)
        return statut_de(
            None, None, self.participant.premiers_contacts.values_list("decision", flat=True).first(), self.jour
        )

    @property
    def icone(self) -> str:
        return PASTILLES[self.statut][1]

    @property
    def ton(self) -> str:
        return PASTILLES[self.statut][0]

    @property
    def consigne(self) -> str:
        """How she prefers to be reached, in a sentence or two; nothing when nobody asked."""
        preference = self.coordonnees.get_preference_display()
        phrases = [f"À joindre de préférence : {preference}." if preference else "", self.coordonnees.precisions]
        return " ".join(filter(None, phrases))

    @cached_property
    def situation(self) -> dict[str, FaitLu]:
        """The facts of that stay in force today, or on its last day."""
        return en_vigueur(self.faits, self.sejour, self.jour) if self.sejour else {}

    @cached_property
    def manques(self) -> list[str]:
        return manques(self.participant, self.faits, self.sejour, self.jour) if self.sejour else []

    @property
    def age(self) -> int | None:
        return age_le(self.participant.date_naissance, self.jour)

    @property
    def initiales(self) -> str:
        return f"{self.participant.prenom[:1]}{self.participant.nom[:1]}".upper()

    @property
    def appel(self) -> str:
        """What the first telephone dials."""
        return telephones.adresse(self.coordonnees.telephone)

    @property
    def autre_appel(self) -> str:
        return telephones.adresse(self.coordonnees.autre_telephone)

    @property
    def appel_urgence(self) -> str:
        return telephones.adresse(self.coordonnees.urgence_telephone)

    @property
    def retour(self) -> str:
        """The list the person came from, with its filters."""
        return reverse("participants:participant_lister") + (f"?{self.liste}" if self.liste else "")

    @property
    def suite(self) -> str:
        """What every address of this file carries, so that the list is found again."""
        return suite_de(self.liste)


def cadre(request, participant: Participant) -> Cadre:
    """The frame of the tab asked for; the list's filters come with the address as `liste`."""
    liste = liste_de(request)
    vue, jour = request.resolver_match.view_name, aujourdhui()
    parcours, coordonnees = _parcours_et_coordonnees(participant)
    ensemble = Cadre(participant, coordonnees, parcours, faits_de(participant), jour, liste, vue)
    ensemble.peut_modifier = peut(request.user, Action.PARTICIPANT_MODIFIER)
    ensemble.peut_fusionner = peut(request.user, Action.PARTICIPANT_FUSIONNER)
    ensemble.onglets = onglets(ensemble, request.user)
    if liste is not None:
        ensemble.voisins = voisins(participant, liste, request.user, jalons_de(jour, ensemble.livret.seuils))
    # What presses comes first: a late interview before a missing word.
    ensemble.alertes = [*alertes(ensemble), *_a_completer(ensemble)]
    return ensemble


def liste_de(request) -> str | None:
    """The query of the list the file was opened from, '' for the list as it opens; None for another way in."""
    liste = request.GET.get("liste")
    return None if liste is None else liste[:LISTE_MAX]


def suite_de(liste: str | None) -> str:
    """The same as the end of an address: « ?liste=… », or nothing."""
    return "" if liste is None else f"?{urlencode({'liste': liste})}"


def onglets(ensemble: Cadre, utilisateur) -> list[dict]:
    """The tabs this person may open, as the template reads them."""
    return [
        {
            "libelle": onglet.libelle,
            "url": reverse(onglet.vue, args=[ensemble.participant.uuid]) + ensemble.suite,
            "actif": onglet.vue == ensemble.vue,
            "compte": getattr(ensemble.livret, onglet.compte) if onglet.compte else 0,
        }
        for onglet in branches("ONGLETS_DU_DOSSIER")
        if peut(utilisateur, onglet.action)
    ]


def alertes(ensemble: Cadre) -> list[Alerte]:
    """What every package has to say of this file today, in the order of the settings; each is given the frame."""
    return [alerte for donner in branches("ALERTES_DU_DOSSIER") for alerte in donner(ensemble)]


def dossier_garde(vue):
    """Send whoever opens a file merged into another one to the file that was kept, and say so.

    What was being written in it meanwhile is shown, to be copied there (409).

    Stands under @acces, which gives the view its `objet`.
    """

    @wraps(vue)
    def suivie(request, objet, **kwargs):
        if objet.fondu_dans_id is None:
            return vue(request, objet=objet, **kwargs)
        if request.method == "POST":  # what was typed must not be lost
            return render(request, "participants/dossier_reuni.html", {"garde": objet.fondu_dans}, status=409)
        messages.info(request, f"Le dossier {objet.reference} a été réuni à celui-ci.")
        return redirect("participants:participant_voir", uuid=objet.fondu_dans.uuid)

    return suivie


def _parcours_et_coordonnees(participant: Participant) -> tuple[list[Parcours], Coordonnees]:
    """Stays, newest first, and how to reach the person: one query when she has a stay."""
    parcours = list(
        Parcours.objects.filter(participant=participant)
        .select_related("motif_sortie", "prescripteur", "participant__coordonnees")
        .order_by("-date_entree")
    )
    porteur = parcours[0].participant if parcours else participant
    return parcours, getattr(porteur, "coordonnees", None) or Coordonnees(participant=participant)


def _a_completer(ensemble: Cadre) -> list[Alerte]:
    """One alert for everything that the bilans would count as « non renseigné »."""
    inconnus = ensemble.manques
    if not inconnus:
        return []
    titre, texte = f"À compléter : {inconnus[0]}", "Compté « non renseigné » dans les bilans."
    if len(inconnus) > 1:
        titre, texte = f"{len(inconnus)} informations à compléter", f"{_majuscule(', '.join(inconnus))}."
    if not ensemble.peut_modifier:
        return [Alerte("ambre", "clipboard-list", titre, texte)]
    return [Alerte("ambre", "clipboard-list", titre, texte, _ou_completer(ensemble), "Compléter")]


def _ou_completer(ensemble: Cadre) -> str:
    """The identity when only the birth is missing; else the situation, from the day of the entry."""
    vue = "changement_ajouter" if ensemble.manques != [NAISSANCE] else "identite_modifier"
    url = reverse(f"participants:{vue}", args=[ensemble.participant.uuid])
    questions = {"depuis": "entree"} if ensemble.liste is None else {"depuis": "entree", "liste": ensemble.liste}
    return f"{url}?{urlencode(questions)}"


def _majuscule(texte: str) -> str:
    return texte[0].upper() + texte[1:]
