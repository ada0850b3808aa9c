"""Django's handle on the app."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "apps.insights"
