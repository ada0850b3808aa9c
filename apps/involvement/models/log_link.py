"""A link by which a group logs an activity itself, once."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core import clock
from apps.core.models import Stamped
from apps.involvement.models.activity import Activity
from apps.partners.models import Partner


class LogLinkQuerySet(models.QuerySet["LogLink"]):
    """Words for reading links."""

    def open(self) -> "LogLinkQuerySet":
        """Not used, and not expired."""
        return self.filter(used_on=None, expires_on__gte=clock.today())


class LogLink(Stamped):
    """Sent by a member of staff to a group: the six questions, one use, 14 days. Only a keyed hash
    of its secret is kept."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="log_links"
    )
    group_name = models.CharField(max_length=150)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    used_on = models.DateField(null=True, blank=True)

    objects: Any = LogLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(activity=None) | Q(used_on__isnull=False),
                name="%(app_label)s_%(class)s_used_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_name}, until {self.expires_on}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        return self.used_on is None and self.expires_on >= clock.today()
