"""The numbers that a partnership may change: days, months and the weekly mail, with their
meaning. Whichever app needs one asks ``site_settings.number``."""

import re

from django.core.exceptions import ValidationError

from apps.core.site_settings import Declared, one_of, whole_number

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def days(
    name: str, default: int, group: str, label: str, meaning: str, most: int = 365
) -> Declared:
    """A number on the settings page."""
    return Declared(name, str(default), meaning, whole_number(1, most), label, group, "number")


def short_capitals(value: str) -> None:
    """What stands before the year in a reference."""
    if not re.fullmatch(r"[A-Z]{2,5}", value):
        raise ValidationError("Enter 2 to 5 capital letters, like INV.")


SETTINGS = (
    days("promise_days", 60, "Promises", "Days until an answer is due",
         "After something was asked of people, the answer is promised within so many days."),
    days("grace", 14, "Promises", "Days of grace",
         "So many days after a promise was due it counts as broken."),
    days("due_soon", 14, "Promises", "Days before: due soon",
         "So many days before its day a promise stands under “due soon”."),
    days("unpublished_notice", 60, "Promises", "Days until a notice about unpublished work",
         "An activity that stays unpublished for so long is named to its lead."),
    days("cover_after_days", 5, "Review", "Working days until the covering team may review",
         "Counted from the day something was sent for review.", most=60),
    days("second_look_days", 14, "Review", "Days for the second look at a correction",
         "Somebody else looks at a small correction within so many days."),
    days("page_review_months", 12, "Review", "Months until a page is looked at again",
         "After so many months a page comes back to its owner.", most=60),
    days("request_days", 10, "Requests", "Working days to answer a request",
         "What we promise to whoever asks us something.", most=60),
    days("request_keep_months", 6, "Requests", "Months that requests are kept",
         "Then words, name and contact are erased.", most=24),
    days("invitation_days", 14, "People and mail", "Days an invitation holds",
         "Its link works once, within so many days.", most=60),
    Declared("weekly_mail_day", "Tuesday", "When staff get their one mail a week.",
             one_of(*WEEKDAYS), "Day of the weekly mail", "People and mail", "choice", WEEKDAYS),
    Declared("reference_prefix", "INV", "New activities get a reference like INV-2026-0001.",
             short_capitals, "Letters of a reference", "People and mail"),
)  # fmt: skip
