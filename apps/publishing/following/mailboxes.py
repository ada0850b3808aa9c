"""The mailboxes and numbers that follow something, and those that want nothing."""

from apps.core import clock, links
from apps.core.contacts import of_email as of_email
from apps.core.contacts import of_phone as of_phone
from apps.publishing.models.follow import Refusal

PURPOSE = "refusal"


def refuse(mailbox: str) -> None:
    """Remember that this mailbox or number wants nothing, by a hash."""
    hash_ = links.keyed_hash(PURPOSE, mailbox)
    Refusal.objects.get_or_create(hash=hash_, defaults={"on": clock.today()})


def take_back(mailbox: str) -> bool:
    """Forget that this mailbox or number wants nothing; whether it was remembered."""
    hashes = links.possible_hashes(PURPOSE, mailbox)
    return bool(Refusal.objects.filter(hash__in=hashes).delete()[0])


def refused(mailbox: str) -> bool:
    """Whether it wants nothing."""
    hashes = links.possible_hashes(PURPOSE, mailbox)
    return Refusal.objects.filter(hash__in=hashes).exists()
