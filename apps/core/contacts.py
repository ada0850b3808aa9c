"""One form for all spellings of an e-mail address or a phone number, by which a person is found."""

import contextlib
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

NUMBER = re.compile(r"(?:\+|00)?[0-9]{9,14}")
BETWEEN_DIGITS = re.compile(r"(?<=[\d)])[\s().\-–/]+(?=[\d(])|[()]")
OF_THE_COUNTRY = re.compile(r"(?:\+44|(?<!\d)0044)0?")
ADDRESS = re.compile(r"[\w.+\"'-]+@[\w-]+(?:\.[\w-]+)+")
NEITHER = "“{typed}” is neither an e-mail address nor a phone number. Write one of the two in full."


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


@dataclass(frozen=True)
class Contact:
    """An address or a number, whoever wrote it how: ``key`` is what all its spellings share."""

    key: str

    @classmethod
    def read(cls, typed: str) -> "Contact":
        """From what somebody typed. Raises ``ValueError`` with a sentence for what is neither."""
        with contextlib.suppress(ValidationError):
            validate_email(typed.strip())
            return cls(of_email(typed))
        if key := of_phone(typed):
            return cls(key)
        raise ValueError(NEITHER.format(typed=typed))

    @property
    def is_email(self) -> bool:
        """Whether mail goes there; else it is rung."""
        return "@" in self.key

    def is_one_of(self, *typed: str) -> bool:
        """Whether one of these, each an address, a number or nothing, is this one."""
        read = of_email if self.is_email else of_phone
        return any(read(one) == self.key for one in typed if one)

    def is_in(self, *values: Any) -> bool:
        """Whether it stands, in any spelling, somewhere in these texts or lists of texts."""
        return any(self._is_in(words_of(value)) for value in values if value)

    def _is_in(self, text: str) -> bool:
        if self.is_email:
            return "@" in text and self.is_one_of(*ADDRESS.findall(text))
        dense = OF_THE_COUNTRY.sub("0", BETWEEN_DIGITS.sub("", text))
        return re.search(rf"(?<!\d){re.escape(self.key)}(?!\d)", dense) is not None


def words_of(value: Any) -> str:
    """What stands in a column, as text."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
