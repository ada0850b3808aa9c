"""The index that search reads: public things only, written in the transaction that publishes."""

from apps.publishing.models import Publishable


def put(item: Publishable) -> None:
    """Put a record's public words into the index, or renew them."""


def drop(kind: str, object_id: int) -> None:
    """Take a record out of the index."""
