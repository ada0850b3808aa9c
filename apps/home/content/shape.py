"""What a content file may hold: for each noun its file, its model and its fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from apps.library.models import GlossaryTerm, Page, Quotation
from apps.partners.models import Community, Contact, Partner, Place
from apps.projects.models import (
    LevelGuidance,
    Project,
    ProjectCount,
    ProjectMention,
    ProjectPartner,
)
from apps.publishing.models import Audience, Topic


@dataclass(frozen=True)
class Text:
    """A line or passage."""

    needed: bool = False


@dataclass(frozen=True)
class Number:
    """A whole number from 0 up."""

    needed: bool = False


@dataclass(frozen=True)
class Flag:
    """true or false."""

    needed: bool = False


@dataclass(frozen=True)
class Date:
    """A year, a month (2022-04) or a day, kept as exactly as it is known; ``full`` asks for a day."""

    needed: bool = False
    full: bool = False


@dataclass(frozen=True)
class Reference:
    """The key of a record of another noun; ``many`` for a list of keys."""

    to: str
    needed: bool = False
    many: bool = False


@dataclass(frozen=True)
class Rows:
    """A list of small records that belong to this one."""

    fields: "Mapping[str, Field]"
    model: type[Model] | None = None
    needed: bool = False


@dataclass(frozen=True)
class Texts:
    """A list of lines."""

    needed: bool = False


Field = Text | Number | Flag | Date | Reference | Rows | Texts


@dataclass(frozen=True)
class Noun:
    """A kind of record: the file it stands in, its model, its fields beside ``key``."""

    kind: str
    file: str
    model: type[Model]
    fields: Mapping[str, Field] = field(default_factory=dict)


T, N = Text(), Text(needed=True)
PARTS = {
    "partner": Reference("partner"),
    "credit_name": T,
    "credit_title": T,
    "role": N,
    "role_words": T,
}
COUNTS = {
    "value": Number(needed=True),
    "qualifier": N,
    "unit": N,
    "words": N,
    "who": T,
    "note": T,
    "featured": Flag(),
}
MENTIONS = {"kind": N, "title": N, "form": T, "note": T, "url": T}
LINKS = {"kind": N, "to": Reference("project", needed=True), "words": T}
EXAMPLE = {"project": Reference("project", needed=True), "why": N}

NOUNS = (
    Noun("place", "places.json", Place, {
        "name": N, "kind": N, "parent": Reference("place"), "tile_col": Number(),
        "tile_row": Number(),
    }),
    Noun("topic", "topics.json", Topic, {"name": N}),
    Noun("audience", "audiences.json", Audience, {"name": N}),
    Noun("community", "communities.json", Community, {"name": N, "description": T}),
    Noun("partner", "partners.json", Partner, {
        "name": N, "short_name": T, "kind": T, "place": Reference("place"), "summary": T,
        "how_to_work_with": T, "url": T, "earlier_names": Texts(),
    }),
    Noun("contact", "contacts.json", Contact, {
        "label": N, "purpose": N, "scope": N, "email": T, "phone": T, "offers": T, "access_note": T,
    }),
    Noun("project", "projects.json", Project, {
        "title": N, "slug": T, "kind": N, "summary": T, "own_label": T, "purpose": T, "origin": T,
        "strapline": T, "method_words": T, "status": T, "status_words": T, "start": Date(),
        "start_words": T, "start_note": T, "end": Date(), "claimed_level": T, "level_reason": T,
        "level_words": T, "link": T, "link_words": T, "source_excerpt": T,
        "places": Reference("place", many=True), "topics": Reference("topic", many=True),
        "communities": Reference("community", many=True),
        "parts": Rows(PARTS, ProjectPartner), "counts": Rows(COUNTS, ProjectCount),
        "mentions": Rows(MENTIONS, ProjectMention), "links": Rows(LINKS),
    }),
    Noun("level", "levels.json", LevelGuidance, {
        "fits_when": N, "get_back": N, "signs": Texts(needed=True), "example": Rows(EXAMPLE),
    }),
    Noun("quotation", "quotations.json", Quotation, {
        "text": N, "attribution": T, "quoted_in": T, "project": Reference("project"),
    }),
    Noun("term", "glossary.json", GlossaryTerm, {
        "term": N, "expansion": T, "definition": T, "author": T, "quoted_in": T,
    }),
    Noun("page", "pages", Page, {
        "title": N, "lede": T, "body": T, "reviewed_on": Date(needed=True, full=True),
    }),
)  # fmt: skip
BY_KIND = {noun.kind: noun for noun in NOUNS}
