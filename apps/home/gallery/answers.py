"""Answers for the gallery: made up, in the states that a template meets."""

import datetime
from typing import Any

from apps.involvement import ratings
from apps.involvement.thread import Step
from apps.projects.levels import WAYS

DAY = datetime.date(2026, 7, 3)


def answer(**said: Any) -> dict[str, Any]:
    """An answer as templates read it."""
    texts: dict[str, Any] = {
        "title": "Example: Waiting room signs",
        "we_asked": "What makes our waiting rooms hard to use?",
        "you_said": "The signs use our words, not yours.",
        "we_did": "Rewrote all 24 signs in words that you chose.",
        "could_not_because": "The building is rented, so the way in stays where it is.",
        "closing": "could_not",
        "difference": "Fewer people ask for the way at the desk.",
        "next_step": "The same signs go up in the second building.",
        "next_team": "Buildings team",
        "next_by": DAY,
        "given_on": DAY,
        "is_example": True,
        "themes": {"all": [{"text": "Plain words", "get_outcome_display": "Done"}]},
    }
    return texts | said


WORDS = ("Asked", "Said", "Did", "Could not", "Changed", "Next")
WHOLE = [Step(word, "there") for word in WORDS]
OWED = [*WHOLE[:3], Step("Could not", "none", "not decided yet"),
        Step("Changed", "none", "not stated"),
        Step("Next", "owed", "more is owed by 3 July 2026")]  # fmt: skip
UNDECIDED = answer(
    could_not_because="", closing="not_decided", more_by=DAY, difference="", next_step="",
    themes={"all": []},
)  # fmt: skip


def card(said: dict[str, Any], steps: list[Step], owed: str) -> dict[str, Any]:
    """A card of the list of answers."""
    activity = {"claimed_level": "co-design", "title": "Waiting rooms", "when": "May 2026"}
    return {"card": {"answer": said, "activity": activity, "places": ["Leeds"], "more": 2,
                     "steps": steps, "owed": owed, "address": "?"}}  # fmt: skip


def felt(claimed: str, middle: str, counts: tuple[int, ...] = ()) -> dict[str, Any]:
    """A round as it is shown, with its spread where ``counts`` are given."""
    columns = [
        {"code": way.code, "name": way.name, "claimed": way.code == claimed,
         "felt": way.code == middle, "number": counts[at] if counts else None}
        for at, way in enumerate(WAYS)
    ]  # fmt: skip
    items = [{"words": "I could say what mattered to me", "middle": "Yes, a bit", "answered": 11}]
    return {"felt": {"finding": ratings.finding(claimed, middle), "columns": columns,
                     "sentence": "Staff described this as Co-design. People who took part mostly"
                     " felt it was Engage (11 answers of 20 codes).",
                     "items": items, "spread": bool(counts)}}  # fmt: skip


STATES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "thread.html": [("whole", {"steps": WHOLE}), ("more is owed", {"steps": OWED})],
    "felt.html": [
        ("apart, with its spread", felt("co-design", "engage", (0, 2, 6, 3, 0))),
        ("the same", felt("engage", "engage")),
        ("nothing claimed", felt("", "consult")),
    ],
    "answer.html": [
        ("one with themes", {"answer": answer(), "steps": WHOLE, "paper": "INV-2026-0001"}),
        ("not decided yet", {"answer": UNDECIDED, "steps": OWED}),
    ],
    "answer_card.html": [
        ("heard back", card(answer(), WHOLE, "Heard back")),
        ("more is owed", card(UNDECIDED, OWED, "Still owed, by 3 July")),
    ],
}
