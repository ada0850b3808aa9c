"""What all made-up records are made of: one seed, no real name."""

import datetime

SEED = 20261124
WORDS = [
    "group",
    "meeting",
    "ward",
    "clinic",
    "carers",
    "young",
    "people",
    "pathway",
    "recovery",
    "listening",
    "visit",
    "stroke",
    "maternity",
    "community",
    "kitchen",
    "garden",
    "transport",
    "letters",
    "signs",
    "access",
    "waiting",
    "discharge",
    "home",
    "school",
    "family",
    "volunteers",
    "evening",
    "survey",
    "workshop",
    "network",
    "design",
    "plan",
    "budget",
    "review",
    "story",
]
PUBLISHED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
