"""Addresses of following; they stand in the namespace of publishing."""

from django.urls import path

from apps.publishing.following import views

urlpatterns = [
    path("follow/asked/", views.asked, name="follow-asked"),
    path("follow/we-ring/", views.rung, name="follow-rung"),
    path("staff/mail/never/", views.lift, name="lift-refusal"),
    path("follow/everything/", views.follow_everything, name="follow-everything"),
    path("follow/confirm/<str:token>/", views.confirm, name="follow-confirm"),
    path("follow/stop/<str:token>/", views.stop, name="follow-stop"),
    path("follow/<slug:kind>/<slug:key>/", views.follow, name="follow"),
]
