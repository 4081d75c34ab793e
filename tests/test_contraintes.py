"""Every named constraint of the database, provoked past the services, and what it says to people."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from ateliers.models import Seance
from comptes.models import Utilisateur
from participants.models import (
    Coordonnees,
    EtapeBilan,
    EvaluationFrein,
    Fusion,
    Parcours,
    PremierContact,
    ReponseBilan,
    ResumeEnvoye,
)
from participants.models.faits import (
    FAITS,
    FaitLogement,
    FaitNiveau,
    FaitQpv,
    FaitQuartier,
    FaitReferent,
    FaitSituation,
)
from participants.models.listes import Frein, MotifSortie
from socle.models import ParametreDate
from tests.fabriques import (
    AccordFabrique,
    BrouillonFabrique,
    ConsigneFabrique,
    DemarcheFabrique,
    DocumentFabrique,
    EntretienFabrique,
    FichierFabrique,
    ImmersionFabrique,
    ImportationFabrique,
    NoteDeThemeFabrique,
    ObjectifFabrique,
    ObservationFabrique,
    ParcoursFabrique,
    PartenaireFabrique,
    ParticipantFabrique,
    PresenceFabrique,
    RendezVousFabrique,
    ReportFabrique,
    SeanceFabrique,
    SuspensionFabrique,
    TravailFabrique,
    UtilisateurFabrique,
)

NOS_APPS = ("socle", "comptes", "jardins", "partenaires", "participants", "ateliers", "recoltes", "bilans")
JOUR = dt.date(2015, 1, 5)
DOCUMENT_SANS_FICHIER = "Un document garde son fichier jusqu’à ce qu’il soit retiré."


def _meme_fait(modele):
    fait = modele(parcours=ParcoursFabrique(), depuis=JOUR)
    fait.save()
    return modele(parcours=fait.parcours, depuis=JOUR)


def _parcours(**champs):
    return Parcours(participant=ParticipantFabrique(), date_entree=JOUR, **champs)


def _double_entree():
    sejour = ParcoursFabrique(date_sortie=JOUR)
    return Parcours(participant=sejour.participant, date_entree=JOUR, date_sortie=JOUR)


def _deux_ouverts():
    return Parcours(participant=ParcoursFabrique().participant, date_entree=dt.date(2016, 1, 1))


def _meme_parametre():
    ParametreDate.objects.create(nom="essai", depuis=JOUR, valeur=1)
    return ParametreDate(nom="essai", depuis=JOUR, valeur=2)


def _double_presence():
    presence = PresenceFabrique()
    return PresenceFabrique.build(seance=presence.seance, participant=presence.participant)


def _presence(**champs):
    return PresenceFabrique.build(seance=SeanceFabrique(), participant=ParcoursFabrique().participant, **champs)


def _seance(**champs):
    modele = SeanceFabrique()
    communs = {nom: getattr(modele, nom) for nom in ("atelier", "site", "date", "debut", "fin")}
    return Seance(**{**communs, "reference": "autre", **champs})


def _travail(**champs):
    return TravailFabrique.build(demande_par=UtilisateurFabrique(), **champs)


def _contact(**champs):
    communs = {"date": JOUR, "canal": "rue", "decision": "revoir", "note_le": INSTANT}
    return PremierContact(participant=ParticipantFabrique(), **{**communs, **champs})


def _fusion(garde, fondu):
    return Fusion(garde=garde, fondu=fondu, avant={}, apres={}, faite_le=INSTANT)


def _fusion_avec_soi():
    personne = ParticipantFabrique()
    return _fusion(personne, personne)


def _deux_fusions():
    fondu = ParticipantFabrique()
    _fusion(ParticipantFabrique(), fondu).save()
    return _fusion(ParticipantFabrique(), fondu)


def _meme_resume():
    resume = ResumeEnvoye.objects.create(utilisateur=UtilisateurFabrique(), lundi=JOUR, pris_le=INSTANT)
    return ResumeEnvoye(utilisateur=resume.utilisateur, lundi=JOUR, pris_le=INSTANT)


def _double_rendezvous():
    rendezvous = RendezVousFabrique()
    return RendezVousFabrique.build(participant=rendezvous.participant, date=rendezvous.date)


def _fondu_dans_soi():
    suivant = ParticipantFabrique().pk + 1
    return ParticipantFabrique.build(pk=suivant, fondu_dans_id=suivant)


def _double_observation():
    observation = ObservationFabrique()
    return ObservationFabrique.build(participant=observation.participant, competence=observation.competence)


def _double_note():
    note = NoteDeThemeFabrique()
    return NoteDeThemeFabrique.build(entretien=note.entretien, thematique=note.thematique)


def _entretien(**champs):
    return EntretienFabrique.build(participant=ParticipantFabrique(), **champs)


def _deux_brouillons():
    premier = BrouillonFabrique()
    return BrouillonFabrique.build(auteur=premier.auteur, objet=premier.objet)


def _suspension(**champs):
    return SuspensionFabrique.build(parcours=ParcoursFabrique(), **champs)


def _double_suspension():
    return SuspensionFabrique.build(parcours=SuspensionFabrique().parcours)


def _report(**champs):
    return ReportFabrique.build(parcours=ParcoursFabrique(), **champs)


def _objectif(**champs):
    return ObjectifFabrique.build(parcours=ParcoursFabrique(), **champs)


def _demarche(**champs):
    return DemarcheFabrique.build(participant=ParticipantFabrique(), **champs)


def _etape(**champs):
    communs = {"parcours": ParcoursFabrique(), "etape": "sante", "etat": "faite", "date": JOUR}
    return EtapeBilan(**{**communs, **champs})


def _double_etape():
    premiere = _etape()
    premiere.save()
    return _etape(parcours=premiere.parcours, etat="passee")


def _double_reponse():
    reponse = ReponseBilan(parcours=ParcoursFabrique(), question="permis", depuis=JOUR, valeur="non")
    reponse.save()
    return ReponseBilan(parcours=reponse.parcours, question="permis", depuis=JOUR, valeur="oui")


def _evaluation(**champs):
    communs = {"parcours": ParcoursFabrique(), "frein": Frein.objects.get(code="dettes"), "depuis": JOUR}
    return EvaluationFrein(**{**communs, "niveau": 2, **champs})


def _double_evaluation():
    premiere = _evaluation()
    premiere.save()
    return _evaluation(parcours=premiere.parcours, niveau=None)


def _immersion(**champs):
    return ImmersionFabrique.build(participant=ParticipantFabrique(), **champs)


INSTANT = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)
OBJECTIF_CONNU = "Un objectif est en cours, atteint ou abandonné."
OBJECTIF_DATE = "Un objectif atteint ou abandonné porte sa date, et lui seul."
DEMARCHE_DATEE = "Une démarche aboutie ou abandonnée porte la date de sa fin."
REPONSE_DE_QUI = "Une réponse est celle d’un partenaire : nommez-le."
TRAVAIL_CLOS = "Un traitement terminé porte la date de sa fin, et lui seul."
TRAVAIL_TENU = "Un traitement en cours dit qui le fait et quand il a donné signe."
DEJA_NOTE = "Ce changement est déjà noté à cette date."
PRESCRIPTEUR = "Nommez le partenaire prescripteur, et lui seul."
DUREE = "Une présence dure au moins une minute ; une absence n’en compte aucune."
CAS = [
    ("utilisateur_role_connu", lambda: UtilisateurFabrique.build(role="stagiaire"), "Choisissez un rôle de la liste."),
    (
        "utilisateur_email_minuscule",
        lambda: Utilisateur(email="Agent@ccas.example", nom="A", prenom="B", role="encadrant", password="x"),
        "L’adresse électronique s’écrit en minuscules.",
    ),
    ("parametre_unique_par_jour", _meme_parametre, "Ce paramètre a déjà une valeur à cette date."),
    (
        "importation_statut_connu",
        lambda: ImportationFabrique.build(statut="oublie", depose_par=UtilisateurFabrique()),
        "Le statut de cet import n’est pas connu.",
    ),
    ("travail_statut_connu", lambda: _travail(statut="perdu"), "Le statut de ce traitement n’est pas connu."),
    ("travail_fini_est_date", lambda: _travail(statut="fini"), TRAVAIL_CLOS),
    ("travail_fini_est_date", lambda: _travail(fini_le=INSTANT), TRAVAIL_CLOS),
    ("travail_en_cours_est_tenu", lambda: _travail(statut="en_cours", ouvrier="atelier:1"), TRAVAIL_TENU),
    ("travail_en_cours_est_tenu", lambda: _travail(statut="en_cours", battu_le=INSTANT), TRAVAIL_TENU),
    (
        "participant_sexe_connu",
        lambda: ParticipantFabrique.build(sexe="X"),
        "Choisissez « femme », « homme » ou « autre ».",
    ),
    (
        "participant_annee_seule_avec_date",
        lambda: ParticipantFabrique.build(annee_seule=True),
        "Une année de naissance seule demande cette année.",
    ),
    ("parcours_unique_par_entree", _double_entree, "Cette personne a déjà un parcours commencé ce jour-là."),
    ("parcours_un_seul_ouvert", _deux_ouverts, "Cette personne a déjà un parcours ouvert."),
    (
        "parcours_sortie_apres_entree",
        lambda: _parcours(date_sortie=dt.date(2015, 1, 4)),
        "La sortie ne peut pas précéder l’entrée.",
    ),
    (
        "parcours_motif_avec_sortie",
        lambda: _parcours(motif_sortie=MotifSortie.objects.first()),
        "Un motif de sortie demande une date de sortie.",
    ),
    ("parcours_prescripteur_si_partenaire", lambda: _parcours(origine="partenaire"), PRESCRIPTEUR),
    (
        "parcours_prescripteur_si_partenaire",
        lambda: _parcours(origine="ccas", prescripteur=PartenaireFabrique()),
        PRESCRIPTEUR,
    ),
    ("parcours_prescripteur_si_partenaire", lambda: _parcours(origine="voisin"), PRESCRIPTEUR),
    ("faitquartier_unique_par_jour", lambda: _meme_fait(FaitQuartier), DEJA_NOTE),
    ("faitqpv_unique_par_jour", lambda: _meme_fait(FaitQpv), DEJA_NOTE),
    ("faitniveau_unique_par_jour", lambda: _meme_fait(FaitNiveau), DEJA_NOTE),
    ("faitsituation_unique_par_jour", lambda: _meme_fait(FaitSituation), DEJA_NOTE),
    ("faitlogement_unique_par_jour", lambda: _meme_fait(FaitLogement), DEJA_NOTE),
    ("faitreferent_unique_par_jour", lambda: _meme_fait(FaitReferent), DEJA_NOTE),
    ("participant_fondu_dans_un_autre", _fondu_dans_soi, "Un dossier ne se réunit pas à lui-même."),
    (
        "coordonnees_preference_connue",
        lambda: Coordonnees(participant=ParticipantFabrique(), preference="pigeon"),
        "Choisissez une façon de joindre la personne dans la liste.",
    ),
    (
        "premier_contact_canal_connu",
        lambda: _contact(canal="pigeon"),
        "Choisissez dans la liste comment la personne a été rencontrée.",
    ),
    (
        "premier_contact_decision_connue",
        lambda: _contact(decision="plus tard"),
        "Choisissez une décision dans la liste.",
    ),
    ("fusion_de_deux_dossiers", _fusion_avec_soi, "Un dossier ne se réunit pas à lui-même."),
    ("fusion_en_cours_unique", _deux_fusions, "Ce dossier est déjà réuni à un autre."),
    (
        "seance_fin_apres_debut",
        lambda: _seance(fin=dt.time(8), debut=dt.time(8)),
        "La séance finit après avoir commencé : vérifiez les deux heures.",
    ),
    (
        "seance_statut_connu",
        lambda: _seance(statut="reportee"),
        "Choisissez « prévue », « réalisée » ou « annulée ».",
    ),
    (
        "seance_motif_si_annulee",
        lambda: _seance(statut="prevue", annulation_motif="gel"),
        "Un motif d’annulation demande une séance annulée.",
    ),
    ("presence_unique", _double_presence, "La présence de cette personne à cette séance est déjà notée."),
    ("presence_minutes_si_present", lambda: _presence(minutes=0), DUREE),
    ("presence_minutes_si_present", lambda: _presence(minutes=1441), DUREE),
    ("presence_minutes_si_present", lambda: _presence(statut="absent", minutes=30), DUREE),
    ("presence_minutes_si_present", lambda: _presence(statut="malade", minutes=0), DUREE),
    (
        "rendezvous_statut_connu",
        lambda: RendezVousFabrique.build(participant=ParticipantFabrique(), statut="reporte"),
        "Un rendez-vous est prévu, tenu, manqué ou annulé.",
    ),
    ("rendezvous_un_par_jour", _double_rendezvous, "La personne a déjà un rendez-vous prévu ce jour-là."),
    (
        "resume_un_par_semaine",
        _meme_resume,
        "Le résumé de cette semaine est déjà pris en charge pour cette personne.",
    ),
    ("observation_unique_par_jour", _double_observation, "Cette compétence est déjà notée ce jour-là."),
    (
        "observation_niveau_connu",
        lambda: ObservationFabrique.build(participant=ParticipantFabrique(), niveau=5),
        "Choisissez un niveau de la liste.",
    ),
    (
        "consigne_fin_apres_debut",
        lambda: ConsigneFabrique.build(participant=ParticipantFabrique(), fin=dt.date(2015, 2, 1)),
        "La fin d’une consigne ne peut pas précéder son début.",
    ),
    (
        "entretien_statut_connu",
        lambda: _entretien(statut="venu"),
        "Dites si la personne est venue, a prévenu ou n’est pas venue.",
    ),
    ("entretien_lieu_connu", lambda: _entretien(lieu="rue"), "Choisissez le lieu dans la liste."),
    ("note_unique_par_theme", _double_note, "Ce thème a déjà sa note dans cet entretien."),
    ("brouillon_unique", _deux_brouillons, "Un brouillon est déjà commencé ici."),
]
CAS += [
    ("suspension_unique_par_jour", _double_suspension, "Une suspension commence déjà ce jour-là."),
    (
        "suspension_fin_apres_debut",
        lambda: _suspension(fin=dt.date(2015, 2, 28)),
        "La fin d’une suspension ne peut pas précéder son début.",
    ),
    ("suspension_motif_connu", lambda: _suspension(motif="grippe"), "Choisissez le motif dans la liste."),
    ("report_apres_sa_date", lambda: _report(jusqu_au=dt.date(2015, 3, 3)), "Un report va jusqu’à un jour à venir."),
    ("report_avec_raison", lambda: _report(raison=""), "Dites pourquoi l’entretien est reporté."),
    ("objectif_statut_connu", lambda: _objectif(statut="perdu", date_fin=JOUR), OBJECTIF_CONNU),
    ("objectif_fini_est_date", lambda: _objectif(statut="atteint"), OBJECTIF_DATE),
    ("objectif_fini_est_date", lambda: _objectif(date_fin=JOUR), OBJECTIF_DATE),
    (
        "objectif_fin_apres_debut",
        lambda: _objectif(statut="abandonne", date_fin=dt.date(2015, 1, 4)),
        "Un objectif ne peut pas finir avant d’avoir été décidé.",
    ),
    (
        "demarche_statut_connu",
        lambda: _demarche(statut="perdue"),
        "Une démarche est prévue, en cours, aboutie ou abandonnée.",
    ),
    ("demarche_close_est_datee", lambda: _demarche(statut="aboutie"), DEMARCHE_DATEE),
    ("demarche_close_est_datee", lambda: _demarche(statut="abandonnee"), DEMARCHE_DATEE),
    (
        "demarche_fin_apres_debut",
        lambda: _demarche(statut="aboutie", date_fin=dt.date(2015, 2, 1)),
        "La fin d’une démarche ne peut pas précéder son début.",
    ),
    ("demarche_reponse_d_un_partenaire", lambda: _demarche(reponse="acceptee"), REPONSE_DE_QUI),
    (
        "demarche_reponse_d_un_partenaire",
        lambda: _demarche(reponse="peut-etre", partenaire=PartenaireFabrique()),
        REPONSE_DE_QUI,
    ),
    ("demarche_qui_connu", lambda: _demarche(qui="voisin"), "Choisissez dans la liste qui s’en charge."),
    ("etape_unique", _double_etape, "Cette étape du bilan d’entrée est déjà notée."),
    ("etape_connue", lambda: _etape(etape="justice"), "Cette étape du bilan d’entrée n’existe pas."),
    ("etape_etat_connu", lambda: _etape(etat="perdue"), "Une étape est faite, ou à compléter plus tard."),
    (
        "reponse_unique_par_jour",
        _double_reponse,
        "Une réponse à cette question est déjà notée ce jour-là.",
    ),
    ("frein_unique_par_jour", _double_evaluation, "Ce frein est déjà évalué ce jour-là."),
    ("frein_niveau_connu", lambda: _evaluation(niveau=4), "Choisissez un niveau de la liste."),
    (
        "immersion_nature_connue",
        lambda: _immersion(nature="essai"),
        "Choisissez la nature de l’immersion dans la liste.",
    ),
    (
        "immersion_fin_apres_debut",
        lambda: _immersion(fin=dt.date(2015, 3, 1)),
        "La fin d’une immersion ne peut pas précéder son début.",
    ),
    (
        "document_retire_sans_fichier",
        lambda: DocumentFabrique.build(participant=ParticipantFabrique(), fichier=None),
        DOCUMENT_SANS_FICHIER,
    ),
    (
        "document_retire_sans_fichier",
        lambda: DocumentFabrique.build(
            participant=ParticipantFabrique(),
            fichier=FichierFabrique(),
            retire_le=dt.datetime(2015, 3, 4, tzinfo=dt.UTC),
        ),
        DOCUMENT_SANS_FICHIER,
    ),
    (
        "accord_nature_connue",
        lambda: AccordFabrique.build(participant=ParticipantFabrique(), nature="contrat"),
        "Choisissez le papier dans la liste.",
    ),
    (
        "accord_fin_apres_debut",
        lambda: AccordFabrique.build(participant=ParticipantFabrique(), fin=dt.date(2015, 3, 2)),
        "La fin d’un accord ne peut pas précéder sa date.",
    ),
]
IDENTIFIANTS = [f"{rang}-{nom}" for rang, (nom, _, _) in enumerate(CAS)]


def _contraintes() -> dict:
    """Every constraint that a model of ours declares, by name, with its model."""
    return {
        contrainte.name: (contrainte, modele)
        for app in NOS_APPS
        for modele in apps.get_app_config(app).get_models()
        for contrainte in modele._meta.constraints
    }


def test_every_constraint_of_ours_is_provoked_here():
    assert {nom for nom, _, _ in CAS} == set(_contraintes())
    assert len(FAITS) == 5


@pytest.mark.django_db
@pytest.mark.parametrize(("nom", "fabriquer", "phrase"), CAS, ids=IDENTIFIANTS)
def test_the_database_refuses(nom, fabriquer, phrase):
    fautif = fabriquer()
    with pytest.raises(IntegrityError) as refus, transaction.atomic():
        type(fautif)._base_manager.bulk_create([fautif])
    assert _violee(refus.value, nom), str(refus.value)


@pytest.mark.django_db
@pytest.mark.parametrize(("nom", "fabriquer", "phrase"), CAS, ids=IDENTIFIANTS)
def test_the_form_says_it_in_french(nom, fabriquer, phrase):
    fautif = fabriquer()
    contrainte, modele = _contraintes()[nom]
    with pytest.raises(ValidationError) as refus:
        contrainte.validate(modele, fautif)
    assert refus.value.messages == [phrase]


def _violee(erreur: IntegrityError, nom: str) -> bool:
    """Whether the engine complains of this very constraint; SQLite names a unique one by its columns only."""
    if connection.vendor == "postgresql":
        return erreur.__cause__.diag.constraint_name == nom
    contrainte, modele = _contraintes()[nom]
    if "CHECK" in str(erreur):
        return str(erreur) == f"CHECK constraint failed: {nom}"
    colonnes = [modele._meta.get_field(champ).column for champ in contrainte.fields]
    return str(erreur) == "UNIQUE constraint failed: " + ", ".join(f"{modele._meta.db_table}.{c}" for c in colonnes)
