"""The versions of a page as the page itself lists them."""

from typing import Any

from apps.publishing.models import AccessibleVersion, Publishable, State


def of(page: Publishable) -> list[dict[str, Any]]:
    """The published versions of a page that is shown, in the order of their kinds and languages,
    as plain values, by one query. Whoever draws the page knows that it may be read."""
    rows = AccessibleVersion.objects.of(page).filter(state=State.PUBLISHED)
    rows = rows.with_page_now(page.record_kind)  # of all kinds it would be most of the page's time
    order = list(AccessibleVersion.Form.values)
    return [as_link(row) for row in sorted(rows, key=lambda r: (order.index(r.form), r.called))]


def as_link(version: AccessibleVersion) -> dict[str, Any]:
    """A version as a link says it: another language by its own name, and in English beside it."""
    own = version.form == AccessibleVersion.Form.LANGUAGE
    return {
        "address": version.get_absolute_url(),
        "name": version.tongue.own_name if own else version.called,
        "english": version.called if own else "",
        "language": version.language,
        "dir": version.tongue.dir,
        "older": version.is_older,
    }
