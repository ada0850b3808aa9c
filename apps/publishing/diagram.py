"""The way to the public as a document, made from the table of moves."""

from apps.publishing.models import State
from apps.publishing.moves import MOVES

WHO = {"write": "whoever may write it", "publish": "whoever may publish it"}


def document() -> str:
    """``docs/states.md``: a diagram and a table."""
    lines = [
        "# From draft to public and back",
        "",
        "Made from the table of moves in `apps/publishing/moves.py`; a test keeps it current.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> draft",
        *(f"    {frm.value} --> {m.after.value} : {m.label}" for m in MOVES for frm in m.before),
        "```",
        "",
        "| move | from | to | who | what must hold |",
        "| --- | --- | --- | --- | --- |",
    ]
    for move in MOVES:
        before = ", ".join(State(state).label.lower() for state in move.before)
        held = [
            *(["a second person, who wrote no part of it"] if move.second_person else []),
            *(["complete"] if move.complete else []),
            *(["nothing missing"] if move.clear else []),
            *(["a note"] if move.note else []),
        ]
        lines.append(
            f"| {move.label} | {before} | {State(move.after).label.lower()} | {WHO[move.who]} "
            f"| {', '.join(held) or 'nothing'} |"
        )
    return "\n".join(
        [
            *lines,
            "",
            "A change of something public waits in a working copy and makes the same moves from "
            "draft to published; the public reads the old text until then. A reviewer who only "
            "mends spelling, grammar or a link in review is no writer. Taking down never needs a "
            "second person; putting up does, except a small correction.",
            "",
            "The address of what was withdrawn answers 410 with the reason. Reopened as a draft it "
            "goes on answering 410, with “not shown at the moment”, until it is published again: "
            "whoever kept the address learns that it was no mistake. What never was public is 404.",
            "",
        ]
    )
