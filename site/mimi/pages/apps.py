from importlib import import_module

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "mimi.pages"
    label = "pages"
    verbose_name = "Pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mimi.pages.cache import signals

        # Registers its readers.
        import_module("mimi.pages.practice_set")
        signals.connect()
