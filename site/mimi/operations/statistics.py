"""What PostgreSQL knows of tables that grow within one transaction.

Nobody else sees those rows before it ends, so its own housekeeping can't count them, and it goes on planning
queries for tables as they were at the beginning: empty ones, at a first load.
"""

from __future__ import annotations

from django.db import connection

# Fewer new rows than these make no difference to how a database plans.
FEWEST_COUNTED = 20


def count_rows() -> None:
    """Let PostgreSQL count the rows of the site's tables; other databases do without.

    Each table is named: to count a whole database would lock the catalogues that all databases of the server share, for
    everybody, until the transaction ends.
    """
    if connection.vendor != "postgresql":
        return
    names = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(name) for name in sorted(names)))


class Growth:
    """Has the rows counted whenever there are twice as many."""

    def __init__(self) -> None:
        self.counted_at = FEWEST_COUNTED

    def reached(self, count: int) -> None:
        """Hear how many there are by now."""
        if count >= 2 * self.counted_at:
            self.counted_at = count
            count_rows()
