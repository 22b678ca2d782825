from importlib import import_module

from django.apps import AppConfig

# Each registers what this app adds to another room.
REGISTERS = (
    "courses.h5p.admin.results",
    "courses.h5p.personal_data",
    "courses.h5p.playing.freshness",
    "courses.h5p.results.merging",
    "courses.h5p.store.deleting",
    "courses.h5p.store.leftovers",
)


class H5PConfig(AppConfig):
    name = "courses.h5p"
    label = "h5p"
    verbose_name = "H5P"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.h5p.admin import policies

        for name in REGISTERS:
            import_module(name)
        policies.register()
