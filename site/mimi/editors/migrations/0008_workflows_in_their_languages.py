from django.db import migrations

from mimi.editors.roles.making import name_workflows


def rename(apps, schema_editor):
    """Give the workflows that roles have made, and their tasks, names in the language that they are for."""
    name_workflows(apps)


class Migration(migrations.Migration):
    dependencies = [("editors", "0007_quality")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
