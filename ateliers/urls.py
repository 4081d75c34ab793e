"""Addresses of the workshops."""

from django.urls import path

from ateliers import views

app_name = "ateliers"
seance_urls = [
    path("", views.seance_lister, name="seance_lister"),
    path("<uuid:uuid>/", views.seance_voir, name="seance_voir"),
]
urlpatterns = seance_urls
