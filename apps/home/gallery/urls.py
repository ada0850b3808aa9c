"""Addresses of the gallery."""

from django.urls import path

from apps.home.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.gallery, name="components"),
    path("form/<slug:state>/", views.form, name="form"),
    path("one-question/", views.one_question, name="one-question"),
    path("set/", views.formset, name="set"),
]
