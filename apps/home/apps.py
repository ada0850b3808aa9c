"""Django's handle on the app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "apps.home"

    def ready(self) -> None:
        from apps.core import mail, site_settings, tasks  # noqa: PLC0415 - models load first
        from apps.home import mails, numbers, theme, weekly_mail  # noqa: PLC0415

        site_settings.declare(*theme.SETTINGS, *numbers.SETTINGS)
        mail.register(mails.TEST, weekly_mail.WEEKLY)
        tasks.register(tasks.DueAct("leave the weekly mail", weekly_mail.leave_weekly))
