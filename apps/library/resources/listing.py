"""The resources as a list: what their cards say."""

from collections.abc import Mapping
from typing import Any, ClassVar

from apps.core.paging import Pages
from apps.core.text import plain
from apps.library.models import Resource
from apps.library.resources import reading
from apps.library.resources.facets import FORMATS, ResourceFacets
from apps.publishing.filtering.listing import Listing
from apps.publishing.models import AccessibleVersion

LONGEST_LINE = 180  # characters of the one line on a card
ACCESSIBLE = set(AccessibleVersion.Form.values) - {"audio", "word"}  # those may be files as well


class ResourceListing(Listing):
    """The resources that answer a wish."""

    kind = "resource"
    list_name = "library:resources"
    one, many = "resource", "resources"
    empty = "Slides, guidance, films and reports that people can take away will be here."
    sorts: ClassVar[Mapping[str, str]] = {"recent": "Most recent", "title": "Title, A to Z"}
    open_groups = ("kind", "format")

    def cards(self, pages: Pages) -> list[dict[str, Any]]:
        """The resources of a page as plain values, in two queries whatever their number."""
        facets: ResourceFacets = self.facets
        ids = facets.page(self.matching, self.wish.sort, pages.start, pages.size)
        rows = Resource.objects.defer("source_heading", "licence").in_bulk(ids)
        items = reading.items_of(ids)
        return [card(rows[pk], items.get(pk, []), facets) for pk in ids if pk in rows]


def card(resource: Resource, items: list[reading.Shown], facets: ResourceFacets) -> dict[str, Any]:
    """A resource as plain values."""
    versions = facets.values_of(resource.pk, "format")
    names = [name for _partner, name in facets.makers.get(resource.pk, ())]
    return {
        "slug": resource.slug,
        "title": resource.title,
        "kind": resource.get_kind_display(),
        "from": names,
        "date": resource.issued,
        "line": line_of(resource),
        "forms": [" ".join(item.in_short.split()) for item in items if item.opens],
        "versions": [FORMATS[form] for form in versions if form in ACCESSIBLE],
        "named": not resource.address_not_given,
        "to_ask_for": not any(item.opens for item in items),
        "restricted": resource.access == Resource.Access.RESTRICTED,
        "access_words": resource.access_words,
        "is_example": resource.is_example,
    }


def line_of(resource: Resource) -> str:
    """What it says, else what the source says of it; cut at a word."""
    text = plain(resource.summary)
    text = text or (f"Our source says: “{resource.source_words}”" if resource.source_words else "")
    if len(text) <= LONGEST_LINE:
        return text
    return text[:LONGEST_LINE].rsplit(" ", 1)[0].rstrip(",;:") + " …"
