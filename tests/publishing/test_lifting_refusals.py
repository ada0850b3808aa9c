"""Who wanted no mail and no call ever may change their mind: an administrator takes it back, and
nothing of the person is kept for it."""

import pytest

from apps.core.models import AuditRecord
from apps.core.outgoing import OutgoingMail
from apps.publishing.following import mailboxes
from apps.publishing.models.follow import Follow, Refusal

pytestmark = pytest.mark.django_db
ADDRESS = "/staff/mail/never/"
JO = "jo@example.org"


@pytest.fixture
def refused() -> None:
    """An address and a number that want nothing."""
    mailboxes.refuse(mailboxes.of_email(JO))
    mailboxes.refuse(mailboxes.of_phone("0113 496 0000"))


def ask(visitor) -> int:
    """They ask for news of everything; how many mails were left for it."""
    visitor.post("/follow/everything/", {"email": JO})
    return OutgoingMail.objects.filter(recipient=JO).count()


def test_an_administrator_lets_them_ask_again_and_nothing_is_sent(refused, administrator, visitor):
    assert ask(visitor) == 0
    typed = {"mailbox": "Jo+news@Example.org", "asked_how": "phone"}
    assert administrator.post(ADDRESS, typed).status_code == 302
    assert not OutgoingMail.objects.exists()
    assert not Follow.objects.exists()
    assert Refusal.objects.count() == 1, "the number stays refused"
    [noted] = AuditRecord.objects.filter(act="lifted a refusal of all mail")
    assert noted.actor_label == "Ad Min"
    assert noted.details == {"asked": "phone"}
    assert "jo" not in f"{noted.label} {noted.details}".lower()
    assert ask(visitor) == 1


def test_a_number_is_found_in_every_spelling(refused, administrator):
    typed = {"mailbox": "+44 113 496 0000", "asked_how": "person"}
    assert administrator.post(ADDRESS, typed).status_code == 302
    assert not mailboxes.refused("01134960000")
    assert mailboxes.refused(JO)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"asked_how": "phone"}, "Enter their e-mail address or phone number"),
        ({"mailbox": JO}, "Select how they asked: only the person may ask"),
        ({"mailbox": "jo@", "asked_how": "phone"}, "Enter an e-mail address, like"),
        ({"mailbox": "12", "asked_how": "phone"}, "or a phone number"),
        ({"mailbox": "sam@example.org", "asked_how": "phone"}, "Nobody asked us never to write"),
    ],
)
def test_what_is_wrong_says_so_and_is_kept(refused, administrator, typed, sentence):
    answer = administrator.post(ADDRESS, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert typed.get("mailbox", "") in page
    assert Refusal.objects.count() == 2
    assert not AuditRecord.objects.filter(act__contains="refusal").exists()


def test_it_is_for_administrators_alone(refused, administrator, curator, lead, visitor):
    typed = {"mailbox": JO, "asked_how": "phone"}
    for other in (curator, lead):
        assert other.get(ADDRESS).status_code == 404
        assert other.post(ADDRESS, typed).status_code == 404
    assert visitor.post(ADDRESS, typed).status_code in (302, 404)
    assert Refusal.objects.count() == 2
    assert ADDRESS in administrator.get("/staff/mail/").content.decode()
