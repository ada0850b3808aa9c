"""Typed text before a form looks at it: a line stays one line, and what nobody can see is no
answer."""

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
UNSEEN_KINDS = {"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"}  # controls, format signs, bare accents, spaces
UNSEEN_LETTERS = set("\u115f\u1160\u2800\u3164\uffa0")  # fillers that Unicode counts as letters


def in_one_line(text: str) -> str:
    """A text without line breaks and control characters: a space stands for each run of them.
    Nothing, where there is nothing to see; signs of direction inside real text stay."""
    parts = (part.strip() for part in CONTROL.split(text))
    return seen(" ".join(part for part in parts if part))


def seen(text: str) -> str:
    """The text as it is, or nothing where it holds spaces and format characters alone."""
    return text if any(map(shows, text)) else ""


def shows(sign: str) -> bool:
    """Whether a character can be seen."""
    return unicodedata.category(sign) not in UNSEEN_KINDS and sign not in UNSEEN_LETTERS
