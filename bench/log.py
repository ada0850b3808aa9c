"""Made-up activities in any number, with promises, places, topics and communities: a fixed seed."""

import datetime
import random
from itertools import islice

from django.db import transaction

from apps.core import versions
from apps.core.dates import PartialDate
from apps.involvement.models import Activity, Promise, PromiseCover
from apps.partners.models import Community, Partner, Place
from apps.projects.levels import Level
from apps.projects.models import Project
from apps.publishing.models import Topic
from bench.words import PUBLISHED, SEED, WORDS

A_PROJECT = 10  # activities for each project
BATCH = 2000
FIRST, DAYS = datetime.date(2016, 1, 1), 3900


def make(number: int) -> None:
    """Add so many activities. They are not put into search: its scenarios have their own size."""
    dice = random.Random(SEED)
    partners, places = list(Partner.objects.all()), list(Place.objects.all())
    topics = list(Topic.objects.all())
    communities = list(Community.objects.all()) + Community.objects.bulk_create(
        Community(name=f"Community {n}", slug=f"made-{n}") for n in range(20)
    )
    projects = list(Project.objects.order_by("pk").values_list("pk", flat=True)[:500])
    ids = iter(range(number))
    while batch := list(islice(ids, BATCH)):
        with transaction.atomic():
            rows = [_activity(dice, n, partners, projects) for n in batch]
            made = Activity.objects.bulk_create(rows)
            for relation, key, choices in (
                (Activity.places, "place", places),
                (Activity.topics, "topic", topics),
                (Activity.communities, "community", communities),
            ):
                _join(dice, made, relation.through, key, choices)
            _promise(dice, made)
    versions.raise_public()


def _join(dice, made, through, key, choices) -> None:
    through.objects.bulk_create(
        through(activity=activity, **{key: one})
        for activity in made
        for one in dice.sample(choices, dice.randint(0, 2))
    )


def _promise(dice: random.Random, made: list[Activity]) -> None:
    promised = [activity for activity in made if activity.claimed_level not in ("", Level.INFORM)]
    promises = []
    for activity in promised:
        due = activity.when.last + datetime.timedelta(days=60)
        answered = due + datetime.timedelta(days=dice.randint(-50, 30))
        promises.append(
            Promise(
                team=activity.partner, due=due, original_due=due,
                answered_on=answered if dice.random() < 0.8 else None,
            )
        )  # fmt: skip
    Promise.objects.bulk_create(promises)
    PromiseCover.objects.bulk_create(
        PromiseCover(promise=promise, activity=activity, open=promise.answered_on is None)
        for promise, activity in zip(promises, promised, strict=True)
    )


def _activity(dice, number, partners, projects) -> Activity:
    words = dice.choices(WORDS, k=25)
    day = FIRST + datetime.timedelta(days=dice.randrange(DAYS))
    reference = f"MADE-{day.year}-{number + 1:06}"
    activity = Activity(
        reference=reference,
        slug=reference.lower(),
        title=f"{' '.join(words[:3]).capitalize()} {number}",
        partner=dice.choice(partners),
        project_id=dice.choice(projects),
        claimed_level=dice.choice(["", *Level.values]),
        level_reason=" ".join(words[:8]),
        heard=" ".join(words).capitalize() + ".",
        public_summary=" ".join(dice.choices(WORDS, k=60)),
        took_part_value=dice.randint(2, 60),
        took_part_qualifier="about",
        took_part_unit="people",
        each_knows=True,
        state="published",
        revision=1,
        published_at=PUBLISHED,
    )
    activity.when = PartialDate(day, day, "day")
    return activity
