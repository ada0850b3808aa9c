"""The ledger of consents: how it is narrowed, and the words that rest on one."""

from typing import Any

from django.db.models import Case, F, IntegerField, Value, When

from apps.core import clock
from apps.publishing.models import Consent
from apps.publishing.models.consent import soon
from apps.showcase.consents import recordings
from apps.showcase.models import HEADINGS, CaseStudy

State = Consent.State
SHOWS = {
    "": "All",
    "handed-in": "Handed in, to be confirmed",
    "asked": "Asked",
    "live": "Live",
    "soon": "Ends soon",
    "ended": "Ended",
    "taken-back": "Taken back",
    "outside": "Copies outside to ask back",
}


def narrowed(rows: Any, standing: str) -> Any:
    """The consents that stand so, those that want something first."""
    today = clock.today()
    match standing:
        case "handed-in":
            rows = rows.filter(state=State.HANDED_IN)
        case "asked":
            rows = rows.filter(state=State.ASKED)
        case "live":
            rows = rows.live()
        case "soon":
            rows = rows.live().filter(expires_on__lte=soon())
        case "ended":
            rows = rows.filter(state=State.GIVEN, expires_on__lte=today)
        case "taken-back":
            rows = rows.filter(state=State.WITHDRAWN)
        case "outside":
            rows = rows.filter(state=State.WITHDRAWN, uses__chased_on=None, uses__isnull=False)
            rows = rows.distinct()
    first = Case(
        When(state=State.HANDED_IN, then=Value(0)),
        When(state=State.ASKED, then=Value(1)),
        When(state=State.GIVEN, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return rows.order_by(first, F("expires_on").asc(), "pk")


def words_of(story: CaseStudy, consent: Consent) -> list[tuple[str, str]]:
    """(where it stands, the words) of what rests on a consent in a story."""
    found = []
    if story.summary_consent_id == consent.pk and story.summary:
        found.append(("The summary", story.summary))
    for block in story.blocks.filter(consent=consent, hidden=False):
        if block.body:
            found.append((f"Under “{HEADINGS[block.heading]}”", block.body))
    for placed in story.pictures.filter(picture__consent=consent).select_related("picture"):
        found.append((f"A picture under “{HEADINGS[placed.heading]}”", str(placed.picture)))
    for recording in recordings(story).filter(consent=consent):
        found.append((f"A {recording.get_sort_display().lower()}", recording.title))
    return found
