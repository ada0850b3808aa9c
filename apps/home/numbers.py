"""The numbers that a partnership may change: days and months, with their meaning. Each is read
somewhere (a test says so): whichever app needs one asks ``site_settings.number``."""

import re

from django.core.exceptions import ValidationError

from apps.core.site_settings import NO, Declared, whole_number, yes_or_no
from apps.core.week import WEEKDAYS


def days(
    name: str, default: int, group: str, label: str, meaning: str, most: int = 365, least: int = 1
) -> Declared:
    """A number on the settings page."""
    check = whole_number(least, most)
    return Declared(name, str(default), meaning, check, label, group, "number")


def weekday(value: str) -> None:
    """A day of the week by its name."""
    if value not in WEEKDAYS:
        raise ValidationError("Enter a day of the week, like Tuesday.")


def short_capitals(value: str) -> None:
    """What stands before the year in a reference."""
    if not re.fullmatch(r"[A-Z]{2,5}", value):
        raise ValidationError("Enter 2 to 5 capital letters, like INV.")


SETTINGS = (
    days("promise_days", 60, "Promises", "Days until an answer is due",
         "The day suggested for an answer lies so many days after the activity."),
    days("grace", 14, "Promises", "Days of grace",
         "So many days after its day an open promise is overdue in public."),
    days("due_soon", 14, "Promises", "Days before: due soon",
         "So many days before its day a promise is due soon, for whoever looks after it."),
    days("unpublished_notice", 60, "Promises", "Days until unpublished activities are counted",
         "The log says how many activities were held so long ago and are not published."),
    days("follow_up_first", 6, "Promises", "Months until we ask what became of an answer",
         "So many months after people were told we ask whether what was done is still in place.",
         most=24),
    days("follow_up_second", 12, "Promises", "Months until we ask a second time",
         "So many months after people were told we ask once more.", most=60),
    days("cover_after_days", 5, "Review", "Working days until the covering team may review",
         "Counted from the day something was sent for review.", most=60),
    days("second_look_days", 14, "Review", "Days for the second look at a correction",
         "Somebody else looks at a small correction within so many days."),
    days("page_review_months", 12, "Review", "Months until a page is looked at again",
         "Pages that are loaded are due for a look so long after they were last checked, and the "
         "form of a page suggests it.", most=60),
    days("rating_minimum", 5, "How it felt", "Answers before anything is shown",
         "With fewer answers a closed round keeps none of them. Never below 5.", most=50, least=5),
    days("rating_spread", 10, "How it felt", "Answers before their spread is shown",
         "From so many answers people read how many felt each of the five ways.", most=100),
    days("agreed_under", 10, "How it felt", "A group agrees one sentence under",
         "Groups smaller than this may agree one sentence aloud instead of answering by codes.",
         most=30),
    days("took_part_from", 5, "How it felt", "People who took part are counted in public from",
         "Fewer read “a few people” in public, and each of them must know that it will be "
         "public. Never below 5.", most=50, least=5),
    days("equality_floor", 8, "Equality", "Smallest number shown",
         "A smaller count of people reads “fewer than” this number in public.", most=50),
    days("equality_rounding", 5, "Equality", "Rounded to",
         "Every other count of people is rounded to this step in public.", most=50),
    days("consent_months", 24, "Stories", "Months that a consent lasts",
         "Suggested when somebody agrees to their words or picture; each may choose less.",
         most=60),
    days("offer_days", 2, "Training", "Working days that an offered place is kept",
         "Until 5pm so many working days later, and never later than 2 hours before the start.",
         most=20),
    days("reminder_days", 7, "Training", "Days before a session: the reminder",
         "Everybody with a place hears so many days before, and on the day before.", most=30),
    days("booking_months", 6, "Training", "Months that names are kept after a session",
         "Then names and contacts of bookings are erased; how many came stays.", most=24),
    days("interest_months", 12, "Training", "Months that interest is kept",
         "Of whoever asked to hear when a course is back.", most=36),
    days("needs_days", 30, "Training", "Days that needs are kept after a session",
         "What would help people take part is erased so many days after it.", most=90),
    days("consent_warned_first", 60, "Stories", "Days before a consent ends: the first warning",
         "The person is written to, and the consent reads “Ends soon” from then on."),
    days("consent_warned_last", 14, "Stories", "Days before a consent ends: the last warning",
         "The person is written to once more.", most=60),
    days("consent_evidence_months", 12, "Stories", "Months that the paper of a consent is kept",
         "Counted from its last use, here or outside, once it is over; then the paper and how to "
         "reach the person are erased.", most=60),
    days("recording_megabytes", 200, "Films and sound", "Megabytes of a film or recording",
         "A larger file is refused with a sentence. Ten minutes of film are about 100.",
         most=2000),
    days("log_link_days", 14, "People and mail", "Days a link for a group holds",
         "Its link to log an activity works once, within so many days.", most=60),
    days("request_days", 10, "Requests", "Working days to answer a request",
         "What we promise to whoever asks us something.", most=60),
    days("request_keep_months", 6, "Requests", "Months that requests are kept",
         "Counted from the day we were to answer; then words, name and contact are erased. "
         "The privacy page names it too.", most=24),
    days("resource_file_mb", 50, "Resources", "Largest file, in megabytes",
         "A larger file is refused when somebody adds it to a resource.", most=200),
    days("invitation_days", 14, "People and mail", "Days an invitation holds",
         "Its link works once, within so many days.", most=60),
    days("calls_kept_days", 30, "People and mail", "Days that calls are kept",
         "So many days after somebody was rung, that a call was made is deleted."),
    days("mail_kept_days", 30, "People and mail", "Days that addresses of sent mail are kept",
         "So many days after a mail went, its recipient is erased from the outbox."),
    days("year_starts_month", 4, "Equality", "First month of the financial year",
         "As a number: 4 is April. Tables of who took part are made for financial years.",
         most=12),
    Declared("equality_questions", NO,
             "After booking training, people may answer optional questions about who they are. "
             "Answers are only added up for the course, and never kept with the booking.",
             yes_or_no, "Ask who books training", "Equality", "switch"),
    Declared("weekly_mail_day", "Tuesday",
             "Staff for whom something waits get one mail a week, on this day.",
             weekday, "Day of the weekly mail", "People and mail"),
    Declared("reference_prefix", "INV", "New activities get a reference like INV-2026-0001.",
             short_capitals, "Letters of a reference", "People and mail"),
)  # fmt: skip
