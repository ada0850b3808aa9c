"""The index of bits agrees with asking the database, whatever is chosen."""

import random

import pytest

from apps.partners.models import Partner
from apps.projects.levels import NOT_STATED, Level
from apps.projects.models import Project
from apps.publishing.filtering.wishes import Wish
from apps.publishing.models import Topic
from apps.showcase.facets import ProjectFacets
from apps.showcase.listing import ProjectListing
from tests.factories import PartFactory, PartnerFactory, PlaceFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(db):
    dice = random.Random(7)  # noqa: S311 - a test
    places = [PlaceFactory() for _ in range(4)]
    partners = [PartnerFactory() for _ in range(5)]
    topics = [Topic.objects.create(name=f"t{n}", slug=f"t{n}") for n in range(3)]
    for _ in range(60):
        project = ProjectFactory(
            claimed_level=dice.choice(["", *Level.values]), kind=dice.choice(Project.Kind.values)
        )
        project.places.set(dice.sample(places, dice.randint(0, 2)))
        project.topics.set(dice.sample(topics, dice.randint(0, 2)))
        for partner in dice.sample(partners, dice.randint(0, 2)):
            PartFactory(project=project, partner=partner)
            PartFactory(project=project, partner=partner, role="host")
    return dice


def by_database(chosen):
    found = Project.objects.current()
    if "level" in chosen:
        found = found.filter(
            claimed_level__in=["" if v == NOT_STATED else v for v in chosen["level"]]
        )
    if "kind" in chosen:
        found = found.filter(kind__in=chosen["kind"])
    if "topic" in chosen:
        found = found.filter(pk__in=Project.objects.filter(topics__slug__in=chosen["topic"]))
    if "partner" in chosen:
        partners = Partner.objects.filter(slug__in=chosen["partner"])
        found = found.filter(pk__in=Project.objects.filter(parts__partner__in=partners))
    return found


def test_any_choice_finds_what_the_database_finds(crowd):
    index = ProjectFacets()
    for _ in range(40):
        chosen = {}
        for group in ("level", "kind", "topic", "partner"):
            if crowd.random() < 0.5:
                values = list(index.groups[group].labels)
                chosen[group] = tuple(crowd.sample(values, crowd.randint(1, 2)))
        listing = ProjectListing.answer(Wish("", chosen, None, None, "recent", 1, False), index)
        assert set(index.ordered(listing.matching, "recent")) == set(
            by_database(chosen).values_list("pk", flat=True)
        )
        for group in listing.groups():
            for value, _, number, _ in group["choices"]:
                if group["name"] in ("level", "kind", "topic", "partner"):
                    alone = {**chosen, group["name"]: (value,)}
                    assert number == by_database(alone).count(), (group["name"], value)


def test_pages_are_slices_of_the_whole_in_both_orders(crowd):
    index = ProjectFacets()
    every = index.everything
    for sort in ("recent", "title"):
        whole = list(index.ordered(every, sort))
        pages = [index.page(every, sort, start, 7) for start in range(0, 60, 7)]
        assert [pk for page in pages for pk in page] == whole
        assert len(set(whole)) == 60
