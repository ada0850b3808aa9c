"""Words planted wherever something is not public appear in no answer that a lower role can fetch.

Every address of the URLconf is asked for with every planted record in it, besides what pages lead
to, downloads opened, and search asked for the words themselves.
"""

import datetime
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.accounts import actions as accounts
from apps.accounts.terms import Terms
from apps.core import clock
from apps.involvement import actions as log
from apps.involvement.actions import private, rating
from apps.involvement.models import Activity, ParticipantReply
from apps.projects.models import Project
from apps.publishing import actions, addressed, types, workflow
from apps.publishing.following import actions as following
from apps.publishing.formats import actions as formats
from apps.publishing.models import Request
from tests.architecture.test_access import patterns
from tests.architecture.test_records import write_activity, write_project
from tests.factories import PartFactory, ProjectFactory

pytestmark = pytest.mark.django_db

# What belongs to partner A alone; the first kind stays even from those who look after the portal.
OF_OWNER = ("zqnote", "zqfile", "zqinside", "73737")
OF_TEAM = (
    "zqtitle", "zqsummary", "zqchange", "zqreturned", "zqtyping", "zqearlier", "zqlog", "zqheard",
    "zqrequest", "zqasker", "zqgroup", "zqinvited", "zqanswer", "zqlater", "zqreply", "zqfelt",
    "zqcaller", "zqformat",
)  # fmt: skip
OF_NOBODY = ("zqfollower",)  # an address that no page shows but to its own holder
VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@dataclass
class Planted:
    """Where the words are: the values that variables of addresses may take."""

    numbers: set[int] = field(default_factory=set)
    parts: set[int] = field(default_factory=lambda: {1, 2})
    slugs: set[str] = field(default_factory=set)


@pytest.fixture
def planted(contributor, lead, administrator, visitor, partner_a) -> Planted:
    by, found = contributor.user, Planted()
    draft = write_project(contributor, "zqtitle")
    actions.save(item=draft, changes={"summary": "zqearlier"}, edit_count=0, by=by)
    actions.save(item=draft, changes={"summary": "zqsummary"}, edit_count=1, by=by)
    workflow.move(draft, "submit", by=by)
    workflow.move(draft, "return", by=lead.user, note="zqreturned")
    actions.keep_draft(
        user=by, form="about", kind="project", object_id=draft.pk, data={"title": ["zqtyping"]}
    )
    public = ProjectFactory(title="Signs", slug="signs", published_as="content file")
    PartFactory(project=public, partner=partner_a, role="lead")
    actions.save(item=public, changes={"summary": "zqchange"}, edit_count=0, by=by)
    version = formats.begin(page=public, form="language", language="pl", by=by)
    words = {"title": "zqformat", "body": "zqformat"}
    actions.save(item=version, changes=words, edit_count=version.edit_count, by=by)
    held = write_activity(contributor, "zqlog")
    actions.save(item=held, changes={"heard": "zqheard"}, edit_count=held.edit_count, by=by)
    known = published_activity(contributor, lead)
    numbers = {draft.pk, public.pk, version.pk, held.pk, known.pk, by.pk, partner_a.pk, 1}
    for activity in (held, known):
        private.add_note(activity=activity, text="zqnote", by=by)
        file = SimpleUploadedFile("zqfile.txt", b"zqinside")
        found.parts.add(private.attach(activity=activity, file=file, by=by).pk)
        private.count_people(activity=activity, counts={"disability": {"yes": 73737}}, by=by)
    asked = Request.objects.receive(
        item_kind="project", object_id=public.pk, kind="wrong", about="Signs", reply_by="email",
        contact="zqasker@example.org", name="zqasker", words="zqrequest",
    )  # fmt: skip
    private.send_link(partner=partner_a, group_name="zqgroup", by=by)
    terms = [Terms("contributor", partners=[partner_a.pk])]
    invited = accounts.invite(
        email="zqinvited@example.org", name="zqinvited", terms=terms, by=administrator.user
    )
    found.numbers = {*numbers, invited.pk, *about_answers(known, contributor, lead)}
    found.parts.add(by.grants.get().pk)
    found.slugs = {public.slug, f"project-{draft.pk}", held.reference, known.reference,
                   asked.reference, partner_a.slug}  # fmt: skip
    return found


def about_answers(activity: Activity, contributor, lead) -> set[int]:
    """What is written about answers and how it felt, and is not for everybody; their numbers."""
    by = contributor.user
    out: Any = log.begin_answer(activity=write_held(activity), by=by)[0]
    said = {"you_said": "Too dark.", "we_did": "Put up lamps.", "closing": "all_possible"}
    actions.save(item=out, changes=said, edit_count=out.edit_count, by=by)
    workflow.move(out, "submit", by=by)
    workflow.move(out, "publish", by=lead.user)
    ParticipantReply.objects.create(response=out, words="zqreply")
    later = log.promise_more(
        activity=activity, due=clock.today() + datetime.timedelta(days=9), because="More.",
        by=lead.user,
    )  # fmt: skip
    asked = log.ask_extension(
        promise=later, new=clock.today() + datetime.timedelta(days=30), reason="zqlater", by=by
    )
    begun, _new = log.begin_answer(activity=activity, by=by)
    actions.save(item=begun, changes={"we_did": "zqanswer"}, edit_count=begun.edit_count, by=by)
    felt = rating.open_round(activity=activity, by=by)
    for code in rating.give_codes(round=felt, number=5, by=by):
        rating.rate(code=code, answers={"felt": "engage", "words": "zqfelt"})
    rating.close(round=felt, by=by)
    item = addressed.now("activity", activity.pk)
    assert item is not None
    following.ask(item=item, email="zqfollower@example.org")
    following.ask_to_ring(item=item, phone="0113 496 0000", name="zqcaller")
    return {out.pk, begun.pk, asked.pk, later.pk}


def write_held(activity: Activity) -> Activity:
    """Nobody was owed an answer, so that one can be given without a promise."""
    Activity.objects.filter(pk=activity.pk).update(claimed_level="consult")
    activity.refresh_from_db()
    return activity


def published_activity(contributor, lead) -> Activity:
    """An activity that everybody reads, with things beside it that nobody else does."""
    activity = write_activity(contributor, "Carers’ café")
    words = {"public_summary": "We asked.", "level_reason": "We asked.", "claimed_level": "inform"}
    actions.save(item=activity, changes=words, edit_count=activity.edit_count, by=contributor.user)
    activity.refresh_from_db()
    workflow.move(activity, "submit", by=contributor.user)
    workflow.move(activity, "publish", by=lead.user)
    activity.refresh_from_db()
    return activity


def addresses(planted: Planted) -> Iterator[str]:
    """Every address, its variables taking each planted value that fits."""
    words = {
        "area": [published.area for published in types.registered.values()],
        "section": list(types.registered),
        "kind": list(types.registered),
        "name": ["about", "archive", "topics", "places"],
    }
    for name, pattern, _view in patterns():
        variables = [one or other for one, other in VARIABLE.findall(pattern)]
        fitting = [
            words.get(variable) or values(pattern, variable, planted) for variable in variables
        ]
        for chosen in itertools.product(*fitting):
            address = pattern
            for value in chosen:
                address = VARIABLE.sub(str(value), address, count=1)
            address = "/" + re.sub(r"[\^$\\]", "", address)
            yield f"{address}?carry-on=1" if name == "publishing:edit" else address


def values(pattern: str, variable: str, planted: Planted) -> list[int] | list[str]:
    if f"<int:{variable}>" not in pattern:
        return sorted(planted.slugs)
    return sorted(planted.numbers if variable == "pk" else planted.parts)


def bytes_of(client: Client, address: str) -> bytes:
    """An answer as its reader has it: packed files are opened."""
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            body = b"".join(file.read(name) for name in file.namelist())
    heads = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return heads.encode() + body


def linked(client: Client) -> set[str]:
    """What pages that need no number lead to, with their filters and downloads."""
    found: set[str] = set()
    begin = ["/", "/our-work/", "/involvement/", "/partners/", "/get-involved/", "/staff/"]
    begin += ["/staff/activities/", "/staff/said/", "/staff/coming-up/", "/staff/review/"]
    for address in begin:
        page = client.get(address).content.decode()
        hrefs = [href.replace("&amp;", "&") for href in re.findall(r'href="([^"#]+)"', page)]
        for href in hrefs:
            found.add(address + href if href.startswith("?") else href)
    return {href for href in found if href.startswith("/") and "logout" not in href}


def searched(words: tuple[str, ...]) -> list[str]:
    doors = ["/search/?q=%s", "/search/suggest/?q=%s", "/our-work/?q=%s", "/involvement/?q=%s",
             "/staff/said/?q=%s", "/staff/activities/?q=%s", "/staff/projects/?q=%s",
             "/staff/partners/?q=%s", "/staff/people/?q=%s"]  # fmt: skip
    return [door % word for door in doors for word in words]


@pytest.mark.parametrize(
    ("persona", "kept"),
    [
        ("visitor", (*OF_OWNER, *OF_TEAM, *OF_NOBODY)),
        ("outsider", (*OF_OWNER, *OF_TEAM, *OF_NOBODY)),
        pytest.param("curator", (*OF_OWNER, *OF_NOBODY), marks=pytest.mark.assure),
    ],
)
def test_nothing_planted_is_fetched_by_whom_it_is_kept_from(planted, request, persona, kept):
    client: Client = request.getfixturevalue(persona)
    secrets = [word.encode() for word in (*kept, settings.SECRET_KEY)]
    asked = [*addresses(planted), *sorted(linked(client))]
    for address in asked:
        if "logout" in address:
            continue
        answer = bytes_of(client, address)
        assert [word for word in secrets if word in answer] == [], (persona, address)
    for address in searched(kept):
        # A page repeats what was typed into its own field, so what it found is looked at.
        word = address.partition("q=")[2].encode()
        found = re.sub(rb'value="[^"]*"|<title>.*?</title>', b"", bytes_of(client, address))
        assert [w for w in secrets if w in found and w != word] == [], (persona, address)
        assert b"<mark>" + word not in found, (persona, address)
    assert len(asked) > 500


@pytest.mark.assure
def test_their_owner_finds_them_all(planted, contributor, lead, administrator):
    """A canary that nobody could find would sing to nobody."""
    read = b"".join(
        bytes_of(person, address)
        for person in (contributor, lead, administrator)
        for address in addresses(planted)
        if "logout" not in address
    )
    # What mail holds of them, and what one could press for, is not read by opening addresses.
    missing = [word for word in (*OF_OWNER, *OF_TEAM) if word.encode() not in read]
    assert missing == []
    assert Project.objects.get(title="zqtitle").state == "draft"
