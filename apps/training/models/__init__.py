"""Courses and sessions are public; who booked, what they need and how to reach them is not."""

from apps.training.models.booking import Booking, BookingNeeds, Interest
from apps.training.models.course import Course
from apps.training.models.equality import CourseEqualityCount
from apps.training.models.presenter import Presenter, PresenterContact, PresenterSlot
from apps.training.models.session import Session, SessionCounter, SessionJoining, SessionMessage
from apps.training.models.slides import SessionSlides

__all__ = [
    "Booking",
    "BookingNeeds",
    "Course",
    "CourseEqualityCount",
    "Interest",
    "Presenter",
    "PresenterContact",
    "PresenterSlot",
    "Session",
    "SessionCounter",
    "SessionJoining",
    "SessionMessage",
    "SessionSlides",
]
