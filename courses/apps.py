from importlib import import_module

from django.apps import AppConfig

# Each registers what this app adds to another room.
REGISTERS = (
    "courses.editors.learning",
    "courses.handbook",
    "courses.home",
    "courses.editors.parity",
    "courses.personal_data",
    "courses.practice_set",
    "courses.reading",
    "courses.changes.learning",
    "courses.editors.anchors",
    "courses.editors.glossary",
    "courses.editors.importing",
    "courses.editors.questions",
    "courses.h5p.out.admin",
    "courses.progress.asked",
    "courses.progress.merging",
    "courses.reflections.part",
    "courses.reflections.record",
    "courses.review.merging",
    "courses.review.part",
    "courses.review.reminders",
    "courses.search",
)


class CoursesConfig(AppConfig):
    name = "courses"
    label = "courses"
    verbose_name = "Courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.changes import publishing

        for name in REGISTERS:
            import_module(name)
        publishing.connect()
