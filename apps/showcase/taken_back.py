"""Words that a person took back do not come here again: from a window that was open, or under
another consent. Only keyed hashes of them are kept."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from apps.core import links
from apps.publishing.plain import Data, mark_of
from apps.showcase.models import CaseStudy, TakenBack

PURPOSE = "taken-back"
FEWEST = 4  # words of a sentence: shorter ones anybody says
REFUSED = (
    "A person took these words back, so they can’t stand here again: “{words}”. Delete them, or "
    "write them anew with the person."
)
MOST_SHOWN = 60


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that are long enough to be somebody’s own, and the whole."""
    for part in [text, *re.split(r"[.!?;:\n]+", text)]:
        if len(_plain(part).split()) >= FEWEST:
            yield part.strip()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def remember(story: CaseStudy, told: Iterable[str], marks: Iterable[str]) -> None:
    """Keep, as hashes, what was said, and the ``marks`` of the texts in which it stood."""
    found = {f"words {_plain(part)}" for text in told for part in sentences(text)}
    found |= {f"mark {mark}" for mark in marks}
    rows = [TakenBack(story=story, hash=links.keyed_hash(PURPOSE, _short(one))) for one in found]
    TakenBack.objects.bulk_create(rows, ignore_conflicts=True)


def says_again(text: str, told: Iterable[str]) -> bool:
    """Whether a text says some of these words again: a few in a row, as in a quotation."""
    runs = {run for words in told for run in _runs(words)}
    return any(run in runs for run in _runs(text))


def _runs(text: str) -> Iterator[str]:
    words = _plain(text).split()
    few = min(FEWEST, len(words)) if words else 1
    for at in range(len(words) - few + 1):
        yield " ".join(words[at : at + few])


def marks_of(before: Data, after: Data) -> Iterator[str]:
    """How a form begins with the keys of a text that were blanked in it."""
    for key in before:
        if before[key] != after.get(key):
            yield f"{key}={mark_of(before[key])}"


def _short(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def refused(story: CaseStudy, changes: Data) -> str:
    """Why these words may not stand in the story, in a sentence; "" where they may."""
    held = _held(story)
    for text in _texts(changes) if held else ():
        for part in sentences(text):
            if _is_held(f"words {_plain(part)}", held):
                shown = part if len(part) <= MOST_SHOWN else part[:MOST_SHOWN].rstrip() + "…"
                return REFUSED.format(words=shown)
    return ""


def began_before(story: CaseStudy, began: str) -> bool:
    """Whether a form began with a text in which such words stood."""
    held = _held(story)
    return bool(held) and any(_is_held(f"mark {word}", held) for word in began.split())


def _held(story: CaseStudy) -> set[str]:
    return set(TakenBack.objects.filter(story=story.pk).values_list("hash", flat=True))


def _is_held(value: str, held: set[str]) -> bool:
    return any(hash in held for hash in links.possible_hashes(PURPOSE, _short(value)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
