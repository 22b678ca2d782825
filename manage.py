#!/usr/bin/env python
"""Runs the site's management commands; in development settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Put `site/` on the import path and hand over to Django."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mimi.settings.development")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
