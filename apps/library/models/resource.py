"""What people can take away: a resource, who made it, and where it is: files and addresses."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.accounts.scope import Scope
from apps.core import clock
from apps.core.dates import PartialDateField, partial_date_is_whole
from apps.core.models import Stamped
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing import languages
from apps.publishing.models import Audience, Publishable, PublishableQuerySet
from apps.publishing.models.blocker import Blocker


class ResourceQuerySet(PublishableQuerySet["Resource"]):
    """Words for reading resources."""


class Resource(Publishable):
    """Something that was made and can be read, seen or used, with where it is.

    One whose address the source leaves out says so (``address_not_given``): people can ask for it.
    ``access_words`` say to whom a restricted one opens, as the source puts it; ``source_words`` are
    its own words about it. ``levels`` are the ways of involving people that it is about.
    """

    record_kind = "resource"
    write_permission = "library.write_resource"
    publish_permission = "library.publish_resource"

    class Kind(models.TextChoices):
        SLIDES = "slides", "Slides"
        TOOLKIT = "toolkit", "Toolkit"
        NEWSLETTER = "newsletter", "Newsletter"
        VIDEO = "video", "Video"
        GUIDANCE = "guidance", "Guidance"
        STRATEGY = "strategy", "Strategy"
        REPORT = "report", "Report"
        PRESENTATION = "presentation", "Presentation"
        INFOGRAPHIC = "infographic", "Infographic"
        WORKSPACE = "workspace", "Online workspace"

    class Access(models.TextChoices):
        OPEN = "open", "Open to everybody"
        RESTRICTED = "restricted", "Only for people who have access"

    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    summary = models.TextField(blank=True, help_text="what it says, to be read on its page")
    source_words = models.TextField("what the source says of it", blank=True)
    source_heading = models.CharField(
        "the heading it stands under in the source", max_length=100, blank=True
    )
    issued = PartialDateField()
    levels = models.JSONField(default=list, blank=True, help_text="codes of ways of involving")
    audiences = models.ManyToManyField(Audience, blank=True, related_name="+")
    projects = models.ManyToManyField(Project, blank=True, related_name="resources")
    language = models.CharField(max_length=12, default=languages.ENGLISH)
    licence = models.CharField(max_length=200, blank=True)
    access = models.CharField(max_length=10, choices=Access, default=Access.OPEN)
    access_words = models.CharField("who has access", max_length=200, blank=True)
    address_not_given = models.BooleanField("its address is not given", default=False)
    reviewed_on = models.DateField(null=True, blank=True, help_text="when the page was checked")

    objects = ResourceQuerySet.as_manager()

    class Meta(Publishable.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            partial_date_is_whole("issued"),
            models.CheckConstraint(
                condition=Q(access="open") | Q(access="restricted"),
                name="%(app_label)s_%(class)s_access_is_known",
            ),
        ]
        indexes = [models.Index(fields=["state", "sort_key"], name="resource_by_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("library:resource", args=[self.slug])

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """Resources that a partner of the scope made, or that came from a project within it."""
        if scope.everywhere:
            return Q()
        made = ResourceMaker.objects.filter(partner__in=scope.partners)
        of_projects = cls.projects.through.objects.filter(
            project__in=Project.objects.filter(Project.reached_by(scope))
        )
        return Q(pk__in=made.values("resource")) | Q(pk__in=of_projects.values("resource"))

    def teams(self) -> list[Partner]:
        """The partners that it is from."""
        makers = self.makers.filter(partner__isnull=False)
        return list(Partner.objects.filter(pk__in=makers.values("partner")))

    @property
    def takes_cards(self) -> bool:
        """Whether it can be read as prompt cards: guidance that asks rather than instructs."""
        return self.kind == self.Kind.GUIDANCE

    def completeness(self) -> list[Blocker]:
        """Where it is, or that nobody says so, and to whom it opens."""
        missing = []
        found = self.items.exists()
        if not found and not self.address_not_given:
            sentence = (
                "Add a file or an address, or say that its address is not given: people can then "
                "ask us for it."
            )
            missing.append(Blocker(sentence, "where"))
        if found and self.address_not_given:
            sentence = "You say that its address is not given, and name one. Keep one of the two."
            missing.append(Blocker(sentence, "where"))
        if self.access == self.Access.RESTRICTED and not self.access_words:
            sentence = "Say who has access, in the words of those who run it."
            missing.append(Blocker(sentence, "where"))
        if not self.takes_cards and self.cards.exists():
            sentence = "Only guidance has cards. Delete the cards, or make it guidance."
            missing.append(Blocker(sentence, "about"))
        return missing

    def blockers(self) -> list[Blocker]:
        """The same holds for being public."""
        return self.completeness()


class ResourceMaker(models.Model):
    """A partner that a resource is from, or an author credited by name and title."""

    class Role(models.TextChoices):
        FROM = "from", "it is from them"
        AUTHOR = "author", "wrote it"
        FOR = "for", "made for them"

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="makers")
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="resources_made"
    )
    credit_name = models.CharField(max_length=150, blank=True)
    credit_title = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=6, choices=Role, default=Role.FROM)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False, credit_name="", credit_title="")
                | (Q(partner=None) & ~Q(credit_name="")),
                name="%(app_label)s_%(class)s_partner_or_credit",
            ),
            models.UniqueConstraint(
                fields=["resource", "partner", "role"],
                condition=Q(partner__isnull=False),
                name="%(app_label)s_%(class)s_role_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.partner or self.credit_name)


def path_of(file: "ResourceFile", name: str) -> str:
    """Where a file is kept: under a name that says nothing and that nobody chose."""
    return f"resources/{clock.today():%Y}/{uuid.uuid4()}.{file.ending}"


class ResourceFile(Stamped):
    """A file of a resource, kept apart and handed out by one view that looks who may have it. It is
    public while a public text names it; ``leaving``: it goes with the change that waits."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="files")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=150, help_text="as it was called when it came")
    ending = models.CharField(max_length=5, help_text="what kind of file it is, looked at")
    file = models.FileField(upload_to=path_of, max_length=200)
    size = models.PositiveBigIntegerField(help_text="bytes")
    leaving = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_public(self) -> bool:
        """Whether the text that people read names it."""
        rows: Any = Resource.objects.public()
        return bool(rows.filter(items__file=self).exists())


class ResourceItem(models.Model):
    """One thing to take: a file of ours, or an address elsewhere."""

    class Form(models.TextChoices):
        PAGE = "page", "Web page"
        PDF = "pdf", "PDF"
        WORD = "word", "Word"
        SLIDES = "slides", "PowerPoint"
        TABLE = "table", "Table"
        VIDEO = "video", "Video"
        AUDIO = "audio", "Audio"
        PICTURE = "picture", "Picture"
        TEXT = "text", "Plain text"
        WORKSPACE = "workspace", "Online workspace"

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="items")
    words = models.CharField("what it is", max_length=150, blank=True)
    file = models.ForeignKey(
        ResourceFile, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    url = models.URLField(max_length=500, blank=True)
    form = models.CharField(max_length=9, choices=Form)
    pages = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["url"], name="resource_item_url")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(file=None) & ~Q(url="")) | Q(file__isnull=False, url=""),
                name="%(app_label)s_%(class)s_file_or_address",
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.get_form_display()
