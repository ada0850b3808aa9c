"""One form for all spellings of an e-mail address or a phone number, and who wants nothing."""

import contextlib
import re
import unicodedata

from apps.core import clock, links
from apps.publishing.models.follow import Refusal

PURPOSE = "refusal"
NUMBER = re.compile(r"(?:\+|00)?[0-9]{9,14}")


def of_email(email: str) -> str:
    """The mailbox behind an address: no capitals, quotes or ``+tag``, and a domain in the letters
    in which mail travels."""
    local, _, domain = unicodedata.normalize("NFKC", email).strip().lower().rpartition("@")
    local = local.strip('"').partition("+")[0] or local
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    return f"{local}@{domain}"[:260]


def of_phone(typed: str) -> str:
    """A number as it is dialled in the country; "" for what is none."""
    shown = unicodedata.normalize("NFKC", typed)
    digits = re.sub(r"[\s().\-–/]", "", shown)
    if not digits.isascii() or not NUMBER.fullmatch(digits):
        return ""
    return re.sub(r"^(?:\+44|0044)0?", "0", digits)


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
