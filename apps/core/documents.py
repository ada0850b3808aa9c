"""Pages of ours as PDF/UA files (tagged, for screen readers), drawn by WeasyPrint.

It holds some 60 MB and reads what a page names, so it never runs in a web process: a process of
its own draws one file in about a second and ends (docs/adr/0017-certificates.md).
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import structlog
from django.conf import settings
from django.core.files.storage import default_storage

from apps.core import drawing

LASTS = 30  # seconds at most for one file
WAITS = 10  # seconds at most for one's turn
HELD = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
FONTS = ("FONTCONFIG_", "XDG_")
_one_at_a_time = threading.Lock()  # in each process of the server
logger = structlog.get_logger(__name__)
NEEDS_PANGO = (
    "PDF files need Pango and HarfBuzz: install libpango-1.0-0, libpangoft2-1.0-0 and "
    "libharfbuzz-subset0, or their like."
)


class NotDrawn(Exception):
    """There is no file. Its sentence is for whoever asked for it."""


class Busy(NotDrawn):
    """Others ask at the same moment."""


def pdf(*, page: str, css: str) -> bytes:
    """A page as a PDF/UA file. ``page`` is HTML of ours with what people typed escaped, a title and
    a language; it may name files of ours by ``/static/`` and ``/media/`` and nothing else.

    Raises ``NotDrawn``, in a sentence.
    """
    told = json.dumps({"page": page, "css": css, "folders": _folders()})
    if not _one_at_a_time.acquire(timeout=WAITS):
        raise Busy("Many people ask for a file at this moment. Please try again in a minute.")
    try:
        ended = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", drawing.__name__], input=told.encode(), capture_output=True,
            check=False, timeout=LASTS, cwd=settings.BASE_DIR, env=_environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        logger.error("pdf_took_too_long", seconds=LASTS)
        raise NotDrawn("This took too long. Please try again later, or talk to us.") from None
    finally:
        _one_at_a_time.release()
    if ended.returncode == 0:
        return ended.stdout
    raise NotDrawn(_why(ended.returncode, ended.stderr.decode(errors="replace")))


def _why(code: int, said: str) -> str:
    if code == drawing.NO_LETTERS:
        logger.warning("pdf_letters_missing", letters=said)
        return "Our fonts lack letters of this name. Please talk to us, and we make it by hand."
    if code == drawing.NO_PANGO:
        logger.error("pdf_without_pango", needs=NEEDS_PANGO, said=said[-500:])
    else:
        logger.error("pdf_failed", code=code, said=said[-2000:])
    return "We can’t make this file at the moment. Please try again later, or talk to us."


def _folders() -> dict[str, str]:
    """Where files of ours stand, by how their addresses begin."""
    media = getattr(default_storage, "location", "")  # files of pictures and the like
    found = {"/static/": str(settings.STATIC_ROOT)}
    return found | ({"/media/": str(media)} if media else {})


def _environment() -> dict[str, str]:
    """What the process needs to find its fonts; no secret, no database."""
    return {
        name: value for name, value in os.environ.items()
        if name in HELD or name.startswith(FONTS)
    }  # fmt: skip


def style(name: str) -> str:
    """A style sheet for paper from ``static/css``, as it stands there: no browser loads it."""
    return (Path(settings.BASE_DIR) / "static" / "css" / name).read_text()
