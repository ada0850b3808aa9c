"""Addresses of training. Literal words come before a course's slug."""

from django.urls import path

from apps.training.views import booking, own, public

app_name = "training"
urlpatterns = [
    path("training/", public.training_list, name="list"),
    path("training/sessions/<str:reference>/", public.session_page, name="session"),
    path("training/sessions/<str:reference>/book/", booking.book, name="book"),
    path(
        "training/sessions/<str:reference>/calendar.ics",
        public.session_entry,
        name="session-entry",
    ),
    path("training/<slug:slug>/", public.course_page, name="course"),
    path("feeds/training.ics", public.feed, name="feed"),
    path("booked/<str:token>/", booking.booked, name="booked"),
    path("bookings/<str:token>/", own.booking_page, name="booking"),
    path("bookings/<str:token>/needs/", own.booking_needs, name="booking-needs"),
    path("bookings/<str:token>/cancel/", own.booking_cancel, name="booking-cancel"),
    path("bookings/<str:token>/calendar.ics", own.booking_entry, name="booking-entry"),
]
