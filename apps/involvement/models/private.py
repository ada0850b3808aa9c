"""What never becomes public: notes, files, and counts by characteristic. Tables of their own, which
no public page, search or export reads."""

from django.conf import settings
from django.db import models

from apps.core.models import Stamped
from apps.involvement.models.activity import Activity


class ActivityNote(Stamped):
    """A working note of the partner that owns an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Attachment(Stamped):
    """A file of the partner that owns an activity: minutes, a sign-in sheet's totals, slides."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attachments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=150)
    file = models.FileField(upload_to="attachments/%Y/", max_length=200)
    size = models.PositiveIntegerField(help_text="bytes")

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name


class EqualityCount(models.Model):
    """How many of those who took part were of a category of a characteristic
    (``involvement.equality``). A row with 0 says that it was asked; no row, that it was not."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="equality")
    characteristic = models.CharField(max_length=20)
    category = models.CharField(max_length=40)
    value = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "characteristic", "category"],
                name="%(app_label)s_%(class)s_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.characteristic}, {self.category}: {self.value}"
