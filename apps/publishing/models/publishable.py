"""What every public record has in common: a state, its stamps, its topics."""

import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from apps.accounts.scope import Scope, scope_of
from apps.core import clock, site_settings
from apps.core.models import Stamped
from apps.partners.models import Partner
from apps.publishing.models.blocker import Blocker
from apps.publishing.models.lists import Topic

RESERVED_SLUGS = frozenset(
    [
        "new",
        "sessions",
        "collections",
        "suggest",
        "confirm",
        "stop",
        "choose",
        "book",
        "wait",
        "interest",
        "file",
        "cards",
        "word",
        "poster",
        "read-aloud",
        "export",
        "search",
    ]
)
not_reserved = RegexValidator(
    rf"^({'|'.join(sorted(RESERVED_SLUGS))})$",
    "This word is used by the portal's own addresses. Choose another.",
    inverse_match=True,
)


class State(models.TextChoices):
    """Where a record stands on its way to the public; ``publishing.workflow`` moves it."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "No longer current"
    WITHDRAWN = "withdrawn", "Withdrawn"


PUBLIC_STATES = (State.PUBLISHED, State.ARCHIVED)


Item = TypeVar("Item", bound="Publishable")


def covered_by(user: Any, partners: frozenset[int]) -> frozenset[int]:
    """The partners that name one of these as their covering team; asked once for a person, whose
    object lives as long as a request."""
    kept: dict[frozenset[int], frozenset[int]] = user.__dict__.setdefault("_covered", {})
    if partners not in kept:
        rows = Partner.objects.filter(covered_by__in=partners)
        kept[partners] = frozenset(rows.values_list("pk", flat=True)) if partners else frozenset()
    return kept[partners]


class PublishableQuerySet(models.QuerySet[Item]):
    """The words for reading anything that can be public."""

    def public(self) -> Self:
        """What everybody may read: published, and archived (marked as no longer current)."""
        return self.filter(state__in=PUBLIC_STATES)

    def current(self) -> Self:
        """What lists show unless asked otherwise: published and not archived."""
        return self.filter(state=State.PUBLISHED)

    def lends_versions(self) -> Self:
        """What is public, and whose accessible versions hold nothing that it may not show."""
        return self.public()

    def editable_by(self, user: Any) -> Self:
        """What the person may write, and what they began until it is public: a new record names
        no partner at first, or another one. Everything else is not found for them."""
        scope = scope_of(user, self.model.write_permission)
        within = self.model.reached_by(scope)
        if scope.everywhere or scope.nothing:
            return self.filter(within)
        return self.filter(
            within | Q(author=user, state__in=[State.DRAFT, State.IN_REVIEW], revision=0)
        )

    def publishable_by(self, user: Any) -> Self:
        """What the person may review and publish, as far as the rows go: within their scope, and
        what waits for them as the covering team."""
        scope = scope_of(user, self.model.publish_permission)
        within = self.model.reached_by(scope)
        covered = frozenset() if scope.everywhere else covered_by(user, scope.partners)
        if not covered:
            return self.filter(within)
        theirs = self.model.reached_by(Scope(partners=covered))
        return self.filter(within | (theirs & Q(pk__in=self.waiting_for_cover())))

    def waiting_for_cover(self) -> models.QuerySet[Item]:
        """Ids of what the covering team may review: asked, or five working days in review."""
        long_ago = clock.now() - datetime.timedelta(
            days=clock.days_of_working_days(site_settings.number("cover_after_days"))
        )
        waiting = Q(state=State.IN_REVIEW) & (
            Q(cover_asked_at__isnull=False) | Q(submitted_at__lte=long_ago)
        )
        copies = apps.get_model("publishing", "WorkingCopy")._default_manager.filter(
            waiting, kind=self.model.record_kind
        )
        either = waiting | Q(pk__in=copies.values("object_id"))
        return self.model._default_manager.filter(either).values("pk")  # type: ignore[return-value]

    def visible_to(self, user: Any) -> Self:
        """What the person may see on staff pages: what is public and what they may write or
        publish."""
        ids = self.model._default_manager
        return self.filter(
            Q(state__in=PUBLIC_STATES)
            | Q(pk__in=ids.editable_by(user).values("pk"))  # type: ignore[attr-defined]
            | Q(pk__in=ids.publishable_by(user).values("pk"))  # type: ignore[attr-defined]
        )


class UnderReview(Stamped):
    """What waits for a second person: who wrote and sent it, what the reviewer said, from which
    day it is to be public, since when the covering team is asked."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True, help_text="from the reviewer to the writer")
    publish_on = models.DateField(
        null=True, blank=True, help_text="approved, to be public from this day"
    )
    cover_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def came_back(self) -> str:
        """How a draft with a note came to be one."""
        return "Sent back with a note"

    @property
    def was_sent_back(self) -> bool:
        """Whether it is a draft because a reviewer sent it back."""
        state: str = self.state  # type: ignore[attr-defined]
        return state == State.DRAFT and bool(self.note)


class Publishable(UnderReview):
    """Columns of everything that goes from draft to public.

    ``slug`` is made at first publication and never changed; ``revision`` counts publications;
    ``published_as`` names who published where no user did ("content file").
    """

    record_kind: ClassVar[str]  # the registered word
    write_permission: ClassVar[str]
    publish_permission: ClassVar[str]

    slug = models.SlugField(
        max_length=120, null=True, blank=True, unique=True, validators=[not_reserved]
    )
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_as = models.CharField(max_length=60, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, help_text="public")
    withdrawn_on = models.DateField(null=True, blank=True)
    archived_reason = models.CharField(max_length=300, blank=True, help_text="public")
    review_on = models.DateField(null=True, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    is_example = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC_STATES)
                | Q(published_at__isnull=False, slug__isnull=False, revision__gte=1),
                name="%(app_label)s_%(class)s_public_is_dated_and_has_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="%(app_label)s_%(class)s_withdrawn_says_why",
            ),
        ]

    @property
    def came_back(self) -> str:
        """One that was public once may have been withdrawn and reopened by its writer's lead."""
        return "A draft again, with a note" if self.published_at else super().came_back

    @property
    def was_sent_back(self) -> bool:
        """Not of what was reopened."""
        return super().was_sent_back and not self.published_at

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """The rows of this model that lie within a scope."""
        raise NotImplementedError

    @classmethod
    def page_revision(cls) -> Any:
        """The number of the text that its page has, as an expression: another one after each
        publication, never that of an earlier text. What is made from a page remembers it."""
        return models.F("revision")

    @property
    def named_for_address(self) -> str:
        """The words that its address is made from."""
        return str(self)

    def blockers(self) -> list[Blocker]:
        """What must be mended before this can be public, in sentences; empty when nothing."""
        return []

    def completeness(self) -> list[Blocker]:
        """What must be there before a second person is asked to look at it."""
        return []

    def never_becomes(self, data: dict[str, Any]) -> list[Blocker]:
        """What a change of something public may not make of it, in sentences."""
        return []

    def kept_by(self) -> list[Blocker]:
        """Why this may not be withdrawn yet, in sentences: somebody counts on it."""
        return []

    def agreed_outside(self, person: int | None) -> bool:
        """Whether a second person without an account said yes to this very text: then a reviewer
        who wrote part of it may publish it. Not ``person``, by their number, on the yes of somebody
        whom they asked themselves."""
        return False

    def may_not_say(self, changes: dict[str, Any]) -> str:
        """Why these words may not stand in its text, in a sentence; "" where they may."""
        return ""

    def began_before_taken_back(self, began: str) -> bool:
        """Whether a form that ``began`` with such a text holds words that a person took back
        since."""
        return False

    def waits_for_another(self, person: int | None) -> str:
        """Why a reviewer, by their number, is not the one who publishes it although they wrote
        nothing of it, in a sentence; "" where they may."""
        return ""

    def asks_when_archived(self) -> str:
        """What one must say to mark it as no longer current, as a question; "" for nothing."""
        return ""

    def objections(self) -> list[str]:
        """What somebody asked to change in the very text that waits, in sentences: whoever
        publishes it reads them right above the button."""
        return []

    def teams(self) -> list[Partner]:
        """The partners whose leads review it."""
        return []

    @property
    def if_withdrawn(self) -> str:
        """What one should know before one withdraws it."""
        return (
            "The page is gone at once, from search too. Its address says that it was withdrawn, "
            "and why. An answer that is still owed stays in the log as one line."
        )

    def once_withdrawn(self) -> str:
        """Where it stands once it was withdrawn, in a sentence."""
        return "Its address says so, and why."

    def now_public(self) -> None:
        """Called in the transaction that published it: what is published together with it."""

    def now_gone(self) -> None:
        """Called in the transaction that withdrew it: what no longer holds without it."""

    def words_beside(self) -> list[tuple[str, str]]:
        """(what it is called, words) of what stands beside the text and goes to the public with
        it."""
        return []

    def asks_of(self, consent: Any) -> list[Blocker]:
        """What is missing, in sentences, before this page shows one more thing that rests on a
        consent (beyond that being live): the yes of the person, where the kind asks for it."""
        return []

    def shown_with(self) -> list[tuple[str, int]]:
        """(kind, id) of other records whose public pages say where this one stands, also while
        it is on its way, and by whose pages it is found."""
        return []
