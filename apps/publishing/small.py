"""What is still a small change: spelling, punctuation, a link, a number to ring, opening hours.

Counted in characters, and read word by word (``spelling``), so that nobody can put other words
before the public under that name.
"""

from difflib import SequenceMatcher
from typing import Any

from apps.publishing.plain import Data
from apps.publishing.spelling import only_spelling

MOST = 60  # characters taken out or put in, in all; opening hours fit in
LARGEST = 2000  # of what differs between the first and the last change: beyond, nobody counts


def is_small(before: Data, after: Data) -> bool:
    """Whether two texts differ by no more than a mend; a changed number, date or choice is none."""
    keys = before.keys() | after.keys()
    return sum(_changed(before.get(key, ""), after.get(key, "")) for key in keys) <= MOST


def _changed(one: Any, other: Any) -> int:
    """How many characters two values differ by; more than any mend where they are not texts."""
    if one == other or (not one and not other):
        return 0
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return sum(_changed(first, second) for first, second in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return sum(_changed(one.get(key, ""), other.get(key, "")) for key in one.keys() | other)
    if not isinstance(one, str) or not isinstance(other, str):
        return MOST + 1
    return _address_or_words(one, other)


def _address_or_words(one: str, other: str) -> int:
    links = ("http://", "https://")
    if one.startswith(links) and other.startswith(links) and not set(one + other) & set(" \n"):
        return 1  # one address for another
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    a, b = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(a), len(b)) > LARGEST or not only_spelling(one, other):
        return MOST + 1
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in steps if tag != "equal")
