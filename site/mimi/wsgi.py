"""The application that a WSGI server runs; `site/` has to be on the import path."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mimi.settings.production")

application = get_wsgi_application()
