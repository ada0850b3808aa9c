"""The thread of an answer: asked, said, did, could not, changed, next; open where something is
owed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from apps.involvement.models import Response
from apps.involvement.promises import in_full


@dataclass(frozen=True)
class Step:
    """A step of the thread: its word, how it is drawn (there, none, owed), and what it says in
    words."""

    word: str
    mark: str
    says: str = ""


def steps(
    answer: Response, *, owed_by: datetime.date | None = None, among: Iterable[Response] = ()
) -> list[Step]:
    """The six steps of an answer. ``owed_by``: the day of a promise that is open beside it, which
    leaves the thread open; ``among``: the answers that people read, one of which may say more."""
    undecided = answer.closing == Response.Closing.NOT_DECIDED
    none_asked = answer.closing == Response.Closing.NOTHING_ASKED
    could_not = {
        Response.Closing.NOT_DECIDED: "not decided yet",
        Response.Closing.ALL_POSSIBLE: "everything asked for was possible",
        Response.Closing.NOTHING_ASKED: "nothing was asked for",
    }.get(Response.Closing(answer.closing) if answer.closing else None)  # type: ignore[arg-type]
    there = [
        ("Asked", bool(answer.we_asked), ""),
        ("Said", bool(answer.you_said), ""),
        ("Did", bool(answer.we_did), "nothing was asked for" if none_asked else ""),
        ("Could not", bool(answer.could_not_because), could_not or ""),
        ("Changed", bool(answer.difference), ""),
    ]
    found = [_step(word, said, instead) for word, said, instead in there]
    later = [one.given_on for one in among if (one.given_on, one.pk) > (answer.given_on, answer.pk)]
    if undecided and later and not owed_by:
        return [*found, Step("Next", "there", f"more was said on {in_full(min(later))}")]
    owed = owed_by or (answer.more_by if undecided else None)
    if owed:
        return [*found, Step("Next", "owed", f"more is owed by {in_full(owed)}")]
    by = f"by {in_full(answer.next_by)}" if answer.next_by else ""
    return [*found, _step("Next", bool(answer.next_step), by, also=by)]


def _step(word: str, said: bool, instead: str, also: str = "") -> Step:
    if said:
        return Step(word, "there", also)
    return Step(word, "none", instead or "not stated")
