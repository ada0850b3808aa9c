"""Addresses of signing in, of invitations, and of the people page."""

from django.urls import include, path

from apps.accounts import signing_in
from apps.accounts.views import carrying_on, grants, invitations, people

ours = [
    path("accounts/invitation/<str:secret>/", invitations.accept, name="invitation"),
    path("staff/carry-on/", carrying_on.carry_on, name="carry-on"),
    path("staff/people/", people.people, name="people"),
    path("staff/people/invite/", invitations.invite, name="invite"),
    path("staff/people/invitations/<int:pk>/again/", invitations.again, name="invite-again"),
    path("staff/people/invitations/<int:pk>/cancel/", invitations.cancel, name="cancel-invitation"),
    path("staff/people/<int:pk>/", people.person, name="person"),
    path("staff/people/<int:pk>/details/", people.details, name="details"),
    path("staff/people/<int:pk>/roles/add/", grants.add, name="add-grant"),
    path("staff/people/<int:pk>/roles/<int:grant>/", grants.change, name="grant"),
    path("staff/people/<int:pk>/roles/<int:grant>/remove/", grants.remove, name="remove-grant"),
    path("staff/people/<int:pk>/disable/", people.disable, name="disable"),
    path("staff/people/<int:pk>/enable/", people.enable, name="enable"),
]
urlpatterns = [
    path("", include((ours, "accounts"))),
    path("accounts/", include(signing_in)),
]
