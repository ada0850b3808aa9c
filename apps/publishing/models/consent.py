"""What people agreed to about their own words and pictures, and how they take it back.

A consent is live from the moment a curator confirms it until its day, or until the person takes it
back. Whatever rests on one asks ``live``, so an ending needs no job: the day is part of the query.
"""

import datetime
import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.accounts.scope import Scope, scope_of
from apps.core import clock, site_settings
from apps.core.models import Stamped
from apps.partners.models import Partner
from apps.publishing.models.request import LETTERS


def new_reference() -> str:
    """A name to call it by; it says nothing about the person or how many there are."""
    return "C-" + "".join(secrets.choice(LETTERS) for _ in range(8))


def soon() -> datetime.date:
    """Consents that end until this day end soon: whoever gave them is warned."""
    return clock.today() + datetime.timedelta(days=site_settings.number("consent_warned_first"))


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Words for reading consents."""

    def live(self) -> "ConsentQuerySet":
        """Confirmed, not taken back, and their day has not come."""
        return self.filter(state=Consent.State.GIVEN, expires_on__gt=clock.today())

    def for_portal(self) -> "ConsentQuerySet":
        """Live ones that let this site show something."""
        return self.live().filter(on_portal=True)

    def reached_by(self, user: Any, permission: str) -> "ConsentQuerySet":
        """Those of the partners, or all, that a person's permission reaches."""
        scope: Scope = scope_of(user, permission)
        return self.filter(scope.q(partner=("partner",)))


class Consent(Stamped):
    """What one person, or one group, agreed to. ``label`` is a pseudonym of the team's ("Carer A"),
    never a name; ``credit_as`` is public, in the person's own choice of words, "" for none.

    ``expires_on`` is the first day on which it no longer holds. Uses outside this site are rows of
    ``ConsentUse``. Contact and paper stand in ``ConsentEvidence``, of which each reading is kept
    in the audit record.
    """

    class Capacity(models.TextChoices):
        SELF = "self", "For themselves"
        PARENT = "parent", "As a parent or guardian"
        REPRESENTATIVE = "representative", "As somebody’s representative"
        FAMILY = "family", "As family of someone who has died"

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        HANDED_IN = "handed_in", "Handed in, to be confirmed"
        GIVEN = "given", "Given"
        WITHDRAWN = "withdrawn", "Taken back"
        REPLACED = "replaced", "Replaced by a newer one"

    PURPOSES: ClassVar[dict[str, str]] = {
        "on_portal": "this website",
        "in_print": "printed reports",
        "in_social_media": "social media",
        "in_press": "newspapers, radio and television",
        "in_training": "training",
    }
    MEDIA: ClassVar[dict[str, str]] = {
        "words": "words",
        "name": "name",
        "picture": "picture",
        "sound": "sound",
        "video": "film",
    }

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="consents")
    label = models.CharField(max_length=80, help_text="a pseudonym, for staff")
    is_group = models.BooleanField(default=False)
    capacity = models.CharField(max_length=14, choices=Capacity)
    under_18 = models.BooleanField(default=False, help_text="also where they agree themselves")
    on_portal = models.BooleanField(default=False)
    in_print = models.BooleanField(default=False)
    in_social_media = models.BooleanField(default=False)
    in_press = models.BooleanField(default=False)
    in_training = models.BooleanField(default=False)
    words = models.BooleanField(default=False)
    name = models.BooleanField(default=False)
    picture = models.BooleanField(default=False)
    sound = models.BooleanField(default=False)
    video = models.BooleanField(default=False)
    credit_as = models.CharField(max_length=80, blank=True, help_text="public")
    given_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(help_text="the first day on which it no longer holds")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=120, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    link_version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "expires_on"], name="consent_live")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_on__isnull=False),
                name="%(app_label)s_%(class)s_given_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_on__isnull=False),
                name="%(app_label)s_%(class)s_withdrawn_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.reference})"

    @property
    def is_live(self) -> bool:
        """Whether anything may rest on it today."""
        return self.state == self.State.GIVEN and self.expires_on > clock.today()

    def covers(self, medium: str, purpose: str = "on_portal") -> bool:
        """Whether it is live and lets us use that (a key of ``MEDIA``) there (of ``PURPOSES``)."""
        return self.is_live and bool(getattr(self, medium)) and bool(getattr(self, purpose))

    @property
    def credit(self) -> str:
        """The words by which they are named in public; "" where they agreed to no name."""
        return self.credit_as if self.name else ""

    @property
    def needs_second_tick(self) -> bool:
        """Whether what rests on it is looked at by two reviewers: it is of somebody under 18, or
        somebody else agreed for them."""
        for_another = (self.Capacity.PARENT, self.Capacity.REPRESENTATIVE)
        return self.under_18 or self.capacity in for_another

    @property
    def standing(self) -> str:
        """Where it stands today, in a word or two."""
        if self.state == self.State.GIVEN and self.expires_on <= clock.today():
            return "Ended"
        if self.state == self.State.GIVEN and self.ends_soon:
            return "Ends soon"
        return self.State(self.state).label

    @property
    def ends_soon(self) -> bool:
        """Whether it ends so soon that its person is warned."""
        return self.is_live and self.expires_on <= soon()

    @property
    def purposes(self) -> list[str]:
        """Where it may be used, in words."""
        return [words for name, words in self.PURPOSES.items() if getattr(self, name)]

    @property
    def media(self) -> list[str]:
        """What may be used, in words."""
        return [words for name, words in self.MEDIA.items() if getattr(self, name)]


class ConsentEvidence(models.Model):
    """The signed paper, and how to reach the person: private, and each reading is audited."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="evidence")
    file = models.FileField(upload_to="consents/%Y/", max_length=200, blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    contact_note = models.CharField(max_length=300, blank=True, help_text="how to reach them")

    def __str__(self) -> str:
        return f"evidence of {self.consent_id}"


class ConsentUse(models.Model):
    """A use outside this site, that nobody can call back by themselves: which report, which post.

    ``chased_on``: after a withdrawal, the day on which somebody asked for the copy back.
    """

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="uses")
    purpose = models.CharField(max_length=20)
    where = models.CharField(max_length=300)
    used_on = models.DateField()
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    chased_on = models.DateField(null=True, blank=True)
    chased_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-used_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.consent_id}: {self.where}"


class PictureAnswer(models.Model):
    """What the person of a consent said to a picture of them beside a page other than a story, like
    a version in Easy Read. ``mark`` tells which picture and words they saw: others ask for a new
    answer."""

    class Said(models.TextChoices):
        RIGHT = "right", "This is right"
        CHANGE = "change", "Please change something"

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="picture_answers")
    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    said = models.CharField(max_length=6, choices=Said)
    words = models.CharField(max_length=1000, blank=True)
    mark = models.CharField(max_length=64)
    on = models.DateField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "object_id"], name="picture_answer_record")]

    def __str__(self) -> str:
        return f"{self.consent_id} on {self.kind} {self.object_id}: {self.said}"
