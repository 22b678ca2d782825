"""For a developer: reloading, error pages with details, readable logs."""

import os

# One fixed key, so that a restart signs nobody out. Production refuses to start without its own.
os.environ.setdefault("SECRET_KEY", "development-only-" * 4)
os.environ.setdefault("SHOW_STYLEGUIDE", "1")

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, LOG_LEVEL, RUNTIME_DIR, STORAGES
from .logs import logging_configuration

DEBUG = True
# A template that was changed shows at once.
KEEP_RENDERED = False
RUNTIME_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "*"]
INTERNAL_IPS = ["127.0.0.1"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING = logging_configuration(LOG_LEVEL, as_json=False)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
