from importlib import import_module

from django.apps import AppConfig

# Each registers what this app adds to another room.
REGISTERS: tuple[str, ...] = (
    "mimi.editors.aids.unconfirmed",
    "mimi.editors.board.letters",
    "mimi.editors.board.part",
    "mimi.editors.changes.check",
    "mimi.editors.changes.tasks",
    "mimi.editors.dashboard.translations",
    "mimi.editors.dashboard.waiting",
    "mimi.editors.importing.personal_data",
    "mimi.editors.importing.tasks",
    "mimi.editors.parity.checks",
    "mimi.editors.parity.gate",
    "mimi.editors.personal_data",
    "mimi.editors.quality.links.checking",
    "mimi.editors.safety.cleaning",
    "mimi.editors.safety.personal_data",
    "mimi.editors.safety.scheduled",
    "mimi.editors.status.signals",
)
# Each connects what follows a publish, or a change of a translation.
CONNECTED: tuple[str, ...] = (
    "mimi.editors.changes.syncing",
    "mimi.editors.changes.keeping",
    "mimi.editors.changes.holding",
    "mimi.editors.quality.measuring",
    "mimi.editors.roles.homes",
)


class EditorsConfig(AppConfig):
    name = "mimi.editors"
    label = "editors"
    verbose_name = "Editors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mimi.editors.safety import policy

        for name in REGISTERS:
            import_module(name)
        for name in CONNECTED:
            import_module(name).connect()
        policy.register()
