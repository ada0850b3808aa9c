"""The optional questions after booking: answers become counts of the course, apart from the
booking."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from apps.core import clock
from apps.involvement.equality import CHARACTERISTICS, KEPT_APART, financial_year
from apps.training.models import Booking, CourseEqualityCount

NOT_ANSWERED = KEPT_APART[1][0]


@transaction.atomic
def count(*, booking: Booking, answers: Mapping[str, str]) -> None:
    """Add somebody's answers (characteristic → category) to the counts of their course; what is
    left open counts as not answered. A second time, or after skipping, nothing is added."""
    if not skip(booking=booking):
        return
    course, year = booking.session.course, financial_year(clock.today())
    for one in CHARACTERISTICS:
        row, _made = CourseEqualityCount.objects.get_or_create(
            course=course,
            year=year,
            characteristic=one.code,
            category=answers.get(one.code) or NOT_ANSWERED,
        )
        CourseEqualityCount.objects.filter(pk=row.pk).update(value=F("value") + 1)


def skip(*, booking: Booking) -> bool:
    """Note that somebody has been asked, which is the same for those who answered and those who
    did not. Whether it was not noted before."""
    rows = Booking.objects.filter(pk=booking.pk, questions_done=False)
    return bool(rows.update(questions_done=True))
