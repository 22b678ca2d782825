from importlib import import_module

from django.apps import AppConfig

# Each registers what this app adds to another room.
REGISTERS: tuple[str, ...] = (
    "mimi.editors.board.letters",
    "mimi.editors.board.part",
    "mimi.editors.dashboard.translations",
    "mimi.editors.dashboard.waiting",
    "mimi.editors.status.signals",
)


class EditorsConfig(AppConfig):
    name = "mimi.editors"
    label = "editors"
    verbose_name = "Editors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for name in REGISTERS:
            import_module(name)
