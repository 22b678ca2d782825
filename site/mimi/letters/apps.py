from importlib import import_module

from django.apps import AppConfig

# Registers what is done every day.
REGISTERS = ("mimi.letters.cleaning",)


class LettersConfig(AppConfig):
    name = "mimi.letters"
    label = "letters"
    verbose_name = "Letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for name in REGISTERS:
            import_module(name)
