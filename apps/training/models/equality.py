"""Who booked a course, as counts: never beside a booking."""

from django.db import models

from apps.training.models.course import Course


class CourseEqualityCount(models.Model):
    """How many of those who answered the optional questions after booking are of a category of a
    characteristic (``involvement.equality``), by the financial year that begins in ``year``.

    An answer only raises a number: no row says when, for which session or by whom.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="equality")
    year = models.PositiveSmallIntegerField()
    characteristic = models.CharField(max_length=20)
    category = models.CharField(max_length=40)
    value = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "year", "characteristic", "category"],
                name="%(app_label)s_%(class)s_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.course}, {self.year}, {self.characteristic}, {self.category}: {self.value}"
