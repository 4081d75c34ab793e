"""People, their stays, their situations."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from participants import choix
from participants.choix import lignes_du_livret
from socle.listes import remplir


def remplir_listes(sender, using, **_):
    """The closed lists; levels twice, since those of 2019 name the class of 1969 they are counted in."""
    for nom, lignes in (
        ("Quartier", choix.QUARTIERS),
        ("Situation", choix.SITUATIONS),
        ("Logement", choix.LOGEMENTS),
        ("MotifSortie", choix.MOTIFS_SORTIE),
        ("GenerationQpv", choix.GENERATIONS_QPV),
    ):
        remplir(sender.get_model(nom), lignes, base=using)
    niveaux = sender.get_model("NiveauEtudes")
    remplir(niveaux, [ligne for ligne in choix.NIVEAUX if "classe" not in ligne], base=using)
    classes = {niveau.code: niveau for niveau in niveaux.objects.using(using)}
    remplir(
        niveaux,
        [
            {**ligne, "classe": classes[ligne["classe"]], "ordre": 100 + rang}
            for rang, ligne in enumerate(choix.NIVEAUX)
            if "classe" in ligne
        ],
        base=using,
    )


def remplir_listes_du_livret(sender, using, **_):
    """Those of the livret; the themes are those of partenaires, whose tables are made first."""
    for nom, lignes in (
        ("TypeContrat", lignes_du_livret.TYPES_CONTRAT),
        ("Competence", lignes_du_livret.COMPETENCES),
        ("TypeDocument", lignes_du_livret.TYPES_DOCUMENT),
    ):
        remplir(sender.get_model(nom), lignes, base=using)
    frein = sender.get_model("Frein")
    modele = frein._meta.get_field("thematique").related_model
    themes = {theme.code: theme for theme in modele.objects.using(using)}
    for nom, lignes in (("Frein", lignes_du_livret.FREINS), ("DemarcheProposee", lignes_du_livret.DEMARCHES)):
        remplir(
            sender.get_model(nom),
            [{**ligne, "thematique": themes[ligne["thematique"]]} for ligne in lignes],
            base=using,
        )


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "Participants"

    def ready(self):
        post_migrate.connect(remplir_listes, sender=self)
        post_migrate.connect(remplir_listes_du_livret, sender=self)
