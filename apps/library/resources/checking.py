"""Whether the addresses that resources lead to still answer: looked at once a week, one after the
other, by the worker; one that failed on two days is asked for in the queue, and nobody is led
there."""

import datetime
import secrets
from typing import Any

from django.db import transaction
from django.db.models import F

from apps.core import audit, clock, outside, tasks, versions
from apps.core.actors import Actor, SystemActor
from apps.library.models import CheckedAddress, LinkRun, Resource, ResourceItem
from apps.publishing.models import Request

DUE = SystemActor("due work")
LOCK = "links of resources"
MOST = 200  # addresses in one run; the next run goes on
DIED_AFTER = datetime.timedelta(hours=1)  # a run takes 200 times 5 seconds at most
NEEDED = "The link to {url} does not work any more: {said}. Find its new address, or take it out."


def used() -> set[str]:
    """The addresses that people are led to."""
    public = Resource.objects.public().values("pk")
    items = ResourceItem.objects.filter(resource__in=public).exclude(url="")
    return set(items.values_list("url", flat=True))


def keep_list() -> None:
    """The table holds the addresses that are used, and no others."""
    wanted = used()
    held = set(CheckedAddress.objects.values_list("url", flat=True))
    CheckedAddress.objects.bulk_create(
        [CheckedAddress(url=url) for url in sorted(wanted - held)], ignore_conflicts=True
    )
    gone = held - wanted
    if gone:
        CheckedAddress.objects.filter(url__in=gone).delete()


def under_way() -> LinkRun | None:
    """The run that goes on now; one whose worker died does not count."""
    since = clock.now() - DIED_AFTER
    return LinkRun.objects.filter(ended_at=None, began_at__gt=since).first()


@transaction.atomic
def begin(*, by: Actor, all_of_them: bool = False) -> LinkRun | None:
    """Hand the addresses that are due, or all, to the worker, the longest unseen first; None where
    a run goes on or nothing is due."""
    keep_list()
    rows = CheckedAddress.objects.all()
    if not all_of_them:
        rows = rows.due(clock.now())
    longest_unseen = rows.order_by(F("looked_at").asc(nulls_first=True), "pk")
    ids = list(longest_unseen.values_list("pk", flat=True)[:MOST])
    if not ids or under_way():
        return None
    run = LinkRun.objects.create(total=len(ids))
    if all_of_them:
        audit.note(act="had links looked at", by=by, number=len(ids))
    tasks.later(work_through, run.pk, ids)
    return run


def begin_if_due() -> str:
    """The due act: most days there is nothing to do."""
    run = begin(by=DUE)
    return f"{run.total} looked at" if run else ""


@tasks.task()
def work_through(run: int, ids: list[int]) -> None:
    """In the worker, and in no transaction: others write while a site is slow."""
    look_at(run, ids, outside.Look())


def look_at(run: int, ids: list[int], look: outside.Look) -> None:
    """One address after the other, and one run at a time, so no site is asked twice at the same
    moment. A run that finds another at work ends there; what it leaves is due again."""
    holder = secrets.token_hex(16)
    for pk in ids:
        if not tasks.hold(LOCK, holder):
            break
        address = CheckedAddress.objects.filter(pk=pk).first()
        problem = look.at(address.url) if address else ""
        note(run=run, pk=pk, problem=problem)
    tasks.let_go(LOCK, holder)
    LinkRun.objects.filter(pk=run).update(ended_at=clock.now())
    LinkRun.objects.filter(began_at__lt=clock.now() - datetime.timedelta(days=90)).delete()


@transaction.atomic
def note(*, run: int, pk: int, problem: str) -> None:
    """Remember one answer. What breaks, or works again, changes what people see at once."""
    row = LinkRun.objects.select_for_update().get(pk=run)
    row.done += 1
    row.failed += bool(problem)
    row.save(update_fields=["done", "failed"])
    address = CheckedAddress.objects.select_for_update().filter(pk=pk).first()
    if address is None:
        return
    was_broken = address.state == CheckedAddress.State.BROKEN
    broke = address.note(problem)
    address.save()
    if broke or (was_broken and not problem):
        leading = list(Resource.objects.public().filter(items__url=address.url).distinct())
        for resource in leading if broke else ():
            _ask_once(resource, address)
        versions.raise_public(*((resource.record_kind, resource.pk) for resource in leading))


def _ask_once(resource: Resource, address: CheckedAddress) -> None:
    """A request like anybody’s, with its day; none while one about this address is open."""
    about: dict[str, Any] = {
        "kind": Request.Kind.GIVE, "item_kind": resource.record_kind, "object_id": resource.pk,
    }  # fmt: skip
    if Request.objects.open().filter(**about, words__contains=address.url).exists():
        return
    said = address.said[:1].lower() + address.said[1:]
    Request.objects.receive(
        **about, about=str(resource)[:300], reply_by=Request.Reply.NONE,
        words=NEEDED.format(url=address.url, said=said),
    )  # fmt: skip
