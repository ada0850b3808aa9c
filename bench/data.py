"""Made-up projects in any number, the same ones each time: a fixed seed, no real name in them."""

import datetime
import random
from itertools import islice

from django.core.management import call_command
from django.db import transaction

from apps.core import versions
from apps.partners.models import Partner, Place
from apps.projects.levels import Level
from apps.projects.models import Project, ProjectCount, ProjectLink, ProjectPartner
from apps.publishing import search
from apps.publishing.models import Topic
from bench import log, stories, training
from bench.words import PUBLISHED, SEED, WORDS


def make(number: int) -> None:
    """Load the content and add made-up projects until there are ``number``."""
    call_command("load_content", verbosity=0, stdout=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    dice = random.Random(SEED)
    partners = list(Partner.objects.all()) + Partner.objects.bulk_create(
        Partner(name=f"Partner {n}", slug=f"made-{n}", sort_key=f"partner {n:04}")
        for n in range(min(200, max(10, number // 50)))
    )
    places, topics = list(Place.objects.all()), list(Topic.objects.all())
    missing = number - Project.objects.count()
    ids = iter(range(missing))
    while batch := list(islice(ids, 2000)):
        with transaction.atomic():
            _batch(dice, batch, partners, places, topics)
    search.rebuild()
    log.make(number * log.A_PROJECT)
    stories.make(max(1, number // stories.PROJECTS_A_STORY))
    training.make(number)
    versions.raise_public()


def _batch(dice, batch, partners, places, topics) -> None:
    projects = Project.objects.bulk_create(_project(dice, n) for n in batch)
    Project.places.through.objects.bulk_create(
        Project.places.through(project=p, place=place)
        for p in projects
        for place in dice.sample(places, dice.randint(0, 2))
    )
    Project.topics.through.objects.bulk_create(
        Project.topics.through(project=p, topic=topic)
        for p in projects
        for topic in dice.sample(topics, dice.randint(0, 2))
    )
    ProjectPartner.objects.bulk_create(
        ProjectPartner(project=p, partner=partner, role=dice.choice(["lead", "partner", "host"]))
        for p in projects
        for partner in dice.sample(partners, dice.randint(1, 3))
    )
    ProjectCount.objects.bulk_create(
        ProjectCount(project=p, value=20, qualifier="about", unit="people", words="about 20 people")
        for p in projects[::3]
    )
    ProjectLink.objects.bulk_create(
        ProjectLink(source=a, target=b, kind="led_to")
        for a, b in zip(projects[::10], projects[1::10], strict=False)
    )


def _project(dice: random.Random, number: int) -> Project:
    words = dice.choices(WORDS, k=30)
    title = f"{' '.join(words[:4]).capitalize()} {number}"
    project = Project(
        title=title,
        sort_key=title.casefold(),
        slug=f"made-{number}",
        kind=dice.choice(Project.Kind.values),
        status=dice.choice(Project.Status.values),
        claimed_level=dice.choice(["", "", *Level.values]),
        summary=" ".join(words).capitalize() + ".",
        source_excerpt=" ".join(dice.choices(WORDS, k=120)),
        state="published",
        revision=1,
        published_at=PUBLISHED,
    )
    if number % 4 == 0:
        project.source_excerpt += " quarterly"  # P7 looks for it
    if dice.random() < 0.7:
        year = dice.randint(2012, 2026)
        project.start_first = datetime.date(year, 1, 1)
        project.start_last = datetime.date(year, 12, 31)
        project.start_precision = "year"
    return project
