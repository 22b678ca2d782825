"""What editors work with: roles, the translation board, the gate before a publish, help, and documents read in."""

from importlib import import_module

from django.apps import AppConfig

# Each registers what this app adds to another room.
REGISTERS: tuple[str, ...] = (
    "mimi.editors.board.letters",
    "mimi.editors.board.part",
    "mimi.editors.dashboard.translations",
    "mimi.editors.dashboard.waiting",
    "mimi.editors.safety.cleaning",
    "mimi.editors.safety.personal_data",
    "mimi.editors.status.signals",
)


class EditorsConfig(AppConfig):
    name = "mimi.editors"
    label = "editors"
    verbose_name = "Editors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mimi.editors.roles import homes
        from mimi.editors.safety import policy

        for name in REGISTERS:
            import_module(name)
        homes.connect()
        policy.register()
