"""What search knows of a course: the words of its public page."""

from apps.publishing.types import SearchText
from apps.training.models import Course


def course_text(course: Course) -> SearchText:
    """Title, what it is about, and all else."""
    words = [
        course.get_kind_display(), course.range_name, course.outcomes, course.co_presented_by,
        str(course.partner or ""), *(str(one) for one in course.audiences.all()),
        *(str(topic) for topic in course.topics.all()),
    ]  # fmt: skip
    return SearchText(course.title, course.about, "\n".join(word for word in words if word))
