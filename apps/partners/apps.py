"""Django's handle on the app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "apps.partners"
