"""The log and what hangs on it."""

from apps.involvement.models.activity import Activity, ActivityQuerySet, YearCounter

__all__ = ["Activity", "ActivityQuerySet", "YearCounter"]
