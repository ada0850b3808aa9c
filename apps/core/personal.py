"""Words that look like facts about one person, for a calm hint before they become public.

It only points: people decide, since a phone number of a team is meant to be read.
"""

import re
from dataclasses import dataclass

# Any space but a line's end: word processors put narrow ones and such that do not break.
_SPACE = r"[^\S\r\n\v\f\x1c-\x1e\x85\u2028\u2029]"
_GAP = rf"(?:{_SPACE}{{0,3}}|[.-])"  # between the digits of a number
_WIDE_GAP = rf"(?:{_GAP}|{_SPACE}?[-–]{_SPACE}?)"
_NHS_NUMBER = re.compile(rf"(?<!\d)\d{{3}}{_WIDE_GAP}\d{{3}}{_WIDE_GAP}\d{{4}}(?!\d)")
# An area code's digits stand together, which dates, times and lists of numbers do not.
_PHONE = re.compile(
    rf"(?<![\d+])(?<!\d[.,/-])"
    rf"(?:\(?(?:\+|00)44\)?{_GAP}\(?0?\)?(?:{_GAP}\(?\d\)?){{9,10}}"
    rf"|\(?0[1-9]\d\)?(?:{_GAP}\(?\d\)?){{7,8}})(?![./-]?\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_BETWEEN = rf"(?:{_SPACE}{{1,3}}|[./-])"
# A whole date of the last century is hardly the day of a meeting; with "born" any date counts.
_BORN = re.compile(
    rf"\b(?:born|d\.?o\.?b\.?|date{_SPACE}of{_SPACE}birth)(?:\W{{1,6}}(?:on|was|is|the)\b){{0,3}}"
    rf"\W{{0,6}}(?:{_DAY}{_BETWEEN}(?:of{_SPACE})?\w{{1,9}},?{_BETWEEN}\d{{2,4}}"
    rf"|{_MONTH}{_SPACE}{_DAY},?{_SPACE}\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{4}})"
    rf"|(?<![\d.])(?:{_DAY}{_BETWEEN}(?:of{_SPACE})?{_MONTH},?{_BETWEEN}19\d{{2}}"
    rf"|\d{{1,2}}([./-])\d{{2}}\1(?:19)\d{{2}}"
    rf"|\b{_MONTH}{_SPACE}{_DAY},?{_SPACE}19\d{{2}}|19\d{{2}}-\d{{2}}-\d{{2}})(?![\d-])",
    re.IGNORECASE,
)

_CAPITAL = f"[{''.join(sign for sign in map(chr, range(0x2000)) if sign.isupper())}]\u0301?"
_WORD = rf"{_CAPITAL}[\w\u0300-\u036f’'-]+"
# What is called after patients, councillors, lords and ladies in general is nobody's name; neither
# is the first word of what somebody said ("Patient: We were heard").
_OF_PATIENTS = (
    "Participation|Safety|Experience|Advice|Voice|Public|Carer|Group|Reference|Information|Panel|"
    "Forum|Representative|Leader|Partner|Transport|Choice|Feedback|Survey|Involvement|Engagement|"
    "Care|Access|Stories|Story|Records?"
)
_SAID = (
    "The|An?|I[’']|We|It|They|You|He|She|My|Our|Your|Their|This|That|Th[eo]se|There|What|When|Why|"
    "Who|Where|How|Yes|No|Not|Nobody|And|But|If|In|On|At|To|For|From|With|As|So|All|Some|Every|"
    "Thanks?|Please|Very|Good|Great|Being|Having|Staff|Doctors?|Nurses?|Nothing|Everyone|People"
)
_PLACES = (
    "Lane|Street|Road|Avenue|Park|Way|Drive|Close|Court|Place|Square|Hall|House|Hospital|School|"
    "Ward|Wing|Centre|Wood|Well|Bridge|Chapel|Church|Pub|Hotel|Arms|Inn|Theatre|Library|Gardens"
)
_OFFICES = (
    "Mayor|Mayoress|Chancellor|Lieutenant|Chief|Justice|Speaker|Warden|Lieutenancy|Advocate|"
    "Captain|Jesus|God|Krishna|Or|And|Madam"
)
_NAMED = re.compile(
    r"\b(?:"
    rf"[Pp]atient(?:{_SPACE}{{1,3}}(?!(?:{_OF_PATIENTS}))|:{_SPACE}{{0,3}}(?!(?:{_SAID})\b))"
    rf"|(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sister|Nurse|Rev|Revd|Reverend|Cllr"
    r"|M(?:R(?! ?(?:SCAN|IMAGING))|RS|X)|DR|PROF|REV|CLLR|SIR"
    r"|Councillor(?!.(?:Training|Briefing|Surger|Development|Conduct|Code))"
    rf"|(?<!Our.)(?:Lady|Lord|Sir)(?!.(?:{_WORD}{_SPACE}){{0,2}}(?:{_PLACES}|{_OFFICES})\b)"
    rf")\.?{_SPACE}{{1,3}}){{1,3}}"
    rf")(?:{_CAPITAL}\.?{_SPACE}{{0,2}}){{0,3}}{_WORD}"
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
