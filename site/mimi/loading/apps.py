from django.apps import AppConfig


class LoadingConfig(AppConfig):
    name = "mimi.loading"
    label = "loading"
    verbose_name = "Practice set"
    default_auto_field = "django.db.models.BigAutoField"
