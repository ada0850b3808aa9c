"""The lines of an Easy Read version."""

from django.core.exceptions import ValidationError
from django.db import models

from apps.publishing.models.format import AccessibleVersion
from apps.publishing.models.picture import Picture


class EasyReadLine(models.Model):
    """A line of an Easy Read version: a picture at the left, a short sentence at the right."""

    version = models.ForeignKey(AccessibleVersion, on_delete=models.CASCADE, related_name="lines")
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="in_lines"
    )
    sentence = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.sentence

    def clean(self) -> None:
        """Only a version's own pictures stand in it; one that is gone leaves the line without.
        Raises ``ValidationError``."""
        if self.picture_id is None:
            return
        picture = Picture.objects.filter(pk=self.picture_id).first()
        if picture is None:
            self.picture = None
        elif (picture.kind, picture.object_id) != (self.version.record_kind, self.version_id):
            raise ValidationError("Choose a picture of this version, or none.")
