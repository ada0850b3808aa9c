"""The log as tables: what is public for everybody, and a staff list as it is shown."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings

from apps.core.counts import Qualifier, Unit
from apps.core.dates import PartialDate
from apps.core.facets import NOT_STATED_NAME
from apps.core.tables import BATCH, Cell, Column, Dataset
from apps.involvement.facets import ActivityFacets
from apps.involvement.forms.record import OFFERS
from apps.involvement.models import (
    FEW_WORDS,
    Activity,
    ActivityPartner,
    PromiseCover,
    Response,
    few_under,
)
from apps.involvement.promises import PUBLIC_STATES
from apps.involvement.register import withdrawn
from apps.partners.models import Partner
from apps.projects.levels import name_of
from apps.publishing.models import PUBLIC_STATES as READABLE

Row = dict[str, Any]
OFFER_NAMES = dict(OFFERS)
FIELDS = (
    "pk", "reference", "title", "state", "when_first", "when_last", "when_precision", "until_first",
    "until_last", "until_precision", "mode", "claimed_level", "level_reason", "method_words",
    "can_change", "cannot_change", "access_offered", "payment_offered", "payment_reason",
    "took_part_value", "took_part_qualifier", "took_part_unit", "heard", "public_summary",
    "nobody_owed_because", "withdrawn_on", "withdrawn_reason", "is_example", "partner_id",
    "project__title", "project__slug", "project__state",
)  # fmt: skip
MODES = dict(Activity.Mode.choices)
PAYMENTS = dict(Activity.Payment.choices)


def said(name: str) -> Any:
    """A column's cell: what the row holds under a name, or Not stated."""
    return lambda row: row[name] or NOT_STATED_NAME


def kept(name: str) -> Any:
    """A column's cell that stays empty where there is nothing."""
    return lambda row: row[name]


ACTIVITIES = Dataset(
    name="activities",
    title="The log",
    about="Not stated means that the record does not say. A date may be known to a month or a "
    "year only. Below five, those who took part are a few people. An activity that was withdrawn "
    "and still owes an answer keeps its line, without its texts.",
    columns=(
        Column("Reference", "Its number in the log", kept("reference")),
        Column("Title", "What it was", kept("title")),
        Column("When", "As exactly as it is known", said("when")),
        Column("When, first day it could be", "For sorting", kept("when_first")),
        Column("When, last day it could be", "For sorting", kept("when_last")),
        Column("Until", "The end, if it took longer", kept("until")),
        Column("Places", "Where; the whole area is a place of its own", said("places")),
        Column("How people met", "Face to face, online, by phone …", said("mode")),
        Column("Way of involving people", "One of the five as claimed", said("way")),
        Column("Why this way", "In one line", kept("level_reason")),
        Column("Partner", "Who asked, and owes the answer", kept("partner")),
        Column("Other partners and roles", "Who else, with which part", kept("parts")),
        Column("Project", "Where it belongs", kept("project")),
        Column("Whom we sought", "Communities, never persons", kept("communities")),
        Column("Topics", "Our labels for finding things", kept("topics")),
        Column("How people were asked", "The method", said("method_words")),
        Column("What people’s views could change", "Said beforehand", said("can_change")),
        Column("What was settled already", "Said beforehand", said("cannot_change")),
        Column("What was offered", "So that people could take part", said("offers")),
        Column("Payment or recognition", "Kinds, never amounts", said("payment")),
        Column("Why no payment", "Where there was none", kept("payment_reason")),
        Column("Took part", "A number, or “a few people” where there were few", said("took_part")),
        Column("Took part, how exactly", "exactly, about, more than …", kept("qualifier")),
        Column("Took part, of what", "people, groups, responses …; not to be added", kept("unit")),
        Column("What people said", "In a sentence", said("heard")),
        Column("Summary", "For the public", kept("public_summary")),
        Column("When people hear back", "Still owed, Overdue, Heard back …", kept("promise")),
        Column("Promised by", "The day first named", kept("original_due")),
        Column("Now due", "The day that holds now, while the answer is open", kept("due")),
        Column("Answered on", "The day people were told", kept("answered_on")),
        Column("Why nobody is owed an answer", "Where it says so", kept("nobody_owed_because")),
        Column("Withdrawn", "The line that stays", kept("withdrawn")),
        Column("Page", "Its address here", kept("page")),
        Column(
            "Example record",
            "Yes for made-up records that show how the portal works",
            lambda row: "Yes" if row["is_example"] else "No",
        ),
    ),
)
TEXTS = (
    "title", "level_reason", "method_words", "can_change", "cannot_change", "payment_reason",
    "heard", "public_summary", "nobody_owed_because", "parts", "project", "communities", "topics",
    "mode", "offers", "payment", "took_part", "qualifier", "unit",
)  # fmt: skip


def rows(ids: Iterable[int], index: ActivityFacets) -> Iterator[Row]:
    """The activities in this order as plain values, a thousand at a time: narrow queries and the
    index instead of records with all that hangs on them, so that memory stays flat."""
    partners = dict(Partner.objects.values_list("pk", "name"))
    coming = iter(ids)
    few = few_under()
    while some := list(islice(coming, BATCH)):
        found = {row["pk"]: row for row in Activity.objects.filter(pk__in=some).values(*FIELDS)}
        parts = _parts(some, partners)
        promises = _promises(some)
        for pk in some:
            if pk in found:
                yield _row(found[pk], index, partners, parts.get(pk, ""), promises.get(pk), few)


def _parts(ids: list[int], partners: dict[int, str]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    roles = dict(ActivityPartner.Role.choices)
    for activity, partner, role in ActivityPartner.objects.filter(activity__in=ids).values_list(
        "activity_id", "partner_id", "role"
    ):
        found.setdefault(activity, []).append(f"{partners[partner]} ({roles[role]})")
    return {activity: "; ".join(parts) for activity, parts in found.items()}


def _promises(ids: list[int]) -> dict[int, tuple[datetime.date | None, ...]]:
    """(first day named, day that holds, day of the answer) of the promise that counts: the open
    one, else the one answered last."""
    covers = (
        PromiseCover.objects.filter(activity__in=ids, promise__cancelled_on=None)
        .order_by("promise__answered_on", "pk")
        .values_list("activity_id", "promise__original_due", "promise__due", "promise__answered_on")
    )
    found: dict[int, tuple[datetime.date | None, ...]] = {}
    for activity, original, due, answered in covers:
        held = found.get(activity)
        if held is None or (held[2] is not None):
            found[activity] = (original, due, answered)
        if answered is None:
            found[activity] = (original, due, None)
    told = Response.activities.through.objects.filter(
        activity__in=ids, response__state__in=READABLE
    )
    for activity, day in told.values_list("activity_id", "response__given_on"):
        found.setdefault(activity, (None, None, day))  # without a promise, or on the day itself
    return found


def _row(
    row: Row,
    index: ActivityFacets,
    partners: dict[int, str],
    parts: str,
    promise: tuple[datetime.date | None, ...] | None,
    few: int,
) -> Row:
    pk = row["pk"]
    original, due, answered = promise or (None, None, None)
    row |= {
        "when": _date(row, "when"),
        "until": _date(row, "until"),
        "places": "; ".join(index.labels_of(pk, "place")),
        "mode": MODES[row["mode"]],
        "way": name_of(row["claimed_level"]),
        "partner": partners[row["partner_id"]],
        "parts": parts,
        "project": row["project__title"] if row["project__state"] in READABLE else "",
        "communities": "; ".join(index.labels_of(pk, "community")),
        "topics": "; ".join(index.labels_of(pk, "topic")),
        "offers": "; ".join(OFFER_NAMES.get(code, "") for code in row["access_offered"]),
        "payment": PAYMENTS[row["payment_offered"]],
        "promise": PUBLIC_STATES[index.values_of(pk, "promise")[0]],
        "original_due": original,
        "due": None if answered else due,
        "answered_on": answered,
        "withdrawn": "",
        "page": f"{settings.SITE_URL}/involvement/{row['reference']}/",
    }
    row |= took_part(row, few)
    if row["state"] not in READABLE:
        row |= dict.fromkeys(TEXTS, "")
        row |= {"withdrawn": withdrawn(Activity(**{n: row[n] for n in GONE}), due)}
    return row


GONE = ("withdrawn_on", "withdrawn_reason")


def took_part(row: Row, few: int) -> dict[str, Cell]:
    """How many took part, as the public may know it: below ``few`` there is no number."""
    value, unit = row["took_part_value"], row["took_part_unit"]
    if value is None:
        return {"took_part": None, "qualifier": "", "unit": ""}
    if unit == Unit.PEOPLE and value < few:
        return {"took_part": FEW_WORDS, "qualifier": "", "unit": ""}
    how = str(Qualifier(row["took_part_qualifier"]).label)
    return {"took_part": value, "qualifier": how, "unit": str(Unit(unit).label) if unit else ""}


def _date(row: Row, name: str) -> str:
    first = row[f"{name}_first"]
    return str(PartialDate(first, row[f"{name}_last"], row[f"{name}_precision"])) if first else ""
