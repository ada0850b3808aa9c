"""The same group meets again: what stays the same is not typed a second time."""

from django.db import transaction

from apps.core import audit, clock
from apps.core.actors import Actor
from apps.core.dates import PartialDate
from apps.involvement.actions.logging import next_reference
from apps.involvement.actions.promising import join, joinable
from apps.involvement.documents import ACTIVITY
from apps.involvement.models import Activity
from apps.publishing import actions as publishing
from apps.publishing.models import State
from apps.publishing.plain import as_plain
from apps.publishing.workflow import NotAllowed

# What one meeting of a group has in common with the next; nothing of who came and what was said.
STAYS = (
    "title", "project", "topics", "method_words", "places", "mode", "claimed_level",
    "level_reason", "communities", "parts", "can_change", "cannot_change", "access_offered",
    "payment_offered", "payment_reason",
)  # fmt: skip


@transaction.atomic
def same_again(*, activity: Activity, when: PartialDate, by: Actor) -> Activity:
    """A draft of the same group's next date, under the same open promise where that fits. A day in
    the future makes it planned.

    Raises ``NotAllowed`` for whoever is not of the partner that owns it, and for a withdrawn one.
    """
    if activity.state == State.WITHDRAWN:
        raise NotAllowed("This was withdrawn. Log the next one from the start.")
    if not Activity.objects.owned_by(by).filter(pk=activity.pk).exists():
        raise NotAllowed("This partner is not yours to log for.")
    planned = when.first > clock.today()
    text = ACTIVITY.read(activity)
    data = {
        **{name: text[name] for name in STAYS},
        "when": as_plain(when),
        "happened": Activity.Happened.PLANNED if planned else Activity.Happened.HELD,
    }
    reference = next_reference()
    made = publishing.create(
        model=Activity, data=data, by=by, partner=activity.partner, reference=reference,
        slug=reference.lower(), is_example=activity.is_example,
    )  # fmt: skip
    audit.note(act="logged the next date", by=by, target=made, of=activity.reference)
    new = Activity.objects.get(pk=made.pk)
    promise = activity.promises.open().first()
    if promise and joinable(new).filter(pk=promise.pk).exists():
        join(activity=new, promise=promise, by=by)
    return new
