"""A course as a document."""

from apps.publishing.documents import Document, Section
from apps.training.forms import course

COURSE = Document(
    sections=(
        Section("what", "What it is", course.What),
        Section("for_whom", "Who it is for, and the cost", course.ForWhom),
        Section("running", "Whether it runs, and who presents", course.Running),
    )
)
