"""Addresses of pictures: their files, and the staff pages of the pictures of a record."""

from django.urls import path

from apps.publishing.pictures import serving, views

OF_RECORD = "staff/<area:area>/<int:pk>/pictures/"
urlpatterns = [
    path("pictures/<uuid:key>/<int:width>.webp", serving.public_file, name="picture-file"),
    path(
        "pictures/by-link/<str:token>/<int:width>.webp",
        serving.file_by_link,
        name="picture-by-link",
    ),
    path("staff/pictures/<uuid:key>/<int:width>.webp", serving.staff_file, name="staff-picture"),
    path(OF_RECORD, views.pictures, name="pictures"),
    path(f"{OF_RECORD}new/", views.add, name="picture-new"),
    path(f"{OF_RECORD}<int:number>/", views.change, name="picture"),
    path(f"{OF_RECORD}<int:number>/hide/", views.hide, name="picture-hide"),
    path(f"{OF_RECORD}<int:number>/show/", views.show, name="picture-show"),
    path(f"{OF_RECORD}<int:number>/delete/", views.delete, name="picture-delete"),
]
