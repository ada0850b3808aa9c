"""The menu and the footer. An entry joins when the page it leads to exists."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse_lazy


@dataclass(frozen=True)
class Entry:
    """A link of the menu; ``also`` lists further addresses that belong under it."""

    label: str
    address: Any  # lazy, since the menu is written before the addresses are known
    also: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Whether a page stands under this entry."""
        return path.startswith((str(self.address), *self.also))


MENU = (
    Entry("Our work", reverse_lazy("showcase:projects"), ("/partners/",)),
    Entry("What is co-production?", reverse_lazy("library:what_is")),
)
FOOTER = (
    Entry("Partners", reverse_lazy("showcase:partners")),
    Entry("About", reverse_lazy("library:page", args=["about"])),
    Entry("Accessibility", reverse_lazy("library:page", args=["accessibility"])),
    Entry("Privacy", reverse_lazy("library:page", args=["privacy"])),
    Entry("Cookies", reverse_lazy("library:page", args=["cookies"])),
    Entry("Contact", reverse_lazy("library:contact")),
    Entry("Glossary", reverse_lazy("library:glossary")),
)


def menu(path: str) -> list[dict[str, object]]:
    """The menu with the entry marked under which this address stands."""
    return [
        {"label": entry.label, "address": entry.address, "current": entry.holds(path)}
        for entry in MENU
    ]
