"""The index that search reads: public things only, written in the transaction that publishes."""

from apps.publishing.search.asking import (
    LONGEST_QUESTION,
    Hit,
    Result,
    clean,
    matching,
    search,
    suggest,
)
from apps.publishing.search.sources import Row, Source, labels, reads, register
from apps.publishing.search.words import terms
from apps.publishing.search.writer import (
    drop,
    put,
    put_row,
    rebuild,
    rebuild_if_empty,
    renew,
    tidy,
)

__all__ = [
    "LONGEST_QUESTION",
    "Hit",
    "Result",
    "Row",
    "Source",
    "clean",
    "drop",
    "labels",
    "matching",
    "put",
    "put_row",
    "reads",
    "rebuild",
    "rebuild_if_empty",
    "register",
    "renew",
    "search",
    "suggest",
    "terms",
    "tidy",
]
