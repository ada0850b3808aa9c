"""The care page: each count leads to exactly the list that it counts. And whoever leaves hands over
their stories, formats, changes and consents."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import Grant, User
from apps.core import clock
from apps.core.models import AuditRecord
from apps.core.outgoing import OutgoingMail
from apps.publishing import actions as texts
from apps.publishing.formats import actions as formats
from apps.publishing.models import AccessibleVersion, Consent, Picture, Request, WorkingCopy
from apps.showcase import care
from apps.showcase.models import CaseStudy, StoryPicture
from tests.personas import Person, make_person
from tests.showcase.conftest import publish, says_right, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(
    story: CaseStudy, contributor: Person, curator: Person, visitor: Client, consent: Consent
) -> CaseStudy:
    """A story that everybody reads."""
    says_right(visitor, consent, story)
    return publish(story, contributor, curator)


def page(person: Person, address: str = "/staff/care/") -> str:
    return person.get(address).content.decode()


def listed(person: Person, name: str) -> tuple[int, str]:
    """The number on the care page, and the page that it leads to."""
    found = care.of(person.user)[name]
    assert found is not None
    assert found.address.replace("&", "&amp;") in page(person) or found.total == len(found.rows)
    return found.total, page(person, found.address)


def agreed(partner: Any, label: str, state: str, days: int) -> Consent:
    return Consent.objects.create(
        partner=partner, label=label, capacity="self", state=state, given_on=clock.today(),
        expires_on=clock.today() + datetime.timedelta(days=days), on_portal=True, words=True,
    )  # fmt: skip


def test_consents_to_confirm_and_ending_are_those_of_the_ledger(
    curator: Person, partner_a: object
) -> None:
    for label, state, days in (
        ("Waits one", "handed_in", 100), ("Waits two", "handed_in", 200),
        ("Soon", "given", 59), ("On the day", "given", 60), ("Later", "given", 61),
        ("Over", "given", -1), ("Back", "withdrawn", 30),
    ):  # fmt: skip
        more = {"withdrawn_on": clock.today()} if state == "withdrawn" else {}
        row = agreed(partner_a, label, "given", days)
        Consent.objects.filter(pk=row.pk).update(state=state, **more)
    for name, labels in (
        ("confirm", {"Waits one", "Waits two"}),
        ("ending", {"Soon", "On the day"}),
    ):
        number, there = listed(curator, name)
        every = ("Waits one", "Waits two", "Soon", "On the day", "Later", "Over", "Back")
        shown = {label for label in every if f">{label}<" in there}
        assert (number, shown) == (2, labels)


def test_an_administrator_reads_no_consents_there(administrator: Person, partner_a: object) -> None:
    agreed(partner_a, "Soon", "given", 10)
    assert "Soon" not in page(administrator) and "to confirm" not in page(administrator)
    assert care.of(administrator.user)["ending"] is None


def test_pages_to_check_are_counted_to_the_last_and_listed_whole(
    told: CaseStudy, curator: Person
) -> None:
    today = clock.today()
    for number in range(care.MOST + 3):
        row = CaseStudy.objects.get(pk=told.pk)
        row.pk, row.slug, row.title = None, f"letter-{number}", f"Letter {number:02}."
        row.review_on = today + datetime.timedelta(days=number)
        row.save()
    first = page(curator)
    assert f"{care.MOST + 3} pages to check again, 1 of them due" in first
    assert "Letter 19." in first and "Letter 20." not in first
    whole = page(curator, "/staff/care/?whole=again")
    assert all(f"Letter {number:02}." in whole for number in range(care.MOST + 3))
    assert 'href="/case-studies/letter-3/">View as the public' in whole


def test_versions_older_than_their_page(
    told: CaseStudy, curator: Person, second_curator: Person
) -> None:
    version = formats.begin(page=told, form="large_print", language="en-GB", by=curator.user)
    AccessibleVersion.objects.filter(pk=version.pk).update(
        state="published", slug="large", revision=1, published_at=clock.now(), title="Big letters",
        body="Big.",
    )  # fmt: skip
    assert "No version in another format is older" in page(curator)
    write(second_curator, told, "hard", hard="Nobody knew how hard it would be.")
    for who, move in ((second_curator, "submit"), (curator, "publish")):
        who.post(f"/staff/case-studies/{told.pk}/move/{move}/", {"meant": "on"})
    number, there = listed(curator, "older")
    assert number == 1 and "Big letters" in there
    assert "1 version in another format is older than the page" in page(curator)


def test_requests_and_those_for_another_format(curator: Person) -> None:
    for kind in ("wrong", "format", "format"):
        wanted = "large-print" if kind == "format" else ""
        Request.objects.receive(kind=kind, reply_by="none", words="Please", format_wanted=wanted)
    Request.objects.filter(kind="wrong").update(due=clock.today() - datetime.timedelta(days=1))
    assert "3 requests wait for an answer, 1 late" in page(curator)
    for name, number in (("requests", 3), ("formats_wanted", 2)):
        total, there = listed(curator, name)
        assert total == number
        assert len(set(re.findall(r"/staff/requests/(R-[A-Z0-9]+)/", there))) == number


@pytest.mark.parametrize(
    ("columns", "counted"),
    [
        ({"decorative": True}, 1), ({"decorative": False, "alt": "Six people."}, 0),
        ({"decorative": True, "hidden_on": "2026-01-01", "hidden_because": "x"}, 0),
    ],
)  # fmt: skip
def test_pictures_that_say_nothing(
    told: CaseStudy, curator: Person, columns: dict[str, Any], counted: int
) -> None:
    row = Picture.objects.create(
        kind="story", object_id=told.pk, basis="nobody", widths=[480], width=480, height=320,
        **columns,
    )  # fmt: skip
    StoryPicture.objects.create(story=told, picture=row, heading="why")
    found = care.of(curator.user)["without_words"]
    assert found is not None and found.total == counted
    link = f'href="/staff/case-studies/{told.pk}/pictures/"'
    assert (link in page(curator)) is bool(counted)


def test_what_stands_first_in_its_order(told: CaseStudy, curator: Person) -> None:
    CaseStudy.objects.filter(pk=told.pk).update(featured=2)
    other = CaseStudy.objects.get(pk=told.pk)
    other.pk, other.slug, other.title, other.featured = None, "first", "The first of all", 1
    other.save()
    there = page(curator).partition("What stands first")[2]
    assert there.index("The first of all") < there.index(told.title)
    assert 'href="/staff/collections/"' in there


class TestHandingOver:
    @pytest.fixture
    def admin(self, administrator: Person) -> Person:
        administrator.says_again()
        return administrator

    @pytest.fixture
    def in_hand(
        self, told: CaseStudy, contributor: Person, partner_a: object, project: object
    ) -> dict[str, Any]:
        """A story in review, an Easy Read draft, a change of a public story, and a consent."""
        contributor.post(f"/staff/case-studies/from/project/{project.pk}/")  # type: ignore[attr-defined]
        draft = CaseStudy.objects.latest("pk")
        version = formats.begin(page=told, form="easy_read", language="en-GB", by=contributor.user)
        write(contributor, told, "hard", hard="What was hard, in other words.")
        asked = agreed(partner_a, "Carer B", "given", 300)
        Consent.objects.filter(pk=asked.pk).update(state="asked", author=contributor.user)
        return {"story": draft, "format": version, "told": told, "consent": asked}

    NAMES = (
        "unpublished_stories", "unpublished_formats", "changes_of_published_texts",
        "consents_to_hand_in",
    )  # fmt: skip

    def at(self, person: Person) -> str:
        return f"/staff/people/{person.user.pk}/disable/"

    def offered(self, admin: Person, leaves: Person, name: str) -> set[User]:
        form = admin.get(self.at(leaves)).context["form"]
        return set(form.fields[f"to_{name}"].queryset)

    def test_only_people_who_may_write_all_of_it_are_offered(
        self, in_hand: dict[str, Any], admin: Person, contributor: Person, lead: Person,
        outsider: Person, curator: Person, trainer: Person,
    ) -> None:  # fmt: skip
        ended = make_person("ended@example.org", "curator", name="En Ded")
        Grant.objects.filter(user=ended).update(until=datetime.date(2020, 1, 1))
        everybody = {lead.user, curator.user, admin.user}
        for name in self.NAMES[:3]:
            assert self.offered(admin, contributor, name) == everybody, name
        assert self.offered(admin, contributor, self.NAMES[3]) == {lead.user, curator.user}

    def test_nobody_leaves_before_each_has_somebody(
        self, in_hand: dict[str, Any], admin: Person, contributor: Person, lead: Person,
        outsider: Person,
    ) -> None:  # fmt: skip
        for name in self.NAMES:
            sent = {f"to_{one}": lead.user.pk for one in self.NAMES if one != name}
            assert admin.post(self.at(contributor), sent).status_code == 422
            sent[f"to_{name}"] = outsider.user.pk
            assert admin.post(self.at(contributor), sent).status_code == 422
        assert User.objects.get(pk=contributor.user.pk).is_active

    def test_everything_is_somebody_elses_and_who_wrote_what_stays(
        self, in_hand: dict[str, Any], admin: Person, contributor: Person, lead: Person
    ) -> None:
        page = admin.get(self.at(contributor)).content.decode()
        for words in ("1 unpublished story", "1 unpublished format", "1 consent to hand in"):
            assert words in page
        assert "1 change of a published text" in page
        sent = {f"to_{name}": lead.user.pk for name in self.NAMES}
        assert admin.post(self.at(contributor), sent).status_code == 302
        for name in ("story", "format", "consent"):
            in_hand[name].refresh_from_db()
            assert in_hand[name].author == lead.user
        assert WorkingCopy.objects.get().author == lead.user
        wrote = set(texts.versions_of(in_hand["told"]).values_list("made_by_id", flat=True))
        assert contributor.user.pk in wrote and lead.user.pk not in wrote
        acts = AuditRecord.objects.filter(act__startswith="handed over")
        assert acts.count() == 4 and {row.details["to"] for row in acts} == {"Lea Der"}

    def test_what_is_sent_back_afterwards_comes_to_the_new_one(
        self, in_hand: dict[str, Any], admin: Person, contributor: Person, lead: Person,
        curator: Person,
    ) -> None:  # fmt: skip
        told = in_hand["told"]
        contributor.post(f"/staff/case-studies/{told.pk}/move/submit/", {"meant": "on"})
        admin.post(self.at(contributor), {f"to_{name}": lead.user.pk for name in self.NAMES})
        curator.post(f"/staff/case-studies/{told.pk}/move/return/", {"note": "Who decided?"})
        assert OutgoingMail.objects.get(kind="sent_back").recipient == lead.user.email
