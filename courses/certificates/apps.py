from importlib import import_module

from django.apps import AppConfig

# Each registers what this app adds to another room.
REGISTERS = (
    "courses.certificates.part",
    "courses.certificates.personal_data",
    "courses.certificates.record",
)


class CertificatesConfig(AppConfig):
    name = "courses.certificates"
    label = "certificates"
    verbose_name = "Certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for name in REGISTERS:
            import_module(name)
