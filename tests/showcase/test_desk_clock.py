"""What the clock does for stories: the day to look again, and papers that are erased."""

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client

from apps.accounts.models import Grant, User
from apps.core import clock, site_settings, tasks
from apps.core.mail import NotNeeded
from apps.core.models import AuditRecord
from apps.core.outgoing import OutgoingMail
from apps.publishing.models import Consent, ConsentEvidence, ConsentUse
from apps.showcase.actions import check_mails, evidence
from apps.showcase.models import CaseStudy
from tests.personas import Person
from tests.showcase.conftest import publish, says_right

pytestmark = pytest.mark.django_db
DAY = datetime.date(2027, 3, 4)


def on(day: datetime.date) -> time_machine.travel:
    """That day at nine."""
    return time_machine.travel(datetime.datetime(day.year, day.month, day.day, 9), tick=False)


def due(name: str) -> str:
    """Run one of the portal's due acts, as ``run_due`` does."""
    return tasks.due_acts[name].function()


class TestTheDayToLookAgain:
    @pytest.fixture
    def told(
        self, story: CaseStudy, contributor: Person, curator: Person, visitor: Client,
        consent: Consent,
    ) -> CaseStudy:  # fmt: skip
        """Public, to be looked at again on the fourth of March."""
        says_right(visitor, consent, story)
        public = publish(story, contributor, curator)
        CaseStudy.objects.filter(pk=public.pk).update(review_on=DAY)
        return public

    def run(self, day: datetime.date) -> list[str]:
        """Twice on a day; to whom mails were left in all."""
        with on(day):
            due("stories to check again")
            assert due("stories to check again") == ""
        rows = OutgoingMail.objects.filter(kind="story_to_check").order_by("recipient")
        return [row.recipient for row in rows]

    def test_writers_and_curators_hear_once_on_the_day(
        self, told: CaseStudy, contributor: Person, curator: Person, lead: Person, outsider: Person
    ) -> None:
        assert self.run(DAY - datetime.timedelta(days=1)) == []
        both = ["contributor@example.org", "curator@example.org"]
        assert self.run(DAY) == both
        assert self.run(DAY + datetime.timedelta(days=1)) == both

    def test_also_when_nothing_ran_for_weeks(self, told: CaseStudy) -> None:
        assert len(self.run(DAY + datetime.timedelta(days=40))) == 2

    def test_who_becomes_a_curator_later_is_not_told_of_old_days(
        self, told: CaseStudy, outsider: Person
    ) -> None:
        self.run(DAY)
        Grant.objects.create(user=outsider.user, role="curator", everywhere=True)
        assert "outsider@example.org" not in self.run(DAY + datetime.timedelta(days=5))

    def test_another_day_is_another_mail(self, told: CaseStudy) -> None:
        self.run(DAY)
        later = DAY + datetime.timedelta(days=365)
        CaseStudy.objects.update(review_on=later)
        assert len(self.run(later)) == 4

    def test_it_says_which_story_and_where(self, told: CaseStudy, contributor: Person) -> None:
        self.run(DAY)
        row = OutgoingMail.objects.get(recipient="contributor@example.org", kind="story_to_check")
        built = check_mails.build_to_check(row.ids)
        assert (built.context["title"], built.context["day"]) == (told, "4 March 2027")
        assert f"/staff/case-studies/{told.pk}/" in built.context["link"]

    @pytest.mark.parametrize("change", ["withdrawn", "another day", "no role", "disabled"])
    def test_what_is_over_is_not_sent(
        self, told: CaseStudy, contributor: Person, curator: Person, change: str
    ) -> None:
        self.run(DAY)
        row = OutgoingMail.objects.get(recipient="contributor@example.org", kind="story_to_check")
        if change == "withdrawn":
            curator.post(f"/staff/case-studies/{told.pk}/move/withdraw/", {"note": "Asked to."})
        elif change == "another day":
            CaseStudy.objects.update(review_on=DAY + datetime.timedelta(days=9))
        elif change == "no role":
            contributor.user.grants.all().delete()
        else:
            User.objects.filter(pk=contributor.user.pk).update(is_active=False)
        with pytest.raises(NotNeeded):
            check_mails.build_to_check(row.ids)

    @pytest.mark.parametrize("change", [{"is_example": True}, {"review_on": None}])
    def test_examples_and_stories_without_a_day_are_silent(
        self, told: CaseStudy, change: dict[str, object]
    ) -> None:
        CaseStudy.objects.update(**change)
        assert self.run(DAY) == []


class TestEvidenceIsErased:
    @pytest.fixture
    def paper(
        self, consent: Consent, settings, tmp_path, django_capture_on_commit_callbacks
    ) -> ConsentEvidence:
        """The paper of the carer's consent, in a storage of its own."""
        default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
        settings.STORAGES = {**settings.STORAGES, "default": default}
        row = consent.evidence
        row.phone, row.file_name = "0113 496 0000", "signed.pdf"
        row.file.save(f"{consent.reference}.bin", ContentFile(b"%PDF- signed"))
        self.commits = django_capture_on_commit_callbacks
        return row

    def run(self, day: datetime.date) -> str:
        with on(day), self.commits(execute=True):
            return due("erase evidence of consents")

    def after(self, day: datetime.date, months: int, days: int = 0) -> datetime.date:
        return clock.add_months(day, months) + datetime.timedelta(days=days)

    def test_twelve_months_after_its_end_and_not_a_day_before(
        self, paper: ConsentEvidence, consent: Consent
    ) -> None:
        file, storage = paper.file.name, paper.file.storage
        assert self.run(self.after(consent.expires_on, 12, -1)) == ""
        assert ConsentEvidence.objects.exists() and storage.exists(file)
        assert self.run(self.after(consent.expires_on, 12)) == "1 erased"
        assert not ConsentEvidence.objects.exists() and not storage.exists(file)
        assert self.run(self.after(consent.expires_on, 13)) == ""
        kept = AuditRecord.objects.get(act="erased the evidence of a consent")
        assert kept.actor_label == "due work"
        assert kept.details == {"last_use": consent.expires_on.isoformat(), "had_paper": True}
        consent.refresh_from_db()
        assert consent.credit_as == "A carer, Airedale"

    def test_a_live_consent_keeps_it_however_long_ago_it_was_used(
        self, paper: ConsentEvidence, consent: Consent
    ) -> None:
        Consent.objects.update(expires_on=datetime.date(2040, 1, 1))
        assert self.run(datetime.date(2039, 12, 31)) == ""
        assert ConsentEvidence.objects.exists()

    def test_a_use_outside_or_a_copy_asked_back_counts_as_use(
        self, paper: ConsentEvidence, consent: Consent
    ) -> None:
        day = clock.today()
        Consent.objects.update(state="withdrawn", withdrawn_on=day)
        use = ConsentUse.objects.create(
            consent=consent, purpose="in_print", where="A report",
            used_on=day + datetime.timedelta(days=-30),
        )  # fmt: skip
        assert self.run(self.after(day, 12, -1)) == ""
        ConsentUse.objects.filter(pk=use.pk).update(chased_on=self.after(day, 6))
        assert self.run(self.after(day, 17)) == ""
        assert self.run(self.after(day, 18)) == "1 erased"

    def test_one_that_nothing_came_of_goes_too(
        self, paper: ConsentEvidence, consent: Consent
    ) -> None:
        Consent.objects.update(state="asked", given_on=None)
        touched = Consent.objects.get().updated_at.date()
        assert self.run(self.after(touched, 12, -1)) == ""
        assert self.run(self.after(touched, 12)) == "1 erased"

    def test_a_replaced_one_goes_after_the_newer_was_given(
        self, paper: ConsentEvidence, consent: Consent
    ) -> None:
        day = clock.today()
        newer = Consent.objects.create(
            partner=consent.partner, label="Carer A", capacity="self", state="given",
            given_on=day, expires_on=datetime.date(2040, 1, 1),
        )  # fmt: skip
        Consent.objects.filter(pk=consent.pk).update(state="replaced", replaced_by=newer)
        assert self.run(self.after(day, 12, -1)) == ""
        assert self.run(self.after(day, 12)) == "1 erased"

    def test_the_months_are_the_setting(self, paper: ConsentEvidence, consent: Consent) -> None:
        site_settings.store(name=evidence.MONTHS, value="3")
        assert self.run(self.after(consent.expires_on, 3)) == "1 erased"

    def test_the_pages_open_without_it(
        self, paper: ConsentEvidence, consent: Consent, curator: Person
    ) -> None:
        self.run(self.after(consent.expires_on, 12))
        assert curator.get(f"/staff/consent/{consent.reference}/").status_code == 200
        assert curator.get(f"/staff/consent/{consent.reference}/paper/").status_code == 404
