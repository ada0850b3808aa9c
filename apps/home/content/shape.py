"""What a content file may hold: for each noun its file, its model and its fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from apps.core.counts import Qualifier, Unit
from apps.core.models import SiteSetting
from apps.involvement.models import Opportunity
from apps.library.models import (
    GlossaryTerm,
    Page,
    Quotation,
    Resource,
    ResourceItem,
    ResourceMaker,
)
from apps.partners.models import Community, Contact, Partner, Place
from apps.projects.levels import Level
from apps.projects.models import (
    LevelGuidance,
    Project,
    ProjectCount,
    ProjectLink,
    ProjectMention,
    ProjectPartner,
)
from apps.publishing.models import Audience, Topic
from apps.training.models import Course

LARGEST = 2_147_483_647  # what both databases take


@dataclass(frozen=True)
class Text:
    """A line, or with ``lines`` a passage; its longest length is the model's."""

    needed: bool = False
    lines: bool = False


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    of: tuple[str, ...]
    needed: bool = False


@dataclass(frozen=True)
class Address:
    """A web address."""

    needed: bool = False


@dataclass(frozen=True)
class Number:
    """A whole number from 0 up."""

    needed: bool = False
    most: int = LARGEST


@dataclass(frozen=True)
class Flag:
    """true or false."""

    needed: bool = False


@dataclass(frozen=True)
class Date:
    """A year, a month (2022-04) or a day, as exactly as it is known; ``full`` asks for a day."""

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
    """A list of small records that belong to this one; where one is enough, ``single``."""

    fields: "Mapping[str, Field]"
    model: type[Model] | None = None
    needed: bool = False
    single: bool = False


@dataclass(frozen=True)
class Texts:
    """A list of lines."""

    needed: bool = False


Field = Text | Choice | Address | Number | Flag | Date | Reference | Rows | Texts


@dataclass(frozen=True)
class Noun:
    """A kind of record: the file it stands in, its model, its fields beside ``key``."""

    kind: str
    file: str
    model: type[Model]
    fields: Mapping[str, Field] = field(default_factory=dict)


def choice(of: list[str], *, needed: bool = False) -> Choice:
    """One of a model's choices."""
    return Choice(tuple(of), needed)


T, N = Text(), Text(needed=True)
PASSAGE, NEEDED_PASSAGE = Text(lines=True), Text(needed=True, lines=True)
TILE = Number(most=12)
PARTS: Mapping[str, Field] = {
    "partner": Reference("partner"),
    "credit_name": T,
    "credit_title": T,
    "role": choice(ProjectPartner.Role.values, needed=True),
    "role_words": T,
}
COUNTS: Mapping[str, Field] = {
    "value": Number(needed=True),
    "qualifier": choice(Qualifier.values, needed=True),
    "unit": choice(Unit.values, needed=True),
    "words": N,
    "who": T,
    "note": T,
    "featured": Flag(),
}
MENTIONS: Mapping[str, Field] = {
    "kind": choice(ProjectMention.Kind.values, needed=True),
    "title": N,
    "form": T,
    "note": T,
    "url": Address(),
}
LINKS: Mapping[str, Field] = {
    "kind": choice(ProjectLink.Kind.values, needed=True),
    "to": Reference("project", needed=True),
    "words": T,
}
MAKERS: Mapping[str, Field] = {
    "partner": Reference("partner"),
    "credit_name": T,
    "credit_title": T,
    "role": choice(ResourceMaker.Role.values, needed=True),
}
ITEMS: Mapping[str, Field] = {
    "words": T,
    "url": Address(needed=True),
    "form": choice(ResourceItem.Form.values, needed=True),
    "pages": Number(most=20_000),
}
EXAMPLE: Mapping[str, Field] = {"project": Reference("project", needed=True), "why": N}

NOUNS = (
    Noun("setting", "site.json", SiteSetting, {"value": N}),
    Noun("place", "places.json", Place, {
        "name": N, "kind": choice(Place.Kind.values, needed=True), "parent": Reference("place"),
        "tile_col": TILE, "tile_row": TILE,
    }),
    Noun("topic", "topics.json", Topic, {"name": N}),
    Noun("audience", "audiences.json", Audience, {"name": N}),
    Noun("community", "communities.json", Community, {"name": N, "description": T}),
    Noun("partner", "partners.json", Partner, {
        "name": N, "slug": T, "short_name": T, "kind": choice(Partner.Kind.values),
        "place": Reference("place"), "summary": T, "how_to_work_with": PASSAGE, "url": Address(),
        "earlier_names": Texts(),
    }),
    Noun("contact", "contacts.json", Contact, {
        "label": N, "purpose": N, "scope": choice(Contact.Scope.values, needed=True), "email": T,
        "phone": T, "offers": T, "access_note": T,
    }),
    Noun("project", "projects.json", Project, {
        "title": N, "title_is_ours": Flag(), "slug": T,
        "kind": choice(Project.Kind.values, needed=True),
        "summary": PASSAGE, "own_label": T, "purpose": PASSAGE, "origin": PASSAGE, "strapline": T,
        "method_words": T, "status": choice(Project.Status.values), "status_words": T,
        "start": Date(), "start_words": T, "start_note": T, "end": Date(), "end_words": T,
        "claimed_level": choice(Level.values), "level_reason": T, "level_words": T,
        "link": Address(), "link_words": T, "source_excerpt": PASSAGE,
        "places": Reference("place", many=True), "topics": Reference("topic", many=True),
        "communities": Reference("community", many=True),
        "parts": Rows(PARTS, ProjectPartner), "counts": Rows(COUNTS, ProjectCount),
        "mentions": Rows(MENTIONS, ProjectMention), "links": Rows(LINKS, ProjectLink),
    }),
    Noun("opportunity", "opportunities.json", Opportunity, {
        "title": N, "slug": T, "purpose": choice([p for p in Opportunity.Purpose.values if p]),
        "what_you_do": PASSAGE, "time_words": T, "where": T, "can_change": PASSAGE,
        "support": T, "how_to_start": PASSAGE, "link": Address(), "link_words": T,
        "contact": Reference("contact"), "partner": Reference("partner"),
        "project": Reference("project"), "places": Reference("place", many=True),
        "always_open": Flag(),
    }),
    Noun("resource", "resources.json", Resource, {
        "title": N, "slug": T, "kind": choice(Resource.Kind.values, needed=True),
        "summary": PASSAGE, "source_words": PASSAGE, "source_heading": T,
        "issued": Date(), "issued_words": T, "levels": Texts(), "licence": T,
        "access": choice(Resource.Access.values), "access_words": T, "address_not_given": Flag(),
        "topics": Reference("topic", many=True), "audiences": Reference("audience", many=True),
        "projects": Reference("project", many=True),
        "makers": Rows(MAKERS, ResourceMaker), "items": Rows(ITEMS, ResourceItem),
    }),
    Noun("course", "courses.json", Course, {
        "title": N, "slug": T, "kind": choice(Course.Kind.values, needed=True), "range_name": T,
        "partner": Reference("partner"), "project": Reference("project"), "about": PASSAGE,
        "outcomes": PASSAGE, "co_presented_by": T, "cost_words": T, "external": Flag(),
        "link": Address(), "availability": choice(Course.Availability.values), "hold_reason": T,
        "source_excerpt": PASSAGE, "audiences": Reference("audience", many=True),
    }),
    Noun("level", "levels.json", LevelGuidance, {
        "fits_when": N, "get_back": N, "signs": Texts(needed=True),
        "example": Rows(EXAMPLE, single=True),
    }),
    Noun("quotation", "quotations.json", Quotation, {
        "text": NEEDED_PASSAGE, "attribution": T, "quoted_in": T, "project": Reference("project"),
        "resource": Reference("resource"),
    }),
    Noun("term", "glossary.json", GlossaryTerm, {
        "term": N, "expansion": T, "definition": PASSAGE, "author": T, "quoted_in": T,
    }),
    Noun("page", "pages", Page, {
        "title": N, "lede": T, "body": PASSAGE, "reviewed_on": Date(needed=True, full=True),
    }),
)  # fmt: skip
BY_KIND = {noun.kind: noun for noun in NOUNS}
