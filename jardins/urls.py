"""The addresses, by package."""

from django.urls import include, path

from jardins import views

fichier_urls = [
    path("", views.fichiers, name="fichiers"),
    path("importer/", views.import_deposer, name="import_deposer"),
    path("importer/<uuid:uuid>/", views.import_confirmer, name="import_confirmer"),
    path("importer/<uuid:uuid>/refus.xlsx", views.import_refus, name="import_refus"),
    path("modele/<slug:ressource>.xlsx", views.import_modele, name="import_modele"),
    path("exporter/<slug:ressource>.<slug:format>", views.exporter, name="exporter"),
]

urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("etat/", views.etat, name="etat"),
    path("comptes/", include("comptes.urls")),
    path("participants/", include("participants.urls")),
    path("seances/", include("ateliers.urls")),
    path("bilans/", include("bilans.urls")),
    path("fichiers/", include(fichier_urls)),
]
