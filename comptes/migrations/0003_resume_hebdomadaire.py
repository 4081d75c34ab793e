from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comptes", "0002_generation_et_raccourcis")]

    operations = [
        migrations.AddField(
            model_name="utilisateur",
            name="resume_hebdomadaire",
            field=models.BooleanField(default=True, verbose_name="résumé de la semaine par courriel"),
        ),
    ]
