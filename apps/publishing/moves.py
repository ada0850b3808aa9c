"""The one table of moves between draft and public (docs/states.md is generated from it)."""

from dataclasses import dataclass

from apps.publishing.models import State


@dataclass(frozen=True)
class Move:
    """A step between states: its button and how it reads once it is ``done``, who may (``write``
    or ``publish`` the record), whether it needs a note, and what must hold first."""

    name: str
    label: str
    done: str
    before: tuple[State, ...]
    after: State
    who: str
    note: str = ""  # what the note is called, where one is needed
    second_person: bool = False
    complete: bool = False  # the kind's own completeness
    clear: bool = False  # no blockers
    of_copy: bool = False  # a change of something public makes the same move

    @property
    def act(self) -> str:
        """How the audit record names it."""
        return self.label.lower()

    @property
    def forward(self) -> bool:
        """Whether it leads on to the public."""
        return self.name in ("submit", "publish")


WRITE, PUBLISH = "write", "publish"
D, R, P, AR, W = State
MOVES = (
    Move(
        "submit", "Submit for review", "Submitted for review", (D,), R, WRITE, complete=True,
        of_copy=True,
    ),
    Move(
        "return", "Send back", "Sent back", (R,), D, PUBLISH, note="What should change?",
        of_copy=True,
    ),
    Move("take_back", "Take back", "Taken back", (R,), D, WRITE, of_copy=True),
    Move(
        "publish", "Publish", "Published", (R,), P, PUBLISH, second_person=True, clear=True,
        of_copy=True,
    ),
    Move("archive", "Mark as no longer current", "Marked as no longer current", (P,), AR, PUBLISH),
    Move("restore", "Mark as current", "Marked as current", (AR,), P, PUBLISH),
    Move(
        "withdraw", "Withdraw", "Withdrawn", (P, AR), W, PUBLISH,
        note="Why? The public reads this.",
    ),
    Move("reopen", "Reopen as a draft", "Reopened as a draft", (W,), D, PUBLISH, note="Why?"),
)  # fmt: skip
TRANSITIONS = {move.name: move for move in MOVES}
