"""A resource as it is read: what there is to open, whom it is from, how it is told to machines."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from apps.core import file_kinds
from apps.core.text import plain
from apps.library.models import Card, CheckedAddress, Resource, ResourceItem, ResourceMaker
from apps.publishing.linked import absolute, iso, organisations, trail

LEARNED_FROM = {
    Resource.Kind.SLIDES, Resource.Kind.TOOLKIT, Resource.Kind.GUIDANCE,
    Resource.Kind.PRESENTATION, Resource.Kind.INFOGRAPHIC,
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One thing to open: what it is, its kind, size and pages, where it leads. ``opens`` is False
    for an address that does not answer any more, of which nothing but its words is shown."""

    words: str
    form: str
    details: str  # pages and size
    address: str
    host: str  # of another site; "" for a file of ours
    opens: bool

    @property
    def in_short(self) -> str:
        """Its kind with its details, for a card."""
        return f"{self.form}, {self.details}" if self.details else self.form


def items_of(ids: Collection[int], slug: str = "", preview: bool = False) -> dict[int, list[Shown]]:
    """What there is to open of these resources, each in its order, by one query. ``slug`` is the
    address under which a page's own files are handed out."""
    state = CheckedAddress.objects.filter(url=OuterRef("url")).values("state")[:1]
    rows = ResourceItem.objects.filter(resource__in=ids).select_related("file")
    found: dict[int, list[Shown]] = defaultdict(list)
    for row in rows.annotate(link_state=Subquery(state)).order_by("position", "pk"):
        found[row.resource_id].append(_shown(row, slug, preview))
    return dict(found)


def _shown(row: Any, slug: str, preview: bool) -> Shown:
    details = []
    if row.pages:
        details.append(f"{row.pages} page{'' if row.pages == 1 else 's'}")
    if row.file:
        details.append(file_kinds.in_words(row.file.size))
    address = row.url
    if row.file and preview:
        address = reverse("library:resource-staff-file", args=[row.resource_id, row.file_id])
    elif row.file and slug:
        address = reverse("library:resource-file", args=[slug, row.file.key])
    return Shown(
        words=row.words,
        form=row.get_form_display(),
        details=", ".join(details),
        address=address,
        host="" if row.file else str(urlsplit(row.url).hostname or ""),
        opens=row.link_state != CheckedAddress.State.BROKEN,
    )


def by_role(makers: Collection[ResourceMaker]) -> dict[str, list[ResourceMaker]]:
    """Whom it is from, who wrote it, whom it was made for."""
    held: dict[str, list[ResourceMaker]] = {}
    for maker in makers:
        held.setdefault(maker.role.replace("from", "origin"), []).append(maker)
    return held


def sets_of_cards(resource: Resource) -> list[tuple[str, list[Card]]]:
    """The cards of a resource under their headings, in their order."""
    cards = list(resource.cards.all()) if resource.takes_cards else []
    sets = [(str(k.label), [card for card in cards if card.kind == k]) for k in Card.Kind]
    return [(title, held) for title, held in sets if held]


def linked(
    resource: Resource, makers: Collection[ResourceMaker], topics: Collection[Any]
) -> dict[str, Any]:
    """What machines read of its page: the facts that it states, without people."""
    address = absolute(resource.get_absolute_url())
    kind = "LearningResource" if resource.kind in LEARNED_FROM else "CreativeWork"
    facts: dict[str, Any] = {
        "@type": kind, "@id": address, "name": resource.title, "url": address,
        "inLanguage": resource.language, "genre": resource.get_kind_display(),
    }  # fmt: skip
    if summary := plain(resource.summary):
        facts["description"] = summary[:500]
    if resource.issued:
        facts["datePublished"] = iso(resource.issued)
    if resource.licence.startswith(("https://", "http://")):
        facts["license"] = resource.licence
    if resource.access == Resource.Access.RESTRICTED:
        facts["conditionsOfAccess"] = resource.access_words
    if topics:
        facts["keywords"] = [topic.name for topic in topics]
    told = [m.partner for m in makers if m.partner and m.role != ResourceMaker.Role.FOR]
    if names := organisations(told):
        facts["publisher"] = names
    return {
        "@context": "https://schema.org",
        "@graph": [facts, trail("library:resources", "Resources", resource)],
    }
