from importlib import import_module

from django.apps import AppConfig

# Each declares what is stored about people, or what is done with it.
REGISTERS = (
    "mimi.people.editing_data",
    "mimi.people.personal_data",
    "mimi.people.privacy.completeness",
    "mimi.people.privacy.places",
    "mimi.people.privacy.retention",
)


class PeopleConfig(AppConfig):
    name = "mimi.people"
    label = "people"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is stored about people, and follow them into the language that they read in."""
        from mimi.people import language, signing_in
        from mimi.people.models import User
        from mimi.people.privacy import erasure

        for name in REGISTERS:
            import_module(name)
        erasure.connect(User)
        language.connect()
        signing_in.connect()
