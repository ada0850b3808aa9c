"""What is done to partners, and how search follows the names that projects are found by."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from apps.core import audit, versions
from apps.core.actors import Actor
from apps.partners.models import Community, Partner, PartnerName, Place
from apps.projects.models import Project
from apps.publishing import search
from apps.publishing.models import Topic

NAMED_IN_PROJECTS = (Partner, Place, Topic, Community)


def renew_after_change(row: Any) -> None:
    """A name that projects are found by has changed, or another row was merged into it."""
    held = {
        Partner: Q(parts__partner=row),
        Place: Q(places=row),
        Topic: Q(topics=row),
        Community: Q(communities=row),
    }[type(row)]
    ids = Project.objects.filter(held).order_by().values("pk")
    search.renew("project", list(ids.values_list("pk", flat=True)))
    if isinstance(row, Partner):
        search.renew("partner", [row.pk])
    elif isinstance(row, Place):
        search.renew("partner", list(row.partners.values_list("pk", flat=True)))


@transaction.atomic
def forget_earlier_name(*, name: PartnerName, by: Actor) -> None:
    """Take an earlier name away that was none."""
    audit.note(act="removed an earlier name", by=by, target=name.partner, name=name.name)
    partner = Partner.objects.select_for_update().get(pk=name.partner_id)
    name.delete()
    partner.edit_count += 1
    partner.save()
    renew_after_change(partner)
    versions.raise_public()
