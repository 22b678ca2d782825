"""The same with every cache emptied before every request."""

from tools.bench.settings import *  # noqa: F403
from tools.bench.settings import CACHES, MIDDLEWARE

MIDDLEWARE = ["tools.bench.forgetting.ForgetEverything", *MIDDLEWARE]
CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
