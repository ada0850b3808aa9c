"""P9: how many statements the database is asked for a page, with one row on it and with fifty."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core import versions
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing.models import State
from bench import staff
from bench.training import references

LISTS, ITEMS, STAFF_LISTS, STAFF_ITEMS = 3, 12, 8, 15  # the most of each kind of page
KEY = "core_versionnumber"


def statements() -> list[dict]:
    """A row for each page: its address, the numbers with one and with many rows, the most."""
    return [*public_pages(), *staff_pages()]


def counted(client: Client, path: str) -> int:
    """Statements of a cold page, those for the version key not counted."""
    client.get(path)  # the process warm
    versions.store.pages.clear()
    with CaptureQueriesContext(connection) as held:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return sum(KEY not in query["sql"] for query in held.captured_queries)


def public_pages() -> Iterable[dict]:
    """Lists with one row against a whole page of them; pages of one thing."""
    client = Client(headers={"host": "localhost"})
    made = Project.objects.filter(slug__startswith="made").order_by("pk")[0]
    number = made.slug.rpartition("-")[2]
    partner = Partner.objects.filter(parts__isnull=False).order_by("pk")[0]
    for one, many in (
        (f"/our-work/?q={number}+{made.title.split()[0]}", "/our-work/?n=q"),
        (f"/search/?q=quarterly+{number}", "/search/?q=quarterly"),
    ):
        yield {"path": many.split("?")[0], "one": counted(client, one),
               "many": counted(client, many), "most": LISTS}  # fmt: skip
    for path, most in (
        ("/", ITEMS), (f"/our-work/{made.slug}/", ITEMS), (f"/partners/{partner.slug}/", ITEMS),
        ("/partners/", LISTS), ("/involvement/", LISTS), ("/case-studies/made-story-0/", ITEMS),
        ("/case-studies/", LISTS), ("/case-studies/collections/made/", LISTS),
        ("/what-is-co-production/", ITEMS), ("/training/", ITEMS),
        ("/training/made-course-0/", ITEMS), (f"/training/sessions/{references()[0]}/", ITEMS),
    ):  # fmt: skip
        yield {"path": path, "one": None, "many": counted(client, path), "most": most}


def staff_pages() -> Iterable[dict]:
    """What waits for review, once one thing and once fifty; lists; pages of one thing."""
    client = staff.client(staff.administrator())
    made = Project.objects.filter(slug__startswith="made").order_by("pk")
    desk = f"/staff/projects/{made[0].pk}/"
    for path in ("/staff/review/", "/staff/"):
        found = {}
        for name, number in (("one", 1), ("many", 50)):
            with transaction.atomic():
                Project.objects.filter(pk__in=made.values("pk")[:number]).update(
                    state=State.IN_REVIEW
                )
                found[name] = counted(client, path)
                transaction.set_rollback(True)
        yield {"path": path, **found, "most": STAFF_LISTS}
    for path, most in (
        ("/staff/projects/", STAFF_LISTS), ("/staff/activities/", STAFF_LISTS),
        ("/staff/partners/", STAFF_LISTS), ("/staff/people/", STAFF_LISTS),
        ("/staff/requests/", STAFF_LISTS), ("/staff/audit/", STAFF_LISTS),
        (desk, STAFF_ITEMS), (f"{desk}review/", STAFF_ITEMS), (f"{desk}versions/", STAFF_ITEMS),
        (f"{desk}edit/about/", STAFF_ITEMS),
    ):  # fmt: skip
        yield {"path": path, "one": None, "many": counted(client, path), "most": most}
