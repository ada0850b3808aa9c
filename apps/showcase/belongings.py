"""What somebody looks after among projects and stories, for when they leave: drafts, and consents
that wait for their paper."""

from typing import Any

from django.db.models import QuerySet

from apps.accounts import belongings
from apps.accounts.models import User
from apps.core import audit
from apps.core.actors import Actor
from apps.publishing.belongings import of_kind
from apps.publishing.models import Consent

OPEN = [Consent.State.ASKED, Consent.State.HANDED_IN]


def consents(user: User) -> Any:
    """Those that they began and nobody has confirmed: they hand out the person's link."""
    return Consent.objects.filter(author=user, state__in=OPEN)


def who_may_ask(user: User) -> "QuerySet[User]":
    """Whoever may ask people for each of these partners."""
    partners = consents(user).order_by().values_list("partner", flat=True).distinct()
    owners = ((pk, frozenset[int]()) for pk in partners)
    return belongings.who_reach("showcase.start_consent", owners)


def hand_over_consents(before: User, after: User, by: Actor) -> None:
    """Somebody else hands in the paper; as whoever began it, they do not confirm it."""
    for consent in consents(before):
        consent.author = after
        consent.save(update_fields=["author", "updated_at"])
        audit.note(act="handed over a consent", by=by, target=consent, to=str(after))


PROJECTS = of_kind("project", "unpublished projects", "unpublished project")
STORIES = of_kind("story", "unpublished stories", "unpublished story")
CONSENTS = belongings.Belonging(
    "consents to hand in",
    lambda user: consents(user).count(),
    who_may_ask,
    hand_over_consents,
    "consent to hand in",
)
