"""Two records of one activity become one: it gets what it lacks, and nothing is lost unseen.

Text goes the way of all text: into a draft at once, beside something public as a change that
somebody else publishes. What stands otherwise in the record that goes is kept as a working note.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from apps.core import audit, versions
from apps.core.actors import Actor
from apps.core.dates import PartialDate
from apps.involvement import equality, known
from apps.involvement.documents import ACTIVITY
from apps.involvement.models import Activity, ActivityNote
from apps.projects.levels import Level
from apps.publishing import actions as publishing
from apps.publishing import ahead, reading, search, workflow
from apps.publishing.lists import merging
from apps.publishing.lists.actions import lead_on
from apps.publishing.models import (
    PUBLIC_STATES,
    AccessibleVersion,
    Correction,
    FormDraft,
    PartNote,
    Recording,
    State,
)
from apps.publishing.plain import Data, from_plain
from apps.publishing.workflow import NotAllowed

OFFERED = 10
# Answers that belong together: the second is taken only with the first.
GOES_WITH = {
    "until": "when",
    "level_reason": "claimed_level",
    "payment_reason": "payment_offered",
    "each_knows": "took_part",
}
# What tells the rows of each kind apart.
ROWS_BY = {
    "parts": ("partner", "role"),
    "reach": ("audience",),
    "decisions": ("text",),
    "links": ("url",),
}


@dataclass(frozen=True)
class Merge:
    """What merging the first into the second would do. ``dropped``: (question, what stays, what
    goes)."""

    source: Activity
    target: Activity
    gains: Data
    gained: list[str]
    dropped: list[tuple[str, str, str]]
    moved: list[str]

    @property
    def mark(self) -> str:
        """Another one after each change of either."""
        return f"{self.source.edit_count}.{self.target.edit_count}"


def mergeable_by(user: Any) -> Any:
    """What a lead of the partner that owns it may make one."""
    rows = Activity.objects.owned_by(user, Activity.publish_permission)
    return rows.exclude(state=State.WITHDRAWN)


def candidates(activity: Activity, by: Any) -> list[Activity]:
    """Which it may be the same as: with a like title first, then the nearest in time."""
    rows = mergeable_by(by).filter(partner=activity.partner_id).exclude(pk=activity.pk)
    near = list(rows.order_by("-when_first", "-pk")[: known.CANDIDATES])

    def far(other: Activity) -> tuple[bool, bool, int]:
        alike = known.alike(activity.title, other.title)
        if activity.when is None or other.when is None:
            return not alike, True, 0
        return not alike, False, abs((other.when.first - activity.when.first).days)

    return sorted(near, key=far)[:OFFERED]


def refusal(source: Activity, target: Activity) -> str:
    """Why two can't be made one, in a sentence; nothing where they can."""
    if source.pk == target.pk:
        return "Choose another activity: this is the one you are merging."
    if source.partner_id != target.partner_id:
        return f"“{target}” belongs to another partner. Only a partner’s own two can be merged."
    if State.WITHDRAWN in (source.state, target.state):
        return "One of the two was withdrawn, and keeps its line. Reopen it first."
    if source.state == target.state == State.IN_REVIEW:
        return "Both are in review. Send one of them back first."
    if (source.revision or source.state in PUBLIC_STATES) and target.state not in PUBLIC_STATES:
        return f"“{source}” was published and “{target}” is not. Merge it the other way round."
    for one in (source, target):
        if ahead.copy_of(one) is not None:
            return f"A change of “{one}” is under way. Publish it or give it up first."
    if all(one.rating_rounds.filter(closed_on=None).exists() for one in (source, target)):
        return "People are being asked how both felt. Close one of the two first."
    return _two_different(source, target)


def _two_different(source: Activity, target: Activity) -> str:
    """What both say, and differently, so that one of the two would be lost."""
    made = [set(one.promises.open().values_list("pk", flat=True)) for one in (source, target)]
    if made[0] and made[1] and made[0] != made[1]:
        return "An answer is promised for each of them. Cancel the one made by mistake first."
    given = [set(one.responses.values_list("pk", flat=True)) for one in (source, target)]
    if given[0] and given[1] and given[0] != given[1]:
        return "People were given an answer for each of them, and neither may be lost."
    counts = [equality.counts_of(one) for one in (source, target)]
    if counts[0] and counts[1] and counts[0] != counts[1]:
        return (
            "Both have counts of people by characteristic, and they differ. Empty one of the two "
            "tables first."
        )
    return ""


def preview(source: Activity, target: Activity) -> Merge:
    """What would happen, before anything does."""
    theirs, kept = ACTIVITY.read(source), ACTIVITY.read(target)
    gains = _gains(theirs, kept)
    if not _takes_reason(source, target):
        gains.pop("nobody_owed_because", None)
    after = {**kept, **gains}
    gained = [one.label for one in reading.differences(ACTIVITY, kept, after)]
    dropped = []
    for one in reading.differences(ACTIVITY, after, theirs):
        lost = [line for line in one.after if line not in one.before]
        if lost and theirs.get(one.name):
            dropped.append((one.label, " · ".join(one.before), " · ".join(lost)))
    dropped += _signs_lost(source, target)
    if source.told_by and source.told_by != target.told_by and not _takes_teller(target):
        dropped.append(("Told by", target.told_by, source.told_by))
    return Merge(source, target, gains, gained, dropped, _moved(source, target))


def _gains(theirs: Data, kept: Data) -> Data:
    """The answers that only the first gives, and its rows that the second has not."""
    gains: Data = {}
    for name, value in theirs.items():
        first = GOES_WITH.get(name)
        if name in ROWS_BY:
            held = {_key(name, row) for row in kept[name]}
            more = [row for row in value if _key(name, row) not in held]
            if more:
                gains[name] = [*kept[name], *more]
        elif value and not kept.get(name) and (first is None or _may_take(first, theirs, kept)):
            gains[name] = value
    if "until" in gains and _ends_early({**kept, **gains}):
        del gains["until"]
    return gains


def _key(name: str, row: Data) -> tuple[Any, ...]:
    return tuple(row[part] for part in ROWS_BY[name])


def _may_take(first: str, theirs: Data, kept: Data) -> bool:
    """Whether the answer that another one belongs to is the same, or is taken too."""
    return not kept.get(first) or kept[first] == theirs[first]


def _ends_early(data: Data) -> bool:
    when, until = from_plain(data["when"]), from_plain(data["until"])
    both = isinstance(when, PartialDate) and isinstance(until, PartialDate)
    return bool(both and until.last < when.first)


def _signs_lost(source: Activity, target: Activity) -> list[tuple[str, str, str]]:
    held = {row.sign_id: row.get_answer_display() for row in target.evidence.all()}
    public = target.state in PUBLIC_STATES  # then none is taken over
    return [
        (row.asked, held.get(row.sign_id, ""), row.get_answer_display())
        for row in source.evidence.all()
        if (public or row.sign_id in held) and held.get(row.sign_id) != row.get_answer_display()
    ]


def _signs_taken(source: Activity, target: Activity) -> int:
    return 0 if target.state in PUBLIC_STATES else source.evidence.count()


def _takes_reason(source: Activity, target: Activity) -> bool:
    """Whether the kept one takes over why nobody is owed an answer: where it says nothing of it
    and owes none."""
    owes = target.promises.exists() or target.responses.exists() or source.promises.exists()
    return not (
        owes or target.nobody_owed_because or target.claimed_level not in ("", Level.INFORM)
    )


def _takes_teller(target: Activity) -> bool:
    """Whether the kept one may say who told it: nothing reaches people who read it already."""
    return not target.told_by and target.state not in PUBLIC_STATES


def _moved(source: Activity, target: Activity) -> list[str]:
    """What stands beside the record and goes to the other, in words."""
    counted = [
        (source.notes.count(), "note", "notes"),
        (source.attachments.count(), "file", "files"),
        (_signs_taken(source, target), "sign", "signs of what can be shown"),
        (source.promises.count(), "promise", "promises"),
        (source.responses.count(), "answer", "answers"),
    ]
    words = [f"{number} {one if number == 1 else many}" for number, one, many in counted if number]
    return words + (["the counts by characteristic"] if source.equality.exists() else [])


@transaction.atomic
def merge(*, source: Activity, target: Activity, by: Any, seen: str = "") -> Activity:
    """Make the first part of the second; an address that the public knows leads on.

    ``seen``: the ``mark`` of what was shown. Raises ``NotAllowed`` with a sentence.
    """
    locked = Activity.objects.select_for_update().order_by("pk")
    held = {row.pk: row for row in locked.filter(pk__in=[source.pk, target.pk])}
    allowed = mergeable_by(by).filter(pk__in=held).values_list("pk", flat=True)
    if not {source.pk, target.pk} <= set(allowed):
        raise NotAllowed("Nothing was merged: one of the two is gone, or is not yours to merge.")
    source, target = held[source.pk], held[target.pk]
    if sentence := refusal(source, target):
        raise NotAllowed(sentence)
    found = preview(source, target)
    if seen and seen != found.mark:
        raise NotAllowed(workflow.CHANGED_SINCE)
    _say_who_is_owed(source, target)
    if found.gains:
        _bring_versions(source, target)
        publishing.save(
            item=target, changes=found.gains, edit_count=target.edit_count, by=by,
            why=f"merged with {source.reference}",
        )  # fmt: skip
    if found.dropped:
        ActivityNote.objects.create(activity=target, author=by, text=_as_note(found))
    _take_over(source, target)
    _leave(source, target, by=by)
    return target


def _bring_versions(source: Activity, target: Activity) -> None:
    """Whoever wrote what is taken over wrote part of this now: their versions come along, before
    the one that the merge makes, and can still be read."""
    last = publishing.versions_of(target).aggregate(last=Max("number"))["last"] or 0
    for number, version in enumerate(publishing.versions_of(source).reverse(), start=last + 1):
        version.object_id, version.number = target.pk, number
        version.revision = target.revision
        version.why = f"{version.why or 'saved'}, of {source.reference}"
        version.save()


def _say_who_is_owed(source: Activity, target: Activity) -> None:
    """A promise or an answer says more than a reason why there is none."""
    if source.promises.exists() or source.responses.exists():
        target.nobody_owed_because = ""
    if _takes_teller(target):
        target.told_by = source.told_by
    target.save(update_fields=["nobody_owed_because", "told_by", "updated_at"])


def _as_note(found: Merge) -> str:
    lines = [f"{label}: {lost}" for label, _kept, lost in found.dropped]
    return "\n".join([f"{found.source.reference} was merged into this. It said:", *lines])


def _take_over(source: Activity, target: Activity) -> None:
    """All that stands beside the first stands beside the second. What is part of its text went
    with the text."""
    for cover in source.covers.exclude(promise__in=target.promises.all()):
        cover.activity = target
        cover.save()
    if target.state in PUBLIC_STATES:
        _look_at_it_first(source, target)
    for name in ROWS_BY:
        getattr(source, name).all().delete()
    for field in Activity._meta.many_to_many:
        getattr(source, field.name).clear()
    for kept_apart in (Correction, FormDraft, PartNote):  # they are about its text
        kept_apart._default_manager.filter(kind=source.record_kind, object_id=source.pk).delete()
    search.drop(source.record_kind, source.pk)
    AccessibleVersion.objects.of(source).update(made_from_revision=0)  # from no text of the target
    recordings = Recording.objects.of(source)
    recordings.update(made_from_revision=0)
    versions.raise_public(*((Recording.record_kind, row.pk) for row in recordings))
    merging.move_everything(source, target)


def _look_at_it_first(source: Activity, target: Activity) -> None:
    """What would be read at once beside something public: an answer given on the day becomes one
    that somebody else publishes, and signs stay behind (they can be answered again)."""
    source.evidence.all().delete()
    for answer in source.responses.filter(on_the_day=True, state=State.DRAFT):
        answer.on_the_day, answer.title = False, target.title
        answer.slug = f"{target.reference.lower()}-answer-{answer.pk}"
        answer.save()


def _leave(source: Activity, target: Activity, *, by: Actor) -> None:
    audit.note(
        act="merged", by=by, target=target, merged=f"{source.reference}, {source}",
        merged_id=source.pk,
    )  # fmt: skip
    if source.revision:
        lead_on(source.get_absolute_url(), target.get_absolute_url())
    if source.hear_back_code and target.hear_back_code:  # people hold the card
        lead_on(f"/a/{source.hear_back_code}/", f"/a/{target.hear_back_code}/")
    publishing.versions_of(source).delete()
    Activity.objects.get(pk=source.pk).delete()
    if source.revision or target.revision:
        versions.raise_public()
