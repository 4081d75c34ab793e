"""People, their stays, their situations."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from participants import choix
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


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "Participants"

    def ready(self):
        post_migrate.connect(remplir_listes, sender=self)
