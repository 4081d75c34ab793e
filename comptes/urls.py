"""Addresses of the accounts."""

from django.urls import path

from comptes.views import comptes, mon_compte, mots_de_passe, porte

app_name = "comptes"
urlpatterns = [
    path("connexion/", porte.connexion, name="connexion"),
    path("deconnexion/", porte.deconnexion, name="deconnexion"),
    path("session/prolonger/", porte.session_prolonger, name="session_prolonger"),
    path("session/reprendre/", porte.reprendre, name="reprendre"),
    path("mon-compte/", mon_compte.mon_compte, name="mon_compte"),
    path("mon-compte/raccourcis/", mon_compte.raccourcis_regler, name="raccourcis_regler"),
    path("mon-compte/resume/", mon_compte.resume_regler, name="resume_regler"),
    path("mon-compte/sessions/", mon_compte.sessions_fermer, name="sessions_fermer"),
    path("mot-de-passe/", mots_de_passe.mot_de_passe, name="mot_de_passe"),
    path("mot-de-passe/oublie/", mots_de_passe.mot_de_passe_oublie, name="mot_de_passe_oublie"),
    path("mot-de-passe/choisir/", mots_de_passe.mot_de_passe_choisir, name="mot_de_passe_choisir"),
    path("", comptes.compte_lister, name="compte_lister"),
    path("inviter/", comptes.compte_creer, name="compte_creer"),
    path("<uuid:uuid>/", comptes.compte_modifier, name="compte_modifier"),
    path("<uuid:uuid>/fermer/", comptes.compte_fermer, name="compte_fermer"),
    path("<uuid:uuid>/rouvrir/", comptes.compte_rouvrir, name="compte_rouvrir"),
    path("<uuid:uuid>/inviter/", comptes.compte_reinviter, name="compte_reinviter"),
]
