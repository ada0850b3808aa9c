"""Accessible versions as a registered kind of public record."""

from apps.core.text import plain
from apps.publishing.formats.document import FORMAT, NEVER_SMALL
from apps.publishing.formats.forms import in_words
from apps.publishing.formats.public import draw
from apps.publishing.formats.staff import desk_parts
from apps.publishing.models import AccessibleVersion
from apps.publishing.search import reads
from apps.publishing.types import PublishedType, SearchText


def summary(version: AccessibleVersion) -> str:
    """From what it was made, in English whatever its language."""
    return f"Made from the page as it was on {in_words(version.made_from_on)}."


@reads("lines")
def search_text(version: AccessibleVersion) -> SearchText:
    """Its words, in their own language: whoever reads Polish searches in Polish."""
    texts = (version.body, version.transcript)
    words = [plain(text) for text in texts if text]
    words += [line.sentence for line in version.lines.all()]
    return SearchText(str(version), summary(version), " ".join(words))


VERSION = PublishedType(
    AccessibleVersion.record_kind,
    AccessibleVersion,
    "Other format",
    lambda slug: f"/formats/{slug}/",
    area="formats",
    document=FORMAT,
    can_begin=False,
    blockers_read=("lines",),
    never_small=NEVER_SMALL,
    preview=draw,
    search_text=search_text,
    summary=summary,
    beside=desk_parts,
    pictures="lines",
)
