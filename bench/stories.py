"""Made-up stories in any number, with the people who speak in them, pictures, topics and the
partners that tell them: a fixed seed."""

import datetime
import random
from itertools import islice

from django.db import transaction

from apps.core import versions
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing.models import Consent, Picture, Topic
from apps.showcase.models import (
    HEADINGS,
    CaseStudy,
    Collection,
    CollectionPlace,
    StoryBlock,
    StoryPicture,
    StoryWriter,
)
from bench.words import PUBLISHED, SEED, WORDS

PROJECTS_A_STORY = 10
BATCH = 1000
VOICES, PICTURES = 3, 2  # of each story
PARAGRAPHS = 3  # under each heading
WIDTHS = [480, 960, 1600]
NEVER = datetime.date(2099, 1, 1)


def make(number: int) -> None:
    """Add so many stories, the first three featured, twenty in a collection. They are not put into
    search: its scenarios have their own size."""
    dice = random.Random(SEED)
    partners, topics = list(Partner.objects.all()), list(Topic.objects.all())
    projects = list(Project.objects.filter(slug__startswith="made").order_by("pk")[:500])
    ids = iter(range(number))
    while batch := list(islice(ids, BATCH)):
        with transaction.atomic():
            made = CaseStudy.objects.bulk_create(_story(dice, n, projects) for n in batch)
            _people(dice, made, partners)
            _topics(dice, made, topics)
            _pictures(dice, made)
    _curated()
    versions.raise_public()


def _text(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


def _story(dice: random.Random, number: int, projects: list[Project]) -> CaseStudy:
    title = f"The story of {' '.join(dice.choices(WORDS, k=3))} {number}"
    fields = [*(name for name in HEADINGS if name != "changed"), "changed", "not_changed"]
    texts = {name: "\n\n".join(_text(dice, 60) for _ in range(PARAGRAPHS)) for name in fields}
    texts["together"] += "\n\n- " + "\n- ".join(_text(dice, 8) for _ in range(4))
    return CaseStudy(
        title=title,
        sort_key=title.casefold(),
        slug=f"made-story-{number}",
        project=dice.choice(projects),
        summary=_text(dice, 40),
        content_note=_text(dice, 8) if number % 5 == 0 else "",
        featured=number + 1 if number < 3 else None,
        state="published",
        revision=1,
        published_at=PUBLISHED + datetime.timedelta(hours=number),
        **texts,
    )


def _people(dice: random.Random, made: list[CaseStudy], partners: list[Partner]) -> None:
    tellers = [dice.sample(partners, 2) for _ in made]
    StoryWriter.objects.bulk_create(
        StoryWriter(story=story, partner=partner, position=at)
        for story, two in zip(made, tellers, strict=True)
        for at, partner in enumerate(two)
    )
    consents = Consent.objects.bulk_create(
        Consent(
            partner=two[0], label="Made", capacity="self", on_portal=True, words=True,
            credit_as="A carer", state="given", given_on=PUBLISHED.date(), expires_on=NEVER,
        )
        for two in tellers
    )  # fmt: skip
    StoryBlock.objects.bulk_create(
        StoryBlock(story=story, heading=heading, body=_text(dice, 14), consent=consent)
        for story, consent in zip(made, consents, strict=True)
        for heading in dice.sample(list(HEADINGS), VOICES)
    )


def _topics(dice: random.Random, made: list[CaseStudy], topics: list[Topic]) -> None:
    through = CaseStudy.topics.through
    through.objects.bulk_create(
        through(casestudy=story, topic=topic)
        for story in made
        for topic in dice.sample(topics, dice.randint(0, 2))
    )


def _pictures(dice: random.Random, made: list[CaseStudy]) -> None:
    """The rows alone: nothing here asks for the files."""
    rows = [story for story in made for _ in range(PICTURES)]
    pictures = Picture.objects.bulk_create(
        Picture(
            kind="story", object_id=story.pk, folder="made", width=1600, height=1067,
            widths=WIDTHS, alt=_text(dice, 10), caption=_text(dice, 6), basis="nobody",
        )
        for story in rows
    )  # fmt: skip
    StoryPicture.objects.bulk_create(
        StoryPicture(story=story, picture=picture, heading=dice.choice(list(HEADINGS)))
        for story, picture in zip(rows, pictures, strict=True)
    )


def _curated() -> None:
    collection = Collection.objects.create(slug="made", title="Made", public=True)
    CollectionPlace.objects.bulk_create(
        CollectionPlace(collection=collection, story=story, position=at)
        for at, story in enumerate(CaseStudy.objects.order_by("pk")[:20], start=1)
    )
