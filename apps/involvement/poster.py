"""An answer on one sheet of paper, whatever it holds: as large as it fits, and where it does not,
cut by what matters least. What was done and what could not be stays to the last."""

import math
from dataclasses import dataclass, replace
from typing import Any

from apps.core.lines import shows
from apps.involvement.models import Activity, Response
from apps.involvement.promises import in_full

# The box that the sheet keeps in print (static/css/_print.scss): it fits A4 within any margin.
HEIGHT, WIDTH = 700, 500  # points
FOOT = 110  # with the QR code
SIZES = (18, 16, 14, 12)  # points; large print first
SAFE = 0.94  # what is reckoned here is a guess of what a browser does
# In the size of the text:
LINE, BETWEEN, HEADING, TITLE = 1.36, 0.4, 2.15, 1.6
PAIR = 2.4  # the edges and the padding of the pair, above and below
HALF, PADDING = 0.5, 2.0
NARROW = set("iljtfrI.,;:'’!|()[]- ")
LEAST = 2  # lines, below which a part is left out rather than cut
CUT_FIRST = ("we_asked", "difference", "you_said", "themes")  # what matters least first


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet, and in which size."""

    title: str
    when: str
    we_asked: str
    you_said: str
    we_did: str
    could_not_because: str
    themes: str  # a line for each thing people asked for
    difference: str
    next_step: str
    closing: str
    more_by: object
    is_example: bool
    size: int = SIZES[0]
    cut: bool = False

    def height(self) -> float:
        """How high it stands, in the size of its text."""
        wide = WIDTH / self.size
        narrow = wide * HALF - PADDING
        total = len(wrapped(self.title, wide / TITLE)) * TITLE * 1.2 + 1.6
        total += len(wrapped(self.when, wide)) * LINE + BETWEEN + (3 if self.is_example else 0)
        texts = (self.we_asked, self.you_said, self.themes, self.difference, self.next_step)
        for text in texts:
            total += HEADING + high(text, wide) if text else 0
        pair = max(high(self.we_did, narrow), high(self.could_not_because, narrow), 2 * LINE)
        return total + PAIR + HEADING + pair

    @property
    def room(self) -> float:
        """How high it may stand, in the size of its text."""
        return (HEIGHT * SAFE - FOOT) / self.size

    @property
    def over(self) -> int:
        """How many lines it is too long by; 0 where it fits."""
        return max(0, math.ceil((self.height() - self.room) / LINE))


def sheet(activity: Activity, answer: Response) -> Sheet:
    """An answer of an activity, as it fits one sheet."""
    asked = f"We asked you: {activity.when}. " if activity.when else ""
    step = " ".join(filter(None, [answer.next_step, answer.next_step and answer.next_team]))
    if answer.next_step and answer.next_by:
        step += f", by {in_full(answer.next_by)}"
    undecided = answer.closing == Response.Closing.NOT_DECIDED and answer.more_by
    more = ""
    if undecided and answer.could_not_because.strip():  # else the pair says so
        more = f" Not decided yet: we will say more by {in_full(undecided)}."
    whole = Sheet(
        title=answer.title or activity.title,
        when=f"{asked}Answered {in_full(answer.given_on)}.{more}",
        we_asked=answer.we_asked, you_said=answer.you_said, we_did=answer.we_did,
        could_not_because=answer.could_not_because, themes=_themes(answer),
        difference=answer.difference, next_step=step,
        closing=answer.closing, more_by=answer.more_by, is_example=answer.is_example,
    )  # fmt: skip
    for size in SIZES:
        tried = replace(whole, size=size)
        if not tried.over:
            return tried
    return _cut(replace(whole, size=SIZES[-1], cut=True))


def _themes(answer: Response) -> str:
    """Each thing people asked for, and what came of it."""
    if answer._state.adding:
        return ""
    return "\n".join(
        f"{theme.text}: {theme.get_outcome_display().lower() or 'not stated'}"
        for theme in answer.themes.all()
    )


def _cut(found: Sheet) -> Sheet:
    """Shorten, then leave out, one part after the other until the sheet holds it."""
    wide = WIDTH / found.size
    for name in CUT_FIRST:
        if not found.over:
            return found
        text = getattr(found, name)
        left = len(wrapped(text, wide)) - found.over
        change: dict[str, Any] = {name: shortened(text, wide, left) if left >= LEAST else ""}
        found = replace(found, **change)
    if not found.over:
        return found
    narrow = wide * HALF - PADDING
    sides = (found.we_did, found.could_not_because)
    lines = max(LEAST, max(len(wrapped(side, narrow)) for side in sides) - found.over)
    while lines > LEAST:
        did, could_not = (shortened(side, narrow, lines) for side in sides)
        tried = replace(found, we_did=did, could_not_because=could_not)
        if not tried.over:
            return tried
        lines -= 1
    did, could_not = (shortened(side, narrow, lines) for side in sides)
    return replace(found, we_did=did, could_not_because=could_not)


def high(text: str, wide: float) -> float:
    """How high a text stands in a column so wide, with the space between its paragraphs."""
    if not text.strip():
        return 0
    return len(wrapped(text, wide)) * LINE + (len(paragraphs(text)) * BETWEEN)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def wrapped(text: str, wide: float) -> list[str]:
    """The lines of a text in a column so wide; a word that is longer is broken. Each paragraph
    begins with a line break, so that the lines can be put together again."""
    found: list[str] = []
    for paragraph in paragraphs(text):
        line, used = "\n", 0.0
        for word in paragraph.split():
            width = width_of(word)
            if used and used + width > wide:
                found.append(line)
                line, used = "", 0.0
            for sign in word:
                if used + width_of(sign) > wide:
                    found.append(line)
                    line, used = "", 0.0
                line, used = line + sign, used + width_of(sign)
            line, used = line + " ", used + width_of(" ")
        found.append(line)
    return found


def shortened(text: str, wide: float, lines: int) -> str:
    """The first lines of a text, with a mark where it ends early."""
    found = wrapped(text, wide)
    if len(found) <= lines:
        return text
    return "".join(found[:lines]).strip().rstrip(".,;:") + " …"


def width_of(word: str) -> float:
    """About how wide a word is, in the size of its text; a little too wide rather than too
    narrow."""
    return sum(_width(sign) for sign in word)


def _width(sign: str) -> float:
    if not shows(sign):
        return 0.3
    if ord(sign) > 0x2E7F:
        return 1.0
    if sign in NARROW:
        return 0.33
    if sign in "MW@%—mw":
        return 0.95
    return 0.72 if sign.isupper() else 0.56
