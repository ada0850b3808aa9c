"""Addresses of training. Literal words come before a course's slug."""

from django.urls import path

from apps.training.views import (
    afterwards,
    booking,
    desk,
    interest,
    own,
    people,
    presenting,
    public,
    register,
    slides,
)

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
    path("training/<slug:slug>/interest/", interest.interest, name="interest"),
    path("feeds/training.ics", public.feed, name="feed"),
    path("booked/<str:token>/", booking.booked, name="booked"),
    path("bookings/<str:token>/", own.booking_page, name="booking"),
    path("bookings/<str:token>/needs/", own.booking_needs, name="booking-needs"),
    path("bookings/<str:token>/cancel/", own.booking_cancel, name="booking-cancel"),
    path("bookings/<str:token>/calendar.ics", own.booking_entry, name="booking-entry"),
    path("bookings/<str:token>/certificate.pdf", afterwards.certificate, name="certificate"),
    path("bookings/<str:token>/slides/<int:pk>/", slides.slides_of_booking, name="booking-slides"),
    path("presenting/<str:token>/", presenting.own, name="presenting"),
    path(
        "presenting/<str:token>/slides/<int:pk>/",
        slides.slides_of_presenter,
        name="presenting-slides",
    ),
    path("staff/training/", desk.sessions, name="sessions"),
    path("staff/training/new/<int:pk>/", desk.session_new, name="session-new"),
    path("staff/training/<str:reference>/", desk.session_desk, name="desk"),
    path("staff/training/<str:reference>/step/", desk.session_step, name="step"),
    path("staff/training/<str:reference>/edit/", desk.session_edit, name="session-edit"),
    path("staff/training/<str:reference>/hold/", desk.session_hold, name="hold"),
    path("staff/training/<str:reference>/cancel/", desk.session_cancel, name="cancel"),
    path("staff/training/<str:reference>/presenters/", presenting.ask, name="ask-presenter"),
    path(
        "staff/training/<str:reference>/presenters/<int:pk>/",
        presenting.answered,
        name="presenter-said",
    ),
    path("staff/training/<str:reference>/bookings/", people.bookings, name="bookings"),
    path("staff/training/<str:reference>/bookings/new/", people.book_by_phone, name="by-phone"),
    path("staff/training/<str:reference>/bookings/<int:pk>/", people.person, name="person"),
    path(
        "staff/training/<str:reference>/bookings/<int:pk>/move/",
        people.person_move,
        name="person-move",
    ),
    path(
        "staff/training/<str:reference>/bookings/<int:pk>/cancel/",
        people.person_stop,
        name="person-stop",
    ),
    path("staff/training/<str:reference>/message/", people.message, name="message"),
    path("staff/training/<str:reference>/needs/", people.needs, name="needs"),
    path("staff/training/<str:reference>/slides/", slides.slides, name="slides"),
    path("staff/training/<str:reference>/slides/<int:pk>/", slides.slides_file, name="slides-file"),
    path(
        "staff/training/<str:reference>/slides/<int:pk>/delete/",
        slides.slides_delete,
        name="slides-delete",
    ),
    path("staff/training/<str:reference>/register/", register.register, name="register"),
    path("staff/training/<str:reference>/register/sheet/", register.sheet, name="register-sheet"),
    path("staff/training/<str:reference>/register/<int:pk>/", register.tick, name="tick"),
    path("staff/training/<str:reference>/register/walk-in/", register.walk_in, name="walk-in"),
    path("staff/training/<str:reference>/register/close/", register.close, name="close-register"),
]
