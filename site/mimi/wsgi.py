"""The application that a WSGI server runs; `site/` has to be on the import path."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mimi.settings.production")

site = get_wsgi_application()

from mimi.pages.cache.front import before  # noqa: E402 - it needs what the line above sets up

application = before(site)
