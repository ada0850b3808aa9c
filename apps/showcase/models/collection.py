"""Collections: stories that a curator puts side by side, in their order."""

from django.db import models

from apps.core.models import Stamped
from apps.publishing.models import not_reserved
from apps.showcase.models.story import CaseStudy


class Collection(Stamped):
    """Some stories under one title, in the order that a curator gives them."""

    slug = models.SlugField(max_length=120, unique=True, validators=[not_reserved])
    title = models.CharField(max_length=150)
    intro = models.TextField(blank=True, max_length=1000)
    public = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    stories = models.ManyToManyField(CaseStudy, through="CollectionPlace", related_name="+")

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class CollectionPlace(models.Model):
    """A story's place in a collection."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="places")
    story = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="in_collections")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "story"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id} in {self.collection_id}"
