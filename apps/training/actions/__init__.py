"""What people and staff do with sessions and places."""

from apps.training.actions.booking import (
    NotOpen,
    Outcome,
    Person,
    book,
    cancel,
    change_needs,
)
from apps.training.actions.moving import (
    cancel_session,
    hold,
    move,
    reopen,
    set_capacity,
)
from apps.training.actions.offering import decline, lapse_offers, take

__all__ = [
    "NotOpen",
    "Outcome",
    "Person",
    "book",
    "cancel",
    "cancel_session",
    "change_needs",
    "decline",
    "hold",
    "lapse_offers",
    "move",
    "reopen",
    "set_capacity",
    "take",
]
