"""Addresses of the accounts."""

from django.urls import path

from comptes import views

app_name = "comptes"
urlpatterns = [
    path("connexion/", views.connexion, name="connexion"),
    path("deconnexion/", views.deconnexion, name="deconnexion"),
    path("mot-de-passe/", views.mot_de_passe, name="mot_de_passe"),
]
