"""Writing a resource: who may, what must be there, and what is said where something is wrong."""

import pytest

from apps.core import clock
from apps.library.models import Resource
from apps.publishing.following import sources
from apps.publishing.models import State
from tests.factories import ProjectFactory
from tests.library.conftest import add_file, lives, publish, rows, write

pytestmark = pytest.mark.django_db


def desk(person, resource):
    return person.get(f"/staff/resources/{resource.pk}/")


def test_a_contributor_writes_it_and_a_curator_publishes_it(
    resource, contributor, curator, visitor
):
    add_file(contributor, resource, words="The guide", pages=3)
    publish(resource, contributor, curator)
    page = visitor.get(lives(resource)).content.decode()
    assert lives(resource) == "/resources/asking-well/"
    assert "How to ask <strong>well</strong>." in page
    assert page.index("How to ask") < page.index("The guide")
    assert "PDF, 3 pages, 1 kB" in page
    assert "Partner A" in page


@pytest.mark.parametrize(
    ("persona", "finds"),
    [
        ("contributor", True), ("lead", True), ("curator", True), ("administrator", True),
        ("outsider", False), ("trainer", False),
    ],
)  # fmt: skip
def test_a_draft_is_found_by_whom_it_concerns(resource, request, persona, finds):
    person = request.getfixturevalue(persona)
    for address in ("", "files/", "edit/about/"):
        answer = person.get(f"/staff/resources/{resource.pk}/{address}")
        assert answer.status_code == (200 if finds else 404), address


def test_a_lead_writes_and_does_not_publish(resource, lead, contributor):
    add_file(contributor, resource)
    contributor.post(f"/staff/resources/{resource.pk}/move/submit/", {"note": ""})
    answer = lead.post(f"/staff/resources/{resource.pk}/move/publish/", {"note": ""}, follow=True)
    resource.refresh_from_db()
    assert resource.state == State.IN_REVIEW
    assert "This is not yours to do." in answer.content.decode()


def test_nowhere_to_be_found_is_not_enough(resource, contributor):
    contributor.post(f"/staff/resources/{resource.pk}/move/submit/", {"note": ""})
    resource.refresh_from_db()
    assert resource.state == State.DRAFT
    assert "say that its address is not given" in desk(contributor, resource).content.decode()


def test_an_address_that_is_not_given_is_valid_and_can_be_asked_for(
    resource, contributor, curator, visitor
):
    answer = write(
        contributor, resource, "where", address_not_given="on", access="open", **rows("items")
    )
    assert answer.status_code == 302
    publish(resource, contributor, curator)
    page = visitor.get(lives(resource)).content.decode()
    assert "Address not given in our source." in page
    asked = "/ask/give-us-this/resource-asking-well/?of=Asking%20well"
    assert asked in page
    form = visitor.get(asked)
    assert "Asking well" in form.content.decode()
    sent = visitor.post(asked, {"words": "The guide please", "reply_by": "none"})
    assert sent.status_code == 302


def test_both_an_address_and_none_is_one_too_many(resource, contributor):
    write(
        contributor, resource, "where", address_not_given="on", access="open",
        **rows("items", {"url": "https://example.org/a", "form": "page"}),
    )  # fmt: skip
    assert "Keep one of the two" in desk(contributor, resource).content.decode()


WRONG = [
    ({"url": "javascript:alert(1)", "form": "page"}, "begins with https:// or http://"),
    ({"url": "ftp://example.org/a", "form": "page"}, "begins with https:// or http://"),
    ({"url": "http://127.0.0.1/a", "form": "page"}, "leads into a private network"),
    ({"url": "http://[::1]/a", "form": "page"}, "leads into a private network"),
    ({"url": "http://169.254.169.254/latest", "form": "page"}, "leads into a private network"),
    ({"url": "http://10.1.2.3/", "form": "page"}, "leads into a private network"),
    ({"url": "http://localhost/", "form": "page"}, "leads into a private network"),
    ({"url": "http://wiki.internal/", "form": "page"}, "leads into a private network"),
    ({"url": "https://name:word@example.org/", "form": "page"}, "begins with https:// or http://"),
    ({"url": "https://example.org/a", "form": ""}, "Choose what one gets"),
    ({"words": "Nothing behind it", "form": "page"}, "Choose a file or enter an address"),
    ({"url": "https://example.org/a", "form": "page", "pages": "many"}, "Enter a number, like 12"),
    ({"url": "https://example.org/a", "form": "page", "pages": "0"}, "Enter a number, like 12"),
]


@pytest.mark.parametrize(("row", "says"), WRONG)
def test_a_wrong_address_comes_back_with_all_that_was_typed(resource, contributor, row, says):
    answer = write(
        contributor, resource, "where", access="restricted", access_words="for members",
        **rows("items", {"words": "", **row}),
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "for members" in page
    assert "invalid" not in page.lower().replace("aria-invalid", "")
    for typed in row.values():
        assert not typed or f'value="{typed}"' in page or typed in page
    assert not Resource.objects.get().items.exists()


def test_whoever_follows_the_project_hears_of_it(resource, contributor, curator, partner_a):
    project = ProjectFactory(title="Letters", slug="letters")
    resource.projects.add(project)
    add_file(contributor, resource)
    began = clock.now()
    publish(resource, contributor, curator)
    told = sources.between(began, clock.now())
    assert [one.says for one in told] == [
        ["New to read or take away: Asking well", "Guidance", "How to ask well."]
    ]
    assert ("project", project.pk) in told[0].of


def test_restricted_says_for_whom(resource, contributor):
    answer = write(
        contributor, resource, "where", access="restricted", access_words="",
        **rows("items", {"url": "https://example.org/a", "form": "page"}),
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Say who has access" in answer.content.decode()


def test_an_author_has_a_name_and_a_title_and_a_partner_has_none(resource, contributor, partner_b):
    both = {"partner": partner_b.pk, "credit_name": "Ann Author", "role": "author"}
    answer = write(contributor, resource, "makers", **rows("makers", both))
    assert answer.status_code == 422
    assert "one of the two" in answer.content.decode()
    author = {"credit_name": "Ann Author", "credit_title": "Writer", "role": "author"}
    write(contributor, resource, "makers", **rows("makers", author))
    maker = Resource.objects.get().makers.get()
    assert (maker.credit_name, maker.credit_title, maker.partner) == ("Ann Author", "Writer", None)


def test_a_change_of_something_public_waits_for_somebody_else(public, contributor, visitor):
    write(contributor, public, "about", title="Asking better", kind="guidance", summary="New.")
    page = visitor.get(lives(public)).content.decode()
    assert "Asking well" in page
    assert "Asking better" not in page


def test_a_withdrawn_resource_says_why_and_gives_nothing_out(public, curator, visitor):
    file = public.items.get().file
    curator.post(f"/staff/resources/{public.pk}/move/withdraw/", {"note": "It was replaced."})
    for address in (
        lives(public), f"{lives(public)}file/", f"{lives(public)}file/{file.key}/",
        f"{lives(public)}cards/",
    ):  # fmt: skip
        answer = visitor.get(address)
        assert answer.status_code == 410, address
        assert "It was replaced." in answer.content.decode()
