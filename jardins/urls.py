"""The addresses, by package."""

from django.urls import include, path

from jardins.views import (
    accueil,
    administration,
    aide,
    fichiers,
    journal,
    listes,
    reglages,
    systeme,
    textes,
    travaux,
)

fichier_urls = [
    path("", fichiers.fichiers, name="fichiers"),
    path("importer/", fichiers.import_deposer, name="import_deposer"),
    path("imports/", fichiers.import_lister, name="import_lister"),
    path("importer/<uuid:uuid>/", fichiers.import_confirmer, name="import_confirmer"),
    path("importer/<uuid:uuid>/refus.xlsx", fichiers.import_refus, name="import_refus"),
    path("modele/<slug:ressource>.xlsx", fichiers.import_modele, name="import_modele"),
    path("exporter/<slug:ressource>.<slug:format>", fichiers.exporter, name="exporter"),
]

administration_urls = [
    path("", administration.administration, name="administration"),
    path("listes/", listes.liste_lister, name="liste_lister"),
    path("listes/<slug:liste>/", listes.liste_voir, name="liste_voir"),
    path("listes/<slug:liste>/ajouter/", listes.liste_ajouter, name="liste_ajouter"),
    path("listes/<slug:liste>/<slug:code>/", listes.liste_modifier, name="liste_modifier"),
    path("listes/<slug:liste>/<slug:code>/reunir/", listes.liste_reunir, name="liste_reunir"),
    path("listes/<slug:liste>/<slug:code>/deplacer/", listes.liste_deplacer, name="liste_deplacer"),
    path("listes/<slug:liste>/<slug:code>/proposer/", listes.liste_proposer, name="liste_proposer"),
    path("reglages/", reglages.reglage_lister, name="reglage_lister"),
    path("reglages/<slug:nom>/", reglages.reglage_voir, name="reglage_voir"),
    path("reglages/<slug:nom>/<slug:depuis>/retirer/", reglages.reglage_retirer, name="reglage_retirer"),
    path("journal/", journal.journal_lister, name="journal_lister"),
    path("journal.<slug:format>", journal.journal_exporter, name="journal_exporter"),
    path("systeme/", systeme.systeme_voir, name="systeme_voir"),
    path("systeme/courriel/", systeme.systeme_essayer, name="systeme_essayer"),
]

aide_urls = [
    path("", aide.aide_lire, name="aide_lire"),
    path("carte/<slug:role>/", aide.aide_carte, name="aide_carte"),
]

urlpatterns = [
    path("", accueil.accueil, name="accueil"),
    path("etat/", accueil.etat, name="etat"),
    path("recherche/", accueil.recherche, name="recherche"),
    path("recherche/suggestions/", accueil.recherche_suggerer, name="recherche_suggerer"),
    path("composants/", accueil.composants, name="composants"),
    path("comptes/", include("comptes.urls")),
    path("participants/", include("participants.urls")),
    path("", include("ateliers.urls")),
    path("bilans/", include("bilans.urls")),
    path("fichiers/", include(fichier_urls)),
    path("traitements/<uuid:uuid>/", travaux.travail_voir, name="travail_voir"),
    path("administration/", include(administration_urls)),
    path("aide/", include(aide_urls)),
    path("mentions-legales/", textes.mentions_legales, name="mentions_legales"),
    path("donnees-personnelles/", textes.donnees_personnelles, name="donnees_personnelles"),
    path("accessibilite/", textes.accessibilite, name="accessibilite"),
]

handler500 = "comptes.erreurs.erreur_500"
