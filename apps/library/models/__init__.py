"""The library's tables: pages and words, resources with their files and cards, links looked at."""

from apps.library.models.card import Card, PlannedCards
from apps.library.models.link import CheckedAddress, LinkRun
from apps.library.models.page import GlossaryTerm, Page, Quotation
from apps.library.models.resource import Resource, ResourceFile, ResourceItem, ResourceMaker

__all__ = [
    "Card",
    "CheckedAddress",
    "GlossaryTerm",
    "LinkRun",
    "Page",
    "PlannedCards",
    "Quotation",
    "Resource",
    "ResourceFile",
    "ResourceItem",
    "ResourceMaker",
]
