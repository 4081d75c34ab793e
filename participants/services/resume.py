"""The letter of Monday: how much waits for each agent, with links to it. Numbers only: no name, nothing of anybody."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Subquery
from django.urls import reverse

from comptes import courriels
from comptes.choix import EtatCompte, Role
from comptes.droits import DROITS, Action
from comptes.models import Utilisateur
from participants.a_voir import adresse_de_liste
from participants.choix import Rythme, StatutRendezVous
from participants.liste.criteres import INCONNU
from participants.liste.entretiens import annotations_du_rythme, rythme_en_base
from participants.models import FaitReferent, Participant, RendezVous, ResumeEnvoye
from participants.rythme import Seuils
from socle.models import ParametreDate
from socle.periodes import PARIS, en_lettres
from socle.templatetags.typographie import INSECABLE, unite

LUNDI, HEURE = 0, 7  # in Paris
REPRISE = dt.timedelta(hours=1)  # after which a letter taken by a worker that died is taken again
ECHECS = 2  # letters in a row that cannot leave before the others wait
# What each state is called, and the view of the list that shows exactly these people.
COMPTES = {
    Rythme.EN_RETARD: ("entretiens en retard", "en_retard"),
    Rythme.JAMAIS_RECU: ("personnes jamais reçues", "jamais_recus"),
    Rythme.A_PREVOIR: ("entretiens à prévoir", "a_prevoir"),
}


@dataclass(frozen=True)
class Semaine:
    """What is due from Monday `lundi`, as of `jour`: by agent (None: nobody), states counted, appointments to come."""

    lundi: dt.date
    jour: dt.date
    rythmes: dict[int | None, Counter]
    rendezvous: dict[int, int]


def menage(le: dt.datetime) -> None:
    """On Mondays from seven in Paris, send what has not left yet: called by every worker, every ten minutes."""
    ici = le.astimezone(PARIS)
    if ici.weekday() == LUNDI and ici.hour >= HEURE:
        envoyer_les_resumes(le=le)


def envoyer_les_resumes(*, le: dt.datetime) -> int:
    """Send the letters of this week that have not left, each once, and give how many did.

    Nothing leaves without a mail server. One that cannot leave is tried again later; after two in a row the server is
    at fault, not an address, and the others wait for the next time too.
    """
    jour = le.astimezone(PARIS).date()
    semaine_du = lundi_de(jour)
    restants = destinataires(semaine_du, le) if courriels.configure() else []
    if not restants:
        return 0
    semaine, partis, rates = lire_semaine(jour), 0, 0
    for utilisateur in restants:
        if not _prendre(utilisateur, semaine_du, le):
            continue
        texte = texte_pour(utilisateur, semaine)
        if texte and not courriels.envoyer("resume", utilisateur.email, utilisateur.prenom, texte=texte):
            _rendre(utilisateur, semaine_du)
            rates += 1
            if rates == ECHECS:
                return partis
            continue
        rates = 0
        _finir(utilisateur, semaine_du, le)
        partis += bool(texte)
    return partis


def lundi_de(jour: dt.date) -> dt.date:
    """The Monday of the week of this day."""
    return jour - dt.timedelta(days=jour.weekday())


def destinataires(lundi: dt.date, le: dt.datetime) -> list[Utilisateur]:
    """The open accounts that note interviews, want the letter, and have not had that of this week."""
    traites = ResumeEnvoye.objects.filter(lundi=lundi).exclude(fini_le=None, pris_le__lt=le - REPRISE)
    comptes = Utilisateur.objects.en_etat(EtatCompte.OUVERT).filter(
        resume_hebdomadaire=True, role__in=DROITS[Action.ENTRETIEN_NOTER]
    )
    return list(comptes.exclude(pk__in=traites.values("utilisateur")).order_by("pk"))


def lire_semaine(jour: dt.date) -> Semaine:
    """What waits for everybody as of that day: three queries, whatever the number of people."""
    lundi = lundi_de(jour)
    prevus = RendezVous.objects.filter(
        statut=StatutRendezVous.PREVU, date__range=(jour, lundi + dt.timedelta(days=6)), avec__isnull=False
    )
    rendezvous = prevus.order_by().values("avec").annotate(nombre=Count("pk"))
    return Semaine(lundi, jour, _rythmes(jour), {ligne["avec"]: ligne["nombre"] for ligne in rendezvous})


def _rythmes(jour: dt.date) -> dict[int | None, Counter]:
    seuils = Seuils.lire(ParametreDate.objects.tous_en_vigueur(jour))
    referents = FaitReferent.objects.en_vigueur(jour, "parcours__").values("valeur")
    gens = Participant.objects.actuels().en_parcours(jour).annotate(**annotations_du_rythme(jour))
    gens = gens.annotate(referent=Subquery(referents[:1]), rythme=rythme_en_base(jour, seuils))
    lignes = gens.order_by().values("referent", "rythme").annotate(nombre=Count("pk"))
    rythmes: dict[int | None, Counter] = {}
    for ligne in lignes:
        rythmes.setdefault(ligne["referent"], Counter())[ligne["rythme"]] = ligne["nombre"]
    return rythmes


def texte_pour(utilisateur: Utilisateur, semaine: Semaine) -> str:
    """What the letter says; '' when nothing waits, and then none leaves.

    A chef de projet reads besides how much waits for each agent, by her initials and a link.
    """
    parties = [_lignes_de(utilisateur, semaine)]
    if utilisateur.role == Role.CHEF_DE_PROJET:
        parties.append(_lignes_par_referent(semaine))
    dites = ["\n".join(lignes) for lignes in parties if lignes]
    if not dites:
        return ""
    debut = f"Voici ce qui vous attend cette semaine, au {en_lettres(semaine.jour)}."
    reglage = f"Pour ne plus recevoir ce message{INSECABLE}: {adresse(reverse('comptes:mon_compte'))}"
    sans_nom = "Aucun nom n’est écrit ici. Ouvrez les liens pour voir qui est concerné."
    return "\n\n".join([debut, *dites, sans_nom, reglage])


def adresse(chemin: str) -> str:
    """The absolute address of a page of the application."""
    return f"{settings.ADRESSE}{chemin}"


def _lignes_de(utilisateur: Utilisateur, semaine: Semaine) -> list[str]:
    """Her own people and appointments, a number and its link a line; nothing for what is at zero."""
    comptes = semaine.rythmes.get(utilisateur.pk, {})
    lignes = [
        f"{unite(comptes[rythme], mots)}{INSECABLE}:\n{_lien(vue, utilisateur.pk)}"
        for rythme, (mots, vue) in COMPTES.items()
        if comptes.get(rythme)
    ]
    if nombre := semaine.rendezvous.get(utilisateur.pk):
        lignes.append(f"{nombre} rendez-vous d’ici dimanche{INSECABLE}:\n{adresse(reverse('accueil'))}#agenda")
    return lignes


def _lignes_par_referent(semaine: Semaine) -> list[str]:
    """One line a référent who has something due, and the people nobody follows."""
    dus = {cle: _dire(comptes) for cle, comptes in semaine.rythmes.items()}
    agents = Utilisateur.objects.filter(pk__in=[cle for cle, dit in dus.items() if cle and dit])
    lignes = [f"{_initiales(agent)}{INSECABLE}: {dus[agent.pk]}\n{_liste(agent.pk)}" for agent in agents]
    if dus.get(None):
        lignes.append(f"Sans référent{INSECABLE}: {dus[None]}\n{_liste(INCONNU)}")
    return ["Par référent ou référente, par ses initiales :", *lignes] if lignes else []


def _dire(comptes: Counter) -> str:
    """« 3 entretiens en retard, 1 personne jamais reçue »; '' when nothing is due."""
    return ", ".join(unite(comptes[rythme], mots) for rythme, (mots, _) in COMPTES.items() if comptes[rythme])


def _initiales(agent: Utilisateur) -> str:
    return f"{agent.prenom[:1]}.{INSECABLE}{agent.nom[:1]}.".upper()


def _lien(vue: str, referent: int) -> str:
    return adresse(adresse_de_liste(vue=vue, referent=str(referent), tri="entretien"))


def _liste(referent: int | str) -> str:
    return adresse(adresse_de_liste(referent=str(referent), tri="entretien"))


def _prendre(utilisateur: Utilisateur, lundi: dt.date, le: dt.datetime) -> bool:
    """Claim this letter; False when another worker has it, or had it sent."""
    try:
        with transaction.atomic():
            ResumeEnvoye.objects.create(utilisateur=utilisateur, lundi=lundi, pris_le=le)
    except IntegrityError:
        abandonnes = ResumeEnvoye.objects.filter(utilisateur=utilisateur, lundi=lundi, fini_le=None)
        return bool(abandonnes.filter(pris_le__lt=le - REPRISE).update(pris_le=le))
    return True


def _rendre(utilisateur: Utilisateur, lundi: dt.date) -> None:
    ResumeEnvoye.objects.filter(utilisateur=utilisateur, lundi=lundi, fini_le=None).delete()


def _finir(utilisateur: Utilisateur, lundi: dt.date, le: dt.datetime) -> None:
    ResumeEnvoye.objects.filter(utilisateur=utilisateur, lundi=lundi).update(fini_le=le)
