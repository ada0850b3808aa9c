"""Money: kept as whole pence, typed and read as pounds."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

AMOUNT = re.compile(r"£?([0-9]{1,7}(?:\.[0-9]{1,2})?)")
MOST = 1_000_000  # pence


def in_words(pence: int) -> str:
    """An amount as people read it: Free, £15, £12.50."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}" if pounds else "Free"


class MoneyField(forms.Field):
    """An amount in pounds, with or without the sign. Gives whole pence, None for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput({"inputmode": "decimal", "size": 7}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Pence as they are typed; what was typed stays as it is."""
        if not isinstance(value, int):
            return value
        pounds, rest = divmod(value, 100)
        return f"{pounds}.{rest:02}" if rest else str(pounds)

    def to_python(self, value: Any) -> int | None:
        """Whole pence. Raises ``ValidationError`` for what is no amount, or too much."""
        typed = re.sub(r"[\s,]", "", str(value or ""))
        if not typed:
            return None
        found = AMOUNT.fullmatch(typed)
        if found is None:
            raise ValidationError("Enter an amount in pounds, like 15 or 12.50")
        pence = int(Decimal(found[1]) * 100)
        if pence > MOST:
            raise ValidationError(f"Enter an amount of £{MOST // 100:,} or less")
        return pence
