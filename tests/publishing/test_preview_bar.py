"""A preview on a page of its own says that it is one and leads back; in a frame it is only the
page, and the public never sees the bar."""

import pytest

from apps.publishing import actions

pytestmark = pytest.mark.django_db


def test_a_draft_says_that_it_is_not_public_and_leads_back(story, draft, contributor):
    for area, item in (("case-studies", story), ("projects", draft)):
        desk = f"/staff/{area}/{item.pk}/"
        page = contributor.get(f"{desk}preview/").content.decode()
        bar = page.partition('aria-label="Preview"')[2].partition("</aside>")[0]
        assert "Not public yet." in bar and f'href="{desk}"' in bar
        framed = contributor.get(f"{desk}preview/?framed").content.decode()
        assert 'aria-label="Preview"' not in framed and str(item) in framed


def test_the_review_page_frames_it_without_the_bar(story, contributor, curator):
    contributor.post(f"/staff/case-studies/{story.pk}/move/submit/", {"meant": "on"})
    page = curator.get(f"/staff/case-studies/{story.pk}/review/").content.decode()
    assert page.count(f'src="/staff/case-studies/{story.pk}/preview/?framed"') == 2
    assert f'href="/staff/case-studies/{story.pk}/preview/"' in page


def test_of_what_is_public_only_a_change_is_not(told, contributor, visitor):
    preview = f"/staff/case-studies/{told.pk}/preview/"
    assert "This is public" in contributor.get(preview).content.decode()
    actions.save(item=told, changes={"why": "Anew."}, edit_count=0, by=contributor.user)
    page = contributor.get(preview).content.decode()
    assert "This change is not public yet." in page and "Anew." in page
    assert 'aria-label="Preview"' not in visitor.get(told.get_absolute_url()).content.decode()
