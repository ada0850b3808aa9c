"""Django's handle on the app."""

from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    name = "apps.involvement"
