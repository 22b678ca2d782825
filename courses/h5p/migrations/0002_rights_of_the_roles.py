from django.db import migrations

from mimi.editors.roles.definitions import ROLES
from mimi.editors.roles.rights import RIGHTS

# What whoever has these rights on pictures and documents may do with activities.
NAMES = {"add": "Can add H5P activity", "change": "Can change H5P activity", "choose": "Can choose H5P activity"}


def give(apps, schema_editor):
    """Let the groups of the roles do with activities what they do with pictures and documents."""
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    if root is None:
        return
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="h5p", model="activity")
    for row in apps.get_model("editors", "RoleGroup").objects.select_related("group"):
        role = ROLES.get(row.role)
        if role is None:
            continue
        for action in sorted({action for right in role.rights for action in RIGHTS[right].uploads}):
            permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=kind, codename=f"{action}_activity", defaults={"name": NAMES[action]}
            )
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=row.group, collection=root, permission=permission
            )


class Migration(migrations.Migration):
    dependencies = [
        ("h5p", "0001_libraries_and_activities"),
        ("editors", "0007_quality"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
