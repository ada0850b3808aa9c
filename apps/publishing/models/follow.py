"""Whom we write to when there is news, and what was news."""

import secrets

from django.db import models
from django.db.models import Q

from apps.publishing.models.request import SITE


def new_public_id() -> str:
    """What a link names a follower by: it says nothing about them or how many there are."""
    return secrets.token_urlsafe(12)


class FollowQuerySet(models.QuerySet["Follow"]):
    """Words for reading who follows."""

    def confirmed(self) -> "FollowQuerySet":
        """Those whose address said yes; nobody else is written to twice."""
        return self.filter(confirmed_at__isnull=False)

    def by_mail(self) -> "FollowQuerySet":
        """Those that are written to; the others are rung."""
        return self.exclude(email="")

    def of_one_mailbox(self, mailbox: str) -> "FollowQuerySet":
        """All that one mailbox, or one number, follows."""
        return self.filter(mailbox=mailbox)


class Follow(models.Model):
    """An e-mail address, or a number to ring, that asked for news of one record; an address also
    of everything. The row is deleted when they stop, and after some days when they never said yes.

    ``kind`` is a word of ``publishing.types``; ``told_upto`` is the moment up to which they know
    all. Its links are signed over ``public_id`` and ``link_version``.
    """

    mailbox = models.CharField(
        max_length=260, help_text="the address or number in the one form that all spellings share"
    )
    email = models.EmailField(blank=True, help_text="as it was typed; empty for a number")
    phone = models.CharField(max_length=40, blank=True, help_text="of somebody without e-mail")
    name = models.CharField(max_length=80, blank=True, help_text="whom to ask for on the phone")
    kind = models.CharField(max_length=40, default=SITE)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    weekly = models.BooleanField(default=True, help_text="once a week, or as soon as there is news")
    asked_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_upto = models.DateTimeField(null=True, blank=True)
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    link_version = models.PositiveIntegerField(default=1)

    objects = FollowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id"], name="follow_item"),
            models.Index(fields=["weekly", "told_upto"], name="follow_to_tell"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SITE, object_id=None)
                | (~Q(kind=SITE) & Q(object_id__isnull=False)),
                name="%(app_label)s_%(class)s_one_thing_or_everything",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, told_upto=None)
                | Q(confirmed_at__isnull=False, told_upto__isnull=False),
                name="%(app_label)s_%(class)s_told_once_confirmed",
            ),
            models.CheckConstraint(
                condition=(Q(phone="", name="") & ~Q(email="")) | (Q(email="") & ~Q(phone="")),
                name="%(app_label)s_%(class)s_written_to_or_rung",
            ),
            models.UniqueConstraint(
                fields=["mailbox", "kind", "object_id"], name="%(app_label)s_%(class)s_once"
            ),
            models.UniqueConstraint(
                fields=["mailbox"], condition=Q(kind=SITE), name="%(app_label)s_%(class)s_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"a follower of {self.kind} {self.object_id or ''}".rstrip()


class Refusal(models.Model):
    """A mailbox or number that wants none of this ever; only a keyed hash of it is kept."""

    hash = models.CharField(max_length=64, unique=True)
    on = models.DateField()

    def __str__(self) -> str:
        return f"a refusal of {self.on:%-d %B %Y}"


class News(models.Model):
    """A record that became public for the first time, and when: what followers hear of, once. One
    that was withdrawn before anybody was told goes, and is news when it comes back."""

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    at = models.DateTimeField(db_index=True)
    told = models.BooleanField(default=False, help_text="a mail or a call was left for it")

    class Meta:
        verbose_name_plural = "news"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} on {self.at:%-d %B %Y}"
