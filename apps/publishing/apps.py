"""Django's handle on the app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "apps.publishing"

    def ready(self) -> None:
        from apps.accounts import belongings  # noqa: PLC0415 - models load first
        from apps.core import mail, tasks  # noqa: PLC0415 - models load first
        from apps.publishing import belongings as own_belongings  # noqa: PLC0415 - models load first
        from apps.publishing import holdings, mails  # noqa: PLC0415 - models load first
        from apps.publishing.due import publish_dated  # noqa: PLC0415 - models load first
        from apps.publishing.following import mails as news  # noqa: PLC0415 - models load first
        from apps.publishing.following.actions import drop_unconfirmed  # noqa: PLC0415 - models load first
        from apps.publishing.following.calls import FOLLOWERS  # noqa: PLC0415 - models load first
        from apps.publishing.following.telling import tell_followers  # noqa: PLC0415 - models load first
        from apps.publishing.formats.kind import VERSION  # noqa: PLC0415 - models load first
        from apps.publishing.lists import kinds, own  # noqa: PLC0415 - models load first
        from apps.publishing.pictures.actions import drop_leaving  # noqa: PLC0415 - models load first
        from apps.publishing.recordings.actions import drop_leftovers  # noqa: PLC0415 - models load first
        from apps.publishing.recordings.kind import KIND as RECORDING  # noqa: PLC0415 - models load first
        from apps.publishing.requests_due import purge  # noqa: PLC0415 - models load first
        from apps.publishing.ringing import kinds as ring_kinds  # noqa: PLC0415 - models load first
        from apps.publishing.ringing.actions import drop_ended  # noqa: PLC0415 - models load first
        from apps.publishing.types import register  # noqa: PLC0415 - models load first

        register(VERSION)
        register(RECORDING)
        ring_kinds.register(FOLLOWERS)
        belongings.register(
            own_belongings.of_kind("format", "unpublished formats", "unpublished format")
        )
        belongings.register(
            own_belongings.of_kind("recording", "unpublished recordings", "unpublished recording")
        )
        belongings.register(own_belongings.CHANGES)
        for kind in own.KINDS:
            kinds.register(kind)
        tasks.register(
            tasks.DueAct("publish what is dated", publish_dated),
            tasks.DueAct("erase old requests", purge, erases=True),
            tasks.DueAct("pictures that left their text", drop_leaving, erases=True),
            tasks.DueAct("films and sound left over", drop_leftovers, erases=True),
            tasks.DueAct("tell followers", tell_followers),
            tasks.DueAct("followers who never said yes", drop_unconfirmed, erases=True),
            tasks.DueAct("calls that ended", drop_ended, erases=True),
            tasks.DueAct("typing that nobody saved", holdings.drop_typing, erases=True),
        )
        mail.register(mails.SENT_BACK, mails.REQUEST_ANSWER, news.FOLLOW_CONFIRM, news.FOLLOW_NEWS)
        holdings.register()
