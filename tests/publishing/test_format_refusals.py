"""What an accessible version does not take: links, scripts, other people’s pictures, days to
come."""

import pytest
from django.core.exceptions import ValidationError

from apps.core import clock
from apps.publishing import workflow
from apps.publishing.formats import actions as formats
from apps.publishing.models import AccessibleVersion, EasyReadLine, Picture, WorkingCopy
from apps.publishing.workflow import Blocked, NotAllowed
from tests.publishing.formatted import BY, EASY, about, begin, fresh, put_out, rows_of, write

pytestmark = pytest.mark.django_db


class TestWhatIsRefused:
    @pytest.fixture
    def version(self, published, contributor):
        return begin(contributor, published, form="bsl", language="en-GB")

    @pytest.mark.parametrize(
        "link", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/a", "no address"]
    )
    def test_a_link_that_leads_to_no_page(self, version, contributor, link):
        answer = write(contributor, version, "link", link=link, transcript="Kept words.")
        assert answer.status_code == 422
        assert "Enter an address that begins with https:// or http://" in answer.text
        assert "Kept words." in answer.text
        assert fresh(version).link == ""

    def test_a_film_without_words(self, version, contributor):
        write(contributor, version, "link", link="https://films.example.org/1", transcript="")
        with pytest.raises(Blocked, match="Write down what is said or shown"):
            workflow.move(version, "submit", by=contributor.user)

    def test_scripts_are_words(self, version, contributor, visitor):
        hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
        write(contributor, version, "link", link="https://films.example.org/?a=1&b=\"x",
              transcript=hostile)  # fmt: skip
        write(contributor, version, "link", link="https://films.example.org/1", transcript=hostile)
        workflow.move(version, "submit", by=contributor.user)
        workflow.move(version, "publish", by=BY)
        page = visitor.get("/formats/bsl-video-signs/").text
        assert "<script>alert" not in page and "<img" not in page and 'href="javascript' not in page
        assert 'href="https://films.example.org/1"' in page
        assert "films.example.org, another site" in page

    def test_more_lines_than_a_form_holds(self, version, contributor):
        answer = write(contributor, version, "lines", **rows_of(["A line."] * 61))
        assert answer.status_code == 422
        assert not fresh(version).lines.exists()
        assert write(contributor, version, "lines", **rows_of(["A line."] * 60)).status_code == 302
        assert fresh(version).lines.count() == 60

    def test_a_picture_of_another_record(self, version, contributor, published):
        one = Picture.objects.create(
            kind="project", object_id=published.pk, width=10, height=10, decorative=True,
            basis="nobody",
        )  # fmt: skip
        post = rows_of(["A line."], **{"lines-0-picture": one.pk})
        answer = write(contributor, version, "lines", **post)
        assert (answer.status_code, "offered here" in answer.text) == (422, True)
        line = EasyReadLine(version=version, sentence="A line.", picture=one)
        with pytest.raises(ValidationError, match="Choose a picture of this version, or none"):
            line.clean()

    def test_a_day_of_checking_that_has_not_come(self, version, contributor):
        day = clock.add_months(clock.today(), 1)
        post = {"checked_with": "A group", "checked_on_0": day.day, "checked_on_1": day.month,
                "checked_on_2": day.year}  # fmt: skip
        answer = write(contributor, version, "checked", **post)
        assert (answer.status_code, "Enter a day that has passed" in answer.text) == (422, True)

    @pytest.mark.parametrize("given", ["", "x", "1 2026-02-30", "9999999999 2026-01-01"])
    def test_a_page_that_lost_what_it_was_made_from(self, version, contributor, given):
        before = fresh(version).made_from
        assert write(contributor, version, "about",
                     **about(version, title="T", made_from=given)).status_code == 422  # fmt: skip
        assert fresh(version).made_from == before

    def test_a_second_one_like_it(self, version, contributor, published):
        address = f"/staff/formats/for/project/{published.pk}/"
        answer = contributor.post(address, {"form": "bsl", "language": "en-GB"})
        assert (answer.status_code, "There is one already" in answer.text) == (422, True)
        assert AccessibleVersion.objects.count() == 1

    def test_a_published_one_stays_what_it_is(self, published, lead):
        version = put_out(published, **EASY)
        answer = write(lead, version, "about", **about(version, form="large_print"))
        assert answer.status_code == 422
        assert "What was published as Easy Read stays Easy Read" in answer.text

    def test_easy_read_stays_checked(self, published, lead):
        version = put_out(published, **EASY)
        nobody = {"checked_with": "", "checked_on_0": "", "checked_on_1": "", "checked_on_2": ""}
        answer = write(lead, version, "checked", **nobody)
        assert answer.status_code == 422
        assert "people read this as Easy Read" in answer.text
        assert lead.get(f"/staff/formats/{version.pk}/").status_code == 200
        assert not WorkingCopy.objects.exists()

    def test_its_page_goes_while_somebody_writes(self, version, published, contributor, lead):
        write(contributor, version, "link", link="https://films.example.org/1", transcript="Words.")
        workflow.move(published, "withdraw", by=lead.user, note="Asked for.")
        desk = contributor.get(f"/staff/formats/{version.pk}/")
        assert (desk.status_code, "which is not public" in desk.text) == (200, True)
        workflow.move(version, "submit", by=contributor.user)
        with pytest.raises(Blocked, match="not public"):
            workflow.move(version, "publish", by=lead.user)
        with pytest.raises(NotAllowed, match="not public any more"):
            formats.bring_up_to_date(version=version, seen="1", by=contributor.user)
