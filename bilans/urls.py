"""Addresses of the bilans."""

from django.urls import path

from bilans import views

app_name = "bilans"
urlpatterns = [
    path("", views.bilan_choisir, name="bilan_choisir"),
    path("<str:debut>/<str:fin>/", views.bilan_voir, name="bilan_voir"),
    path("<str:debut>/<str:fin>/listes/<slug:section>/<slug:code>/", views.bilan_lister, name="bilan_lister"),
    path("<str:debut>/<str:fin>/bilan.<slug:format>", views.bilan_imprimer, name="bilan_imprimer"),
]
