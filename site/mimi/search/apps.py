from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "mimi.search"
    label = "search"
    verbose_name = "Search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mimi.search import signals

        # Registers the site's own pages.
        import_module("mimi.search.own_pages")
        signals.connect()
