"""Pictures beside the sentences of Easy Read: their own, shown while they may be."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core import clock
from apps.publishing import actions, workflow
from apps.publishing.models import AccessibleVersion, Consent, Picture
from apps.publishing.pictures import actions as actions_of_pictures
from apps.publishing.pictures import asking
from tests.publishing.formatted import BY, EASY, begin, fresh, put_out, rows_of, write
from tests.publishing.picture_files import jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


def add(person, version, **words) -> Picture:
    """Upload a picture for a version."""
    data = {
        "shows": "something",
        "alt": "A sign",
        "basis": "nobody",
        "credit": "A. Painter",
        **words,
    }
    file = SimpleUploadedFile("sign.jpg", jpeg(600, 400))
    answer = person.post(f"/staff/formats/{version.pk}/pictures/new/", {**data, "file": file})
    assert answer.status_code == 302
    return Picture.objects.latest("pk")


def pictures_of(visitor, version) -> list[str]:
    return re.findall(r'<img src="([^"]+)"', visitor.get(version.get_absolute_url()).text)


def test_a_picture_makes_a_line_that_waits_for_its_sentence(published, contributor, visitor):
    version = begin(contributor, published, **EASY)
    write(contributor, version, "lines", **rows_of(["One."]))
    picture = add(contributor, version)
    page = contributor.get(f"/staff/formats/{version.pk}/edit/lines/").text
    assert page.count(f'<option value="{picture.pk}"') == 2, "any line may have it"
    preview = contributor.get(f"/staff/formats/{version.pk}/preview/").text
    address = re.search(r'<img src="(/staff/pictures/[^"]+)"', preview)[1]
    assert contributor.get(address).status_code == 200
    assert visitor.get(address).status_code == 302
    desk = contributor.get(f"/staff/formats/{version.pk}/").text
    assert "Write the sentence of line 2, or delete it." in desk


def test_it_is_shown_beside_its_sentence_and_goes_with_the_page(published, contributor, visitor):
    version = put_out(published, **EASY)
    picture = add(contributor, version)
    post = rows_of(["One.", "Two."], **{"lines-1-picture": picture.pk})
    write(contributor, version, "lines", **post)
    assert pictures_of(visitor, version) == []
    workflow.move(version, "submit", by=contributor.user)
    workflow.move(version, "publish", by=BY)
    (address,) = pictures_of(visitor, version)
    assert visitor.get(address).status_code == 200
    page = visitor.get(version.get_absolute_url()).text
    assert 'alt="A sign"' in page and "Pictures: A. Painter." in page
    workflow.move(published, "withdraw", by=BY, note="Asked for.")
    assert visitor.get(address).status_code == 404


@pytest.fixture
def of_a_person(published, contributor, partner_a):
    """An Easy Read version with a picture of somebody who said yes to it."""
    consent = Consent.objects.create(
        partner=partner_a, label="Reader A", capacity="self", state="given", on_portal=True,
        picture=True, given_on=clock.today(),
        expires_on=clock.today() + datetime.timedelta(days=9),
    )  # fmt: skip
    version = begin(contributor, published, **EASY)
    picture = add(contributor, version, basis="consent", consent=consent.reference)
    picture_line = rows_of(["One."], **{"lines-0-picture": picture.pk})
    write(contributor, version, "lines", **picture_line)
    AccessibleVersion.objects.filter(pk=version.pk).update(
        checked_with="A group", checked_on=clock.today()
    )
    workflow.move(version, "submit", by=BY, meant=True)
    say(version, consent, "right")
    workflow.move(version, "publish", by=BY)
    return fresh(version), picture, consent


def say(version, consent, said, words=""):
    """What the person says to their picture as it stands."""
    seen = asking.as_it_would_be(version, consent).mark
    actions_of_pictures.answer(
        item=version, consent=consent, by=BY, said=said, words=words, seen=seen
    )


def test_hidden_by_mistake_it_is_shown_again_as_the_person_said_yes_to_it(
    of_a_person, curator, visitor
):
    version, picture, _ = of_a_person
    pictures = f"/staff/formats/{version.pk}/pictures/"
    curator.post(f"{pictures}{picture.pk}/hide/", {"why": "The wrong one."})
    assert pictures_of(visitor, fresh(version)) == []
    page = curator.post(f"{pictures}{picture.pk}/show/", follow=True).text
    assert "The picture is no longer hidden." in page
    assert len(pictures_of(visitor, fresh(version))) == 1


def test_what_a_person_asked_to_change_comes_back_by_no_button(of_a_person, curator, visitor):
    version, picture, consent = of_a_person
    say(version, consent, "change", "Not my left side, please.")
    assert pictures_of(visitor, fresh(version)) == []
    pictures = f"/staff/formats/{version.pk}/pictures/"
    page = curator.post(f"{pictures}{picture.pk}/show/", follow=True).text
    assert "The picture stays hidden." in page
    assert "Not my left side, please." in page
    assert pictures_of(visitor, fresh(version)) == []
    picture.refresh_from_db()
    assert picture.hidden_on is not None


def test_a_consent_that_ends_leaves_the_sentence(of_a_person, visitor, time_machine):
    version, _, consent = of_a_person
    assert len(pictures_of(visitor, version)) == 1
    time_machine.move_to(consent.expires_on + datetime.timedelta(days=1))
    assert pictures_of(visitor, fresh(version)) == []
    assert "<p>One.</p>" in visitor.get(fresh(version).get_absolute_url()).text


def test_a_picture_that_is_deleted_leaves_its_sentence(published, contributor):
    version = begin(contributor, published, **EASY)
    picture = add(contributor, version)
    write(contributor, version, "lines", **rows_of(["One."], **{"lines-0-picture": picture.pk}))
    contributor.post(f"/staff/formats/{version.pk}/pictures/{picture.pk}/delete/")
    assert not Picture.objects.exists()
    assert [(line.sentence, line.picture) for line in version.lines.all()] == [("One.", None)]
    for kept in actions.versions_of(version):
        assert str(picture.pk) not in [row.get("picture") for row in kept.data["lines"]]
