"""The smallest valid records, for tests that need more, fewer or
stranger ones than the real content."""

import datetime

import factory
from factory.django import DjangoModelFactory

from apps.partners.models import Partner, Place
from apps.projects.models import Project, ProjectPartner
from apps.publishing.models import State

PUBLISHED = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda n: f"Place {n}")
    slug = factory.Sequence(lambda n: f"place-{n}")
    kind = Place.Kind.PLACE


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"Partner {n}")
    slug = factory.Sequence(lambda n: f"partner-{n}")
    sort_key = factory.LazyAttribute(lambda o: o.name.casefold())


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project

    title = factory.Sequence(lambda n: f"Project {n:03}")
    sort_key = factory.LazyAttribute(lambda o: o.title.casefold())
    slug = factory.Sequence(lambda n: f"project-{n}")
    kind = Project.Kind.PROJECT
    state = State.PUBLISHED
    revision = 1
    published_at = PUBLISHED


class PartFactory(DjangoModelFactory):
    class Meta:
        model = ProjectPartner

    project = factory.SubFactory(ProjectFactory)
    partner = factory.SubFactory(PartnerFactory)
    role = ProjectPartner.Role.LEAD
