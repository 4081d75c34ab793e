"""Addresses of the workshops."""

from django.urls import include, path

from ateliers.views import annulation, calendrier, dossier, liste, presences, programme, repetition

app_name = "ateliers"
seance_urls = [
    path("", liste.seance_lister, name="seance_lister"),
    path("export.<slug:format>", liste.seance_exporter, name="seance_exporter"),
    path("calendrier/", calendrier.seance_calendrier, name="seance_calendrier"),
    path("calendrier.ics", calendrier.calendrier_telecharger, name="calendrier_telecharger"),
    path("ajouter/", programme.seance_creer, name="seance_creer"),
    path("preparer/", repetition.seances_generer, name="seances_generer"),
    path("annuler-journee/", annulation.journee_annuler, name="journee_annuler"),
    path("presences/<str:jour>/<slug:demi>/", presences.presence_saisir, name="presence_saisir"),
    path("<uuid:uuid>/", liste.seance_voir, name="seance_voir"),
    path("<uuid:uuid>/modifier/", programme.seance_modifier, name="seance_modifier"),
    path("<uuid:uuid>/recopier/", repetition.seance_recopier, name="seance_recopier"),
    path("<uuid:uuid>/annuler/", annulation.seance_annuler, name="seance_annuler"),
    path("<uuid:uuid>/retablir/", annulation.seance_retablir, name="seance_retablir"),
]
dossier_urls = [
    path("<uuid:uuid>/presences/", dossier.participant_presences, name="participant_presences"),
]
urlpatterns = [path("seances/", include(seance_urls)), path("participants/", include(dossier_urls))]
