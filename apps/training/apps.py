"""Django's handle on the app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "apps.training"

    def ready(self) -> None:
        from apps.accounts import belongings  # noqa: PLC0415 - models load first
        from apps.core import mail, tasks  # noqa: PLC0415 - models load first
        from apps.publishing import belongings as own_belongings  # noqa: PLC0415 - models load first
        from apps.publishing import panels  # noqa: PLC0415 - models load first
        from apps.publishing.ringing import kinds as ring_kinds  # noqa: PLC0415 - models load first
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415 - models load first
        from apps.training import calls, due, holdings, mails  # noqa: PLC0415 - models load first
        from apps.training.actions import lapse_offers  # noqa: PLC0415 - models load first
        from apps.training.documents import COURSE  # noqa: PLC0415 - models load first
        from apps.training.models import Course  # noqa: PLC0415 - models load first
        from apps.training.search_texts import course_text  # noqa: PLC0415 - models load first
        from apps.training.views import public  # noqa: PLC0415 - models load first

        mail.register(*mails.KINDS)
        for ringing in (
            calls.OFFERS, calls.ABOUT_BOOKINGS, calls.ABOUT_COURSES, calls.TO_PRESENTERS,
        ):  # fmt: skip
            ring_kinds.register(ringing)
        belongings.register(
            own_belongings.of_kind("course", "unpublished courses", "unpublished course")
        )
        tasks.register(
            tasks.DueAct("offers of places", lapse_offers),
            tasks.DueAct("reminders of sessions", due.remind),
            tasks.DueAct("what is erased of bookings", due.erase, erases=True),
        )
        panels.register(
            panels.Panel("training", panels.PROJECT, public.on_project),
            panels.Panel("training", panels.PARTNER, public.on_partner),
        )
        register(
            PublishedType(
                "course",
                Course,
                "Course",
                lambda slug: f"/training/{slug}/",
                area="courses",
                document=COURSE,
                blockers_read=("audiences",),
                never_small=frozenset(
                    [
                        "partner", "audiences", "cost_pence", "cost_words", "availability",
                        "look_again_on", "external", "staff_needed", "volunteers_needed",
                    ]
                ),
                preview=public.draw,
                search_text=course_text,
                summary=lambda course: course.about,
            )
        )  # fmt: skip
        holdings.register()
