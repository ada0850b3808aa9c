"""Two partners become one, and everything that named the first names the second."""

from dataclasses import replace

import pytest
from django import forms
from django.core.management import call_command

from apps.accounts.models import Grant, Invitation, User
from apps.core import clock, versions
from apps.core.dates import PartialDate
from apps.core.forms import PortalForm
from apps.core.models import AuditRecord, OldAddress
from apps.involvement.models import Activity
from apps.partners.models import Contact, Partner, PartnerName
from apps.projects.models import Project, ProjectPartner
from apps.publishing import actions, types
from apps.publishing.documents import Document, Rows, Section
from apps.publishing.models import FormDraft, Request, Version, WorkingCopy
from tests.factories import PartFactory, PartnerFactory, ProjectFactory
from tests.projects.test_partner_screens import address, merge, text

pytestmark = pytest.mark.django_db


def test_partners_are_merged_only_by_who_says_again_who_they_are(
    administrator, partner_a, partner_b
):
    """Roles that hold for one hold for both afterwards."""
    answer = merge(administrator, partner_a, partner_b)
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert Partner.objects.filter(pk=partner_a.pk).exists()


class PartForm(PortalForm):
    """A part, as a document's rows hold it."""

    partner = forms.CharField()
    role = forms.CharField()


@pytest.fixture
def busy(partner_a, partner_b, contributor):
    """Partner A with something of every kind that can point at a partner."""
    both = ProjectFactory(title="Both", slug="both")
    PartFactory(project=both, partner=partner_a, role="lead", role_words="led with care")
    PartFactory(project=both, partner=partner_a, role="host")
    PartFactory(project=both, partner=partner_b, role="lead")
    PartFactory(project=ProjectFactory(title="Only A", slug="only-a"), partner=partner_a)
    PartnerName.objects.create(partner=partner_a, name="Older A")
    Contact.objects.create(label="Desk of A", purpose="Ask", partner=partner_a)
    PartnerFactory(name="Covered", slug="covered", covered_by=partner_a)
    partner_b.covered_by = partner_a
    partner_b.save()
    Activity.objects.create(
        reference="INV-2026-0001", title="Secret meeting", partner=partner_a,
        author=contributor.user,
    )  # fmt: skip
    # A lead of both: their grant names each once, and so it names B once afterwards.
    both_grant = Grant.objects.get(user=contributor.user)
    both_grant.partners.add(partner_b)
    versions.raise_public()
    return partner_a


@pytest.fixture
def just_now(curator):
    """The curator has just said again who they are, as a merge asks for."""
    curator.says_again()


@pytest.mark.usefixtures("just_now")
class TestMerging:
    """A partner stands there twice."""

    def test_the_preview_says_what_moves_and_changes_nothing(self, busy, curator, partner_b):
        page = curator.get(address(busy, "merge"), {"into": partner_b.pk})
        assert page.status_code == 200
        assert "Merge “Partner A” into “Partner B”?" in text(page)
        assert "2 projects" in text(page)
        assert "1 contact" in text(page)
        assert "The old name stands on the page as an earlier name" in text(page)
        assert Partner.objects.filter(pk=busy.pk).exists()
        assert not OldAddress.objects.exists()

    def test_a_draft_that_a_curator_may_not_see_is_not_counted(self, busy, curator, partner_b):
        page = text(curator.get(address(busy, "merge"), {"into": partner_b.pk}))
        assert "1 activit" not in page
        assert "Secret meeting" not in page
        assert "records that you may not see move too" in page

    def test_everything_that_named_the_one_names_the_other(
        self, busy, curator, partner_b, contributor
    ):
        answer = merge(curator, busy, partner_b)
        assert answer.url == address(partner_b)
        assert not Partner.objects.filter(pk=busy.pk).exists()
        parts = ProjectPartner.objects.filter(partner=partner_b).order_by("project__slug", "role")
        assert [(p.project.slug, p.role) for p in parts] == [
            ("both", "host"), ("both", "lead"), ("only-a", "lead"),
        ]  # fmt: skip
        assert parts.get(project__slug="both", role="lead").role_words == "led with care"
        assert {n.name for n in partner_b.earlier_names.all()} == {"Older A", "Partner A"}
        assert Contact.objects.get().partner == partner_b
        assert Partner.objects.get(slug="covered").covered_by == partner_b
        partner_b.refresh_from_db()
        assert partner_b.covered_by is None
        assert Activity.objects.get().partner == partner_b
        assert User.objects.get(pk=contributor.user.pk).partner == partner_b
        assert list(Grant.objects.get(user=contributor.user).partners.all()) == [partner_b]
        line = AuditRecord.objects.get(act="merged")
        assert line.label == "Partner A into Partner B"
        assert line.actor_label == "Cura Tor"

    def test_the_old_address_and_the_old_name_go_on_working(
        self, busy, curator, visitor, partner_b
    ):
        visitor.get("/partners/partner-a/")  # kept by the process
        merge(curator, busy, partner_b)
        moved = visitor.get("/partners/partner-a/")
        assert (moved.status_code, moved.url) == (301, "/partners/partner-b/")
        assert moved.headers["Cache-Control"] == "public, no-cache"
        assert not moved.cookies
        assert "Partner A" in text(visitor.get("/partners/partner-b/"))
        assert "Only A" in text(visitor.get("/our-work/", {"q": "partner a"}))
        filtered = visitor.get("/our-work/?partner=partner-a&sort=title")
        assert (filtered.status_code, filtered.url) == (
            301, "/our-work/?partner=partner-b&sort=title",
        )  # fmt: skip

    def test_old_addresses_of_old_addresses_lead_all_the_way(
        self, curator, visitor, partner_a, partner_b
    ):
        last = PartnerFactory(name="Partner C", slug="partner-c")
        merge(curator, partner_a, partner_b)
        merge(curator, partner_b, last)
        assert visitor.get("/partners/partner-a/").url == "/partners/partner-c/"
        assert visitor.get("/partners/partner-b/").url == "/partners/partner-c/"
        assert curator.get(address(partner_a)).url == address(last)
        earlier = text(visitor.get("/partners/partner-c/"))
        assert "Partner A" in earlier
        assert "Partner B" in earlier

    def test_a_hidden_partner_leaves_no_name_behind(self, curator, visitor, partner_a, partner_b):
        Partner.objects.filter(pk=partner_a.pk).update(public=False)
        merge(curator, partner_a, partner_b)
        assert "Partner A" not in text(visitor.get("/partners/partner-b/"))

    def test_the_one_that_stays_gets_what_it_leaves_blank(self, curator, partner_a, partner_b):
        Partner.objects.filter(pk=partner_a.pk).update(
            url="https://a.example.org", summary="A’s words"
        )
        Partner.objects.filter(pk=partner_b.pk).update(summary="B’s words")
        page = text(curator.get(address(partner_a, "merge"), {"into": partner_b.pk}))
        assert "leaves blank, and gets: web address" in page
        merge(curator, partner_a, partner_b)
        partner_b.refresh_from_db()
        assert (partner_b.url, partner_b.summary) == ("https://a.example.org", "B’s words")

    def test_a_date_is_taken_whole_or_not_at_all(self, curator, partner_a, partner_b):
        partner_a.active_from = PartialDate.parse("2019", "in the year of the flood")
        partner_a.active_to = PartialDate.parse("2022-04", "that spring")
        partner_a.save()
        partner_b.active_from = PartialDate.parse("2020-05")
        partner_b.save()
        merge(curator, partner_a, partner_b)
        partner_b.refresh_from_db()
        assert partner_b.active_from == PartialDate.parse("2020-05")
        assert partner_b.active_to == PartialDate.parse("2022-04", "that spring")

    def test_changes_that_wait_and_invitations_name_the_one_that_stays(
        self, curator, partner_a, partner_b, monkeypatch
    ):
        """Both hold numbers of rows as plain data, where no foreign key sees them."""
        document = Document((Section("parts", "Who", rows=Rows("parts", PartForm, "part")),))
        kind = replace(types.registered["project"], document=document)
        monkeypatch.setitem(types.registered, "project", kind)
        old, new = str(partner_a.pk), str(partner_b.pk)
        parts = [
            {"partner": old, "role": "lead"},
            {"partner": new, "role": "lead"},
            {"partner": old, "role": "host"},
        ]
        copy = WorkingCopy.objects.create(
            kind="project", object_id=ProjectFactory().pk, base_revision=1, data={"parts": parts}
        )
        invitation = Invitation.objects.create(
            email="new@example.org", expires_on=clock.today(),
            grants=[{"role": "lead", "partners": [partner_a.pk, partner_b.pk], "places": []}],
        )  # fmt: skip
        merge(curator, partner_a, partner_b)
        copy.refresh_from_db()
        invitation.refresh_from_db()
        assert copy.data["parts"] == [
            {"partner": new, "role": "lead"}, {"partner": new, "role": "host"},
        ]  # fmt: skip
        assert copy.edit_count == 1
        assert invitation.grants[0]["partners"] == [partner_b.pk]

    def test_typing_that_is_kept_names_the_one_that_stays(
        self, curator, partner_a, partner_b, place
    ):
        """As a browser sends it, in rows and in lists of choices."""
        project = ProjectFactory()
        rows = {"parts-TOTAL_FORMS": "1", "parts-INITIAL_FORMS": "0", "parts-0-role": "lead"}
        typed = {**rows, "parts-0-partner": str(partner_a.pk)}
        curator.post(f"/staff/projects/{project.pk}/typing/who/", typed)
        merge(curator, partner_a, partner_b)
        [draft] = FormDraft.objects.all()
        assert draft.data["parts-0-partner"] == [str(partner_b.pk)]
        page = curator.get(f"/staff/projects/{project.pk}/edit/who/?carry-on=1")
        assert f'<option value="{partner_b.pk}" selected' in page.content.decode()

    def test_what_was_asked_about_one_is_about_the_other(self, curator, lead, partner_a, partner_b):
        words = {"kind": "wrong", "reply_by": "none", "words": "It moved"}
        about = {"item_kind": "partner", "object_id": partner_b.pk, "about": str(partner_b)}
        asked = Request.objects.receive(**words, **about)
        assert lead.get(f"/staff/requests/{asked.reference}/").status_code == 404
        merge(curator, partner_b, partner_a)
        page = lead.get(f"/staff/requests/{asked.reference}/")
        assert page.status_code == 200
        assert f'href="/partners/{partner_a.slug}/"' in page.content.decode()

    def test_a_version_that_names_the_one_that_went_still_opens(
        self, curator, partner_a, partner_b
    ):
        project = PartFactory(partner=partner_a, project=ProjectFactory()).project
        for title in ("First", "Second"):
            project.refresh_from_db()
            _, count = actions.text_of(project)
            actions.save(item=project, changes={"title": title}, edit_count=count, by=curator.user)
        before = list(Version.objects.values("number", "data"))
        merge(curator, partner_a, partner_b)
        assert list(Version.objects.values("number", "data")) == before
        for version in before:
            address = f"/staff/projects/{project.pk}/versions/{version['number']}/"
            assert curator.get(address).status_code == 200

    def test_the_button_pressed_twice_does_it_once(self, curator, partner_a, partner_b):
        merge(curator, partner_a, partner_b)
        assert merge(curator, partner_a, partner_b).url == address(partner_b)
        assert AuditRecord.objects.filter(act="merged").count() == 1

    @pytest.mark.parametrize("into", ["", "0", "x", "9" * 30])
    def test_without_a_partner_to_stay_it_says_so(self, curator, partner_a, into):
        page = curator.post(address(partner_a, "merge"), {"into": into})
        assert page.status_code == 422
        assert "Choose a partner." in text(page)

    def test_a_partner_is_not_merged_into_itself(self, curator, partner_a):
        page = merge(curator, partner_a, partner_a)
        assert page.status_code == 422
        assert "Choose another partner" in text(page)
        assert Partner.objects.filter(pk=partner_a.pk).exists()

    def test_the_content_files_load_again_and_bring_nothing_back(self, content, curator):
        source = Partner.objects.get(slug="actearly")
        merge(curator, source, Partner.objects.get(slug="nhs-england"))
        call_command("load_content", verbosity=0)
        assert not Partner.objects.filter(slug="actearly").exists()
        assert Project.objects.count() == 11
