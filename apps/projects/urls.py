"""Addresses of the staff pages over projects and partners."""

from django.urls import path

from apps.projects.views import partners

app_name = "projects"
urlpatterns = [
    path("staff/partners/", partners.partner_list, name="partner"),
    path("staff/partners/new/", partners.new, name="partner-new"),
    path("staff/partners/<int:pk>/", partners.edit, name="partner-edit"),
    path("staff/partners/<int:pk>/merge/", partners.merge, name="partner-merge"),
    path(
        "staff/partners/<int:pk>/names/<int:name>/forget/",
        partners.forget_name,
        name="partner-forget-name",
    ),
]
