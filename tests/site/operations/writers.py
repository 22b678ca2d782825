"""A program that writes to one SQLite file from many threads, as many workers at once do in production.

Usage: python writers.py <the DATABASES entry as JSON> <threads> <writes per thread>
"""

from __future__ import annotations

import json
import sys
from threading import Thread

import django
from django.conf import settings

errors: list[str] = []


def write(times: int) -> None:
    """Read, then write what depends on it, in one transaction each time."""
    from django.db import connection, transaction

    try:
        for _ in range(times):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT total FROM counter WHERE id = 1")
                total = cursor.fetchone()[0]
                cursor.execute("UPDATE counter SET total = %s WHERE id = 1", [total + 1])
    except Exception as error:  # noqa: BLE001 (whatever it was, the test wants to show it)
        errors.append(repr(error))
    finally:
        connection.close()


if __name__ == "__main__":
    settings.configure(DATABASES={"default": json.loads(sys.argv[1])}, USE_TZ=True)
    django.setup()
    threads = [Thread(target=write, args=(int(sys.argv[3]),)) for _ in range(int(sys.argv[2]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.exit("\n".join(errors) or 0)
