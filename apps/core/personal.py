"""Words that look like facts about one person, for a calm hint before they become public.

It only points: people decide, since a phone number of a team is meant to be read.
"""

import re
from dataclasses import dataclass

_NHS_NUMBER = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_PHONE = re.compile(r"(?<![\d+])(?:\+44[ -]?\(?0?\)?|\(?0)(?:[ -]?\(?\d\)?){9,10}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BORN = re.compile(
    r"\b(?:born(?: on)?|d\.?o\.?b\.?|date of birth)\W{0,6}"
    r"(?:\d{1,2}[ ./-]\w{1,9}[ ./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{4})",
    re.IGNORECASE,
)
# What is called after patients in general is nobody's name.
_OF_PATIENTS = "Participation|Safety|Experience|Advice|Voice|Public|Carer"
_NAMED = re.compile(
    rf"\b(?:[Pp]atient(?! (?:{_OF_PATIENTS}))|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sister|Nurse)"
    r"\.? [A-Z][\w’'-]+"
)


@dataclass(frozen=True)
class Finding:
    """Words that may be about one person, and what they look like."""

    looks_like: str
    words: str


def look(text: str) -> list[Finding]:
    """What in a text looks like a fact about one person, in the order of the kinds."""
    numbers = [m.group() for m in _NHS_NUMBER.finditer(text) if is_nhs_number(m.group())]
    phones = [m.group().strip() for m in _PHONE.finditer(text)]
    phones = [words for words in phones if words not in numbers and len(set(words)) > 2]
    found = [Finding("an NHS number", words) for words in numbers]
    found += [Finding("a phone number", words) for words in phones]
    found += [Finding("an e-mail address", m.group()) for m in _EMAIL.finditer(text)]
    found += [Finding("a date of birth", m.group()) for m in _BORN.finditer(text)]
    found += [Finding("a person’s name", m.group()) for m in _NAMED.finditer(text)]
    return list(dict.fromkeys(found))


def is_nhs_number(text: str) -> bool:
    """Ten digits whose last is the check digit (modulus 11), as in the NHS Data Dictionary."""
    digits = [int(sign) for sign in text if sign.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    weighed = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    check = 11 - weighed % 11
    return check != 10 and digits[9] == check % 11
