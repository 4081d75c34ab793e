"""Why a session was cancelled, and the key sessions are searched by."""

from django.db import migrations, models

from socle.normalisation import cle


def remplir_cles(apps, schema_editor):
    modele = apps.get_model("ateliers", "Seance")
    seances = list(modele.objects.using(schema_editor.connection.alias).only("pk", "reference", "theme"))
    for seance in seances:
        seance.cle = cle(f"{seance.reference} {seance.theme}")[:300]
    modele.objects.using(schema_editor.connection.alias).bulk_update(seances, ["cle"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0001_initiale")]

    operations = [
        migrations.AddField(
            model_name="seance",
            name="annulation_motif",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="motif d’annulation"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="seance",
            name="cle",
            field=models.CharField(default="", editable=False, max_length=300, verbose_name="clé de recherche"),
            preserve_default=False,
        ),
        migrations.RunPython(remplir_cles, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="seance",
            constraint=models.CheckConstraint(
                condition=models.Q(("annulation_motif", ""), ("statut", "annulee"), _connector="OR"),
                name="seance_motif_si_annulee",
                violation_error_message="Un motif d’annulation demande une séance annulée.",
            ),
        ),
    ]
