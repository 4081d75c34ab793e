import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("socle", "0004_fichiers_et_brouillons")]

    operations = [
        migrations.AddField(
            model_name="brouillon",
            name="page",
            field=models.UUIDField(default=uuid.uuid4, verbose_name="page qui l’a écrit"),
            preserve_default=False,
        )
    ]
