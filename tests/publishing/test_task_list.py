"""The list of parts on a desk of any kind: it ends in the next step, and says what comes later."""

import re

import pytest

from apps.publishing import actions, workflow

pytestmark = pytest.mark.django_db


def rows(person, area, pk) -> list[tuple[str, str, str]]:
    """(title, address, state) of each row."""
    page = person.get(f"/staff/{area}/{pk}/").content.decode()
    found = re.search(r'<section class="answers" aria-labelledby="parts">.*?</section>', page, re.S)
    if found is None:
        return []
    return [
        (title, address, state)
        for address, title, state in re.findall(
            r'<li>(?:<a [^>]*href="([^"]*)">|<span>)([^<]*)</(?:a|span)> '
            r'<span class="tag[^"]*">([^<]*)</span>',
            found[0],
        )
    ]


def test_the_last_row_of_a_story_sends_it_and_says_what_is_missing(story, contributor, curator):
    send = f"/staff/case-studies/{story.pk}/move/submit/"
    assert rows(contributor, "case-studies", story.pk)[-1] == (
        "Submit for review", send, "Ready to send",
    )  # fmt: skip
    type(story).objects.filter(pk=story.pk).update(why="", who="")
    found = rows(contributor, "case-studies", story.pk)
    assert found[-1][2] == "Can’t be sent yet: 2 things missing"
    assert ("Why this was needed", f"/staff/case-studies/{story.pk}/edit/why/", "To do") in found
    type(story).objects.filter(pk=story.pk).update(who="Six visitors.")
    found = rows(contributor, "case-studies", story.pk)
    assert found[-1][2] == "Can’t be sent yet: 1 thing missing"
    assert contributor.get(send).status_code == 200


def test_in_review_it_says_so_and_leads_nowhere(story, contributor, curator):
    workflow.move(story, "submit", by=contributor.user)
    last = ("Submit for review", "", "In review")
    assert rows(contributor, "case-studies", story.pk)[-1] == last


def test_every_kind_has_it(draft, contributor, lead):
    found = rows(contributor, "projects", draft.pk)
    assert found[-1][0] == "Submit for review"
    titles = [section.title for section in actions.document_of(draft).sections]
    assert [title for title, _, _ in found][: len(titles)] == titles
    workflow.move(draft, "submit", by=contributor.user)
    workflow.move(draft, "return", by=lead.user, parts={"about": "Which rooms?"})
    assert rows(contributor, "projects", draft.pk)[0][2] == "A note to look at"


def test_what_is_made_of_the_page_comes_after_publication(story, draft, contributor, lead):
    later = [
        ("Films and sound", "", "After publication"), ("Other formats", "", "After publication"),
    ]  # fmt: skip
    assert rows(contributor, "case-studies", story.pk)[-3:-1] == later
    assert rows(contributor, "projects", draft.pk)[-3:-1] == later


def test_of_what_is_public_they_are_there_and_nothing_is_to_be_sent(told, contributor):
    found = rows(contributor, "case-studies", told.pk)
    assert [(title, state) for title, _, state in found[-2:]] == [
        ("Films and sound", "None yet"), ("Other formats", "None yet"),
    ]  # fmt: skip
    assert all(contributor.get(address).status_code == 200 for _, address, _ in found[-2:])
    actions.save(item=told, changes={"why": "Anew."}, edit_count=0, by=contributor.user)
    assert rows(contributor, "case-studies", told.pk)[-1][0] == "Submit for review"


def test_who_only_reviews_has_no_list(published, lead, curator):
    workflow.move(published, "withdraw", by=lead.user, note="It was wrong.")
    assert rows(lead, "projects", published.pk) == []
