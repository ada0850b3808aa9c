"""A way to take part becomes an activity: what it says is not typed a second time."""

import datetime
from typing import Any

from django.db import transaction

from apps.accounts.scope import scope_of
from apps.core import audit
from apps.core.actors import Actor
from apps.core.dates import PartialDate
from apps.involvement.actions.logging import next_reference
from apps.involvement.models import Activity, Opportunity
from apps.publishing import actions as publishing
from apps.publishing.models import PUBLIC_STATES, State
from apps.publishing.plain import Data, as_plain
from apps.publishing.workflow import NotAllowed


@transaction.atomic
def become(*, opportunity: Opportunity, by: Actor) -> tuple[Activity, bool]:
    """The draft of the activity that came of a way to take part, and whether it is new: a second
    press finds the first one's. It is planned until the last day has passed.

    Raises ``NotAllowed`` for one without a partner, or with a partner beyond the person's reach.
    """
    row = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if made := Activity.objects.filter(came_from=row).first():
        return made, False
    _check(row, by)
    reference = next_reference()
    item = publishing.create(
        model=Activity, data=_answers(row), by=by, partner=row.partner, reference=reference,
        slug=reference.lower(), came_from=row, is_example=row.is_example,
    )  # fmt: skip
    audit.note(act="became an activity", by=by, target=row, activity=reference)
    return Activity.objects.get(pk=item.pk), True


def _check(row: Opportunity, by: Actor) -> None:
    if row.state == State.WITHDRAWN:
        raise NotAllowed("This was withdrawn. Reopen it before you make it an activity.")
    if row.partner is None:
        raise NotAllowed("Say first which partner offers it: the activity belongs to that partner.")
    scope = scope_of(by, Activity.write_permission)
    places = set(row.places.values_list("pk", flat=True))
    if not (scope.everywhere or row.partner_id in scope.partners or places & scope.places):
        raise NotAllowed(f"{row.partner} is not yours to log for. Ask one of its people.")


def _answers(row: Opportunity) -> Data:
    """What the two have in common; a day that is not stated stays so."""
    first, last = row.opens_on, row.closes_on
    project = row.project
    return {
        "title": row.title,
        "project": as_plain(project if project and project.state in PUBLIC_STATES else None),
        "topics": as_plain(row.topics),
        "places": as_plain(row.places),
        "when": _day(first),
        "until": _day(last) if last != first else "",
        "happened": Activity.Happened.HELD if row.is_over else Activity.Happened.PLANNED,
        "claimed_level": row.decides_with,
        "can_change": row.can_change,
    }


def _day(day: datetime.date | None) -> Any:
    return as_plain(PartialDate.parse(day.isoformat())) if day else ""
