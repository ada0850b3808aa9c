"""The activities of one project: from its page to the log, and from its desk to the staff list."""

import io
import re

import openpyxl
import pytest

from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing.models import State
from tests.factories import ActivityFactory, PlaceFactory, ProjectFactory, owe
from tests.involvement.test_register import LOG, counts, day, page, table, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db: None) -> Project:
    """A project with five activities, among others."""
    found: Project = ProjectFactory(title="Clearer signs", slug="clearer-signs")
    for number in range(5):
        ActivityFactory(title=f"Ours {number}", project=found, claimed_level="engage")
    ActivityFactory(title="Another’s", project=ProjectFactory(), claimed_level="engage")
    ActivityFactory(title="Of none", claimed_level="engage")
    return found


def link(text: str) -> str:
    """The link to all activities of a project, and how many it says there are."""
    found = re.search(r'href="([^"]+)">All activities in this project \(([0-9,]+)\)', text)
    assert found, "no such link"
    return f"{found[1]} {found[2]}"


class TestPublic:
    def test_its_page_leads_to_all_of_its_activities(self, visitor, project):
        text = visitor.get(project.get_absolute_url()).content.decode()
        assert link(text) == f"{LOG}?project=clearer-signs 5"
        assert len(titles(text)) == 3
        assert titles(page(visitor, "?project=clearer-signs")) == [
            f"Ours {number}" for number in (4, 3, 2, 1, 0)
        ]

    def test_the_number_is_the_one_of_the_log(self, visitor, project):
        """Drafts are not counted; a withdrawn one that owes an answer is, as it has its line."""
        gone = ActivityFactory(
            project=project, state=State.WITHDRAWN, withdrawn_reason="Two people could be known."
        )
        owe(gone, day(20))
        ActivityFactory(project=project, state=State.DRAFT, revision=0, published_at=None)
        text = visitor.get(project.get_absolute_url()).content.decode()
        assert link(text).endswith(" 6")
        assert ">6 activities" in page(visitor, "?project=clearer-signs")

    def test_one_that_only_owes_an_answer_is_reached_too(self, visitor):
        project = ProjectFactory(slug="quiet")
        gone = ActivityFactory(
            project=project, state=State.WITHDRAWN, withdrawn_reason="Two people could be known."
        )
        owe(gone, day(20))
        text = visitor.get(project.get_absolute_url()).content.decode()
        assert link(text) == f"{LOG}?project=quiet 1"
        assert "Newest in the log" not in text

    def test_without_activities_there_is_no_link(self, visitor):
        text = visitor.get(ProjectFactory().get_absolute_url()).content.decode()
        assert "All activities in this project" not in text

    def test_it_is_a_chip_that_can_be_removed_and_stays_with_other_filters(self, visitor, project):
        text = page(visitor, "?project=clearer-signs&level=engage")
        assert "Project: Clearer signs" in text
        assert 'href="?level=engage"' in text
        forms = text.count('<input type="hidden" name="project" value="clearer-signs">')
        assert forms == 2, "the filters, and the order"
        assert counts(text, "level")["engage"] == 5
        assert titles(page(visitor, "?project=clearer-signs&level=consult")) == []

    def test_downloads_carry_it(self, visitor, project):
        assert len(table(visitor, "&project=clearer-signs")) == 5
        text = page(visitor, "?project=clearer-signs")
        for kind in ("csv", "xlsx"):
            assert f"?project=clearer-signs&amp;format={kind}" in text

    def test_an_empty_answer_names_it_as_a_way_out(self, visitor, project):
        place = PlaceFactory(name="Elsewhere", slug="elsewhere")
        for _ in range(6):
            ActivityFactory().places.add(place)
        text = page(visitor, "?project=clearer-signs&place=elsewhere")
        assert "the filter “Project: Clearer signs”" in text
        assert 'href="?place=elsewhere"' in text

    @pytest.mark.parametrize("value", ["nothing", "%00", "x" * 5000, "<script>"])
    def test_one_that_is_not_known_is_left_out_and_said_so(self, visitor, project, value):
        text = page(visitor, f"?project={value}")
        assert "left out" in text
        assert len(titles(text)) == 7

    def test_one_that_is_not_public_is_not_known(self, visitor, project):
        Project.objects.filter(pk=project.pk).update(state=State.DRAFT)
        text = page(visitor, "?project=clearer-signs")
        assert "Clearer signs" not in text
        assert len(titles(text)) == 7

    def test_paging_keeps_it(self, visitor, project):
        for _ in range(20):
            ActivityFactory(project=project)
        text = page(visitor, "?project=clearer-signs")
        assert "?project=clearer-signs&amp;page=2" in text


class TestStaff:
    LIST = "/staff/activities/"

    @pytest.fixture
    def ours(self, project, partner_a: Partner) -> Project:
        """Two of its activities are partner A's; so is one of no project."""
        project.parts.create(partner=partner_a, role="lead")
        for activity in project.activities.order_by("pk")[:2]:
            activity.partner = partner_a
            activity.save()
        ActivityFactory(title="On its own", partner=partner_a)
        return project

    def test_its_desk_leads_to_those_the_person_may_write(self, contributor, ours):
        desk = contributor.get(f"/staff/projects/{ours.pk}/").content.decode()
        assert link(desk) == f"{self.LIST}?project=clearer-signs 2"
        text = contributor.get(f"{self.LIST}?project=clearer-signs").content.decode()
        assert ">2 activities" in text
        assert "Ours 0" in text
        assert "On its own" not in text
        assert "Project: Clearer signs" in text

    def test_the_file_holds_the_same(self, contributor, ours):
        answer = contributor.get(f"{self.LIST}?project=clearer-signs&format=xlsx")
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        names = [row[1] for row in book["Activities"].iter_rows(min_row=2, values_only=True)]
        assert sorted(names) == ["Ours 0", "Ours 1"]

    @pytest.mark.parametrize("value", ["nothing", "%00", "x" * 5000])
    def test_an_unknown_one_finds_nothing_and_says_so(self, contributor, ours, value):
        text = contributor.get(f"{self.LIST}?project={value}").content.decode()
        assert ("Project: not one we know" in text) == (value != "%00")
