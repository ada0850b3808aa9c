"""Addresses of films and sound: their files, and their staff pages."""

from django.urls import path

from apps.publishing.recordings import serving, staff

OF_PAGE = "staff/recordings/for/<slug:kind>/<int:pk>/"
urlpatterns = [
    path("recordings/<uuid:key>/<str:what>", serving.public_file, name="recording-file"),
    path(
        "recordings/by-link/<str:token>/<str:what>",
        serving.file_by_link,
        name="recording-by-link",
    ),
    path(
        "staff/recordings/file/<uuid:key>/<str:what>",
        serving.staff_file,
        name="staff-recording-file",
    ),
    path(OF_PAGE, staff.of_page, name="recordings-of"),
    path(f"{OF_PAGE}new/", staff.new, name="recording-new"),
    path(f"{OF_PAGE}reading/", staff.reading, name="reading-new"),
    path("staff/recordings/<int:pk>/captions/", staff.captions, name="recording-captions"),
    path("staff/recordings/<int:pk>/up-to-date/", staff.up_to_date, name="recording-up-to-date"),
    path("staff/recordings/<int:pk>/delete/", staff.delete, name="recording-delete"),
]
