from importlib import import_module

from django.apps import AppConfig

# Each registers what this app adds to another room.
REGISTERS: tuple[str, ...] = (
    "mimi.editors.parity.checks",
    "mimi.editors.parity.gate",
    "mimi.editors.changes.check",
    "mimi.editors.changes.tasks",
    "mimi.editors.personal_data",
)
# Each connects what follows a publish, or a change of a translation.
CONNECTED: tuple[str, ...] = (
    "mimi.editors.changes.syncing",
    "mimi.editors.changes.keeping",
    "mimi.editors.changes.holding",
)


class EditorsConfig(AppConfig):
    name = "mimi.editors"
    label = "editors"
    verbose_name = "Editors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for name in REGISTERS:
            import_module(name)
        for name in CONNECTED:
            import_module(name).connect()
