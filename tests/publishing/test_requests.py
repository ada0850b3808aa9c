"""The queue of what people asked: who sees which, and how one is taken and answered."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client

from apps.core import clock, outbox
from apps.core.models import AuditRecord
from apps.core.outgoing import OutgoingMail
from apps.publishing.asking import actions
from apps.publishing.models import Request
from apps.publishing.workflow import NotAllowed
from tests.factories import PartFactory, ProjectFactory

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def make(item=None, **changes):
    """A request as the public form leaves it."""
    about = {}
    if item is not None:
        kind = getattr(item, "record_kind", "partner")
        about = {"item_kind": kind, "object_id": item.pk, "about": str(item)}
    given = {"kind": "wrong", "reply_by": "email", "contact": "jo@example.org", "words": "The date"}
    return Request.objects.receive(**{**given, **about, **changes})


@pytest.fixture
def of_a(partner_a):
    return PartFactory(partner=partner_a, project=ProjectFactory(title="Work of A")).project


@pytest.fixture
def of_b(partner_b):
    return PartFactory(partner=partner_b, project=ProjectFactory(title="Work of B")).project


@pytest.fixture
def asked(of_a):
    return make(of_a)


def seen(person, query=""):
    page = person.get(f"/staff/requests/{query}").content.decode()
    return re.findall(r'href="/staff/requests/(R-\w+)/"', page)


def page_of(asked):
    return f"/staff/requests/{asked.reference}/"


def test_a_lead_sees_what_is_about_their_scope_and_curators_see_all(
    lead, curator, administrator, of_a, of_b, partner_a, partner_b
):
    ours, own, theirs = make(of_a), make(partner_a), make(of_b)
    other, site = make(partner_b), make()
    assert seen(lead) == [ours.reference, own.reference]
    everything = [one.reference for one in (ours, own, theirs, other, site)]
    assert seen(curator) == everything
    assert seen(administrator) == everything
    for one in (theirs, other, site):
        assert lead.get(page_of(one)).status_code == 404
        assert lead.post(page_of(one), {"do": "done", "words": "x"}).status_code == 404
        one.refresh_from_db()
        assert one.state == "open"
    assert lead.get(page_of(ours)).status_code == 200


@pytest.mark.parametrize("persona", ["contributor", "outsider"])
def test_whoever_may_not_answer_finds_nothing(request, persona, asked):
    person = request.getfixturevalue(persona)
    for address in ("/staff/requests/", page_of(asked)):
        assert person.get(address).status_code == 404
        assert person.post(address, {"do": "take"}).status_code == 404
    asked.refresh_from_db()
    assert asked.owner is None


def test_a_trainer_sees_nothing_about_projects_and_partners(trainer, asked, partner_a):
    make(partner_a)
    assert seen(trainer) == []
    assert trainer.get(page_of(asked)).status_code == 404
    assert trainer.post(page_of(asked), {"do": "done", "words": "x"}).status_code == 404


def test_a_visitor_is_asked_to_sign_in(asked):
    for address in ("/staff/requests/", page_of(asked), "/staff/requests/R-NOTHING/"):
        assert Client().get(address).status_code == 302


def test_what_was_written_appears_in_nothing_that_a_lower_role_can_fetch(
    visitor, contributor, outsider, of_a
):
    make(of_a, words=CANARY, name=CANARY, contact=f"{CANARY}@example.org")
    public = ["/", "/our-work/", of_a.get_absolute_url(), "/partners/", "/partners/partner-a/",
              "/feeds/updates.xml", "/sitemap.xml", "/our-work/?format=csv",
              f"/our-work/?q={CANARY}", f"/ask/wrong/project-{of_a.slug}/"]  # fmt: skip
    for person in (visitor, contributor, outsider):
        for address in public:
            answer = person.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert f"{CANARY}@" not in body.decode()
            if "q=" not in address:
                assert CANARY not in body.decode(), address
        for address in ("/staff/requests/", "/staff/"):
            assert CANARY not in person.get(address).content.decode()


def test_earliest_due_first_and_late_ones_say_so(curator):
    later, late = make(words="Later"), make(words="Late one")
    Request.objects.filter(pk=late.pk).update(due=clock.today() - datetime.timedelta(days=1))
    assert seen(curator) == [late.reference, later.reference]
    page = curator.get("/staff/requests/")
    assert page.content.decode().count("tag--late") == 1
    assert "2 requests, 1 late" in text(page)


def test_the_list_is_narrowed_by_state_kind_and_owner(curator):
    mine = make(kind="tell-us", owner=curator.user)
    wrong, done = make(), make()
    actions.answer(asked=done, words="It is mended.", by=curator.user)
    assert seen(curator) == [mine.reference, wrong.reference]
    assert seen(curator, "?kind=tell-us") == [mine.reference]
    assert seen(curator, "?mine=1") == [mine.reference]
    assert seen(curator, "?state=done") == [done.reference]
    assert seen(curator, "?state=not_possible") == []
    assert len(seen(curator, "?state=all")) == 3
    assert len(seen(curator, "?state=nonsense&kind=%00&page=" + "9" * 5000)) == 2
    assert "No request fits this" in text(curator.get("/staff/requests/?kind=format"))


def test_an_empty_queue_says_what_would_be_there(lead):
    assert "Nothing waits for an answer" in text(lead.get("/staff/requests/"))


@pytest.mark.parametrize("items", [1, 25])
def test_the_list_asks_as_often_for_many_as_for_one(
    lead, of_a, items, django_assert_max_num_queries
):
    for _ in range(items):
        make(of_a, owner=lead.user)
    seen(lead)  # what a person's first page of the day asks besides
    with django_assert_max_num_queries(10):  # two of them the list's own
        assert len(seen(lead)) == min(items, 20)


def test_a_lead_takes_it_and_answers_it(lead, asked):
    lead.post(page_of(asked), {"do": "take", "owner": ""})
    asked.refresh_from_db()
    assert asked.owner == lead.user
    assert "You look after this now." in text(lead.get(page_of(asked)))
    response = lead.post(page_of(asked), {"do": "done", "words": "It is mended."})
    assert response.status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_by, asked.answered_on) == (
        "done", "It is mended.", lead.user, clock.today(),
    )  # fmt: skip
    assert "It is mended." in text(lead.get(page_of(asked)))
    line = AuditRecord.objects.get(act="answered a request")
    assert (line.label, line.object_id) == (f"request {asked.reference}", asked.pk)
    assert "mended" not in str(line.details) and "jo@" not in str(line.details)


def test_what_is_taken_can_be_put_back_or_taken_over(lead, curator, asked):
    lead.post(page_of(asked), {"do": "take", "owner": ""})
    curator.post(page_of(asked), {"do": "put_back"})
    asked.refresh_from_db()
    assert asked.owner == lead.user
    curator.post(page_of(asked), {"do": "take", "owner": str(lead.user.pk)})
    asked.refresh_from_db()
    assert asked.owner == curator.user
    curator.post(page_of(asked), {"do": "put_back"})
    asked.refresh_from_db()
    assert asked.owner is None


def test_two_who_take_it_at_once_learn_of_each_other(lead, curator, asked):
    lead.post(page_of(asked), {"do": "take", "owner": ""})
    page = curator.post(page_of(asked), {"do": "take", "owner": ""}, follow=True)
    assert "Somebody else took this a moment ago." in text(page)
    asked.refresh_from_db()
    assert asked.owner == lead.user


@pytest.mark.parametrize(
    ("do", "message"),
    [("done", "Write the answer first"), ("not_possible", "Write why it is not possible")],
)
def test_neither_answer_nor_refusal_goes_without_words(lead, asked, do, message):
    response = lead.post(page_of(asked), {"do": do, "words": "  "})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert page.count(message) == 2
    asked.refresh_from_db()
    assert asked.state == "open"


def test_not_possible_keeps_its_reason(lead, asked):
    lead.post(page_of(asked), {"do": "not_possible", "words": "The film is lost."})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("not_possible", "The film is lost.")
    assert "Not possible, because" in text(lead.get(page_of(asked)))


def test_the_second_of_two_answers_is_refused_and_not_lost(lead, curator, asked):
    lead.post(page_of(asked), {"do": "done", "words": "First."})
    response = curator.post(page_of(asked), {"do": "done", "words": "Second."})
    assert response.status_code == 422
    assert "this is answered now" in text(response)
    assert "Second." in text(response)
    asked.refresh_from_db()
    assert asked.answer == "First."


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (
            {"reply_by": "email", "contact": "jo@example.org"},
            "Your answer is sent as you write it below",
        ),
        ({"reply_by": "phone", "contact": "01632 960000"}, "Ring, and write below"),
        ({"reply_by": "post", "contact": "Jo, 1 High St"}, "then print and post it"),
        ({"reply_by": "none", "contact": ""}, "They need no reply"),
    ],
)
def test_the_page_says_how_to_answer(lead, of_a, way, said):
    asked = make(of_a, **way)
    page = text(lead.get(page_of(asked)))
    assert said in page
    assert way["contact"] in page


def test_an_answer_by_e_mail_is_left_for_the_outbox_once_and_others_are_not(lead, of_a, asked):
    by_phone = make(of_a, reply_by="phone", contact="1")
    lead.post(page_of(asked), {"do": "done", "words": "Yes."})
    lead.post(page_of(asked), {"do": "done", "words": "Yes."})
    lead.post(page_of(by_phone), {"do": "done", "words": "Told them."})
    assert [(row.kind, row.recipient) for row in OutgoingMail.objects.all()] == [
        ("request_answer", asked.contact)
    ]
    outbox.send_waiting()
    assert "Yes." in mail.outbox[0].body
    assert mail.outbox[0].to == [asked.contact]


def test_a_page_that_was_withdrawn_since_is_named_and_not_linked(lead, of_a, asked):
    address = of_a.get_absolute_url()
    assert f'href="{address}"' in lead.get(page_of(asked)).content.decode()
    of_a.state, of_a.withdrawn_reason = "withdrawn", "Asked for"
    of_a.save()
    page = lead.get(page_of(asked)).content.decode()
    assert f'href="{address}"' not in page
    assert "not public any more" in page


def test_what_is_erased_is_in_no_list(curator, asked):
    Request.objects.filter(pk=asked.pk).update(
        words="", name="", contact="", erased_on=clock.today()
    )
    assert seen(curator, "?state=all") == []
    assert curator.get(page_of(asked)).status_code == 404


def test_an_action_refuses_whoever_it_does_not_belong_to(outsider, asked):
    with pytest.raises(NotAllowed):
        actions.take(asked=asked, by=outsider.user)
    with pytest.raises(NotAllowed):
        actions.answer(asked=asked, words="x", by=outsider.user)


@pytest.mark.parametrize("do", ["", "nonsense", "answer"])
def test_an_unknown_button_changes_nothing(lead, asked, do):
    assert lead.post(page_of(asked), {"do": do, "words": "x"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.owner) == ("open", None)


def test_script_in_a_request_is_text(curator):
    asked = make(words="<script>alert(1)</script>", name="<b>Jo</b>")
    for address in ("/staff/requests/", page_of(asked)):
        page = curator.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>Jo" not in page
