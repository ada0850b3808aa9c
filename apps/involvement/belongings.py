"""What somebody looks after in the log, for when they leave: drafts and promises."""

from apps.accounts import belongings
from apps.accounts.models import User
from apps.core import audit
from apps.core.actors import Actor
from apps.involvement.models import Activity, Promise
from apps.publishing.models import State


def drafts_of(user: User) -> int:
    """How many drafts wait for them."""
    return Activity.objects.mine(user).filter(state=State.DRAFT).count()


def hand_over_drafts(before: User, after: User, by: Actor) -> None:
    """Drafts stand in the other person's list; versions keep who wrote what."""
    for activity in Activity.objects.mine(before).filter(state=State.DRAFT):
        activity.author = after
        activity.save(update_fields=["author"])
        audit.note(act="handed over a draft", by=by, target=activity, to=str(after))


def promises_of(user: User) -> int:
    """How many open promises they look after."""
    return Promise.objects.looked_after_by(user).count()


def hand_over_promises(before: User, after: User, by: Actor) -> None:
    """A promise keeps its team, and somebody else looks after it."""
    for promise in Promise.objects.looked_after_by(before):
        promise.looked_after_by = after
        promise.save(update_fields=["looked_after_by"])
        audit.note(act="handed over a promise", by=by, target=promise)


def register_belongings() -> None:
    """Called in ``ready``."""
    belongings.register(
        belongings.Belonging("promises", promises_of, hand_over_promises, "promise")
    )
    belongings.register(belongings.Belonging("drafts", drafts_of, hand_over_drafts, "draft"))
