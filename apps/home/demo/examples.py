"""A few records that show how the portal works, each marked as an example; none stands on the front
page, and ``remove_examples`` leaves nothing of them but one line of the audit record."""

import datetime
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from apps.accounts.models import User
from apps.core import audit, clock, versions
from apps.core.actors import SystemActor
from apps.core.counts import Count
from apps.core.dates import PartialDate
from apps.home.demo import stories, training
from apps.involvement import actions as log
from apps.involvement.models import Activity, Promise, PromiseCover, PromiseExtension, Response
from apps.partners.models import Partner, Place
from apps.projects.models import Project
from apps.publishing import actions, search, types, workflow
from apps.publishing.formats import actions as formats
from apps.publishing.models import Correction, FormDraft, PartNote, Version, WorkingCopy
from apps.publishing.models.request import Request
from apps.publishing.pictures.actions import drop_leaving
from apps.publishing.plain import as_plain

# To make an example is no act that anybody would look for; to remove them is one.
BY = SystemActor("examples", remembered=False)
NAME, SLUG = "Example: Anytown Health Forum", "example-anytown-health-forum"
TITLE = "Example: Clearer signs"


@dataclass(frozen=True)
class Sample:
    """An activity to make: how many days ago, its answers, and how far it has come."""

    title: str
    days_ago: int
    answers: dict[str, Any] = field(default_factory=dict)
    upto: str = "draft"  # draft | sent_back | in_review | published
    note: str = ""
    due_in: int | None = None  # days from today until the answer that is promised
    put_off_from: int | None = None  # the day promised first, where a lead agreed to another
    answer: dict[str, Any] | None = None  # what people heard back


ENGAGE: dict[str, Any] = {
    "claimed_level": "engage",
    "level_reason": "We went to people and talked about what they wanted to raise.",
    "took_part": as_plain(Count(12, "about", "people")),
    "heard": "The signs are too high to read from a wheelchair.",
    "public_summary": "We asked people in a waiting room how they find their way.",
}
CONSULT: dict[str, Any] = {
    "claimed_level": "consult",
    "level_reason": "Three drafts were ready; people chose between them.",
    "took_part": as_plain(Count(40, "more_than", "responses")),
    "heard": "Most people preferred pictures beside the words.",
    "public_summary": "We asked which of three drafts of a sign is easiest to read.",
}
EASY = (
    "This is an example. It is not a real place.",
    "The signs in the waiting rooms were hard to read.",
    "People and staff wrote them again.",
    "They did it together.",
)
ANSWER: dict[str, Any] = {
    "we_did": "Moved three signs lower on the same day.",
    "could_not_because": "The big board stays where it is: it is fixed to an outer wall.",
    "closing": "could_not",
}
HEARD_BACK: dict[str, Any] = {
    "we_asked": "What makes our waiting rooms hard to use?",
    "we_did": "Rewrote all the signs in words that you chose, and moved the lowest ones.",
    "could_not_because": "The building is rented, so the way in stays where it is.",
    "closing": "could_not",
    "difference": "Fewer people ask for the way at the desk, the team there says.",
    "next_step": "The same signs go up in the second building.",
    "next_team": "Buildings team",
    "themes": [
        {"text": "Words that everybody knows", "outcome": "done"},
        {"text": "A way in that is easier to find", "outcome": "not_possible"},
    ],
}
UNDECIDED: dict[str, Any] = {
    "we_did": "Asked three makers of hearing loops for a price.",
    "could_not_because": "",
    "closing": "not_decided",
}
SAMPLES = (
    Sample("Example: Three rooms, one morning", 50, ENGAGE, "published", due_in=10,
           answer=HEARD_BACK),
    Sample("Example: Can we have a hearing loop?", 70, CONSULT, "published", due_in=3,
           answer=UNDECIDED),
    Sample("Example: Talking in the waiting room", 40, ENGAGE, "published"),  # answered on the day
    Sample("Example: Which sign is clearest?", 90, CONSULT, "published", due_in=-30,
           put_off_from=-45),
    Sample("Example: Walking round with visitors", 12, ENGAGE, "in_review", due_in=48),
    Sample(
        "Example: Coffee with volunteers", 6, ENGAGE | {"heard": ""}, "sent_back",
        "Please say what people told you.", due_in=54,
    ),
    Sample("Example: A chat after the clinic", 1),
    Sample("Example: Reading group", 3, {"heard": "Shorter sentences, please."}),
    Sample("Example: Trying out the new signs", -14),
)  # fmt: skip


def partner() -> Partner:
    """The made-up partner that all examples belong to."""
    return Partner.objects.get_or_create(
        slug=SLUG,
        defaults={
            "name": NAME,
            "sort_key": NAME.casefold(),
            "summary": "Example: not a real organisation.",
            "public": False,
        },
    )[0]


@transaction.atomic
def load() -> int:
    """Make the examples, once; how many records were made."""
    if Project.objects.filter(is_example=True).exists():
        return 0
    project = _project()
    writer: Any = User.objects.filter(email="contributor@example.org").first() or BY
    for sample in SAMPLES:
        _activity(sample, project, writer)
    for kind, words in (
        ("wrong", "Example: the date of the second meeting is wrong."),
        ("format", "Example: could I have this in large print?"),
    ):
        Request.objects.receive(
            kind=kind, item_kind="project", object_id=project.pk, about=project.title,
            words=words, reply_by="none", format_wanted="large-print" if kind == "format" else "",
        )  # fmt: skip
    told = stories.load(project, partner(), BY, _published)
    _version(project)
    booked = training.load(partner(), BY, _published)
    return 1 + len(SAMPLES) + 3 + told + booked


def _version(project: Project) -> None:
    """An Easy Read version of the project."""
    version = formats.begin(page=project, form="easy_read", language="en-GB", by=BY)
    lines = [{"position": n, "sentence": one, "picture": ""} for n, one in enumerate(EASY, 1)]
    checked = {"checked_with": "Example: a made-up readers’ group", "maker": "Example: the forum"}
    words = {**checked, "lines": lines, "checked_on": clock.today().isoformat()}
    actions.save(item=version, changes=words, edit_count=version.edit_count, by=BY)
    _published(version)


def _project() -> Project:
    data = {
        "title": TITLE,
        "kind": "project",
        "status": "ongoing",
        "summary": "Example: people and a made-up hospital rewrote the signs in its waiting rooms.",
        "claimed_level": "co-design",
        "level_reason": "The same people worked on the question and on the signs.",
        "parts": [{"partner": str(partner().pk), "role": "lead"}],
        "places": [],
    }
    item = actions.create(model=Project, data=data, by=BY, is_example=True)
    return _published(item)


def _published(item: Any) -> Any:
    type(item).objects.filter(pk=item.pk).update(state="in_review", submitted_at=clock.now())
    return workflow.move(item, "publish", by=BY)


def _in(days: int) -> datetime.date:
    return clock.today() + datetime.timedelta(days=days)


def _promise(activity: Activity, sample: Sample, writer: Any) -> None:
    """An answer that is promised; also one of which the day has passed, as it would be later."""
    due = _in(sample.due_in or 0)
    first = due if sample.put_off_from is None else _in(sample.put_off_from)
    row = Promise.objects.create(
        team=activity.partner,
        due=due,
        original_due=first,
        looked_after_by=writer if isinstance(writer, User) else None,
    )
    PromiseCover.objects.create(promise=row, activity=activity)
    if first != due:
        agreed = first - datetime.timedelta(days=3)
        PromiseExtension.objects.create(
            promise=row, old=first, new=due, reason="The survey of the building came late.",
            asked_on=agreed, agreed_on=agreed,
        )  # fmt: skip


def _answer(activity: Activity, said: dict[str, Any]) -> None:
    """What people heard back, and when they hear more."""
    answer, _new = log.begin_answer(activity=activity, by=BY)
    more = {"more_by": _in(60).isoformat()} if said["closing"] == "not_decided" else {}
    actions.save(item=answer, changes={**said, **more}, edit_count=answer.edit_count, by=BY)
    _published(answer)


def _activity(sample: Sample, project: Project, writer: Any) -> None:
    day = clock.today() - datetime.timedelta(days=sample.days_ago)
    reference = log.next_reference()
    place = Place.objects.filter(kind=Place.Kind.SYSTEM).first()
    data = {
        "title": sample.title,
        "project": str(project.pk),
        "when": as_plain(PartialDate(day, day, "day")),
        "happened": "planned" if sample.days_ago < 0 else "held",
        "places": [str(place.pk)] if place else [],
        "mode": "" if place else Activity.Mode.ONLINE,
        **sample.answers,
    }
    item: Any = actions.create(
        model=Activity, data=data, by=writer, partner=partner(), reference=reference,
        slug=reference.lower(), is_example=True,
    )  # fmt: skip
    if sample.due_in is not None:
        _promise(item, sample, writer)
    elif sample.upto == "published":
        log.answer_on_the_day(activity=item, texts=ANSWER, by=BY)
    if sample.upto == "published":
        _published(item)
        if sample.answer:
            _answer(item, sample.answer)
    elif sample.upto == "in_review":
        workflow.move(item, "submit", by=BY)
    elif sample.upto == "sent_back":
        Activity.objects.filter(pk=item.pk).update(note=sample.note)


class HangsOn(Exception):
    """Records of people hang on examples, which therefore stay; the message names them."""


@transaction.atomic
def remove(*, by: Any) -> int:
    """Delete every example and all that hangs on it; how many records went. One line of the audit
    record says what; what people themselves did to examples stays there, since no line is ever
    taken out. Raises ``HangsOn``, and removes nothing, where a story or another record that is no
    example needs one; activities only lose the example project they were part of."""
    gone: Counter[str] = Counter()
    hanging: set[str] = set()
    training.remove(SLUG)
    for published in sorted(types.registered.values(), key=lambda one: one.kind == "project"):
        for item in published.rows.filter(is_example=True).order_by("pk"):
            with _naming(hanging):
                _delete(item)
            gone[published.kind] += 1
    with _naming(hanging):
        Response.objects.filter(activities=None).delete()
        Promise.objects.filter(covers=None).delete()
        gone["consent"] += stories.remove(SLUG)
    if hanging:
        raise HangsOn(
            "No example was removed, since records of people hang on examples: "
            f"{', '.join(sorted(hanging))}. Take the example out of them or delete them, then run "
            "this again."
        )
    gone["partner"] += _delete_partner()
    drop_leaving()
    number = gone.total()
    if number:
        audit.note(
            act="removed the examples", by=by, label="Example records", number=number, **+gone
        )
        versions.raise_public()
        versions.forget_changes()
    return number


@contextmanager
def _naming(hanging: set[str]) -> Iterator[None]:
    """Delete in this block; what holds that up is added by its name, and nothing is deleted."""
    try:
        with transaction.atomic():
            yield
    except ProtectedError as refused:
        hanging |= {_named(row) for row in refused.protected_objects if not _is_example(row)}
        if not hanging:
            raise


def _owner(row: Any) -> Any:
    """The record that a row is a part of, or the row."""
    return getattr(row, "story", row)


def _is_example(row: Any) -> bool:
    return bool(getattr(_owner(row), "is_example", False))


def _named(row: Any) -> str:
    owner = _owner(row)
    kind = types.registered.get(getattr(owner, "record_kind", ""))
    return f"“{owner}” ({kind.label.lower() if kind else owner._meta.verbose_name})"


def _delete_partner() -> int:
    """The made-up partner goes, unless something that is no example hangs on it."""
    try:
        with transaction.atomic():
            return Partner.objects.filter(slug=SLUG).delete()[1].get("partners.Partner", 0)
    except ProtectedError:
        return 0


def _delete(item: Any) -> None:
    held = {"kind": item.record_kind, "object_id": item.pk}
    for model in (Version, WorkingCopy, FormDraft, Correction, PartNote):
        model._default_manager.filter(**held).delete()
    Request.objects.filter(item_kind=item.record_kind, object_id=item.pk).delete()
    search.drop(item.record_kind, item.pk)
    item.delete()
