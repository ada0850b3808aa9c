"""What was shown at a session: slides, a handout, a recording elsewhere."""

from pathlib import PurePath

from django.db import models
from django.db.models import Q

from apps.core import file_kinds
from apps.core.models import Stamped
from apps.training.models.session import Session


class SessionSlides(Stamped):
    """A file or a link of one session. For those who present it, and afterwards for those who came;
    never public."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="slides")
    name = models.CharField(max_length=150, help_text="as people read it")
    link = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="slides/%Y/", max_length=200, blank=True)
    file_name = models.CharField(max_length=150, blank=True, help_text="as it was sent")
    size = models.PositiveIntegerField(default=0, help_text="bytes")

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(file="")) | (~Q(link="") & Q(file="")),
                name="%(app_label)s_%(class)s_a_file_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_and_size(self) -> str:
        """What people get, like "PDF, 1.2 MB"."""
        ending = PurePath(self.file_name).suffix.lstrip(".").upper()
        return f"{ending}, {file_kinds.in_words(self.size)}"
