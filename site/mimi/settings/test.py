"""For tests: a database of its own, cheap passwords, mail in memory. Any DATABASE_URL may be tested against."""

import os
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.gettempdir()) / f"mimi-tests-{os.getpid()}"
_ONLY_IN_TESTS = {
    "SECRET_KEY": "only-in-tests-" * 4,
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "*",
    "DATABASE_POOL_SIZE": "0",
    "BEHIND_TLS": "0",
    "EMAIL_URL": "console:",
    "RUNTIME_DIR": str(_FOLDER),
    "MEDIA_DIR": str(_FOLDER / "media"),
    "SHOW_STYLEGUIDE": "1",
}
for _name in (
    "REDIS_URL",
    "STORAGE_URL",
    "MACHINE_TRANSLATOR",
    "TRUST_PROXY_HEADER",
    "LOG_LEVEL",
    "LOG_REQUESTS",
    "DEMAND_SECOND_STEP",
    "KEEP_DELETED_DAYS",
    "CHECK_LINKS",
    "MAKE_BOOKS",
    "H5P_VERSIONS",
    "H5P_LICENCE",
    "H5P_AUTHOR",
):
    os.environ.pop(_name, None)
for _name in [name for name in os.environ if name.startswith("LIMIT_")]:
    os.environ.pop(_name)
os.environ.update(_ONLY_IN_TESTS)

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, STORAGES, TASKS

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file rather than memory: browser tests write from many threads at once, as visitors do.
    DATABASES["default"] |= {"NAME": ":memory:", "TEST": {"NAME": str(_FOLDER / "test.sqlite3")}}
else:
    DATABASES["default"] |= {"TEST": {"NAME": f"mimi_test_{os.getpid()}"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {**TASKS, "background": TASKS["default"]}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
