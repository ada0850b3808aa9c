"""Faults and two at once: a consent deleted by hand or taken back while somebody publishes, two
curators at one story, another process that keeps pages, and typing that was cut off."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client

from apps.core import versions
from apps.publishing.models import Consent, FormDraft, SearchDocument, Version
from apps.showcase import consents
from apps.showcase.actions import consents as acts
from apps.showcase.models import CaseStudy
from tests.personas import Person
from tests.showcase.conftest import WORDS, own_page, says_right, speak, write

pytestmark = pytest.mark.django_db


def at(story: CaseStudy, rest: str = "") -> str:
    return f"/staff/case-studies/{story.pk}/{rest}"


@pytest.fixture
def waiting(story: CaseStudy, contributor: Person, visitor: Client, consent: Consent) -> CaseStudy:
    """In review, and seen by the person who speaks in it."""
    says_right(visitor, consent, story)
    contributor.post(at(story, "move/submit/"), {"meant": "on"})
    story.refresh_from_db()
    return story


def opened(person: Person, story: CaseStudy, move: str) -> dict[str, str]:
    """What the page with the button holds: the mark of the text that somebody looked at."""
    page = person.get(at(story, f"move/{move}/")).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen, page
    return {"seen": seen[1], "meant": "on"}


def press(person: Person, story: CaseStudy, move: str, sent: dict[str, str]) -> str:
    answer = person.post(at(story, f"move/{move}/"), sent, follow=True)
    story.refresh_from_db()
    return answer.content.decode()


class TestDeletedByHand:
    def test_everything_opens_nothing_is_shown_and_the_checklist_names_it(
        self, waiting: CaseStudy, contributor: Person, curator: Person, visitor: Client,
        consent: Consent,
    ) -> None:  # fmt: skip
        public = publish_now(waiting, curator)
        with transaction.atomic():
            with connection.cursor() as cursor:
                for table in ("consentevidence", "consent"):
                    column = "consent_id" if table == "consentevidence" else "id"
                    cursor.execute(
                        f"DELETE FROM publishing_{table} WHERE {column} = %s",  # noqa: S608
                        [consent.pk],
                    )
            versions.raise_public()
            assert public.blocks.get().consent_id == consent.pk  # it leads nowhere now
            for person in (contributor, curator):
                for page in ("", "edit/words/", "edit/about/", "preview/", "versions/"):
                    assert person.get(at(public, page)).status_code == 200, page
            assert curator.get(at(public, "review/")).status_code == 200
            page = visitor.get(public.get_absolute_url())
            assert page.status_code == 200
            assert WORDS not in page.content.decode()
            said = contributor.get(at(public)).content.decode()
            assert "say on which consent it rests" in said
            transaction.set_rollback(True)

    def test_one_on_which_the_summary_rests_takes_the_story_down(
        self, waiting: CaseStudy, contributor: Person, curator: Person, visitor: Client,
        consent: Consent,
    ) -> None:  # fmt: skip
        public = publish_now(waiting, curator)
        CaseStudy.objects.filter(pk=public.pk).update(summary_consent=consent)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM publishing_consent WHERE id = %s", [consent.pk])
            versions.raise_public()
            for page in ("", "edit/words/", "edit/about/"):
                assert contributor.get(at(public, page)).status_code == 200, page
            assert visitor.get(public.get_absolute_url()).status_code == 410
            assert public.title not in visitor.get("/case-studies/").content.decode()
            transaction.set_rollback(True)


def publish_now(story: CaseStudy, curator: Person) -> CaseStudy:
    press(curator, story, "publish", {"meant": "on"})
    assert story.state == "published"
    return story


class TestTwoAtOnce:
    def test_both_publish_and_it_is_published_once(
        self, waiting: CaseStudy, curator: Person, second_curator: Person
    ) -> None:
        one, other = (opened(who, waiting, "publish") for who in (curator, second_curator))
        press(curator, waiting, "publish", one)
        assert "was quicker" in press(second_curator, waiting, "publish", other)
        assert (waiting.revision, waiting.published_by) == (1, curator.user)

    def test_one_sends_back_what_the_other_publishes(
        self, waiting: CaseStudy, curator: Person, second_curator: Person
    ) -> None:
        sent = opened(second_curator, waiting, "publish")
        press(curator, waiting, "return", {"note": "Who decided?"})
        assert "was quicker" in press(second_curator, waiting, "publish", sent)
        assert (waiting.state, waiting.revision) == ("draft", 0)

    def test_one_withdraws_while_the_other_publishes_a_change(
        self, waiting: CaseStudy, contributor: Person, curator: Person, second_curator: Person,
        visitor: Client,
    ) -> None:  # fmt: skip
        public = publish_now(waiting, curator)
        write(contributor, public, "hard", hard="Nobody knew how hard it would be.")
        contributor.post(at(public, "move/submit/"), {"meant": "on"})
        sent = opened(second_curator, public, "publish")
        press(curator, public, "withdraw", {"note": "A partner asked us to."})
        press(second_curator, public, "publish", sent)
        assert public.state == "withdrawn"
        assert visitor.get(public.get_absolute_url()).status_code == 410
        assert "Nobody knew how hard" not in public.hard

    def test_a_consent_taken_back_while_somebody_publishes(
        self, waiting: CaseStudy, curator: Person, visitor: Client, consent: Consent
    ) -> None:
        sent = opened(curator, waiting, "publish")
        visitor.post(own_page(consent) + "take-back/", {"everything": "yes"})
        assert "the text was changed since you opened it" in press(
            curator, waiting, "publish", sent
        )
        assert waiting.state == "in_review"
        publish_now(waiting, curator)  # having looked at what is left
        assert WORDS not in visitor.get(waiting.get_absolute_url()).content.decode()

    def test_published_first_and_taken_back_a_moment_later(
        self, waiting: CaseStudy, curator: Person, visitor: Client, consent: Consent
    ) -> None:
        public = publish_now(waiting, curator)
        visitor.post(own_page(consent) + "take-back/", {"everything": "yes"})
        assert WORDS not in visitor.get(public.get_absolute_url()).content.decode()
        assert consents.problems(CaseStudy.objects.get()) == []

    def test_words_come_back_from_no_window_that_was_open(
        self, waiting: CaseStudy, contributor: Person, visitor: Client, consent: Consent
    ) -> None:
        count = CaseStudy.objects.get().edit_count
        sent = {
            "edit_count": count, "blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0",
            "blocks-0-kind": "quote", "blocks-0-heading": "why", "blocks-0-body": WORDS,
            "blocks-0-consent": consent.pk,
        }  # fmt: skip
        visitor.post(own_page(consent) + "take-back/", {"everything": "yes"})
        for again in (count, CaseStudy.objects.get().edit_count):
            answer = contributor.post(at(waiting, "edit/words/"), {**sent, "edit_count": again})
            assert answer.status_code == 422
            assert "They took this consent back" in answer.content.decode()
        assert not [row for row in Version.objects.all() if WORDS in str(row.data)]
        assert not CaseStudy.objects.get().blocks.exclude(body="").exists()


def test_another_process_serves_nothing_from_the_pages_it_keeps(
    waiting: CaseStudy, curator: Person, visitor: Client, consent: Consent,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Two processes keep pages apart and share the database: the second has kept every page when
    the consent is taken back in the first."""
    public = publish_now(waiting, curator)
    first, second = versions.store, versions.PageStore(10_000_000)
    pages = [public.get_absolute_url(), "/case-studies/", "/our-work/clearer-letters/", "/"]
    with monkeypatch.context() as there:
        there.setattr(versions, "store", second)
        before = {page: visitor.get(page) for page in pages}
        assert WORDS in before[pages[0]].content.decode()
        assert second.pages
    assert versions.store is first
    visitor.post(own_page(consent) + "take-back/", {"everything": "yes"})
    with monkeypatch.context() as there:
        there.setattr(versions, "store", second)
        for page in pages:
            held = {"If-None-Match": before[page].headers["ETag"]}
            for headers in ({}, held):
                answer = visitor.get(page, headers=headers)
                assert answer.status_code == 200, page
                assert WORDS not in answer.content.decode(), page
        found = visitor.get("/search/?q=three+times").content.decode()
        assert "rang up" not in found
    assert not SearchDocument.objects.filter(body__contains=WORDS).exists()


class TestCutOff:
    def test_typing_is_kept_when_the_connection_is_lost(
        self, story: CaseStudy, contributor: Person, lead: Person, consent: Consent
    ) -> None:
        typed = {
            "blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0", "blocks-0-kind": "quote",
            "blocks-0-heading": "why", "blocks-0-body": "Half a sen", "blocks-0-consent": "",
            "edit_count": story.edit_count,
        }  # fmt: skip
        assert contributor.post(at(story, "typing/words/"), typed).status_code == 204
        desk = contributor.get(at(story)).content.decode()
        assert "Carry on with it" in desk
        assert "Carry on with it" not in lead.get(at(story)).content.decode()
        form = contributor.get(at(story, "edit/words/?carry-on=1")).content.decode()
        assert "Half a sen" in form
        assert story.blocks.get().body == WORDS
        speak(contributor, story, consent, "The whole sentence.")
        assert not FormDraft.objects.exists()

    def test_a_form_of_which_half_arrived_changes_nothing(
        self, story: CaseStudy, contributor: Person
    ) -> None:
        half = {"edit_count": story.edit_count, "blocks-0-body": "Half a sen"}
        answer = contributor.post(at(story, "edit/words/"), half)
        assert answer.status_code == 422
        story.refresh_from_db()
        assert story.blocks.get().body == WORDS

    def test_what_was_typed_of_a_consent_is_gone_with_it(
        self, story: CaseStudy, contributor: Person, consent: Consent
    ) -> None:
        typed = {
            "blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0", "blocks-0-kind": "quote",
            "blocks-0-heading": "why", "blocks-0-body": WORDS + " and", "edit_count": "0",
            "blocks-0-consent": consent.pk,
        }  # fmt: skip
        contributor.post(at(story, "typing/words/"), typed)
        assert FormDraft.objects.exists()
        acts.take_back(consent=consent)
        assert not FormDraft.objects.exists()
