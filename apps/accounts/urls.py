"""Addresses for signing in."""

from allauth.account import views as allauth_views
from django.urls import path

from apps.accounts.access import access

urlpatterns = [
    path("accounts/login/", access(public=True)(allauth_views.login), name="account_login"),
    path("accounts/logout/", access(signed_in=True)(allauth_views.logout), name="account_logout"),
]
