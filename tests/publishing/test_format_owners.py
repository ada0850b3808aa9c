"""Whose an accessible version is: who finds it, who begins one, and where a request for one
leads."""

import re

import pytest

from apps.library.models import Page
from apps.publishing.formats import staff
from apps.publishing.models import AccessibleVersion, Request, State
from tests.factories import PartFactory, ProjectFactory
from tests.publishing.formatted import EASY, begin, listed, put_out, write

pytestmark = pytest.mark.django_db


class TestWhose:
    def test_another_partner_finds_nothing(self, published, contributor, outsider, trainer):
        version = begin(contributor, published, **EASY)
        for person in (outsider, trainer):
            for address in (f"/staff/formats/{version.pk}/",
                            f"/staff/formats/for/project/{published.pk}/",
                            f"/staff/formats/{version.pk}/edit/lines/",
                            f"/staff/formats/{version.pk}/preview/"):  # fmt: skip
                assert person.get(address).status_code == 404, address
            assert (
                person.post(f"/staff/formats/for/project/{published.pk}/", EASY).status_code == 404
            )
            assert write(person, version, "about", title="Mine").status_code == 404
            done = person.post(f"/staff/formats/{version.pk}/up-to-date/", {"seen": "1"})
            assert done.status_code == 404
        assert "Signs" not in outsider.get("/staff/formats/").text
        assert AccessibleVersion.objects.count() == 1

    def test_who_wrote_it_loses_it_with_the_page(self, published, contributor):
        version = begin(contributor, published, **EASY)
        published.parts.all().delete()
        assert contributor.get(f"/staff/formats/{version.pk}/").status_code == 404

    @pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN])
    def test_of_what_is_not_public_there_is_none(self, partner_a, contributor, state):
        project = ProjectFactory(state=state, withdrawn_reason="Why.")
        PartFactory(project=project, partner=partner_a)
        address = f"/staff/formats/for/project/{project.pk}/"
        assert contributor.get(address).status_code == 404
        assert contributor.post(address, EASY).status_code == 404
        assert not AccessibleVersion.objects.exists()

    @pytest.mark.parametrize("address", ["nonsense/1", "response/1", "format/1", "project/999999"])
    def test_a_pointer_to_nothing_is_not_found(self, curator, address):
        assert curator.get(f"/staff/formats/for/{address}/").status_code == 404

    def test_a_page_of_the_portal_is_the_curators(self, content, curator, contributor, visitor):
        about_page = Page.objects.get(slug="about")
        address = f"/staff/formats/for/page/{about_page.pk}/"
        assert contributor.get(address).status_code == 404
        version = begin(curator, about_page, **EASY)
        assert version.teams() == []
        put_out(about_page, form="large_print", language="en-GB")
        assert listed(visitor, "/about/") == [
            "/formats/large-print-about-this-portal/", "/ask/format/page-about/"
        ] or listed(visitor, "/about/")[0].startswith("/formats/large-print-")  # fmt: skip


class TestAsked:
    def test_a_request_leads_to_the_form_for_what_was_asked(
        self, published, lead, outsider, visitor
    ):
        visitor.post(
            "/ask/format/project-signs/", {"format_wanted": "easy-read", "reply_by": "none"}
        )
        asked = Request.objects.get()
        address = f"/staff/formats/for/project/{published.pk}/?form=easy_read"
        assert f'href="{address}"' in lead.get(f"/staff/requests/{asked.reference}/").text
        page = re.sub(r'" id="[^"]*"', '"', lead.get(address).text)
        assert 'value="easy_read" checked' in page
        assert staff.for_request(asked, outsider.user) == ""

    def test_there_is_none_for_the_site_or_for_a_partner(self, lead, partner_a):
        for kind, pk in (("site", None), ("partner", partner_a.pk)):
            asked = Request.objects.receive(
                kind="format", format_wanted="bsl", reply_by="none", item_kind=kind, object_id=pk
            )
            assert staff.for_request(asked, lead.user) == ""

    def test_the_desk_of_a_page_leads_to_its_versions(self, published, draft, contributor):
        put_out(published, **EASY)
        link = f'href="/staff/formats/for/project/{published.pk}/">Other formats (1)</a>'
        assert link in contributor.get(f"/staff/projects/{published.pk}/").text
        assert "Other formats (" not in contributor.get(f"/staff/projects/{draft.pk}/").text
