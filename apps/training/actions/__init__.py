"""What people and staff do with sessions and places."""

from apps.training.actions.booking import (
    NotOpen,
    Outcome,
    Person,
    book,
    cancel,
    change_needs,
)
from apps.training.actions.day import close_register, tick, walk_in
from apps.training.actions.moving import (
    STEPS,
    Meanwhile,
    cancel_session,
    change,
    hold,
    join_by,
    missing_presenters,
    move,
    plan,
    reopen,
    set_capacity,
)
from apps.training.actions.offering import decline, give, lapse_offers, take

__all__ = [
    "STEPS",
    "Meanwhile",
    "NotOpen",
    "Outcome",
    "Person",
    "book",
    "cancel",
    "cancel_session",
    "change",
    "change_needs",
    "close_register",
    "decline",
    "give",
    "hold",
    "join_by",
    "lapse_offers",
    "missing_presenters",
    "move",
    "plan",
    "reopen",
    "set_capacity",
    "take",
    "tick",
    "walk_in",
]
