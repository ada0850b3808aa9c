"""Organisations, places, communities and contacts; the screens over them stand further up."""

from django.db import models
from django.db.models import F, Q

from apps.core.dates import PartialDateField, partial_date_is_whole
from apps.core.models import Stamped


def sort_key(name: str) -> str:
    """How a name sorts: without case, and without a leading "The"."""
    return name.casefold().removeprefix("the ").strip()


class Place(Stamped):
    """West Yorkshire as a whole, its districts, later
    neighbourhoods. A filter means the exact place."""

    class Kind(models.TextChoices):
        SYSTEM = "system", "The whole area"
        PLACE = "place", "Place"
        NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=13, choices=Kind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    tile_col = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="half columns, from 1"
    )
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True, help_text="from 1")

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="%(app_label)s_%(class)s_not_inside_itself",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """How the place reads as a choice: the area as a whole is a choice of its own."""
        return f"Whole of {self.name}" if self.kind == self.Kind.SYSTEM else self.name


class Community(Stamped):
    """A group of people that work is about or sought to reach, in their own or the
    source's words."""

    name = models.CharField(max_length=150, unique=True)
    slug = models.SlugField(max_length=150, unique=True)
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name


class PartnerQuerySet(models.QuerySet["Partner"]):
    """Words for reading partners."""

    def public(self) -> "PartnerQuerySet":
        """Those that the directory shows."""
        return self.filter(public=True)


class Partner(Stamped):
    """An organisation, network or programme that works with people, alone or with others."""

    class Kind(models.TextChoices):
        PARTNERSHIP = "partnership", "Health and care partnership"
        NETWORK = "network", "Network"
        SYSTEM = "system", "System"
        PROGRAMME = "programme", "Programme"
        CONSULTANCY = "consultancy", "Participation consultancy"
        NATIONAL_BODY = "national_body", "National body"
        NATIONAL_SUPPORT = "national_support", "National support"
        COALITION = "coalition", "Coalition"

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=200, unique=True, help_text="made once, never changed")
    sort_key = models.CharField(max_length=200, editable=False)
    short_name = models.CharField("abbreviation", max_length=30, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="partners"
    )
    summary = models.CharField("what they do", max_length=400, blank=True)
    how_to_work_with = models.TextField("how to work with them", blank=True)
    url = models.URLField("web address", blank=True)
    active_from = PartialDateField()
    active_to = PartialDateField()
    public = models.BooleanField("shown in the directory", default=True)
    covered_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="covers"
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [partial_date_is_whole("active_from"), partial_date_is_whole("active_to")]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """The name with its abbreviation, as on first use."""
        return f"{self.name} ({self.short_name})" if self.short_name else self.name


class PartnerName(Stamped):
    """A name a partner had before, so that people who know the old one still find it."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="earlier_names")
    name = models.CharField(max_length=200)
    until = PartialDateField()

    class Meta:
        constraints = [partial_date_is_whole("until")]

    def __str__(self) -> str:
        return self.name


class Contact(Stamped):
    """A way to reach somebody for a purpose. E-mail addresses stand here and nowhere else."""

    class Scope(models.TextChoices):
        LOCAL = "local", "In West Yorkshire"
        NATIONAL = "national", "National"

    label = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.SET_NULL)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL)
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.LOCAL)
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField(max_length=30, blank=True)
    access_note = models.CharField(max_length=300, blank=True)
    offers = models.CharField(max_length=300, blank=True)
    review_on = models.DateField(null=True, blank=True)
    public = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["scope", "position", "id"]

    def __str__(self) -> str:
        return self.label
