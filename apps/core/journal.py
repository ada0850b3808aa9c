"""What a database keeps of the order of writes beside its tables."""

import structlog
from django.db import OperationalError, connection

logger = structlog.get_logger(__name__)


def forget_order() -> None:
    """Empty SQLite's write-ahead log, in which each write stands in the order in which it came.
    Where somebody reads at the moment, the next one does it; PostgreSQL has no such door."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except OperationalError as error:
        logger.warning("journal_not_emptied", error=type(error).__name__)
