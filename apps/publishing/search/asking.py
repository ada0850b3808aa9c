"""A question and its answer: ranked, counted by kind, marked, and safe whatever was typed."""

import datetime
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from apps.core import clock
from apps.core.paging import Pages
from apps.publishing.models import SearchDocument
from apps.publishing.search import sources, words
from apps.publishing.search.engines import engine
from apps.publishing.search.words import Term

LONGEST_QUESTION = 200
MOST = 1000  # hits that can be paged through; beyond that only "1,000+" is said
SCORED = 200  # in each tier the newest so many are ordered by score, those after them by age
SUGGESTIONS = 8
LOOKED_AT = 200  # titles that a suggestion is chosen from
START, STOP = "\x02", "\x03"
ALIKE = 0.7  # of 1, for "did you mean"
PIECES = 24  # of a mistyped question, three letters each
_slug = re.compile(r"[-a-zA-Z0-9_]{1,120}")


@dataclass(frozen=True)
class Hit:
    """One thing found, with the words looked for marked."""

    kind: str
    label: str
    address: str
    title: SafeString
    summary: SafeString
    extract: SafeString
    is_example: bool


@dataclass(frozen=True)
class Result:
    """The hits of a page, how many there are of each kind, and what may have been meant."""

    question: str
    hits: list[Hit]
    counts: dict[str, int]  # of every kind that can be found, whatever kinds are chosen
    total: int
    capped: bool
    pages: Pages
    meant: str = ""

    @property
    def total_words(self) -> str:
        """The number for people."""
        return said(self.total)


def said(number: int) -> str:
    """A count as people read it: beyond the most that is counted there is only a plus."""
    return f"{MOST:,}+" if number > MOST else f"{number:,}"


def clean(text: str) -> str:
    """What was typed, on one line and not too long."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]+", " ", text)[:LONGEST_QUESTION].strip()


def search(
    text: str, *, kinds: Iterable[str] = (), place: str = "", page: int = 1, size: int = 10
) -> Result:
    """Ask the index. All words must be there; those with all of them in the title come first, then
    title or summary, then anywhere; within each the engine's score, then the newest."""
    question = clean(text)
    terms = words.terms(question)
    known = sources.labels()
    chosen = [kind for kind in kinds if kind in known]
    place = place if _slug.fullmatch(place) else ""
    if not terms:
        return Result(question, [], {}, 0, False, Pages.of(1, 0, size))
    today = clock.today()
    counts = engine().counts(terms, known, place, today, MOST + 1)
    total = sum(counts[kind] for kind in chosen or known)
    capped = total > MOST
    pages = Pages.of(page, min(total, MOST), size)
    if not total:
        meant = did_you_mean(question, today) if not any(counts.values()) else ""
        return Result(question, [], counts, 0, False, pages, meant)
    ids = _ranked(question, chosen, place, today, pages.start + size)[pages.start :]
    return Result(question, _hits(terms, ids), counts, total, capped, pages)


def matching(text: str, *, kind: str) -> list[int]:
    """The ids of all records of a kind that answer a question: for a list with filters of its
    own."""
    terms = words.terms(clean(text))
    return engine().records(terms, kind, clock.today()) if terms else []


def _ranked(
    question: str, kinds: list[str], place: str, today: datetime.date, end: int
) -> list[int]:
    """The first ``end`` documents in order: by tier; in it a title that is the question, then one
    that begins with it, then the score of the newest, and after them the older ones."""
    limit = SCORED if end <= SCORED else MOST
    asked = _bare(question)
    tiers: dict[int, list[tuple[bool, bool, float, int, int]]] = {}
    for tier, pk, score, day, title in engine().candidates(
        words.terms(question), kinds, place, today, limit
    ):
        other = tier > 0 or _bare(title) != asked
        later = tier > 0 or not _bare(title).startswith(asked)
        tiers.setdefault(tier, []).append((other, later, -score, _day(day), -pk))
    order: dict[int, None] = {}
    for _, rows in sorted(tiers.items()):
        for *_, pk in [*sorted(rows[:SCORED]), *rows[SCORED:]]:
            order.setdefault(-pk)
    return list(order)[:end]


def _bare(text: str) -> str:
    """The letters of a title or a question: "co-production" is "coproduction"."""
    return text.casefold().strip(" ?!.").replace("-", "").replace(" ", "")


def _day(day: Any) -> int:
    """A key that puts the newest first and the undated last; SQLite gives dates as text."""
    if isinstance(day, str):
        day = datetime.date.fromisoformat(day)
    return -day.toordinal() if day else 0


def _hits(terms: list[Term], ids: list[int]) -> list[Hit]:
    shown = engine().shown(terms, ids, START, STOP)
    hits = []
    for pk in ids:
        if pk not in shown:
            continue
        kind, address, is_example, title, summary, extract = shown[pk]
        says_it = START in summary or (START in title and summary)
        hits.append(
            Hit(
                kind,
                sources.label_of(kind),
                address,
                marked(title),
                marked(summary),
                marked(f"… {extract.strip(' …')} …" if not says_it and START in extract else ""),
                bool(is_example),
            )
        )
    return hits


def marked(text: str) -> SafeString:
    """Text of ours with what was found in ``<mark>``: escaped first, marked after."""
    text = re.sub(f"{STOP}([-‐‑ ]?){START}", r"\1", text)
    text = re.sub(f"{START}(co){STOP}", r"\1", text, flags=re.IGNORECASE)  # half a word
    text = str(escape(text)).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(text)  # noqa: S308 - escaped on the line above


@dataclass(frozen=True)
class Suggestion:
    """A title that begins with what was typed."""

    title: str
    address: str
    label: str


def suggest(text: str) -> list[Suggestion]:
    """Titles that have a word beginning with each word typed; those that begin so come first."""
    typed = words.split(clean(text))[: words.MOST_WORDS]
    if not typed or len("".join(typed)) < 2:
        return []
    ids = engine().beginning(typed, clock.today(), LOOKED_AT)
    rows = SearchDocument.objects.filter(pk__in=ids).only("kind", "address", "title")
    start = " ".join(typed)
    best = sorted(
        rows, key=lambda row: (not words.plain(row.title).startswith(start), len(row.title), row.pk)
    )
    return [
        Suggestion(row.title, row.address, sources.label_of(row.kind)) for row in best[:SUGGESTIONS]
    ]


def did_you_mean(question: str, today: datetime.date) -> str:
    """The question with mistyped words put right by words of public titles; empty if that would
    find nothing either."""
    asked = words.split(question)[: words.MOST_WORDS]
    pieces = list(dict.fromkeys(p for word in asked for p in _pieces(word)))[:PIECES]
    if not pieces:
        return ""
    titles = engine().titles_with(pieces, today, LOOKED_AT // 4)
    held = sorted({word for title in titles for word in title.split()})
    meant = [_nearest(word, held) for word in asked]
    if meant == asked:
        return ""
    for tried in (meant, [word for word in meant if word in held]):
        text = " ".join(tried)
        terms = words.terms(text)
        if terms and any(engine().counts(terms, sources.labels(), "", today, 1).values()):
            return text
    return ""


def _pieces(word: str) -> list[str]:
    return [word[at : at + 3] for at in range(len(word) - 2)] if len(word) > 3 else []


def _nearest(word: str, held: list[str]) -> str:
    if len(word) < 4 or word in held:
        return word
    found = difflib.get_close_matches(word, held, n=1, cutoff=ALIKE)
    return found[0] if found else word
