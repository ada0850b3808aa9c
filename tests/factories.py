"""The smallest valid records, for tests that need more, fewer or
stranger ones than the real content."""

import datetime

import factory
from factory.django import DjangoModelFactory

from apps.core.dates import PartialDate
from apps.involvement.models import Activity, Promise, PromiseCover
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


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    reference = factory.Sequence(lambda n: f"INV-2026-{n + 1:04}")
    slug = factory.LazyAttribute(lambda o: o.reference.lower())
    title = factory.Sequence(lambda n: f"Activity {n:03}")
    partner = factory.SubFactory(PartnerFactory)
    when = PartialDate.parse("2026-05-04")
    happened = Activity.Happened.HELD
    state = State.PUBLISHED
    revision = 1
    published_at = PUBLISHED

    @classmethod
    def _create(cls, model_class: type[Activity], *args, when, **kwargs) -> Activity:
        """A partial date is four columns behind one attribute, so it is set after the rest."""
        activity = model_class(**kwargs)
        activity.when = when
        activity.save()
        return activity


def owe(
    activity: Activity, due: datetime.date, answered_on: datetime.date | None = None
) -> Promise:
    """A promise of an answer for an activity, open or answered."""
    promise = Promise.objects.create(
        team=activity.partner, due=due, original_due=due, answered_on=answered_on
    )
    PromiseCover.objects.create(promise=promise, activity=activity, open=answered_on is None)
    return promise
