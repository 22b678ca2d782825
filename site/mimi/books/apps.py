from importlib import import_module

from django.apps import AppConfig

# Registers what is done whenever a book is out of date.
REGISTERS = ("mimi.books.making",)


class BooksConfig(AppConfig):
    name = "mimi.books"
    label = "books"
    verbose_name = "Books"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for name in REGISTERS:
            import_module(name)
