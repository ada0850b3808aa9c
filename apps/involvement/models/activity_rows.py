"""Words for reading activities: whose they are, who may read, publish or give them, and what the
log shows."""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from apps.accounts.scope import scope_of
from apps.partners.models import Partner
from apps.publishing.models import PUBLIC_STATES, PublishableQuerySet, State

if TYPE_CHECKING:
    from apps.involvement.models.activity import Activity  # noqa: F401 - named in quotes below


class ActivityQuerySet(PublishableQuerySet["Activity"]):
    """Words for reading activities."""

    def editable_by(self, user: Any) -> "ActivityQuerySet":
        """What the person's partners own or have a part in. Whoever wrote it has no right of their
        own: an activity names its partner from the start, and that partner decides."""
        return self.filter(self.model.reached_by(scope_of(user, self.model.write_permission)))

    def looked_after_by(self, user: Any) -> "ActivityQuerySet":
        """What the person has in hand, whatever they may do today."""
        return self.filter(author=user)

    def mine(self, user: Any) -> "ActivityQuerySet":
        """What the person has in hand, as far as they may still read it."""
        within = self.model.reached_by(scope_of(user, self.model.write_permission))
        return self.looked_after_by(user).filter(within | Q(state__in=PUBLIC_STATES))

    def on_register(self) -> "ActivityQuerySet":
        """What the log shows: what is published, and whatever was published once and still owes
        an answer, so that no promise goes away with its page."""
        covers = self.model._meta.apps.get_model("involvement", "PromiseCover")._default_manager
        owing = covers.filter(
            activity=OuterRef("pk"), promise__answered_on=None, promise__cancelled_on=None
        )
        return self.filter(Q(state=State.PUBLISHED) | Q(Exists(owing), revision__gte=1))

    def still_to_publish(self) -> "ActivityQuerySet":
        """On their way to the public; what was imported was never meant to be a task."""
        return self.filter(state__in=[State.DRAFT, State.IN_REVIEW], imported=False)

    def owned_by(
        self, user: Any, permission: str = "involvement.write_activity"
    ) -> "ActivityQuerySet":
        """What the person's own partners and places own; a part in it is not enough."""
        return self.filter(self.model.owned_by(scope_of(user, permission)))

    def given_by(self, user: Any) -> "ActivityQuerySet":
        """What the person may give to somebody else: their own, and as a lead that of their
        partners."""
        led = self.model._default_manager.owned_by(user, self.model.publish_permission)
        mine = Q(author=user, pk__in=self.model._default_manager.editable_by(user).values("pk"))
        return self.filter(mine | Q(pk__in=led.values("pk")))

    def publishable_by(self, user: Any) -> "ActivityQuerySet":
        """What the person may review: of the partners that own it, whoever else has a part."""
        found = super().publishable_by(user)
        scope = scope_of(user, self.model.publish_permission)
        if scope.everywhere:
            return found
        covered = Partner.objects.filter(covered_by__in=scope.partners).values("pk")
        return found.filter(self.model.owned_by(scope) | Q(partner__in=covered))

    def to_finish(self, user: Any) -> "ActivityQuerySet":
        """Their own drafts, easiest to finish first: those with fewest parts still to add."""
        return self.mine(user).filter(state=State.DRAFT, imported=False)

    def visible_to(self, user: Any) -> "ActivityQuerySet":
        """Besides their own scope: what others have in review or published."""
        held = super().visible_to(user)
        if scope_of(user, "involvement.read_activity").nothing:
            return held
        every = self.model._default_manager
        others = every.filter(state__in=[State.IN_REVIEW, *PUBLIC_STATES])
        return every.filter(Q(pk__in=held.values("pk")) | Q(pk__in=others.values("pk")))
