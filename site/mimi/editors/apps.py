from importlib import import_module

from django.apps import AppConfig

# Each registers what this app adds to another room.
REGISTERS: tuple[str, ...] = ("mimi.editors.quality.links.checking",)


class EditorsConfig(AppConfig):
    name = "mimi.editors"
    label = "editors"
    verbose_name = "Editors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mimi.editors.quality import measuring

        for name in REGISTERS:
            import_module(name)
        measuring.connect()
