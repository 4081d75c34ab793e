"""One example a route: its action, its methods, what a real request to it is made of, and what must be 404."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from ateliers.models import Seance
from comptes.choix import Role
from comptes.jetons import jeton
from comptes.reprise import Champ, Texte
from partenaires.models import Thematique
from participants.choix import Etape, NatureAccord
from participants.liste.colonnes import COLONNES
from participants.models import (
    Competence,
    Entretien,
    FaitQuartier,
    Frein,
    Fusion,
    Objectif,
    Participant,
    RendezVous,
    Suspension,
    TypeDocument,
)
from participants.services.confier import suivies_par
from participants.services.contacts import contact_de
from participants.services.coordonnees import coordonnees_de, identite_de
from participants.services.diagnostic_lecture import champ_du_frein, lire_les_freins, valeurs_de_l_etape
from participants.services.fusion_plan import previsualiser
from participants.services.jardin import consigne_de
from participants.services.noter_entretien import entretien_de
from participants.services.papiers import document_de
from participants.services.projet import immersion_de, objectif_de
from participants.services.projet_demarches import demarche_de
from participants.services.rendezvous import valeurs_de
from participants.services.rythme import suspension_de
from socle.conflits import empreinte
from socle.periodes import aujourdhui
from tests.droits.monde import PARTICIPANTS_BONS, Monde, inconnu
from tests.fabriques import MOT_DE_PASSE
from tests.socle.pieces_exemples import image

LECTURE = ("GET", "HEAD")
FORMULAIRE = ("GET", "HEAD", "POST")
ENVOI = ("POST",)
NOUVEAU = "Ortie-blanche-1987"
LIGNE = {"liste": "quartier", "code": "acacias"}
LIGNES_INCONNUES = [{"liste": "quartier", "code": "inconnue"}, {"liste": "participant", "code": "acacias"}]
TOUTE_LA_LISTE = f"?onglet=tous&{urlencode([('colonnes', nom) for nom in COLONNES])}"
ANNEE = {"debut": "2015-01-01", "fin": "2015-12-31"}


def _rien(monde: Monde, role: str) -> list[dict]:
    return []


def _sans_objet(monde: Monde, role: str) -> list[dict]:
    return [{}]


@dataclass(frozen=True)
class Exemple:
    """A route: `siens` are arguments that work for this role, `interdits` those it must not know of (404).

    `envoi` is what a successful POST answers, `trace` its lines in the journal when they are not those of its action,
    `requete` what the address asks besides, such as every column of a list, or a function of the world.
    """

    action: str
    methodes: tuple[str, ...] = LECTURE
    siens: Callable[[Monde, str], list[dict]] = _sans_objet
    interdits: Callable[[Monde, str], list[dict]] = _rien
    donnees: Callable[[Monde, str], dict] = lambda monde, role: {}
    envoi: int = 302
    trace: tuple[str, ...] | None = None
    requete: str | Callable[[Monde], str] = ""


def _fichier() -> SimpleUploadedFile:
    return SimpleUploadedFile("bons.csv", PARTICIPANTS_BONS.encode())


def _uuid(objet) -> dict:
    return {"uuid": objet.uuid}


def _autrui(monde: Monde, role: str) -> list[dict]:
    """A deposit of a colleague, which the chef de projet may read, and that of nobody."""
    siens = [] if role == "chef_de_projet" else [_uuid(monde.autrui)]
    return [*siens, {"uuid": inconnu()}]


def _champs_de(seance: Seance) -> dict:
    """The form of a session, as it is."""
    champs = {nom: getattr(seance, nom) for nom in ("date", "debut", "fin", "theme", "statut")}
    return champs | {"atelier": seance.atelier_id, "site": seance.site_id}


def _collegue(monde: Monde, role: str) -> list[dict]:
    return [_uuid(monde.collegue)]


def _compte_inconnu(monde: Monde, role: str) -> list[dict]:
    return [{"uuid": inconnu()}, _uuid(monde.participant)]


def _compte(email: str) -> dict:
    return {"prenom": "Lise", "nom": "Loriot", "email": email, "role": "encadrant", "mot_de_passe": MOT_DE_PASSE}


def _reprise(monde: Monde, role: str) -> dict:
    """A text that an unknown person was typing, and a colleague who signs in: she is not given it."""
    texte = Texte("/seances/", (Champ("theme", ("Semis",)),), False, None)
    return {
        "reprise": texte.signe,
        "garde-theme": "Semis",
        "username": monde.collegue.email,
        "password": MOT_DE_PASSE,
    }


def _ni_inconnue_ni_seance(monde: Monde, role: str) -> list[dict]:
    return [{"uuid": inconnu()}, _uuid(monde.seance)]


def _dossier(action: str = "participant_voir", methodes=LECTURE, donnees=lambda m, r: {}, **autres) -> Exemple:
    """A page of the file of the person whose every datum is known."""
    return Exemple(
        action, methodes, lambda m, r: [_uuid(m.participant)], _ni_inconnue_ni_seance, donnees=donnees, **autres
    )


def _sejour_de(reference: str | None = None, **donnees) -> Exemple:
    """A page of a stay: that of the canaries, or of the person of this reference; not that of somebody else."""

    def siens(monde: Monde, role: str) -> list[dict]:
        personne = Participant.objects.get(reference=reference) if reference else monde.participant
        return [_uuid(personne) | {"sejour": personne.parcours.get().uuid}]

    def interdits(monde: Monde, role: str) -> list[dict]:
        [sien] = siens(monde, role)
        autre = Participant.objects.get(reference="P-8" if reference != "P-8" else "P-9").parcours.get()
        return [{**sien, "uuid": inconnu()}, {**sien, "sejour": autre.uuid}, {**sien, "sejour": inconnu()}]

    return Exemple("participant_modifier", FORMULAIRE, siens, interdits, lambda m, r: donnees)


def _changement(**donnees) -> Exemple:
    """A page of one dated fact: the quartier a week after the entry."""

    def siens(monde: Monde, role: str) -> list[dict]:
        fait = FaitQuartier.objects.get(parcours__participant=monde.participant, depuis=dt.date(2015, 2, 9))
        return [_uuid(monde.participant) | {"sujet": "quartier", "cle": fait.pk}]

    def interdits(monde: Monde, role: str) -> list[dict]:
        [sien] = siens(monde, role)
        autre = Participant.objects.get(reference="P-8")
        return [{**sien, "uuid": autre.uuid}, {**sien, "sujet": "sante"}, {**sien, "cle": 10**6}]

    return Exemple("participant_modifier", FORMULAIRE, siens, interdits, lambda m, r: donnees)


def _contact(monde: Monde, role: str) -> list[dict]:
    return [_uuid(monde.participant) | {"contact": monde.participant.premiers_contacts.get().uuid}]


def _contact_corrige(monde: Monde, role: str) -> dict:
    """The same meeting, eight days earlier, from the version that is there."""
    version = empreinte(contact_de(monde.participant.premiers_contacts.get()))
    return {"date": "2015-01-12", "canal": "rue", "decision": "revoir", "version": version}


def _etapes_du_bilan(monde: Monde, role: str) -> list[dict]:
    """Every step, « santé » first: it shows nothing that another place keeps."""
    etapes = sorted(Etape.values, key=lambda etape: etape != "sante")
    return [_uuid(monde.participant) | {"etape": etape} for etape in etapes]


def _etape_remplie(monde: Monde, role: str) -> dict:
    """The step « santé » as it was on the day of the entry, with one answer."""
    sejour = monde.participant.parcours.get()
    lue = valeurs_de_l_etape(parcours=sejour, etape=Etape.SANTE, jour=sejour.date_entree)
    jours = dict.fromkeys(("depuis", "lues_au"), "2015-02-02")
    return jours | {"medecin_traitant": "oui", "version": empreinte(lue)}


def _freins_evalues(monde: Monde, role: str) -> dict:
    """One obstacle, on the last day of the stay."""
    sejour = monde.participant.parcours.get()
    lues = lire_les_freins(parcours=sejour, jour=sejour.date_sortie).valeurs
    jours = dict.fromkeys(("depuis", "lues_au"), "2015-11-30")
    return jours | {champ_du_frein(Frein.objects.get(code="zqfrein").pk): "1", "version": empreinte(lues)}


def _consigne(monde: Monde, role: str) -> list[dict]:
    return [_uuid(monde.participant) | {"consigne": monde.participant.consignes.get().uuid}]


def _rendezvous(monde: Monde, *, passe: bool = False) -> RendezVous:
    """The appointment to come of the person of the canaries, or the one that nobody has concluded."""
    jour = aujourdhui()
    return monde.participant.rendezvous.get(**{"date__lt" if passe else "date__gt": jour})


def _page_du_rendezvous(methodes=FORMULAIRE, donnees=lambda m, r: {}, *, passe: bool = False) -> Exemple:
    """A page of one appointment; not that of nobody, nor through the file of somebody else."""

    def siens(monde: Monde, role: str) -> list[dict]:
        return [_uuid(monde.participant) | {"rendezvous": _rendezvous(monde, passe=passe).uuid}]

    def interdits(monde: Monde, role: str) -> list[dict]:
        [sien] = siens(monde, role)
        return [{**sien, "rendezvous": inconnu()}, {**sien, "uuid": monde.jardiniere.uuid}, {**sien, "uuid": inconnu()}]

    return Exemple("entretien_noter", methodes, siens, interdits, donnees)


def _deplacement(monde: Monde, role: str) -> dict:
    """The same, two days later, from the version that is there."""
    pris = _rendezvous(monde)
    return {
        "jour": "autre",
        "date": (pris.date + dt.timedelta(days=2)).isoformat(),
        "creneau": "sans",
        "avec": pris.avec_id,
        "version": empreinte(valeurs_de(pris)),
    }


def _transmission(monde: Monde, role: str = "") -> dict:
    """The people that the travailleur social follows, handed over today to a colleague."""
    de, jour = monde.comptes[Role.TRAVAILLEUR_SOCIAL], aujourdhui()
    suivies = [str(sejour.participant.uuid) for sejour in suivies_par(de, jour)]
    return {"de": de.pk, "vers": monde.collegue.pk, "depuis": jour.isoformat(), "personnes": suivies}


def _choix_de_transmission(monde: Monde) -> str:
    choix = {nom: valeur for nom, valeur in _transmission(monde).items() if nom != "personnes"}
    return f"?{urlencode(choix)}"


def _demarches_de_logement(monde: Monde) -> str:
    """The line of that theme, and its steps rather than its people, where a list has any."""
    return f"?ligne={Thematique.objects.get(code='logement').pk}&colonne=demarches"


def _demain() -> str:
    return (aujourdhui() + dt.timedelta(days=1)).isoformat()


def _du_document(methodes=FORMULAIRE, donnees=lambda m, r: {}) -> Exemple:
    """A page of the document of the canaries; not that of nobody, nor through the file of somebody else."""

    def siens(monde: Monde, role: str) -> list[dict]:
        return [_uuid(monde.participant) | {"document": monde.participant.documents.get().uuid}]

    def interdits(monde: Monde, role: str) -> list[dict]:
        [sien] = siens(monde, role)
        return [{**sien, "document": inconnu()}, {**sien, "uuid": monde.jardiniere.uuid}, {**sien, "uuid": inconnu()}]

    return Exemple("piece_gerer", methodes, siens, interdits, donnees)


def _document_corrige(monde: Monde, role: str) -> dict:
    """The same document, of another type, from the version that is there."""
    document = monde.participant.documents.get()
    autre = TypeDocument.objects.get(code="cv")
    return {"type": autre.pk, "precision": document.precision, "version": empreinte(document_de(document))}


def _document_neuf(monde: Monde, role: str) -> dict:
    return {
        "type": TypeDocument.objects.get(code="identite").pk,
        "fichier": SimpleUploadedFile("photo.jpg", image(), "image/jpeg"),
    }


def _papier(methodes=LECTURE, donnees=lambda m, r: {}) -> Exemple:
    """A page of each of the three papers; not of an unknown one."""

    def siens(monde: Monde, role: str) -> list[dict]:
        return [_uuid(monde.participant) | {"nature": nature} for nature in NatureAccord.values]

    def interdits(monde: Monde, role: str) -> list[dict]:
        return [_uuid(monde.participant) | {"nature": "contrat"}, {"uuid": inconnu(), "nature": "notice"}]

    return Exemple("piece_gerer", methodes, siens, interdits, donnees)


def _page_de_la_suspension(**donnees) -> Exemple:
    """A page of the suspension of the canaries; not that of somebody else."""

    def siens(monde: Monde, role: str) -> list[dict]:
        return [_uuid(monde.participant) | {"suspension": _suspension(monde).uuid}]

    def interdits(monde: Monde, role: str) -> list[dict]:
        [sien] = siens(monde, role)
        return [{**sien, "suspension": inconnu()}, {**sien, "uuid": inconnu()}, {**sien, **_uuid(monde.jardiniere)}]

    def envoyees(monde: Monde, role: str) -> dict:
        return donnees | {"version": empreinte(suspension_de(_suspension(monde)))}

    return Exemple("participant_modifier", FORMULAIRE, siens, interdits, envoyees)


def _suspension(monde: Monde) -> Suspension:
    return Suspension.objects.get(parcours__participant=monde.participant)


def _objectif(statut: str = "en_cours", donnees=lambda m, r: {}) -> Exemple:
    """A page of the objectif of the person of the canaries that stands so."""
    return _page_du_projet(
        "objectif", lambda m, qui: Objectif.objects.get(parcours__participant=qui, statut=statut), donnees
    )


def _demarche(methodes=FORMULAIRE, donnees=lambda m, r: {}) -> Exemple:
    return _page_du_projet("demarche", lambda m, qui: qui.demarches.get(), donnees, methodes)


def _page_du_projet(nom: str, lire, donnees, methodes=FORMULAIRE) -> Exemple:
    """A page of one row; not that of nobody, nor through the file of somebody else."""

    def siens(monde: Monde, role: str) -> list[dict]:
        return [_uuid(monde.participant) | {nom: lire(monde, monde.participant).uuid}]

    def interdits(monde: Monde, role: str) -> list[dict]:
        [sien] = siens(monde, role)
        autre = lire(monde, monde.jardiniere).uuid
        return [{**sien, nom: autre}, {**sien, nom: inconnu()}, {**sien, "uuid": inconnu()}]

    return Exemple("livret_remplir", methodes, siens, interdits, donnees)


def _objectif_corrige(monde: Monde, role: str) -> dict:
    objectif = Objectif.objects.get(parcours__participant=monde.participant, statut="en_cours")
    version = empreinte(objectif_de(objectif))
    return {"thematique": "logement", "intitule": "Un toit à soi", "date": "2015-03-02", "version": version}


def _demarche_corrigee(monde: Monde, role: str) -> dict:
    """The same, in the words of the list, from the version that is there."""
    version = empreinte(demarche_de(monde.participant.demarches.get()))
    return DEMARCHE | {"intitule": "Demander un logement social", "version": version}


def _immersion_corrigee(monde: Monde, role: str) -> dict:
    return IMMERSION | {"version": empreinte(immersion_de(monde.participant.immersions.get()))}


DEMARCHE = {"thematique": "logement", "intitule": "Visiter", "statut": "en_cours", "date_debut": "2015-03-02"}
IMMERSION = {"nature": "stage", "accueil": "Ferme", "debut": "2015-03-02", "fin": "2015-03-13"}


def _entretien_du_monde(monde: Monde) -> Entretien:
    return Entretien.objects.get(reference="ZQ-E-1")


def _entretien(monde: Monde, role: str) -> list[dict]:
    return [_uuid(monde.participant) | {"entretien": _entretien_du_monde(monde).uuid}]


def _autre_entretien(monde: Monde, role: str) -> list[dict]:
    """Of nobody, and of somebody else than the file says."""
    [sien] = _entretien(monde, role)
    return [{**sien, "entretien": inconnu()}, {**sien, "uuid": inconnu()}, {**sien, "uuid": monde.jardiniere.uuid}]


def _entretien_dit(monde: Monde, role: str) -> dict:
    """A new page on a new text."""
    page = {"brouillon": uuid4(), "page": uuid4(), "revision_lue": "0"}
    return page | {"date": "2015-04-02", "statut": "tenu", "compte_rendu": "Va bien."}


def _deux_dossiers(monde: Monde, role: str) -> list[dict]:
    return [_uuid(monde.participant) | {"autre": Participant.objects.get(reference="P-7").uuid}]


def _choix(monde: Monde, role: str) -> dict:
    """The file kept has its way, whatever differs."""
    plan = previsualiser(garde=monde.participant, fondu=Participant.objects.get(reference="P-7"))
    comparaisons = [comparaison for reunion in plan.reunions for comparaison in reunion.comparaisons]
    return {c.cle: "garde" for c in comparaisons if c.au_choix} | {"vu": plan.empreinte}


def _reunion(monde: Monde, role: str) -> list[dict]:
    fusion = Fusion.objects.get(garde__reference="P-6")
    return [{"uuid": fusion.garde.uuid, "fusion": fusion.uuid}]


def _cherche(monde: Monde, role: str) -> dict:
    """The beginning of a name of the canaries for who may not find it, nothing that exists for the others."""
    return {"texte": "zqnom" if role == "encadrant" else "zz"}


EXEMPLES = {
    "accueil": Exemple("accueil"),
    "etat": Exemple("public"),
    "recherche": Exemple("rechercher", FORMULAIRE, donnees=_cherche, envoi=200),
    "recherche_suggerer": Exemple("rechercher", ENVOI, donnees=_cherche, envoi=200),
    "composants": Exemple("aide"),
    "comptes:connexion": Exemple(
        "public", FORMULAIRE, donnees=lambda m, r: {"username": m.collegue.email, "password": MOT_DE_PASSE}
    ),
    "comptes:deconnexion": Exemple("public", ENVOI),
    "comptes:mot_de_passe": Exemple(
        "mot_de_passe",
        FORMULAIRE,
        donnees=lambda m, r: {"old_password": MOT_DE_PASSE, "new_password1": NOUVEAU, "new_password2": NOUVEAU},
    ),
    "comptes:session_prolonger": Exemple("accueil", ENVOI, envoi=204),
    "comptes:reprendre": Exemple("public", ENVOI, donnees=_reprise, trace=("connexion",)),
    "comptes:mon_compte": Exemple("mon_compte"),
    "comptes:raccourcis_regler": Exemple("mon_compte", ENVOI),
    "comptes:resume_regler": Exemple("mon_compte", ENVOI),
    "comptes:sessions_fermer": Exemple("mon_compte", ENVOI, trace=("sessions_fermees",)),
    "comptes:mot_de_passe_oublie": Exemple(
        "public", FORMULAIRE, donnees=lambda m, r: {"email": m.collegue.email}, trace=("mot_de_passe_oublie",)
    ),
    "comptes:mot_de_passe_choisir": Exemple(
        "public",
        FORMULAIRE,
        donnees=lambda m, r: {"jeton": jeton(m.collegue), "new_password1": NOUVEAU, "new_password2": NOUVEAU},
        trace=("mot_de_passe_choisi",),
    ),
    "comptes:compte_lister": Exemple("compte_gerer"),
    "comptes:compte_creer": Exemple(
        "compte_gerer", FORMULAIRE, donnees=lambda m, r: _compte("nouvelle@jardins.example")
    ),
    "comptes:compte_modifier": Exemple(
        "compte_gerer", FORMULAIRE, _collegue, _compte_inconnu, lambda m, r: _compte("autre@jardins.example")
    ),
    "comptes:compte_fermer": Exemple("compte_gerer", ENVOI, _collegue, _compte_inconnu),
    "comptes:compte_rouvrir": Exemple("compte_gerer", ENVOI, _collegue, _compte_inconnu),
    "comptes:compte_reinviter": Exemple("compte_gerer", ENVOI, _collegue, _compte_inconnu),
    "participants:participant_lister": Exemple(
        "participant_lister", FORMULAIRE, donnees=lambda m, r: {"nom": "zqno"}, envoi=200, requete=TOUTE_LA_LISTE
    ),
    "participants:participant_exporter": Exemple(
        "participant_exporter",
        siens=lambda m, r: [{"format": format} for format in ("xlsx", "csv", "ods")],
        interdits=lambda m, r: [{"format": "exe"}],
        requete=TOUTE_LA_LISTE,
    ),
    "participants:participant_ajouter": Exemple(
        "participant_ajouter",
        FORMULAIRE,
        donnees=lambda m, r: {"nom": "Charme", "prenom": "Ada", "sexe": "F", "date_entree": "2015-03-02"},
    ),
    # A name that is known: nothing is written, and the page shows whose file it looks like.
    "participants:participant_rencontrer": Exemple(
        "participant_ajouter",
        FORMULAIRE,
        donnees=lambda m, r: {
            **{"nom": "Zqnomynal", "prenom": "Zqpreno", "sexe": "F"},
            **{"date": "2015-01-20", "canal": "rue", "decision": "revoir"},
        },
        envoi=200,
    ),
    "participants:participant_voir": _dossier(),
    "participants:participant_coordonnees": _dossier(),
    "participants:participant_parcours": _dossier(),
    "participants:participant_historique": _dossier(methodes=FORMULAIRE, envoi=200),
    "participants:identite_modifier": _dossier(
        "participant_modifier",
        FORMULAIRE,
        lambda m, r: {"nom": "Orme", "prenom": "Lila", "sexe": "F", "version": empreinte(identite_de(m.participant))},
    ),
    "participants:coordonnees_modifier": _dossier(
        "participant_modifier",
        FORMULAIRE,
        lambda m, r: {"telephone": "0612345678", "version": empreinte(coordonnees_de(m.participant))},
    ),
    "participants:contact_ajouter": _dossier(
        "participant_modifier",
        FORMULAIRE,
        lambda m, r: {"date": "2015-01-12", "canal": "rue", "decision": "revoir"},
    ),
    "participants:contact_corriger": Exemple(
        "participant_modifier",
        FORMULAIRE,
        siens=_contact,
        interdits=lambda m, r: [{**_contact(m, r)[0], "contact": inconnu()}, {**_contact(m, r)[0], "uuid": inconnu()}],
        donnees=_contact_corrige,
    ),
    "participants:parcours_ouvrir": _dossier(
        "participant_modifier", FORMULAIRE, lambda m, r: {"date_entree": "2016-02-01"}
    ),
    "participants:parcours_corriger": _sejour_de(date_entree="2015-02-02", date_sortie="2015-12-01"),
    "participants:parcours_clore": _sejour_de("P-8", date_sortie="2020-02-03"),
    "participants:parcours_rouvrir": _sejour_de("P-9"),
    "participants:changement_ajouter": _dossier(
        "participant_modifier", FORMULAIRE, lambda m, r: {"depuis": "2015-03-02", "qpv": "oui"}
    ),
    "participants:changement_corriger": _changement(depuis="2015-02-10", valeur="inconnu"),
    "participants:changement_supprimer": _changement(),
    "participants:suspension_noter": _dossier(
        "participant_modifier",
        FORMULAIRE,
        lambda m, r: {"debut": "2015-09-01", "fin": "2015-09-30", "motif": "formation"},
    ),
    "participants:suspension_corriger": _page_de_la_suspension(debut="2015-06-01", fin="2015-07-15", motif="soins"),
    "participants:suspension_supprimer": _page_de_la_suspension(),
    "participants:entretien_reporter": Exemple(
        "entretien_noter",
        FORMULAIRE,
        siens=lambda m, r: [_uuid(m.jardiniere)],
        interdits=_ni_inconnue_ni_seance,
        donnees=lambda m, r: {"jusqu_au": _demain(), "raison": "En congés"},
    ),
    "participants:observation_lister": Exemple(
        "observation_noter", FORMULAIRE, donnees=lambda m, r: {"nom": "zqno"}, envoi=200
    ),
    # Who is no longer in the action is unknown here, whoever asks.
    "participants:observation_noter": Exemple(
        "observation_noter",
        FORMULAIRE,
        siens=lambda m, r: [_uuid(m.jardiniere)],
        interdits=lambda m, r: [{"uuid": inconnu()}, _uuid(m.participant), _uuid(m.seance)],
        donnees=lambda m, r: {f"n-{Competence.objects.get(code='equipe').pk}": "3"},
    ),
    "participants:participant_competences": _dossier(),
    "participants:participant_bilan": _dossier(),
    "participants:bilan_remplir": Exemple(
        "livret_remplir",
        FORMULAIRE,
        siens=_etapes_du_bilan,
        interdits=lambda m, r: [
            {**_uuid(m.participant), "etape": "justice"},
            {"uuid": inconnu(), "etape": "sante"},
            {**_uuid(m.seance), "etape": "sante"},
        ],
        donnees=_etape_remplie,
    ),
    "participants:freins_evaluer": _dossier("livret_remplir", FORMULAIRE, _freins_evalues),
    "participants:consigne_ecrire": _dossier(
        "participant_modifier", FORMULAIRE, lambda m, r: {"texte": "Pas d’échelle.", "depuis": "2015-03-02"}
    ),
    "participants:consigne_modifier": Exemple(
        "participant_modifier",
        FORMULAIRE,
        siens=_consigne,
        interdits=lambda m, r: [
            {**_consigne(m, r)[0], "consigne": inconnu()},
            {**_consigne(m, r)[0], "consigne": m.jardiniere.consignes.get().uuid},
            {**_consigne(m, r)[0], "uuid": inconnu()},
        ],
        donnees=lambda m, r: {
            "texte": "Pas d’échelle.",
            "depuis": "2015-03-02",
            "version": empreinte(consigne_de(m.participant.consignes.get())),
        },
    ),
    "participants:participant_objectifs": _dossier(requete="?voir=tout"),
    "participants:objectif_ajouter": _dossier(
        "livret_remplir",
        FORMULAIRE,
        lambda m, r: {"thematique": "sante", "intitule": "Dormir mieux", "date": "2015-03-02"},
    ),
    "participants:objectif_modifier": _objectif(donnees=_objectif_corrige),
    "participants:objectif_clore": _objectif(donnees=lambda m, r: {"statut": "atteint", "date_fin": "2015-06-01"}),
    "participants:objectif_rouvrir": _objectif("atteint"),
    "participants:demarche_ajouter": _dossier("livret_remplir", FORMULAIRE, lambda m, r: DEMARCHE),
    "participants:demarche_modifier": _demarche(donnees=_demarche_corrigee),
    "participants:demarche_cocher": _demarche(ENVOI),
    "participants:demarche_decocher": _demarche(ENVOI),
    "participants:immersion_ajouter": _dossier("livret_remplir", FORMULAIRE, lambda m, r: IMMERSION),
    "participants:immersion_modifier": _page_du_projet(
        "immersion", lambda m, qui: qui.immersions.get(), _immersion_corrigee
    ),
    "participants:rendezvous_prendre": _dossier(
        "entretien_noter",
        FORMULAIRE,
        lambda m, r: {"jour": "autre", "date": _demain(), "creneau": "09:00", "avec": m.collegue.pk},
    ),
    "participants:rendezvous_deplacer": _page_du_rendezvous(donnees=_deplacement),
    "participants:rendezvous_annuler": _page_du_rendezvous(),
    "participants:rendezvous_conclure": _page_du_rendezvous(ENVOI, lambda m, r: {"statut": "manque"}, passe=True),
    "participants:rendezvous_imprimer": _page_du_rendezvous(LECTURE),
    "participants:referent_confier": Exemple(
        "participant_confier",
        FORMULAIRE,
        donnees=_transmission,
        requete=_choix_de_transmission,
        trace=("participant_confier", "participant_confier"),  # the whole, and the file of the one person
    ),
    "participants:participant_papiers": _dossier(),
    "participants:document_deposer": _dossier("piece_gerer", FORMULAIRE, _document_neuf),
    "participants:document_ouvrir": _du_document(LECTURE),
    "participants:document_modifier": _du_document(donnees=_document_corrige),
    "participants:document_retirer": _du_document(),
    "participants:accord_noter": _papier(FORMULAIRE, lambda m, r: {"date": "2015-03-03"}),
    "participants:papier_imprimer": _papier(),
    "participants:participant_entretiens": _dossier(),
    "participants:entretien_creer": _dossier("entretien_noter", FORMULAIRE, _entretien_dit),
    "participants:entretien_modifier": Exemple(
        "entretien_noter",
        FORMULAIRE,
        siens=_entretien,
        interdits=_autre_entretien,
        donnees=lambda m, r: (
            _entretien_dit(m, r) | {"version": empreinte(entretien_de(_entretien_du_monde(m), m.comptes[r]))}
        ),
    ),
    "participants:entretien_imprimer": Exemple("entretien_noter", siens=_entretien, interdits=_autre_entretien),
    "participants:brouillon_garder": _dossier("entretien_noter", ENVOI, _entretien_dit, envoi=200, trace=()),
    "participants:brouillon_supprimer": _dossier("entretien_noter", ENVOI, _entretien_dit),
    "participants:doublon_lister": Exemple("participant_fusionner"),
    "participants:fusion_lister": Exemple("participant_fusionner"),
    "participants:fusion_choisir": _dossier("participant_fusionner", FORMULAIRE, lambda m, r: {"nom": "Hetre"}),
    "participants:fusion_confirmer": Exemple(
        "participant_fusionner",
        FORMULAIRE,
        _deux_dossiers,
        lambda m, r: [_deux_dossiers(m, r)[0] | {argument: inconnu()} for argument in ("uuid", "autre")],
        _choix,
    ),
    "participants:fusion_defaire": Exemple(
        "participant_fusionner",
        FORMULAIRE,
        _reunion,
        lambda m, r: [_reunion(m, r)[0] | autre for autre in (_uuid(m.participant), {"fusion": inconnu()})],
    ),
    "ateliers:seance_lister": Exemple("seance_lister"),
    "ateliers:seance_voir": Exemple(
        "seance_voir",
        siens=lambda m, r: [_uuid(m.seance)],
        interdits=lambda m, r: [{"uuid": inconnu()}, _uuid(m.participant)],
    ),
    "ateliers:seance_exporter": Exemple(
        "seance_lister",
        siens=lambda m, r: [{"format": format} for format in ("csv", "xlsx", "ods")],
        interdits=lambda m, r: [{"format": "exe"}],
    ),
    "ateliers:seance_calendrier": Exemple("seance_lister"),
    "ateliers:calendrier_telecharger": Exemple("seance_lister"),
    "ateliers:seance_creer": Exemple(
        "seance_modifier", FORMULAIRE, donnees=lambda m, r: _champs_de(m.seance) | {"date": "2015-06-02"}
    ),
    "ateliers:seance_modifier": Exemple(
        "seance_modifier",
        FORMULAIRE,
        siens=lambda m, r: [_uuid(m.seance)],
        interdits=lambda m, r: [{"uuid": inconnu()}, _uuid(m.participant)],
        donnees=lambda m, r: _champs_de(m.seance),
    ),
    "ateliers:seance_recopier": Exemple(
        "seance_modifier",
        FORMULAIRE,
        siens=lambda m, r: [_uuid(m.seance)],
        interdits=lambda m, r: [{"uuid": inconnu()}],
        donnees=lambda m, r: {"autre_1": "2015-06-02"},
    ),
    "ateliers:seance_annuler": Exemple(
        "seance_modifier",
        FORMULAIRE,
        siens=lambda m, r: [_uuid(Seance.objects.get(reference="S-2"))],
        interdits=lambda m, r: [{"uuid": inconnu()}],
        donnees=lambda m, r: {"motif": "gel annoncé"},
    ),
    "ateliers:seance_retablir": Exemple(
        "seance_modifier",
        ENVOI,
        siens=lambda m, r: [_uuid(Seance.objects.get(reference="S-3"))],
        interdits=lambda m, r: [{"uuid": inconnu()}],
    ),
    "ateliers:journee_annuler": Exemple("seance_modifier", FORMULAIRE, donnees=lambda m, r: {"motif": "gel annoncé"}),
    "ateliers:seances_generer": Exemple(
        "seance_modifier",
        FORMULAIRE,
        donnees=lambda m, r: {
            "mois": "2090-03",
            "atelier": m.seance.atelier_id,
            f"semaine_{m.seance.site_id}": ["0-matin"],
        },
    ),
    "ateliers:presence_saisir": Exemple(
        "presence_saisir",
        FORMULAIRE,
        siens=lambda m, r: [{"jour": "2015-03-03", "demi": "matin"}],
        interdits=lambda m, r: [{"jour": "2015-02-30", "demi": "matin"}, {"jour": "2015-03-03", "demi": "soir"}],
        donnees=lambda m, r: {
            f"avant-{m.seance.pk}": f"{m.participant.pk}:present:240",
            f"p-{m.seance.pk}-{m.participant.pk}": "excuse",
        },
    ),
    "ateliers:participant_presences": Exemple(
        "participant_voir",
        siens=lambda m, r: [_uuid(m.participant)],
        interdits=lambda m, r: [{"uuid": inconnu()}, _uuid(m.seance)],
    ),
    "bilans:bilan_choisir": Exemple("bilan_voir"),
    "bilans:bilan_voir": Exemple(
        "bilan_voir",
        siens=lambda m, r: [ANNEE],
        interdits=lambda m, r: [{"debut": "2015-02-30", "fin": "2015-12-31"}],
    ),
    "bilans:bilan_lister": Exemple(
        "bilan_lister",
        siens=lambda m, r: [
            ANNEE | {"section": section, "code": code}
            for section, code in (
                *(("personnes", "total"), ("ateliers", "seances"), ("presences", "heures")),
                *(("parcours_relances", "par_thematique"), ("entretiens", "nombre"), ("entretiens", "mois_parcours")),
            )
        ],
        interdits=lambda m, r: [
            ANNEE | {"section": "personnes", "code": "absent"},
            {"debut": "2015-12-31", "fin": "2015-01-01", "section": "personnes", "code": "total"},
        ],
        requete=_demarches_de_logement,
    ),
    "bilans:bilan_imprimer": Exemple(
        "bilan_imprimer",
        siens=lambda m, r: [ANNEE | {"format": format} for format in ("json", "xlsx", "pdf")],
        interdits=lambda m, r: [
            ANNEE | {"format": "exe"},
            {"debut": "2015-12-31", "fin": "2015-01-01", "format": "pdf"},
        ],
    ),
    "fichiers": Exemple("donnees_importer"),
    "import_lister": Exemple("donnees_importer"),
    "travail_voir": Exemple(
        "travail_voir",
        siens=lambda m, r: [_uuid(m.travaux[r])],
        interdits=lambda m, r: [_uuid(m.travail_d_autrui), {"uuid": inconnu()}, _uuid(m.verifies[r])],
    ),
    "import_deposer": Exemple(
        "donnees_importer",
        ENVOI,
        donnees=lambda m, r: {"ressource": "participants", "fichier": _fichier()},
    ),
    "import_confirmer": Exemple(
        "donnees_importer",
        FORMULAIRE,
        siens=lambda m, r: [_uuid(m.verifies[r]), *map(_uuid, m.refuses[r])],
        interdits=_autrui,
    ),
    "import_refus": Exemple(
        "donnees_importer",
        siens=lambda m, r: [_uuid(depot) for depot in m.refuses[r]],
        interdits=lambda m, r: [*_autrui(m, r), _uuid(m.verifies[r])],
    ),
    "import_modele": Exemple(
        "donnees_importer",
        siens=lambda m, r: [{"ressource": "participants"}],
        interdits=lambda m, r: [{"ressource": "inconnue"}],
    ),
    "exporter": Exemple(
        "donnees_exporter",
        siens=lambda m, r: [
            {"ressource": nom, "format": format}
            for nom, format in (
                ("participants", "csv"),
                ("participants", "xlsx"),
                ("participants", "ods"),
                ("changements", "csv"),
                ("seances", "xlsx"),
                ("presences", "csv"),
                ("demarches", "csv"),
                ("entretiens", "ods"),
            )
        ],
        interdits=lambda m, r: [
            {"ressource": "comptes", "format": "csv"},
            {"ressource": "participants", "format": "exe"},
        ],
    ),
    "administration": Exemple("administrer"),
    "liste_lister": Exemple("liste_gerer"),
    "liste_voir": Exemple(
        "liste_gerer",
        siens=lambda m, r: [{"liste": nom} for nom in ("site", "quartier", "niveauetudes", "motifsortie")],
        interdits=lambda m, r: [{"liste": "participant"}],
    ),
    "liste_ajouter": Exemple(
        "liste_gerer",
        FORMULAIRE,
        siens=lambda m, r: [{"liste": "logement"}],
        interdits=lambda m, r: [{"liste": "utilisateur"}],
        donnees=lambda m, r: {"libelle": "pension de famille"},
    ),
    "liste_modifier": Exemple(
        "liste_gerer",
        FORMULAIRE,
        siens=lambda m, r: [LIGNE],
        interdits=lambda m, r: LIGNES_INCONNUES,
        donnees=lambda m, r: {"libelle": "Les Acacias"},
    ),
    "liste_reunir": Exemple(
        "liste_gerer",
        FORMULAIRE,
        siens=lambda m, r: [{"liste": "quartier", "code": m.ligne.code}],
        interdits=lambda m, r: LIGNES_INCONNUES,
        donnees=lambda m, r: {"garde": type(m.ligne).objects.get(code="acacias").pk},
    ),
    "liste_deplacer": Exemple(
        "liste_gerer", ENVOI, siens=lambda m, r: [LIGNE], interdits=lambda m, r: LIGNES_INCONNUES
    ),
    "liste_proposer": Exemple(
        "liste_gerer", ENVOI, siens=lambda m, r: [LIGNE], interdits=lambda m, r: LIGNES_INCONNUES
    ),
    "reglage_lister": Exemple("reglage_gerer"),
    "reglage_voir": Exemple(
        "reglage_gerer",
        FORMULAIRE,
        siens=lambda m, r: [{"nom": "objectif_personnes"}],
        interdits=lambda m, r: [{"nom": "inconnu"}],
        donnees=lambda m, r: {"depuis": "2026-01-01", "valeur": "62"},
    ),
    "reglage_retirer": Exemple(
        "reglage_gerer",
        ENVOI,
        siens=lambda m, r: [{"nom": "objectif_personnes", "depuis": "2026-01-01"}],
        interdits=lambda m, r: [
            {"nom": "inconnu", "depuis": "2026-01-01"},
            {"nom": "objectif_personnes", "depuis": "demain"},
        ],
    ),
    "journal_lister": Exemple("journal_voir"),
    "journal_exporter": Exemple(
        "journal_voir",
        siens=lambda m, r: [{"format": format} for format in ("csv", "xlsx", "ods")],
        interdits=lambda m, r: [{"format": "exe"}],
    ),
    "participants:participant_journal": Exemple(
        "journal_voir",
        siens=lambda m, r: [_uuid(m.participant)],
        interdits=lambda m, r: [{"uuid": inconnu()}, _uuid(m.seance)],
    ),
    "participants:participant_journal_exporter": Exemple(
        "journal_voir",
        siens=lambda m, r: [_uuid(m.participant) | {"format": format} for format in ("csv", "xlsx", "ods")],
        interdits=lambda m, r: [_uuid(m.participant) | {"format": "exe"}, {"uuid": inconnu(), "format": "csv"}],
    ),
    "systeme_voir": Exemple("systeme_voir"),
    "systeme_essayer": Exemple("systeme_voir", ENVOI),
    "aide_lire": Exemple("aide"),
    "aide_carte": Exemple(
        "aide", siens=lambda m, r: [{"role": role} for role in Role], interdits=lambda m, r: [{"role": "jardinier"}]
    ),
    "mentions_legales": Exemple("public"),
    "donnees_personnelles": Exemple("public"),
    "accessibilite": Exemple("public"),
}
