"""The choices that several lists filter by: key → (value in the address, name)."""

from apps.partners.models import Place
from apps.publishing.models import Topic

Choices = dict[int, tuple[str, str]]


def places() -> Choices:
    """Places in their order; the area as a whole is a choice of its own and stands last."""
    found = list(Place.objects.exclude(kind=Place.Kind.NEIGHBOURHOOD))
    found.sort(key=lambda place: (place.kind == Place.Kind.SYSTEM, place.position))
    return {place.pk: (place.slug, place.label) for place in found}


def topics() -> Choices:
    """Topics by name."""
    found = Topic.objects.values_list("pk", "slug", "name")
    return {pk: (slug, name[:1].upper() + name[1:]) for pk, slug, name in found}
