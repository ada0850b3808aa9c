"""What somebody looks after in the log, for when they leave: what is not public yet, promises, and
links that groups have not used."""

from typing import Any

from django.db.models import QuerySet

from apps.accounts import belongings
from apps.accounts.models import User
from apps.core import audit
from apps.core.actors import Actor
from apps.involvement.models import Activity, LogLink, Opportunity, Promise, Response
from apps.publishing.belongings import of_kind
from apps.publishing.models import State

NOT_PUBLIC = [State.DRAFT, State.IN_REVIEW]


def activities(user: User) -> "QuerySet[Activity]":
    """Their drafts, and what they have in review."""
    return Activity.objects.looked_after_by(user).filter(state__in=NOT_PUBLIC)


def answers(user: User) -> Any:
    """The same of answers."""
    return Response.objects.filter(author=user, state__in=NOT_PUBLIC)


def links(user: User) -> Any:
    """What a group tells by one arrives as a draft of whoever it is with."""
    return LogLink.objects.open().filter(sent_by=user)


def owed(user: User) -> "QuerySet[Promise]":
    """The open ones that they look after."""
    return Promise.objects.looked_after_by(user)


def who_may_write(rows: "QuerySet[Activity]") -> "QuerySet[User]":
    """Whoever may write each of these activities, as one of the partner that owns it: they then
    read its notes and numbers too."""
    places: dict[int, set[int]] = {}
    owner = {}
    for pk, partner, place in rows.order_by().values_list("pk", "partner", "places"):
        owner[pk] = partner
        places.setdefault(pk, set()).update([place] if place else [])
    found = ((owner[pk], frozenset(held)) for pk, held in places.items())
    return belongings.who_reach(Activity.write_permission, found)


def who_may_log_for(partners: "QuerySet[Any]") -> "QuerySet[User]":
    """Whoever may write for each of these partners."""
    owners = ((pk, frozenset[int]()) for pk in partners)
    return belongings.who_reach(Activity.write_permission, owners)


def hand_over_activities(before: User, after: User, by: Actor) -> None:
    """They stand in the other person's list; versions keep who wrote what."""
    for activity in activities(before):
        activity.author = after
        activity.save(update_fields=["author"])
        audit.note(act="handed over an activity", by=by, target=activity, to=str(after))


def hand_over_answers(before: User, after: User, by: Actor) -> None:
    """The same of answers."""
    for answer in answers(before):
        answer.author = after
        answer.save(update_fields=["author"])
        audit.note(act="handed over an answer", by=by, target=answer, to=str(after))


def hand_over_promises(before: User, after: User, by: Actor) -> None:
    """A promise keeps its team, and somebody else looks after it."""
    for promise in owed(before):
        promise.looked_after_by = after
        promise.save(update_fields=["looked_after_by"])
        audit.note(act="handed over a promise", by=by, target=promise)


def hand_over_links(before: User, after: User, by: Actor) -> None:
    """The group's link stays as it is; what it brings arrives with somebody else."""
    for link in links(before):
        link.sent_by = after
        link.save(update_fields=["sent_by"])
        audit.note(act="handed over a link for a group", by=by, target=link, to=str(after))


def register_belongings() -> None:
    """Called in ``ready``."""
    belongings.register(
        belongings.Belonging(
            "promises",
            lambda user: owed(user).count(),
            lambda user: who_may_log_for(owed(user).values_list("team", flat=True)),
            hand_over_promises,
            "promise",
        )
    )
    belongings.register(
        belongings.Belonging(
            "unpublished activities",
            lambda user: activities(user).count(),
            lambda user: who_may_write(activities(user)),
            hand_over_activities,
            "unpublished activity",
            Activity.record_kind,
        )
    )
    belongings.register(
        belongings.Belonging(
            "unpublished answers",
            lambda user: answers(user).count(),
            lambda user: who_may_write(Activity.objects.filter(responses__in=answers(user))),
            hand_over_answers,
            "unpublished answer",
            Response.record_kind,
        )
    )
    belongings.register(
        of_kind(Opportunity.record_kind, "unpublished ways to take part", "unpublished way")
    )
    belongings.register(
        belongings.Belonging(
            "links for groups",
            lambda user: links(user).count(),
            lambda user: who_may_log_for(links(user).values_list("partner", flat=True)),
            hand_over_links,
            "link for a group",
        )
    )
