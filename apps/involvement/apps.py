"""Django's handle on the app."""

from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    name = "apps.involvement"

    def ready(self) -> None:
        from apps.involvement.documents import ACTIVITY  # noqa: PLC0415 - models load first
        from apps.involvement.models import Activity  # noqa: PLC0415
        from apps.involvement.search_texts import activity_text  # noqa: PLC0415
        from apps.involvement.views.public import draw  # noqa: PLC0415
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415

        register(
            PublishedType(
                "activity",
                Activity,
                "Activity",
                lambda slug: f"/involvement/{slug.upper()}/",
                plural="Activities",
                area="activities",
                document=ACTIVITY,
                can_begin=False,
                blockers_read=("places",),
                never_small=frozenset(
                    ["claimed_level", "when", "until", "took_part", "happened", "heard"]
                ),
                preview=draw,
                search_text=activity_text,
                summary=lambda activity: activity.public_summary,
            )
        )
