"""Pictures of people in Easy Read: they say yes first, and what they take back is gone."""

import re

import pytest
from django.test import Client

from apps.publishing import workflow
from apps.publishing.models import AccessibleVersion, Consent, Correction, Picture, Version
from apps.showcase.actions import consent_mails as mails
from apps.showcase.actions import consents as actions
from tests.personas import Person
from tests.publishing.formatted import BY, CHECKED, EASY, begin, fresh, move, rows_of, write
from tests.publishing.pictured import agreed
from tests.publishing.test_format_pictures import add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]
ALT = "A carer at a desk"


@pytest.fixture
def consent(partner_a) -> Consent:
    """Somebody agreed to a picture on this website."""
    return agreed(partner_a, credit_as="A carer")


@pytest.fixture
def version(published, contributor, consent) -> AccessibleVersion:
    """A version with their picture, in review."""
    found = begin(contributor, published, **EASY)
    picture = add(contributor, found, basis="consent", consent=consent.reference, alt=ALT,
                  caption="In the morning.")  # fmt: skip
    write(contributor, found, "lines", **rows_of(["She reads."], **{"lines-0-picture": picture.pk}))
    AccessibleVersion.objects.filter(pk=found.pk).update(**CHECKED)
    assert move(contributor, found, "submit", meant="on").status_code == 302
    return fresh(found)


def own_page(consent: Consent) -> str:
    consent.refresh_from_db()
    return "/" + mails.address_of(consent).split("/", 3)[3]


def says(
    visitor: Client, consent: Consent, version: AccessibleVersion, said: str, words=""
) -> None:
    page = visitor.get(own_page(consent)).text
    seen = re.search(rf'value="format-{version.pk}"><input[^>]*name="seen" value="(\w+)"', page)[1]
    sent = {"page": f"format-{version.pk}", "said": said, "words": words, "seen": seen}
    assert visitor.post(own_page(consent), sent).status_code == 302


def test_their_page_shows_it_and_their_yes_is_needed(
    version: AccessibleVersion, visitor: Client, curator: Person, consent: Consent
) -> None:
    refused = move(curator, version, "publish", meant="on")
    assert refused.status_code == 422 and "has not said yes to the picture" in refused.text
    page = visitor.get(own_page(consent)).text
    assert ALT in page and "In the morning." in page and "She reads." in page
    says(visitor, consent, version, "change", "Not this one")
    assert "“Not this one”" in move(curator, version, "publish", meant="on").text
    says(visitor, consent, version, "right")
    assert move(curator, version, "publish", meant="on").status_code == 302
    assert ALT in visitor.get(fresh(version).get_absolute_url()).text


def test_other_words_beside_it_need_another_yes(
    version: AccessibleVersion, visitor: Client, curator: Person, contributor: Person,
    consent: Consent,
) -> None:  # fmt: skip
    says(visitor, consent, version, "right")
    picture = Picture.objects.get()
    write(contributor, version, "lines", **rows_of(["He sits."], **{"lines-0-picture": picture.pk}))
    assert move(curator, version, "publish", meant="on").status_code == 422


def test_a_name_that_they_choose_themselves_asks_for_no_other_yes(
    version: AccessibleVersion, visitor: Client, curator: Person, consent: Consent
) -> None:
    Consent.objects.update(name=True)
    says(visitor, consent, version, "right")
    visitor.post(own_page(consent) + "name/", {"credit_as": "Ann Example"})
    consent.refresh_from_db()
    assert consent.credit == "Ann Example"
    assert move(curator, version, "publish", meant="on").status_code == 302


def test_a_change_asked_of_what_is_public_takes_the_picture_off_at_once(
    version: AccessibleVersion, visitor: Client, curator: Person, consent: Consent
) -> None:
    says(visitor, consent, version, "right")
    move(curator, version, "publish", meant="on")
    assert ALT in visitor.get(fresh(version).get_absolute_url()).text
    assert "off this site from that moment" in visitor.get(own_page(consent)).text
    says(visitor, consent, version, "change", "Not this one")
    page = visitor.get(fresh(version).get_absolute_url()).text
    assert ALT not in page and "She reads." in page
    told = visitor.get(own_page(consent) + "?did=off").text
    assert "The picture is not on this site now" in told and ALT not in told
    assert "“Not this one”" in Picture.objects.get().hidden_because
    assert Correction.objects.get().what == "A picture was hidden"


def test_taken_back_it_is_gone_from_the_page_the_files_and_every_copy(
    version: AccessibleVersion, visitor: Client, curator: Person, contributor: Person,
    consent: Consent, published,
) -> None:  # fmt: skip
    says(visitor, consent, version, "right")
    move(curator, version, "publish", meant="on")
    address = fresh(version).get_absolute_url()
    first = visitor.get(address)
    tag = first.headers["ETag"]
    assert visitor.get(address, headers={"If-None-Match": tag}).status_code == 304
    key = Picture.objects.get().key
    staff = f"/staff/pictures/{key}/480.webp"
    assert contributor.get(staff).status_code == 200
    link = re.search(r'src="(/pictures/by-link/[^"]+)"', visitor.get(own_page(consent)).text)[1]
    visitor.post(own_page(consent) + "take-back/", {"everything": "yes"})
    after = visitor.get(address, headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert ALT not in after.text and "In the morning." not in after.text
    assert "She reads." in after.text, "the line stays"
    for person in (contributor, curator):
        assert person.get(staff).status_code == 404
    assert visitor.get(link).status_code == 410
    picture = Picture.objects.get()
    assert (picture.alt, picture.caption, picture.credit, picture.widths) == ("", "", "", [])
    for kept in Version.objects.filter(kind="format"):
        assert str(picture.pk) not in [row.get("picture") for row in kept.data["lines"]]
    assert not version.lines.exclude(picture=None).exists()


def test_a_picture_of_a_withdrawn_record_is_gone_by_link(
    version: AccessibleVersion, visitor: Client, consent: Consent
) -> None:
    says(visitor, consent, version, "right")
    workflow.move(version, "publish", by=BY)
    link = re.search(r'src="(/pictures/by-link/[^"]+)"', visitor.get(own_page(consent)).text)[1]
    assert visitor.get(link).status_code == 200
    workflow.move(version, "withdraw", by=BY, note="It was wrong.")
    assert visitor.get(link).status_code == 410
    assert ALT not in visitor.get(own_page(consent)).text
    actions.take_back(consent=consent)
