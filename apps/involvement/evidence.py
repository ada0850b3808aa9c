"""What a record can show for the way of involving people that it claims."""

from typing import Any

from apps.involvement.models import EvidenceAnswer

CAN, CANNOT = EvidenceAnswer.Answer.YES, EvidenceAnswer.Answer.NO


def shown(record: Any) -> dict[str, list[str]]:
    """What an activity or a project can show, and cannot show yet, in the words that were asked,
    of the way it claims now. Lists, never a number of a number: no grades."""
    rows = [row for row in record.evidence.select_related("sign")
            if row.sign.level == record.claimed_level]  # fmt: skip
    return {
        "can_show": [row.asked for row in rows if row.answer == CAN],
        "cannot_show": [row.asked for row in rows if row.answer == CANNOT],
    }
