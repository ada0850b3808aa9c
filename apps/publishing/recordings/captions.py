"""Captions: WebVTT that says when each line is read. Nothing in it may be anything else."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

LARGEST = 500_000  # bytes; a day of talk
NO_TEXT = "This is no text file in UTF-8. Save the captions as WebVTT (.vtt), and choose that."
TOO_LARGE = "These captions are larger than 500 kB. Choose the captions of this film only."
NO_HEADER = (
    "Captions begin with the line WEBVTT. Save them as WebVTT (.vtt): from an SRT file every "
    "editor of captions makes one."
)
NOTHING = "There is no line to read in these captions."
SCRIPT = "Line {line}: captions hold words only, no code. Take “{found}” out."
NO_TIME = (
    "Line {line} should say from when to when the words are read, like "
    "00:00:01.000 --> 00:00:04.000"
)
BACKWARDS = "Line {line}: the words end before they begin."
EARLIER = "Line {line}: this begins before the words above it."
EMPTY = "Line {line} says when, but no words follow."
STYLED = "Line {line}: styles and regions are not shown here. Take them out."
TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"{TIME}[ \t]+-->[ \t]+{TIME}(?:[ \t]+[a-z]+:[A-Za-z0-9%.,\-]+)*[ \t]*")
# What marks words: bold, slanted, underlined, who speaks.
MARK = re.compile(r"</?(?:b|i|u)>|<v(?:[ \t]+[^<>&]*)?>|</v>")
DANGEROUS = re.compile(
    r"<[^>\s]*|javascript:|&(?!amp;|lt;|gt;|nbsp;|lrm;|rlm;)#?\w*;", re.IGNORECASE
)


@dataclass(frozen=True)
class Cue:
    """Words and the line of the file on which their time stands."""

    start: float
    end: float
    line: int


def from_file(content: bytes) -> str:
    """The text of a file of captions. Raises ``ValidationError`` for what is none."""
    if len(content) > LARGEST:
        raise ValidationError(TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(NO_TEXT) from None
    return checked(text)


def checked(text: str) -> str:
    """Captions as they are kept. Raises ``ValidationError`` with the line that is to be mended."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"
    if len(text.encode()) > LARGEST:
        raise ValidationError(TOO_LARGE)
    if "\0" in text:
        raise ValidationError(NO_TEXT)
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise ValidationError(NO_HEADER)
    cues = [cue for cue in _cues(lines) if cue is not None]
    if not cues:
        raise ValidationError(NOTHING)
    for before, cue in zip([None, *cues], cues, strict=False):
        if cue.end <= cue.start:
            raise ValidationError(BACKWARDS.format(line=cue.line))
        if before is not None and cue.start < before.start:
            raise ValidationError(EARLIER.format(line=cue.line))
    return "WEBVTT\n\n" + "\n".join(lines[_after_header(lines) :])


def _after_header(lines: list[str]) -> int:
    """The first line behind the header, which may carry notes of a program."""
    for at, line in enumerate(lines[1:], start=1):
        if not line.strip():
            return at + 1
        if "-->" in line:
            return at
    return len(lines)


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """(number of its first line, lines) of each block."""
    blocks: list[tuple[int, list[str]]] = []
    block: list[str] = []
    for number, line in enumerate(lines[_after_header(lines) :], start=_after_header(lines) + 1):
        if line.strip():
            block.append(line)
        elif block:
            blocks.append((number - len(block), block))
            block = []
    return [*blocks, (len(lines) - len(block) + 1, block)] if block else blocks


def _cues(lines: list[str]) -> list[Cue | None]:
    return [_cue(number, block) for number, block in _blocks(lines)]


def _cue(number: int, block: list[str]) -> Cue | None:
    """One block as words with their time; None for a note. Raises ``ValidationError``."""
    for at, line in enumerate(block):
        bare = MARK.sub("", line.replace("-->", ""))
        if found := DANGEROUS.search(bare):
            raise ValidationError(SCRIPT.format(line=number + at, found=found[0][:40]))
    if block[0].startswith(("STYLE", "REGION")):
        raise ValidationError(STYLED.format(line=number))
    if re.match(r"NOTE(?:\s|$)", block[0]):
        return None
    at = 0 if "-->" in block[0] else 1  # a line before it may name it
    timing = TIMING.fullmatch(block[at]) if at < len(block) else None
    if timing is None:
        raise ValidationError(NO_TIME.format(line=number + min(at, len(block) - 1)))
    if len(block) == at + 1:
        raise ValidationError(EMPTY.format(line=number + at))
    groups = timing.groups()
    return Cue(_seconds(groups[:4]), _seconds(groups[4:]), number + at)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
