"""The portal's own texts: pages, the glossary, published quotations."""

from django.db import models
from django.db.models import Q

from apps.accounts.scope import Scope
from apps.core.models import Stamped
from apps.library.models.resource import Resource
from apps.projects.models import Project
from apps.publishing.models import Blocker, Publishable, PublishableQuerySet


class Page(Publishable):
    """A page of text in Markdown, with the day by which somebody looks at it again."""

    record_kind = "page"
    write_permission = "library.write_page"
    publish_permission = "library.publish_page"

    title = models.CharField(max_length=150)
    lede = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    reviewed_on = models.DateField(help_text="when somebody last checked it")

    objects = PublishableQuerySet["Page"].as_manager()

    class Meta(Publishable.Meta):
        constraints = [*Publishable.Meta.constraints]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public address: the slug is the path."""
        return f"/{self.slug}/"

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """Pages belong to the whole portal: all of them, or none."""
        return Q() if scope.everywhere else Q(pk__in=[])

    def blockers(self) -> list[Blocker]:
        """Somebody says by when it is looked at again."""
        if self.review_on:
            return []
        return [Blocker("Say by when the page is looked at again.", "dates")]


class GlossaryTermQuerySet(models.QuerySet["GlossaryTerm"]):
    """Words for reading the glossary."""

    def meanings(self) -> dict[str, str]:
        """Abbreviations with what they stand for."""
        return dict(self.exclude(expansion="").values_list("term", "expansion"))


class GlossaryTerm(Stamped):
    """A word or abbreviation explained; ``author`` wrote the
    definition, ``quoted_in`` handed it on."""

    term = models.CharField(max_length=100, unique=True)
    sort_key = models.CharField(max_length=100, editable=False)
    expansion = models.CharField("what the abbreviation stands for", max_length=200, blank=True)
    definition = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    quoted_in = models.CharField(max_length=200, blank=True)

    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.term


class Quotation(Stamped):
    """A passage from a published work, word for word, with where it is from."""

    key = models.SlugField(max_length=40, unique=True)
    text = models.TextField()
    attribution = models.CharField(max_length=200, blank=True)
    quoted_in = models.CharField(max_length=200, blank=True)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    resource = models.ForeignKey(
        Resource, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.key
