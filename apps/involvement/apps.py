"""Django's handle on the app."""

from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    name = "apps.involvement"

    def ready(self) -> None:
        from apps.core import mail, tasks  # noqa: PLC0415 - models load first
        from apps.involvement import holdings  # noqa: PLC0415 - models load first
        from apps.involvement.belongings import register_belongings  # noqa: PLC0415 - models load first
        from apps.involvement.documents import ACTIVITY, ANSWER, OPPORTUNITY  # noqa: PLC0415 - models load first
        from apps.involvement.mails import ANSWER_OWED, leave_owed  # noqa: PLC0415 - models load first
        from apps.involvement.models import Activity, Opportunity, Response  # noqa: PLC0415 - models load first
        from apps.involvement.models.response import address_of, in_short  # noqa: PLC0415 - models load first
        from apps.involvement.news import SOURCES, named_by_activity  # noqa: PLC0415 - models load first
        from apps.involvement.search_texts import activity_text, opportunity_text  # noqa: PLC0415 - models load first
        from apps.involvement.views.answers import desk_parts as answer_parts  # noqa: PLC0415 - models load first
        from apps.involvement.views.answers import draw as draw_answer  # noqa: PLC0415 - models load first
        from apps.involvement.views.answers import to_read_aloud  # noqa: PLC0415 - models load first
        from apps.involvement.views.public import draw  # noqa: PLC0415 - models load first
        from apps.involvement.views.staff import desk_parts  # noqa: PLC0415 - models load first
        from apps.involvement.views.take_part import draw as draw_opportunity  # noqa: PLC0415 - models load first
        from apps.involvement.views.ways import desk_parts as opportunity_parts  # noqa: PLC0415 - models load first
        from apps.publishing.following import sources  # noqa: PLC0415 - models load first
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415 - models load first

        register_belongings()
        mail.register(ANSWER_OWED)
        tasks.register(tasks.DueAct("answers owed", leave_owed))
        for source in SOURCES:
            sources.register(source)
        register(
            PublishedType(
                "activity",
                Activity,
                "Activity",
                lambda slug: f"/involvement/{slug.upper()}/",
                plural="Activities",
                area="activities",
                above=(("/our-work/", "Our work"), ("/involvement/", "The log")),
                document=ACTIVITY,
                blockers_read=("promises", "responses", "places"),
                can_begin=False,
                never_small=frozenset(
                    [
                        "claimed_level",
                        "level_reason",
                        "when",
                        "until",
                        "took_part",
                        "happened",
                        "heard",
                        "agreed_words",
                        "agreed_level",
                        "agreed_on",
                        "reach",
                        "parts",
                        "decisions",
                        "nobody_owed_because",
                    ]  # fmt: skip
                ),
                preview=draw,
                search_text=activity_text,
                summary=lambda activity: activity.public_summary,
                beside=desk_parts,
            )
        )
        register(
            PublishedType(
                "response",
                Response,
                "Answer",
                address_of,
                plural="Answers",
                area="answers",
                document=ANSWER,
                blockers_read=("themes",),
                can_begin=False,
                stands_alone=False,
                never_small=frozenset(
                    [
                        "you_said",
                        "closing",
                        "more_by",
                        "themes",
                        "next_by",
                        "after_six",
                        "after_twelve",
                    ]  # fmt: skip
                ),
                preview=draw_answer,
                heading=named_by_activity,
                heading_read=("activities",),
                summary=in_short,
                beside=answer_parts,
                to_read_aloud=to_read_aloud,
            )
        )
        register(
            PublishedType(
                "opportunity",
                Opportunity,
                "Way to take part",
                lambda slug: f"/get-involved/{slug}/",
                plural="Ways to take part",
                area="opportunities",
                above=(("/get-involved/", "Take part"),),
                document=OPPORTUNITY,
                blockers_read=("contact",),
                never_small=frozenset(["decides_with", "opens_on", "closes_on"]),
                preview=draw_opportunity,
                search_text=opportunity_text,
                summary=lambda opportunity: opportunity.what_you_do,
                beside=opportunity_parts,
            )
        )
        holdings.register()
