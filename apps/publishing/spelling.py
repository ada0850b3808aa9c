"""Whether two texts differ in spelling alone: no word in place of another, none denied, none
counted anew. A phone number, a link or opening hours may be another."""

import re
from difflib import SequenceMatcher

LINK = re.compile(r"https?://[^\s)\]>]+")
PHONE = re.compile(r"(?<!\w)\+?\d[\d ()-]{8,}\d(?!\w)")
HOURS = re.compile(
    r"\b\d{1,2}(?:[.:]\d\d)? ?[ap]m\b|\b\d{1,2}[.:]\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)"
    r"days?\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“\"]([^”\"]*)[”\"]")
WORD = re.compile(r"[\w'’]+")
ADDRESS, CALL, TIME = "_link_", "_phone_", "_hours_"
LITTLE = frozenset(["a", "an", "the"])  # may come and go
# Words on which a sentence turns: none of them is ever a misspelling of another.
EXACT_WORDS = """
    no not non nor never none neither nobody nothing nowhere without cannot cant wont dont but
    all any both each every some many most more few fewer less least half only once twice
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million first second third
"""
EXACT = frozenset(EXACT_WORDS.split())
TURNS = ("un", "in", "im", "ir", "il", "dis", "non")
MOST_LETTERS = 2  # that may differ in a word, and no more than a third of them


def only_spelling(one: str, other: str) -> bool:
    """Whether nobody would read something else in ``other`` than in ``one``."""
    before, after = _marked(one), _marked(other)
    if [_words(said) for said in QUOTED.findall(before)] != [
        _words(said) for said in QUOTED.findall(after)
    ]:
        return False
    a, b = _words(before), _words(after)
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return all(tag == "equal" or _same(a, b, *at) for tag, *at in steps)


def _marked(text: str) -> str:
    """The text with a mark where a link, a phone number or an hour stands."""
    return HOURS.sub(TIME, PHONE.sub(CALL, LINK.sub(ADDRESS, text)))


def _words(text: str) -> list[str]:
    return [word.replace("’", "'").strip("'").lower() for word in WORD.findall(text)]


def _same(a: list[str], b: list[str], i1: int, i2: int, j1: int, j2: int) -> bool:
    """Whether words of one text stand for those of the other: written together or apart, spelled
    otherwise, or come and gone where nobody misses them."""
    gone, come = a[i1:i2], b[j1:j2]
    if "".join(gone) == "".join(come):
        return True
    if gone and len(gone) == len(come):
        return all(_alike(*pair) for pair in zip(gone, come, strict=True))
    said_twice = gone == a[i1 - len(gone) : i1] and not come
    return said_twice or all(word in LITTLE or word == ADDRESS for word in gone + come)


def _alike(one: str, other: str) -> bool:
    """Whether two words are one word, spelled twice."""
    if one.replace("'", "") == other.replace("'", ""):
        return True
    if any(word in EXACT or word.endswith("n't") or not word.isalpha() for word in (one, other)):
        return False
    if any(one == turn + other or other == turn + one for turn in TURNS):
        return False
    if sorted(one) == sorted(other):
        return True
    most = min(MOST_LETTERS, max(len(one), len(other)) // 3)
    return one[0] == other[0] and min(len(one), len(other)) > 3 and _apart(one, other) <= most


def _apart(one: str, other: str) -> int:
    """How many letters are to be put in, taken out or changed to come from one to the other."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, row[0] = row[0], at
        for to, written in enumerate(other, start=1):
            before, row[to] = (
                row[to],
                min(row[to] + 1, row[to - 1] + 1, before + (letter != written)),
            )
    return row[-1]
