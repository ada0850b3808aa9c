"""What can be shown for a way of involving people: answers to its own signs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import Stamped
from apps.involvement.models.activity import Activity
from apps.projects.models import EvidenceSign, Project


class EvidenceAnswer(Stamped):
    """Whether a sign was so, for a project or an activity. It keeps the words that were asked, so
    that a sign worded anew later changes no answer."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_APPLICABLE = "not_applicable", "Does not apply"

    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    sign = models.ForeignKey(EvidenceSign, on_delete=models.PROTECT, related_name="answers")
    sign_version = models.PositiveSmallIntegerField()
    asked = models.CharField(max_length=200)
    answer = models.CharField(max_length=14, choices=Answer)
    note = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["sign__position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity=None, project__isnull=False)
                | Q(activity__isnull=False, project=None),
                name="%(app_label)s_%(class)s_of_one_record",
            ),
            models.UniqueConstraint(
                fields=["activity", "sign"],
                condition=Q(activity__isnull=False),
                name="%(app_label)s_%(class)s_once_activity",
            ),
            models.UniqueConstraint(
                fields=["project", "sign"],
                condition=Q(project__isnull=False),
                name="%(app_label)s_%(class)s_once_project",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked}: {self.get_answer_display()}"
