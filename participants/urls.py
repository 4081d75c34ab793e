"""Addresses of the participants."""

from django.urls import path

from participants.views import ajout, dossier, fusion, identite, journal, liste, parcours

app_name = "participants"
participant_urls = [
    path("", liste.participant_lister, name="participant_lister"),
    path("exporter.<slug:format>", liste.participant_exporter, name="participant_exporter"),
    path("ajouter/", ajout.participant_ajouter, name="participant_ajouter"),
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
urlpatterns = [*journal_urls, *participant_urls, *fusion_urls, *changement_urls, *dossier_urls]
