"""Addresses of the participants."""

from django.urls import path

from participants import views

app_name = "participants"
participant_urls = [
    path("", views.participant_lister, name="participant_lister"),
    path("<uuid:uuid>/", views.participant_voir, name="participant_voir"),
]
urlpatterns = participant_urls
