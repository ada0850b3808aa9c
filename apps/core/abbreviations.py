"""Abbreviations explained where a page first uses them; the app with the glossary fills this in."""

import re
from collections.abc import Callable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_source: Callable[[], dict[str, str]] = dict
_kept: tuple[int, dict[str, str], re.Pattern[str] | None] = (-1, {}, None)


def provide(source: Callable[[], dict[str, str]]) -> None:
    """Called in ``AppConfig.ready``: where abbreviations and what they stand for come from."""
    global _source
    _source = source


def forget() -> None:
    """Read them anew next time (tests change databases under one process)."""
    global _kept
    _kept = (-1, {}, None)


def known() -> set[str]:
    """The abbreviations that the glossary spells out."""
    return set(_source())


def explain(text: str, *, seen: set[str], number: int) -> SafeString:
    """The text escaped, with ``<abbr>`` at each abbreviation not in ``seen``, which is added to.

    ``number`` is the public number under which the page is drawn.
    """
    global _kept
    if _kept[0] != number:
        meanings = _source()
        words = "|".join(map(re.escape, sorted(meanings, key=len, reverse=True)))
        _kept = (number, meanings, re.compile(rf"\b({words})\b") if words else None)
    _, meanings, pattern = _kept

    def mark(match: re.Match[str]) -> str:
        word = match[1]
        if word in seen:
            return word
        seen.add(word)
        spelt_out = f"{escape(meanings[word])} ("
        if match.string[: match.start()].casefold().endswith(spelt_out.casefold()):
            return word
        return f'<abbr title="{escape(meanings[word])}">{word}</abbr>'

    safe = escape(text)
    return mark_safe(pattern.sub(mark, safe) if pattern else safe)  # noqa: S308 - escaped above
