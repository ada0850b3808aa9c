"""What somebody outside asks of us: one record for every kind, with a day by which we answer."""

import datetime
import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core import clock, site_settings
from apps.core.models import Stamped

SITE = "site"  # what is asked about when it is no single page
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another when read out


def new_reference() -> str:
    """A name to call it by, which says nothing about how many there are."""
    return "R-" + "".join(secrets.choice(LETTERS) for _ in range(8))


class RequestQuerySet(models.QuerySet["Request"]):
    """Words for reading requests."""

    def receive(self, **asked: Any) -> "Request":
        """Take down what somebody asks, with the day by which we answer and the day it goes."""
        due = clock.add_working_days(clock.today(), site_settings.number("request_days"))
        purge_on = clock.add_months(due, site_settings.number("request_keep_months"))
        return self.create(due=due, purge_on=purge_on, **asked)

    def open(self) -> "RequestQuerySet":
        """Those that wait for an answer."""
        return self.filter(state=Request.State.OPEN)

    def answered(self) -> "RequestQuerySet":
        """Those that were done, or said to be not possible."""
        return self.exclude(state=Request.State.OPEN)

    def overdue(self, today: datetime.date) -> "RequestQuerySet":
        """Open, and the day we named has passed."""
        return self.open().filter(due__lt=today)

    def looked_after_by(self, user: Any) -> "RequestQuerySet":
        """Those that the person took."""
        return self.filter(owner=user)

    def to_erase(self, today: datetime.date) -> "RequestQuerySet":
        """Those whose months are over and whose words still stand."""
        return self.filter(purge_on__lte=today, erased_on=None)


class Request(Stamped):
    """Something asked by the public. ``name``, ``contact``, ``words`` and ``answer`` are private
    and erased on ``purge_on``; what stays says only what kind it was and when it was answered.

    ``about`` is the title that the page had when it was asked; ``item_kind`` is a word of
    ``publishing.addressed``.
    """

    class Kind(models.TextChoices):
        WRONG = "wrong", "Something is wrong"
        TELL_US = "tell-us", "Something to tell us"
        FORMAT = "format", "Another format"
        GIVE = "give-us-this", "Give us this"
        STORY = "suggest-a-story", "A story suggested"
        CALL = "call-me", "Call me"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Answered"
        NOT_POSSIBLE = "not_possible", "Not possible"

    class Reply(models.TextChoices):
        EMAIL = "email", "By e-mail"
        PHONE = "phone", "By phone"
        POST = "post", "By post"
        NONE = "none", "No reply needed"

    class Format(models.TextChoices):
        LARGE = "large-print", "Large print"
        EASY_READ = "easy-read", "Easy Read"
        AUDIO = "audio", "Audio"
        BRAILLE = "braille", "Braille"
        BSL = "bsl", "British Sign Language"
        LANGUAGE = "language", "Another language"
        OTHER = "other", "Something else"

    CONTACT_WORDS: ClassVar[dict[str, str]] = {
        Reply.EMAIL: "e-mail address", Reply.PHONE: "phone number", Reply.POST: "address",
    }  # fmt: skip

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=15, choices=Kind)
    item_kind = models.CharField(max_length=40, default=SITE)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    about = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    format_wanted = models.CharField(max_length=11, choices=Format, blank=True)
    reply_by = models.CharField(max_length=5, choices=Reply)
    name = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=400, blank=True)
    due = models.DateField(help_text="the day by which we answer")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)
    purge_on = models.DateField(help_text="the day on which words and contact are erased")
    erased_on = models.DateField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["due", "id"]
        indexes = [
            models.Index(fields=["state", "due"], name="request_queue"),
            models.Index(fields=["item_kind", "object_id"], name="request_item"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_by="none", contact="")
                | (~Q(reply_by="none") & ~Q(contact=""))
                | Q(erased_on__isnull=False),
                name="%(app_label)s_%(class)s_reply_has_its_contact",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_on=None)
                | (
                    Q(state__in=["done", "not_possible"], answered_on__isnull=False)
                    & (~Q(answer="") | Q(erased_on__isnull=False))
                ),
                name="%(app_label)s_%(class)s_answered_has_words_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(words="", name="", contact="", answer=""),
                name="%(app_label)s_%(class)s_erased_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(item_kind=SITE, object_id=None)
                | (~Q(item_kind=SITE) & Q(object_id__isnull=False)),
                name="%(app_label)s_%(class)s_about_one_thing_or_the_site",
            ),
            models.CheckConstraint(
                condition=(Q(kind="format") & ~Q(format_wanted=""))
                | (~Q(kind="format") & Q(format_wanted="")),
                name="%(app_label)s_%(class)s_format_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.reference}"

    @property
    def late(self) -> bool:
        """Whether it waits for an answer although its day has passed."""
        return self.state == self.State.OPEN and self.due < clock.today()

    @property
    def contact_word(self) -> str:
        """What the contact is: an e-mail address, a phone number, an address."""
        return self.CONTACT_WORDS.get(self.reply_by, "")
