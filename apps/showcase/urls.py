"""Addresses of projects and partners."""

from django.urls import path

from apps.showcase.views import partners, projects

app_name = "showcase"
urlpatterns = [
    path("our-work/", projects.project_list, name="projects"),
    path("our-work/<slug:slug>/", projects.project_page, name="project"),
    path("partners/", partners.partner_list, name="partners"),
    path("partners/<slug:slug>/", partners.partner_page, name="partner"),
]
