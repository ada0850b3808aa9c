"""Of which pages somebody may write recordings, and where those are."""

from typing import Any

from django.urls import reverse

from apps.accounts.scope import scope_of
from apps.publishing import types
from apps.publishing.models import Publishable, Recording, State

WRITE = Recording.write_permission


def page_of(user: Any, kind: str, pk: int) -> Publishable | None:
    """The public record of this kind and number, if the person may write recordings of it."""
    published = types.registered.get(kind)
    shows = published is not None and published.shows_recordings
    if published is None or not shows or pk > 2**62 or not user.has_perm(WRITE):
        return None
    within = published.model.reached_by(scope_of(user, WRITE))
    found: Publishable | None = published.public().filter(within, pk=pk).first()
    return found


def list_of(page: Publishable) -> str:
    """The address of the list of its recordings."""
    return reverse("publishing:recordings-of", args=[page.record_kind, page.pk])


def beside(item: Publishable, user: Any) -> tuple[str, int] | None:
    """For the desk of a public record: where its films and sound are, and how many; None where
    there can be none, or the person adds none."""
    page = page_of(user, item.record_kind, item.pk) if item.slug else None
    if page is None:
        return None
    return list_of(page), Recording.objects.of(page).exclude(state=State.WITHDRAWN).count()
