"""Addresses of resources, their files and cards, and their staff pages."""

from django.urls import path

from apps.library.resources import public, staff

urlpatterns = [
    path("resources/", public.resource_list, name="resources"),
    path("resources/<slug:slug>/", public.resource_page, name="resource"),
    path("resources/<slug:slug>/file/", public.resource_file, name="resource-first-file"),
    path("resources/<slug:slug>/file/<uuid:key>/", public.resource_file, name="resource-file"),
    path("resources/<slug:slug>/cards/", public.resource_cards, name="cards"),
    path("staff/resources/links/", staff.links, name="links"),
    path("staff/resources/<int:pk>/files/", staff.files, name="resource-files"),
    path(
        "staff/resources/<int:pk>/files/<int:number>/", staff.staff_file, name="resource-staff-file"
    ),
    path(
        "staff/resources/<int:pk>/files/<int:number>/delete/",
        staff.delete_file,
        name="resource-file-delete",
    ),
    path("staff/activities/<int:pk>/cards/", staff.activity_cards, name="activity-cards"),
    path(
        "staff/activities/<int:pk>/cards/<int:number>/away/",
        staff.take_cards_away,
        name="activity-cards-away",
    ),
]
