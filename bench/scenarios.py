"""What is measured: the pages of the showcase, cold, warm, unchanged, filtered, and after
a change; search; and the log that staff fill in on a phone."""

import random
from collections.abc import Callable
from urllib.parse import urlencode

from django.templatetags.static import static

from apps.involvement.facets import ActivityFacets, place_of
from apps.involvement.promises import PUBLIC_STATES
from apps.involvement.register import PAGE_SIZE
from apps.partners.models import Community, Partner, Place
from apps.projects.levels import NOT_STATED, Level
from apps.projects.models import Project
from apps.publishing.models import Topic
from apps.showcase.models import CaseStudy
from bench import rating, staff, training
from bench.measure import Scenario
from bench.publication import publish_one

BOOK = f"/training/sessions/{training.LARGE}/book/"
GROWTH = [
    "P3",
    "P4",
    "P4p",
    "P4t",
    "P4w",
    "P5",
    "P5s",
    "P6",
    "P7",
    "P12",
    "A0",
    "A1",
    "A2",
    "A3",
    "E",
]  # measured from M to XL
UNIT = Scenario("F", "unit page: one query, 20 rows, one template", lambda n: "/bench/fortunes/")


def random_filters(seed: int) -> Callable[[int], str]:
    """Addresses with one to three filters, never the same twice."""
    dice = random.Random(seed)
    choices = {
        "level": [*Level.values, NOT_STATED],
        "place": list(Place.objects.values_list("slug", flat=True)),
        "topic": list(Topic.objects.values_list("slug", flat=True)),
        "partner": list(Partner.objects.values_list("slug", flat=True)),
        "kind": Project.Kind.values,
        "status": Project.Status.values,
    }

    def path(number: int) -> str:
        groups = dice.sample(list(choices), dice.randint(1, 3))
        pairs = [(g, v) for g in groups for v in dice.sample(choices[g], dice.randint(1, 2))]
        return "/our-work/?" + urlencode([*pairs, ("n", number)])

    return path


def two_facets(seed: int) -> Callable[[int], str]:
    """Addresses of the log with a choice in each of two filters, never the same twice."""
    dice = random.Random(seed)
    choices = {
        "level": [*Level.values, NOT_STATED],
        "promise": list(PUBLIC_STATES),
        "place": list(Place.objects.values_list("slug", flat=True)),
        "topic": list(Topic.objects.values_list("slug", flat=True)),
        "partner": list(Partner.objects.public().values_list("slug", flat=True)),
        "community": list(Community.objects.values_list("slug", flat=True)),
    }

    def path(number: int) -> str:
        groups = dice.sample(list(choices), 2)
        return "/involvement/?" + urlencode([*((g, dice.choice(choices[g])) for g in groups),
                                             ("n", number)])  # fmt: skip

    return path


def deepest() -> str:
    """The place in the log at which its last page begins, as it stands in an address."""
    keys = ActivityFacets().keys
    return place_of(keys[max(0, len(keys) - PAGE_SIZE - 1)])


def all_scenarios() -> list[Scenario]:
    """The list for this issue; ``n`` in an address makes it one that is in no cache."""
    slugs = list(
        Project.objects.filter(slug__startswith="made").values_list("slug", flat=True)[:500]
    )
    told = list(
        CaseStudy.objects.current().filter(slug__startswith="made").values_list("slug", flat=True)
    )
    partners = list(Partner.objects.values_list("slug", flat=True))
    total = Project.objects.current().count()
    place = deepest()
    pages = max(1, total // 10)
    slips = rating.codes()
    ahead = training.references()
    keeper = staff.signed_in(staff.trainer())
    return [
        Scenario("P1", "list, warm", lambda n: "/our-work/", 0.80),
        Scenario("P2", "list, 304", lambda n: "/our-work/", 0.75, status=304, tagged=True),
        Scenario("P3", "list, cold", lambda n: f"/our-work/?n={n}", 4.0, gate=False),
        Scenario("P4", "list, random filters and counts, cold", random_filters(1), 12.0),
        Scenario(
            "P4p", "list, further pages, cold", lambda n: f"/our-work/?page={1 + n % pages}&n={n}"
        ),
        Scenario("P4t", "list by title, cold", lambda n: f"/our-work/?sort=title&n={n}"),
        Scenario("P4w", "list, words, cold", lambda n: f"/our-work/?q=stroke+garden&n={n}"),
        Scenario(
            "P5", "project page, cold",
            lambda n: f"/our-work/{slugs[n % len(slugs)]}/?n={n}", 5.0,
        ),
        Scenario("P5w", "project page, warm", lambda n: f"/our-work/{slugs[0]}/", 0.80),
        Scenario(
            "P5s", "story page, cold",
            lambda n: f"/case-studies/{told[n % len(told)]}/?n={n}", 5.0,
        ),
        Scenario("P5sw", "story page, warm", lambda n: f"/case-studies/{told[0]}/", 0.80),
        Scenario("P3s", "list of stories, cold", lambda n: f"/case-studies/?n={n}"),
        Scenario("P6", "search, rare word, cold", lambda n: f"/search/?q={n % 90}&n={n}", 5.0),
        Scenario(
            "P7", "search, word in a quarter of all, cold",
            lambda n: f"/search/?q=quarterly&n={n}", 2.0 if total <= 10_000 else 4.0, of="P6",
        ),
        Scenario(
            "Pp", "partner page, cold",
            lambda n: f"/partners/{partners[n % len(partners)]}/?n={n}",
        ),
        Scenario("Ph", "front page, cold", lambda n: f"/?n={n}"),
        Scenario("Phw", "front page, warm", lambda n: "/", 0.80),
        Scenario("Pw", "what-is page, cold", lambda n: f"/what-is-co-production/?n={n}"),
        Scenario("S", "static file", lambda n: static("portal.css")),
        Scenario(
            "P11", "first list page after a publication",
            lambda n: "/our-work/", 2.0, times=4, before=publish_one, of="P3",
        ),
        Scenario("A0", "log, first page, cold", lambda n: f"/involvement/?n={n}", 12.0),
        Scenario(
            "A1", "log, last page by its place, cold",
            lambda n: f"/involvement/?after={place}&n={n}", 2.0, of="A0",
        ),
        Scenario("A2", "log, any two filters and counts, cold", two_facets(2), 12.0),
        Scenario(
            "S1", "quick log: an activity saved from a phone", lambda n: "/staff/log/", 12.0,
            status=302, headers=staff.signed_in(staff.contributor()), form=staff.quick_log,
        ),
        Scenario("Tl", "training, by month, cold", lambda n: f"/training/?n={n}", 4.0, gate=False),
        Scenario("Tlw", "training, warm", lambda n: "/training/", 0.80),
        Scenario(
            "Ts", "a session, cold",
            lambda n: f"/training/sessions/{ahead[n % len(ahead)]}/?n={n}", 5.0,
        ),
        Scenario(
            "Tc", "a course with its sessions, cold", lambda n: f"/training/made-course-0/?n={n}",
            5.0,
        ),
        Scenario(
            "Td", "sessions as their trainer sees them", lambda n: f"/staff/training/?n={n}",
            headers=keeper,
        ),
        Scenario(
            "Ta", "attendance over three years", lambda n: f"/staff/training/attendance/?n={n}",
            headers=keeper, times=4,
        ),
        Scenario(
            "B2c", "booking, the last button", lambda n: BOOK, 12.0, status=302,
            form=training.book, headers=training.a_form(), more_headers=training.another_network,
        ),
        Scenario("R1", "rating, the page behind a code", rating.page(slips)),
        Scenario(
            "R2", "rating, an answer sent", lambda n: f"/rate/{next(slips)}/", status=302,
            form=rating.answers,
        ),
    ]  # fmt: skip
