"""What every public record has in common: a state, its stamps, its topics."""

from typing import Self, TypeVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from apps.core.models import Stamped

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


class Topic(Stamped):
    """A subject that work, training and resources share."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Audience(Stamped):
    """Whom training or a resource is for, in the source's exact words."""

    name = models.CharField(max_length=150, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """Where a record stands on its way to the public. Moves between states come with publishing."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "No longer current"
    WITHDRAWN = "withdrawn", "Withdrawn"


PUBLIC_STATES = (State.PUBLISHED, State.ARCHIVED)


Item = TypeVar("Item", bound="Publishable")


class PublishableQuerySet(models.QuerySet[Item]):
    """The words for reading anything that can be public."""

    def public(self) -> Self:
        """What everybody may read: published, and archived (marked as no longer current)."""
        return self.filter(state__in=PUBLIC_STATES)

    def current(self) -> Self:
        """What lists show unless asked otherwise: published and not archived."""
        return self.filter(state=State.PUBLISHED)


class Publishable(Stamped):
    """Columns of everything that goes from draft to public.

    ``slug`` is made at first publication and never changed; ``revision`` counts publications;
    ``published_as`` names who published where no user did ("content file").
    """

    slug = models.SlugField(
        max_length=120, null=True, blank=True, unique=True, validators=[not_reserved]
    )
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_as = models.CharField(max_length=60, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, help_text="public")
    review_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="from the reviewer to the writer")
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
