"""What stands under the address of a record that the public can't read, or can't read any more."""

from typing import TypeVar

from django.http import Http404

from apps.core.middleware import Gone, NotNow
from apps.publishing.models import PUBLIC_STATES, Publishable, State

WORKED_ON = "It was public before, and somebody is working on it again."

Item = TypeVar("Item", bound=Publishable)


def public_or_gone(item: Item | None, *, beside: str = "") -> Item:
    """The record, if it is public. Raises ``Gone`` with the reason of what was withdrawn,
    ``NotNow`` for what was public once and is a draft again, ``Http404`` for what never was.

    ``beside`` is a sentence that holds whether or not it can be read.
    """
    if item is not None and item.state in PUBLIC_STATES:
        return item
    if item is not None and item.state == State.WITHDRAWN:
        raise Gone(_with(item.withdrawn_reason, beside))
    if item is not None and item.revision:
        raise NotNow(_with(WORKED_ON, beside))
    raise Http404


def _with(reason: str, beside: str) -> str:
    return f"{reason.rstrip('. ')}. {beside}" if beside else reason
