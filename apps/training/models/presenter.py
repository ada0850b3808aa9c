"""Who presents: staff and volunteers, asked alike and shown alike."""

from typing import Any

from django.db import models
from django.db.models import Q

from apps.core.models import Stamped
from apps.partners.models import Partner
from apps.publishing.models.follow import new_public_id
from apps.training.models.session import Session


class Presenter(Stamped):
    """Somebody who presents, under the name that they choose for the public ("a volunteer")."""

    class Kind(models.TextChoices):
        STAFF = "staff", "Member of staff"
        VOLUNTEER = "volunteer", "Volunteer"

    public_name = models.CharField(max_length=100)
    kind = models.CharField(max_length=9, choices=Kind)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="presenters")

    class Meta:
        ordering = ["public_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["staff", "volunteer"]),
                name="%(app_label)s_%(class)s_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.public_name


class PresenterContact(models.Model):
    """How to reach somebody who presents; private, an address or a number at least."""

    presenter = models.OneToOneField(Presenter, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=100, blank=True, help_text="for those who work with them")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""),
                name="%(app_label)s_%(class)s_can_be_reached",
            ),
        ]

    def __str__(self) -> str:
        return f"how to reach presenter {self.presenter_id}"


class SlotQuerySet(models.QuerySet["PresenterSlot"]):
    """Words for reading who presents what."""

    def asked(self) -> "SlotQuerySet":
        """Those who said yes, or have still to answer."""
        return self.filter(state__in=[PresenterSlot.State.INVITED, PresenterSlot.State.ACCEPTED])

    def accepted(self) -> "SlotQuerySet":
        """Those who said yes, in the order of their names and never of their kind."""
        rows = self.filter(state=PresenterSlot.State.ACCEPTED).select_related("presenter")
        return rows.order_by("presenter__public_name", "pk")


class PresenterSlot(Stamped):
    """One person's part in one session: asked, said yes or no, what they are offered for it and
    whether it has reached them. Its link is signed over ``public_id`` and ``link_version``."""

    class State(models.TextChoices):
        INVITED = "invited", "Asked"
        ACCEPTED = "accepted", "Said yes"
        DECLINED = "declined", "Said no"
        WITHDRAWN = "withdrawn", "Can no longer come"

    class Reached(models.TextChoices):
        NOT_ASKED = "", "Not asked"
        YES = "yes", "Yes"
        NOT_YET = "not_yet", "Not yet"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="slots")
    presenter = models.ForeignKey(Presenter, on_delete=models.PROTECT, related_name="slots")
    state = models.CharField(max_length=9, choices=State, default=State.INVITED)
    offered = models.CharField(max_length=200, blank=True, help_text="payment, expenses, …")
    paid_by = models.CharField(max_length=150, blank=True)
    paid_when = models.CharField(max_length=150, blank=True)
    reached = models.CharField(max_length=7, choices=Reached, blank=True)
    asks = models.CharField(max_length=500, blank=True, help_text="a change that they ask for")
    debrief = models.CharField(max_length=300, blank=True, help_text="two lines, afterwards")
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    link_version = models.PositiveIntegerField(default=1)

    objects: Any = SlotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "presenter"], name="%(app_label)s_%(class)s_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["invited", "accepted", "declined", "withdrawn"]),
                name="%(app_label)s_%(class)s_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presenter} at {self.session.reference}"

    @property
    def is_asked(self) -> bool:
        """Whether they said yes, or have still to answer."""
        return self.state in (self.State.INVITED, self.State.ACCEPTED)
