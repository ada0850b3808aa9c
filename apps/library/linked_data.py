"""What search engines read of the portal's own pages: what each states, and who publishes it."""

from typing import Any

from django.conf import settings

from apps.core import site_settings

KINDS = {"about": "AboutPage", "contact": "ContactPage"}


def page_data(*, slug: str, name: str, description: str = "") -> dict[str, Any]:
    """A page with its publisher, the partnership, by the name that the site has now."""
    address = f"{settings.SITE_URL}/{slug}/"
    said = site_settings.values()
    partnership = {
        "@type": "Organization", "@id": f"{settings.SITE_URL}/#publisher",
        "name": said["partnership"] or said["name"], "url": f"{settings.SITE_URL}/",
    }  # fmt: skip
    kind = KINDS.get(slug, "WebPage")
    facts: dict[str, Any] = {
        "@type": kind, "@id": address, "name": name, "url": address, "inLanguage": "en-GB",
        "publisher": partnership,
    }  # fmt: skip
    if description:
        facts["description"] = description
    if kind == "AboutPage":
        facts["about"] = {"@id": partnership["@id"]}
    return {"@context": "https://schema.org", **facts}
