"""What staff do with activities beyond writing them: log one in a minute."""

from typing import Any

from django.db import transaction

from apps.accounts.scope import scope_of
from apps.core import audit, clock, site_settings
from apps.core.actors import Actor, LinkHolder
from apps.core.counts import Count
from apps.core.dates import PartialDate
from apps.involvement.models import Activity, LogLink, YearCounter
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
    answers = {
        "title": title, "when": when, "place_id": place_id, "online": online, "level": level,
        "project": project,
    }  # fmt: skip
    return _draft(answers, partner=partner, by=by, seconds_to_log=seconds)


def _draft(answers: dict[str, Any], *, partner: Partner, by: Actor, **columns: Any) -> Activity:
    """A draft from the answers of the quick form; a day in the future makes it planned."""
    planned = answers["when"].first > clock.today()
    project, place_id = answers["project"], answers["place_id"]
    data: dict[str, Any] = {
        "title": answers["title"],
        "project": str(project.pk) if project else "",
        "when": as_plain(answers["when"]),
        "happened": Activity.Happened.PLANNED if planned else Activity.Happened.HELD,
        "places": [str(place_id)] if place_id else [],
        "mode": Activity.Mode.ONLINE if answers["online"] else "",
        "claimed_level": answers["level"],
        **answers.get("more", {}),
    }
    reference = next_reference()
    item = publishing.create(
        model=Activity, data=data, by=by, partner=partner, reference=reference,
        slug=reference.lower(), quick=True, **columns,
    )  # fmt: skip
    return Activity.objects.get(pk=item.pk)


@transaction.atomic
def log_by_link(*, link: LogLink, answers: dict[str, Any], more: dict[str, Any]) -> Activity:
    """What a group told by its link: a draft of whoever sent it, marked "told by". ``more``: how
    many took part and what people said. The link is used up.

    Raises ``NotAllowed`` for one that was used in the meantime, or has expired.
    """
    row = LogLink.objects.select_for_update().get(pk=link.pk)
    if not row.is_open:
        raise NotAllowed("This link was used already.")
    by = LinkHolder(f"told by {row.group_name}")
    told = {name: as_plain(value) for name, value in more.items() if value}
    activity = _draft({**answers, "more": told}, partner=row.partner, by=by, told_by=row.group_name)
    activity.author = row.sent_by
    activity.save(update_fields=["author"])
    row.activity, row.used_on = activity, clock.today()
    row.save()
    audit.note(act="logged by a link", by=by, target=activity)
    return activity


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


def last_logged_by(user: Any) -> Activity | None:
    """The last activity that a person logged: what a group told by a link, or what was brought in
    from elsewhere, says nothing about the next one."""
    rows = Activity.objects.mine(user).filter(told_by="", imported=False)
    return rows.select_related("project").order_by("-pk").first()


@transaction.atomic
def close(*, activity: Activity, by: Actor) -> None:
    """Nothing more to add: it leaves its owner's list, and nothing of it is lost."""
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    row.nothing_to_add = True
    row.save(update_fields=["nothing_to_add"])
    audit.note(act="nothing more to add", by=by, target=row)
