"""The application that a WSGI server runs; `site/` has to be on the import path."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mimi.settings.production")

site = get_wsgi_application()

from mimi.pages.cache.front import before  # noqa: E402 - it needs what the line above sets up

application = before(site)

# What is loaded by now is here to stay: to look through it for garbage would hold up a request for a tenth of a second.
# What a request leaves behind is looked through less often than Python would, for it is hardly ever garbage.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
