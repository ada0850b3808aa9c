"""What staff do with activities beyond writing them: log one in a minute."""

from typing import Any

from django.db import transaction

from apps.accounts.scope import scope_of
from apps.core import audit, clock, site_settings
from apps.core.actors import Actor
from apps.core.counts import Count
from apps.core.dates import PartialDate
from apps.involvement.models import Activity, YearCounter
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing import actions as publishing
from apps.publishing.plain import as_plain
from apps.publishing.workflow import NotAllowed


def next_reference() -> str:
    """The next reference of this year, like INV-2026-0001. Gaps may be; call it in a
    transaction, which holds the year's counter until it ends."""
    year = clock.today().year
    YearCounter.objects.get_or_create(year=year)
    counter = YearCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    prefix = site_settings.values()["reference_prefix"]
    return f"{prefix}-{year}-{counter.last:04}"


@transaction.atomic
def log(
    *,
    title: str,
    when: PartialDate,
    place_id: int | None,
    online: bool,
    level: str,
    partner: Partner,
    project: Project | None,
    by: Actor,
    seconds: int | None = None,
) -> Activity:
    """A draft from three answers. A day in the future makes it planned. ``seconds``: how long it
    took from opening the form to saving it.

    Raises ``NotAllowed`` for a partner beyond the person's reach.
    """
    scope = scope_of(by, "involvement.write_activity")
    if not scope.everywhere and partner.pk not in scope.partners:
        raise NotAllowed("This partner is not yours to log for.")
    planned = when.first > clock.today()
    reference = next_reference()
    data: dict[str, Any] = {
        "title": title,
        "project": str(project.pk) if project else "",
        "when": as_plain(when),
        "happened": Activity.Happened.PLANNED if planned else Activity.Happened.HELD,
        "places": [str(place_id)] if place_id else [],
        "mode": Activity.Mode.ONLINE if online else "",
        "claimed_level": level,
    }
    item = publishing.create(
        model=Activity, data=data, by=by, partner=partner, reference=reference,
        slug=reference.lower(), quick=True, seconds_to_log=seconds,
    )  # fmt: skip
    return Activity.objects.get(pk=item.pk)


def add_quick(*, activity: Activity, took_part: Count | None, heard: str, by: Actor) -> None:
    """How many came and what they said, on the page after saving."""
    changes: dict[str, Any] = {}
    if took_part:
        changes["took_part"] = as_plain(took_part)
    if heard:
        changes["heard"] = heard
    if changes:
        _, edit_count = publishing.text_of(activity)
        publishing.save(item=activity, changes=changes, edit_count=edit_count, by=by)


def partners_of(user: Any) -> list[Partner]:
    """For whom a person may log: their default first."""
    scope = scope_of(user, "involvement.write_activity")
    rows = Partner.objects.all()
    if not scope.everywhere:
        rows = rows.filter(pk__in=scope.partners)
    return sorted(rows, key=lambda partner: (partner.pk != user.partner_id, partner.sort_key))


def last_project_of(user: Any) -> Project | None:
    """The project of the last activity a person logged."""
    last = Activity.objects.mine(user).select_related("project").order_by("-pk").first()
    return last.project if last else None


@transaction.atomic
def close(*, activity: Activity, by: Actor) -> None:
    """Nothing more to add: it leaves its owner's list, and nothing of it is lost."""
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    row.nothing_to_add = True
    row.save(update_fields=["nothing_to_add"])
    audit.note(act="nothing more to add", by=by, target=row)
