"""What a picture rests on: a consent, a notice, or that nobody is in it."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from apps.core import clock
from apps.publishing.models import Picture
from apps.publishing.pictures import actions
from apps.publishing.pictures.encoding import encode
from apps.publishing.workflow import NotAllowed
from tests.publishing.picture_files import jpeg
from tests.publishing.pictured import COLUMNS, agreed, on_disk, placed, send, under

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]


class TestWhatItRestsOn:
    def test_a_consent_of_the_story_s_partner_that_holds(self, story, contributor, partner_a):
        consent = agreed(partner_a)
        page = contributor.get(under(story, "new")).content.decode()
        assert f"{consent.reference}: Carer A" in page
        answer = send(contributor, story, basis="consent", consent=consent.reference)
        assert answer.status_code == 302
        assert Picture.objects.get().consent == consent
        assert f"Rests on {consent.reference} until" in (
            contributor.get(under(story)).content.decode()
        )

    @pytest.mark.parametrize(
        "columns",
        [
            {"on_portal": False},
            {"picture": False, "words": True},
            {"state": "asked"},
            {"state": "handed_in"},
            {"state": "withdrawn", "withdrawn_on": datetime.date(2026, 1, 1)},
            {"state": "replaced"},
            {"expires_on": "today"},
            {"partner": "other"},
        ],
        ids=lambda columns: "-".join(map(str, columns)),
    )
    def test_no_other_one(self, story, contributor, partner_a, partner_b, columns):
        swap = {"today": clock.today(), "other": partner_b}
        given = {"partner": partner_a} | {
            name: swap.get(value, value) if isinstance(value, str) else value
            for name, value in columns.items()
        }
        consent = agreed(**given)
        assert consent.reference not in contributor.get(under(story, "new")).content.decode()
        answer = send(contributor, story, basis="consent", consent=consent.reference)
        assert answer.status_code == 422
        words = COLUMNS | {"basis": "consent", "consent": consent}
        with pytest.raises(NotAllowed):
            actions.add(
                item=story, encoded=encode(SimpleUploadedFile("x", jpeg())), words=words,
                by=contributor.user,
            )  # fmt: skip
        assert not Picture.objects.exists()
        assert on_disk() == []

    def test_a_crowd_keeps_its_notice(self, story, contributor):
        send(contributor, story, basis="crowd", notice="A sign on both doors.")
        assert Picture.objects.get().notice == "A sign on both doors."

    @pytest.mark.every_case
    @pytest.mark.parametrize(
        "columns",
        [
            {"basis": "crowd", "notice": ""},
            {"basis": "consent", "consent": None},
            {"alt": "", "decorative": False},
            {"alt": "Words", "decorative": True},
            {"hidden_on": datetime.date(2026, 1, 1)},
        ],
        ids=lambda columns: "-".join(columns),
    )
    def test_the_database_holds_what_must_hold(self, story, columns):
        picture = placed(story)
        with pytest.raises(IntegrityError), transaction.atomic():
            Picture.objects.filter(pk=picture.pk).update(**columns)
