from importlib import import_module

from django.apps import AppConfig

# Each registers what this app adds to another room.
REGISTERS = (
    "practices.adaptations.part",
    "practices.adaptations.personal_data",
    "practices.editors.importing",
    "practices.editors.roles",
    "practices.editors.waiting",
    "practices.figure_set",
    "practices.fit.record",
    "practices.handbook",
    "practices.library",
    "practices.personal_data",
    "practices.plans.deleting",
    "practices.plans.moving",
    "practices.plans.part",
    "practices.plans.personal_data",
    "practices.plans.thinning",
    "practices.practice_set",
    "practices.problem_set",
    "practices.problems",
    "practices.related",
    "practices.review",
    "practices.saved.part",
    "practices.saved.record",
    "practices.search",
)


class PracticesConfig(AppConfig):
    name = "practices"
    label = "practices"
    verbose_name = "Practices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices.adaptations import record

        for name in REGISTERS:
            import_module(name)
        record.connect()
