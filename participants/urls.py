"""Addresses of the participants."""

from django.urls import path

from participants.views import (
    ajout,
    brouillons,
    competences,
    confier,
    demarches,
    diagnostic,
    dossier,
    entretiens,
    fusion,
    identite,
    journal,
    liste,
    observations,
    papiers,
    parcours,
    projet,
    rendezvous,
    rythme,
)

app_name = "participants"
participant_urls = [
    path("", liste.participant_lister, name="participant_lister"),
    path("exporter.<slug:format>", liste.participant_exporter, name="participant_exporter"),
    path("ajouter/", ajout.participant_ajouter, name="participant_ajouter"),
    path("confier/", confier.referent_confier, name="referent_confier"),
    path("rencontrer/", ajout.participant_rencontrer, name="participant_rencontrer"),
]
dossier_urls = [
    path("<uuid:uuid>/", dossier.participant_voir, name="participant_voir"),
    path("<uuid:uuid>/coordonnees/", dossier.participant_coordonnees, name="participant_coordonnees"),
    path("<uuid:uuid>/parcours/", dossier.participant_parcours, name="participant_parcours"),
    path("<uuid:uuid>/historique/", dossier.participant_historique, name="participant_historique"),
    path("<uuid:uuid>/identite/", identite.identite_modifier, name="identite_modifier"),
    path("<uuid:uuid>/coordonnees/modifier/", identite.coordonnees_modifier, name="coordonnees_modifier"),
    path("<uuid:uuid>/contacts/ajouter/", identite.contact_ajouter, name="contact_ajouter"),
    path("<uuid:uuid>/contacts/<uuid:contact>/", identite.contact_corriger, name="contact_corriger"),
    path("<uuid:uuid>/parcours/ouvrir/", parcours.parcours_ouvrir, name="parcours_ouvrir"),
    path("<uuid:uuid>/parcours/<uuid:sejour>/", parcours.parcours_corriger, name="parcours_corriger"),
    path("<uuid:uuid>/parcours/<uuid:sejour>/clore/", parcours.parcours_clore, name="parcours_clore"),
    path("<uuid:uuid>/parcours/<uuid:sejour>/rouvrir/", parcours.parcours_rouvrir, name="parcours_rouvrir"),
]
changement_urls = [
    path("<uuid:uuid>/changements/ajouter/", parcours.changement_ajouter, name="changement_ajouter"),
    path("<uuid:uuid>/changements/<slug:sujet>/<int:cle>/", parcours.changement_corriger, name="changement_corriger"),
    path(
        "<uuid:uuid>/changements/<slug:sujet>/<int:cle>/supprimer/",
        parcours.changement_supprimer,
        name="changement_supprimer",
    ),
]
diagnostic_urls = [
    path("<uuid:uuid>/bilan-d-entree/", diagnostic.participant_bilan, name="participant_bilan"),
    path("<uuid:uuid>/bilan-d-entree/<slug:etape>/", diagnostic.bilan_remplir, name="bilan_remplir"),
    path("<uuid:uuid>/freins/", diagnostic.freins_evaluer, name="freins_evaluer"),
]
fusion_urls = [
    path("doublons/", fusion.doublon_lister, name="doublon_lister"),
    path("reunions/", fusion.fusion_lister, name="fusion_lister"),
    path("<uuid:uuid>/reunir/", fusion.fusion_choisir, name="fusion_choisir"),
    path("<uuid:uuid>/reunir/<uuid:autre>/", fusion.fusion_confirmer, name="fusion_confirmer"),
    path("<uuid:uuid>/separer/<uuid:fusion>/", fusion.fusion_defaire, name="fusion_defaire"),
]
journal_urls = [
    path("<uuid:uuid>/journal/", journal.participant_journal, name="participant_journal"),
    path(
        "<uuid:uuid>/journal.<slug:format>", journal.participant_journal_exporter, name="participant_journal_exporter"
    ),
]
rendezvous_urls = [
    path("<uuid:uuid>/rendez-vous/prendre/", rendezvous.rendezvous_prendre, name="rendezvous_prendre"),
    path("<uuid:uuid>/rendez-vous/<uuid:rendezvous>/", rendezvous.rendezvous_deplacer, name="rendezvous_deplacer"),
    path(
        "<uuid:uuid>/rendez-vous/<uuid:rendezvous>/annuler/", rendezvous.rendezvous_annuler, name="rendezvous_annuler"
    ),
    path(
        "<uuid:uuid>/rendez-vous/<uuid:rendezvous>/conclure/",
        rendezvous.rendezvous_conclure,
        name="rendezvous_conclure",
    ),
    path(
        "<uuid:uuid>/rendez-vous/<uuid:rendezvous>/papier.pdf",
        rendezvous.rendezvous_imprimer,
        name="rendezvous_imprimer",
    ),
]
rythme_urls = [
    path("<uuid:uuid>/suspension/", rythme.suspension_noter, name="suspension_noter"),
    path("<uuid:uuid>/suspensions/<uuid:suspension>/", rythme.suspension_corriger, name="suspension_corriger"),
    path(
        "<uuid:uuid>/suspensions/<uuid:suspension>/supprimer/",
        rythme.suspension_supprimer,
        name="suspension_supprimer",
    ),
    path("<uuid:uuid>/reporter/", rythme.entretien_reporter, name="entretien_reporter"),
]
projet_urls = [
    path("<uuid:uuid>/objectifs/", projet.participant_objectifs, name="participant_objectifs"),
    path("<uuid:uuid>/objectifs/ajouter/", projet.objectif_ajouter, name="objectif_ajouter"),
    path("<uuid:uuid>/objectifs/<uuid:objectif>/", projet.objectif_modifier, name="objectif_modifier"),
    path("<uuid:uuid>/objectifs/<uuid:objectif>/clore/", projet.objectif_clore, name="objectif_clore"),
    path("<uuid:uuid>/objectifs/<uuid:objectif>/rouvrir/", projet.objectif_rouvrir, name="objectif_rouvrir"),
    path("<uuid:uuid>/demarches/ajouter/", demarches.demarche_ajouter, name="demarche_ajouter"),
    path("<uuid:uuid>/demarches/<uuid:demarche>/", demarches.demarche_modifier, name="demarche_modifier"),
    path("<uuid:uuid>/demarches/<uuid:demarche>/cocher/", demarches.demarche_cocher, name="demarche_cocher"),
    path("<uuid:uuid>/demarches/<uuid:demarche>/decocher/", demarches.demarche_decocher, name="demarche_decocher"),
    path("<uuid:uuid>/immersions/ajouter/", projet.immersion_ajouter, name="immersion_ajouter"),
    path("<uuid:uuid>/immersions/<uuid:immersion>/", projet.immersion_modifier, name="immersion_modifier"),
]
jardin_urls = [
    path("observations/", observations.observation_lister, name="observation_lister"),
    path("<uuid:uuid>/observations/noter/", observations.observation_noter, name="observation_noter"),
    path("<uuid:uuid>/competences/", competences.participant_competences, name="participant_competences"),
    path("<uuid:uuid>/consignes/ecrire/", competences.consigne_ecrire, name="consigne_ecrire"),
    path("<uuid:uuid>/consignes/<uuid:consigne>/", competences.consigne_modifier, name="consigne_modifier"),
]
papiers_urls = [
    path("<uuid:uuid>/papiers/", papiers.participant_papiers, name="participant_papiers"),
    path("<uuid:uuid>/papiers/deposer/", papiers.document_deposer, name="document_deposer"),
    path("<uuid:uuid>/papiers/<uuid:document>/", papiers.document_modifier, name="document_modifier"),
    path("<uuid:uuid>/papiers/<uuid:document>/ouvrir/", papiers.document_ouvrir, name="document_ouvrir"),
    path("<uuid:uuid>/papiers/<uuid:document>/retirer/", papiers.document_retirer, name="document_retirer"),
    path("<uuid:uuid>/papiers/accord/<slug:nature>/", papiers.accord_noter, name="accord_noter"),
    path("<uuid:uuid>/papiers/<slug:nature>/imprimer/", papiers.papier_imprimer, name="papier_imprimer"),
]
entretien_urls = [
    path("<uuid:uuid>/entretiens/", entretiens.participant_entretiens, name="participant_entretiens"),
    path("<uuid:uuid>/entretiens/ajouter/", entretiens.entretien_creer, name="entretien_creer"),
    path("<uuid:uuid>/entretiens/brouillon/", brouillons.brouillon_garder, name="brouillon_garder"),
    path("<uuid:uuid>/entretiens/brouillon/supprimer/", brouillons.brouillon_supprimer, name="brouillon_supprimer"),
    path("<uuid:uuid>/entretiens/<uuid:entretien>/", entretiens.entretien_modifier, name="entretien_modifier"),
    path(
        "<uuid:uuid>/entretiens/<uuid:entretien>/entretien.pdf",
        entretiens.entretien_imprimer,
        name="entretien_imprimer",
    ),
]
urlpatterns = [
    *entretien_urls,
    *papiers_urls,
    *jardin_urls,
    *projet_urls,
    *rythme_urls,
    *rendezvous_urls,
    *journal_urls,
    *participant_urls,
    *fusion_urls,
    *changement_urls,
    *diagnostic_urls,
    *dossier_urls,
]
