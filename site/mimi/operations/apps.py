from importlib import import_module

from django.apps import AppConfig

# Each registers start-up checks, or what is done every day.
REGISTERS = (
    "mimi.operations.checks",
    "mimi.operations.cleaning",
)


class OperationsConfig(AppConfig):
    name = "mimi.operations"
    label = "operations"
    verbose_name = "Operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks, and what is done every day."""
        for name in REGISTERS:
            import_module(name)
