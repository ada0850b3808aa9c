"""What somebody uploads is looked at: whether its inside fits its name, and whether it holds
something that runs."""

import re
import zipfile
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError

MEGABYTE = 1024 * 1024  # bytes
# What a file begins with, by the ending of its name; the office kinds are zip files.
BEGINNINGS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "odt": b"PK\x03\x04",
    "ods": b"PK\x03\x04",
    "odp": b"PK\x03\x04",
    "txt": b"",
    "csv": b"",
}
# What an office file holds, all of it.
INSIDE = {
    "docx": {"[Content_Types].xml", "word/document.xml"},
    "xlsx": {"[Content_Types].xml", "xl/workbook.xml"},
    "pptx": {"[Content_Types].xml", "ppt/presentation.xml"},
    "odt": {"mimetype", "content.xml"},
    "ods": {"mimetype", "content.xml"},
    "odp": {"mimetype", "content.xml"},
}
# OpenDocument lists its (maybe empty) libraries in script-lb.xml and script-lc.xml.
OPEN_MACROS = re.compile(r"(?:basic|scripts)/(?!.*script-l[bc]\.xml$).*[^/]$")
MACROS = ("vbaproject.bin", "vbadata.xml")
PROGRAMS = (
    ".exe", ".dll", ".com", ".scr", ".msi", ".lnk", ".hta", ".jar",
    ".js", ".jse", ".vbs", ".vbe", ".wsf", ".ps1", ".bat", ".cmd", ".sh",
)  # fmt: skip
HAS_MACROS = "This file holds macros. Save it without them, for example as a PDF, and choose that."
HAS_PROGRAMS = "This file holds a program. Save it without that, for example as a PDF."
KINDS = "PDF, Word, Excel, PowerPoint, OpenDocument, a picture (PNG or JPEG), text or CSV"


def looked_at(file: Any, *, most_megabytes: int, endings: Collection[str] = BEGINNINGS) -> str:
    """The ending of a file's name, in small letters, once its inside fits it. Raises
    ``ValidationError`` with what to do: too large, another kind, another inside, macros."""
    ending = str(file.name).rpartition(".")[2].lower()
    if file.size > most_megabytes * MEGABYTE:
        raise ValidationError(
            f"This file is larger than {most_megabytes} MB. Choose a smaller one."
        )
    if ending not in endings:
        raise ValidationError(f"Choose one of these: {KINDS}.")
    if not is_what_it_says(file, ending):
        raise ValidationError(
            f"This file is no {ending.upper()} file, whatever its name says. Save it as one, "
            "or choose another."
        )
    if ending in INSIDE:
        refuse_what_runs(members(file))
    return ending


def is_what_it_says(file: Any, ending: str) -> bool:
    """Whether a file's inside fits the ending of its name."""
    file.seek(0)
    begins = file.read(2048)
    file.seek(0)
    if not begins.startswith(BEGINNINGS[ending]):
        return False
    if ending in ("txt", "csv"):
        plain = all(b"\0" not in part for part in file.chunks())
        file.seek(0)
        return plain
    return ending not in INSIDE or INSIDE[ending] <= set(members(file))


def members(file: Any) -> list[str]:
    """The names of what a zip file holds; of a file that is none, nothing."""
    try:
        with zipfile.ZipFile(file) as held:
            return held.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []
    finally:
        file.seek(0)


def refuse_what_runs(names: list[str]) -> None:
    """Raises ``ValidationError`` for an office file with macros or a program inside."""
    lower = [name.lower() for name in names]
    if any(name.endswith(MACROS) or OPEN_MACROS.match(name) for name in lower):
        raise ValidationError(HAS_MACROS)
    if any(name.endswith(PROGRAMS) for name in lower):
        raise ValidationError(HAS_PROGRAMS)


def in_words(size: int) -> str:
    """A size as people read it."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))} kB"
    return f"{size / MEGABYTE:.1f} MB".replace(".0 ", " ")
