"""Addresses of accessible versions; they stand in the namespace of publishing."""

from django.urls import path

from apps.publishing.formats import public, staff

urlpatterns = [
    path("formats/<slug:slug>/", public.version_page, name="format"),
    path("staff/formats/", staff.version_list, name="formats"),
    path("staff/formats/for/<slug:kind>/<int:pk>/", staff.of_page, name="formats-of"),
    path("staff/formats/<int:pk>/up-to-date/", staff.up_to_date, name="format-up-to-date"),
]
