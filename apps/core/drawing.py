"""Draws one page of ours as PDF/UA, in a process of its own that ends with it: ``python -m
apps.core.drawing``. Told by ``core.documents`` on stdin, answers with the file on stdout.

It loads no Django, gets no secret and reaches no network, and reads no file but those of the
folders that it is told of.
"""

import contextlib
import html
import json
import logging
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

VARIANT = "pdf/ua-1"
HERE = "https://portal.invalid"  # what addresses like /static/… are read against; never asked
NO_PANGO, NO_LETTERS = 3, 4  # the ways to end without a file
NOT_DRAWN = ".notdef glyph"


class Refused(ValueError):
    """The page named something that is not ours."""


def file_of(address: str, folders: Mapping[str, str]) -> Path:
    """The file behind an address of ours; ``folders`` are by how their addresses begin, like
    ``/static/``. Raises ``Refused`` for any other address, and for one that leads out of its
    folder."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    for begins, folder in folders.items():
        if f"{parts.scheme}://{parts.netloc}" == HERE and path.startswith(begins):
            root = Path(folder).resolve()
            file = (root / path.removeprefix(begins)).resolve()
            if file.is_relative_to(root) and file.is_file():
                return file
    raise Refused(f"{address} is no file of ours")


def draw(page: str, css: str, folders: Mapping[str, str]) -> tuple[bytes, set[str]]:
    """(the file, the characters that no font here has)."""
    import weasyprint  # noqa: PLC0415 - needs Pango, which a machine may lack
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above

    class OursAlone(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, file_of(url, folders).read_bytes())

    fetcher = OursAlone(fail_on_errors=True)
    with _missing() as missing:
        file: bytes = weasyprint.HTML(string=page, base_url=HERE, url_fetcher=fetcher).write_pdf(
            stylesheets=[weasyprint.CSS(string=css, base_url=HERE, url_fetcher=fetcher)],
            pdf_variant=VARIANT,
        )
    return file, missing


@contextlib.contextmanager
def _missing() -> Any:
    """A set that fills with what is drawn as an empty box, which PDF/UA does not allow."""
    found: set[str] = set()

    class Listens(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if isinstance(record.msg, str) and record.msg.startswith(NOT_DRAWN):
                # WeasyPrint’s words name the font and the letter’s number, which no type says.
                found.add(chr(record.args[1]))  # type: ignore[index, arg-type]

    logger, listens = logging.getLogger("weasyprint"), Listens(logging.WARNING)
    logger.addHandler(listens)
    try:
        yield found
    finally:
        logger.removeHandler(listens)


def is_only_a_sign(character: str) -> bool:
    """Whether a name is the same name without it: an emoji is, a letter is not."""
    return unicodedata.category(character)[0] not in "LMN"


def drawn(page: str, css: str, folders: Mapping[str, str]) -> tuple[bytes, set[str]]:
    """(the file, the letters that are missing in it): signs that no font has are left out."""
    file, missing = draw(page, css, folders)
    if missing and all(is_only_a_sign(character) for character in missing):
        for character in missing:
            page = page.replace(character, "").replace(html.escape(character), "")
        file, missing = draw(page, css, folders)
    return file, missing


def main() -> int:
    """One page from stdin to stdout."""
    told = json.load(sys.stdin.buffer)
    try:
        import weasyprint  # noqa: F401, PLC0415 - as in draw
    except OSError as problem:
        sys.stderr.write(str(problem))
        return NO_PANGO
    file, missing = drawn(told["page"], told["css"], told["folders"])
    if missing:
        sys.stderr.write(" ".join(f"U+{ord(one):04X}" for one in sorted(missing)))
        return NO_LETTERS
    sys.stdout.buffer.write(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
