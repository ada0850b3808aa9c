"""Addresses of figures."""

from django.urls import path

from apps.insights import views

app_name = "insights"
urlpatterns = [
    path("staff/insights/", views.team, name="team"),
    path("staff/insights/<slug:name>/", views.team_list, name="list"),
]
