"""Lists that records of every kind choose from."""

from django.db import models

from apps.core.models import Stamped


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
