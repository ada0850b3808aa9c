"""Django's handle on the app."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "apps.accounts"

    def ready(self) -> None:
        from apps.accounts import erasing, holdings, lapsed, mails  # noqa: PLC0415 - models load first
        from apps.core import mail, tasks  # noqa: PLC0415

        mail.register(mails.INVITATION, mails.ADDRESS_CHANGED)
        user_logged_in.connect(lapsed.remember)
        tasks.register(
            tasks.DueAct("erase typing that waited too long", lapsed.erase_late, erases=True),
            tasks.DueAct("sessions that ended", erasing.drop_sessions, erases=True),
            tasks.DueAct("old invitations", erasing.drop_invitations, erases=True),
        )
        holdings.register()
