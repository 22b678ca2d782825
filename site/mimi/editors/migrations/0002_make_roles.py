from django.db import migrations
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from mimi.editors.roles.making import make_roles


def make(apps, schema_editor):
    """Make a group for each role and a workflow for each language, as they are missing."""
    lists = [
        (model._meta.app_label, model._meta.model_name)
        for model in get_snippet_models()
        if issubclass(model, TranslatableMixin)
    ]
    make_roles(apps, lists)


class Migration(migrations.Migration):
    dependencies = [
        ("editors", "0001_roles"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0005_editingsession_is_editing"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
