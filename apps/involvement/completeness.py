"""What an activity does not say yet: for its owner’s list, before review, before the public.

Nothing here judges: each sentence names what to add, and most of it may stay open for good.
"""

from typing import TYPE_CHECKING

from django.urls import reverse

from apps.core import clock, site_settings
from apps.core.counts import Qualifier, Unit
from apps.involvement import promises
from apps.publishing.models import Blocker

if TYPE_CHECKING:
    from apps.involvement.models import Activity


def parts(activity: "Activity") -> list[tuple[str, str, bool]]:
    """(section, what it is called, whether it says anything) of the six parts of a record."""
    return [
        ("what", "the activity", bool(activity.when and _somewhere(activity))),
        ("who", "who took part", activity.took_part is not None),
        ("said", "what people said", bool(activity.heard.strip())),
        ("promise", "when people hear back", promises.is_settled(activity)),
        ("decisions", "decisions", activity.decisions.exists()),
        ("summary", "a summary for the public", bool(activity.public_summary.strip())),
    ]


def in_words(activity: "Activity") -> str:
    """ "4 of 6 parts filled"."""
    filled = [said for _section, _name, said in parts(activity) if said]
    return f"{len(filled)} of 6 parts filled"


def still_to_add(activity: "Activity") -> list[tuple[str, str]]:
    """(section, what is missing) for its owner's list, easiest first. Decisions and signs are never
    a task of a small meeting."""
    if activity.happened == activity.Happened.PLANNED:
        return [("when", "whether it happened")]
    if activity.nothing_to_add or activity.happened == activity.Happened.CANCELLED:
        return []
    missing = [("who", "how many took part")] if activity.took_part is None else []
    if not activity.heard.strip():
        missing.append(("said", "what people said"))
    if not promises.is_settled(activity):
        missing.append(("promise", "when people hear back"))
    if activity.claimed_level and not activity.level_reason.strip():
        missing.append(("way", "why this way of involving people"))
    if not activity.public_summary.strip():
        missing.append(("summary", "a summary for the public"))
    return missing


def before_review(activity: "Activity") -> list[Blocker]:
    """What is missing before somebody else is asked to look at it, in sentences."""
    missing: list[Blocker] = []
    if activity.happened == activity.Happened.PLANNED:
        missing.append(
            Blocker("Say whether it happened: a planned activity is not reviewed yet.", "when")
        )
    if activity.happened == activity.Happened.CANCELLED:
        missing.append(
            Blocker("A cancelled activity is kept in the log and is not published.", "when")
        )
    if activity.when and activity.when.first > clock.today():
        missing.append(
            Blocker("It lies in the future: it is not reviewed before it was held.", "when")
        )
    if not activity.public_summary.strip():
        missing.append(Blocker("Write a summary for the public.", "summary"))
    if activity.claimed_level and not activity.level_reason.strip():
        missing.append(Blocker("Say in one line why this way of involving people.", "way"))
    if activity.agreed_words and not small_enough(activity):
        sentence = (
            f"Agreed together is for groups under {agreed_under()}, and more took part. Ask how it "
            "felt by codes instead, or take the agreed sentence out."
        )
        missing.append(Blocker(sentence, "felt"))
    if activity.few and not activity.each_knows:
        sentence = (
            f"Fewer than {activity.counted_from} people took part: confirm that each of them knows "
            "this will be public."
        )
        missing.append(Blocker(sentence, "who"))
    if owed := promises.missing(activity):
        where = reverse("involvement:promise", args=[activity.pk])
        missing.append(Blocker(owed, at=where))
    return missing


def agreed_under() -> int:
    """So many people are too many to agree one sentence aloud."""
    return site_settings.number("agreed_under")


def small_enough(activity: "Activity") -> bool:
    """Whether the group was small enough, as far as the record says; in a larger one, one sentence
    would speak for people who said nothing."""
    count = activity.took_part
    if count is None or count.unit != Unit.PEOPLE or count.qualifier == Qualifier.UP_TO:
        return True
    return count.value < agreed_under() - (count.qualifier == Qualifier.MORE_THAN)


def blockers(activity: "Activity") -> list[Blocker]:
    """The same, and the facts that every public activity has."""
    missing = before_review(activity)
    if not activity.when:
        missing.append(Blocker("Say when it was, as far as you know.", "when"))
    if not _somewhere(activity):
        missing.append(Blocker("Say where it was.", "where"))
    return missing


def _somewhere(activity: "Activity") -> bool:
    return activity.mode in activity.PLACELESS or activity.places.exists()
