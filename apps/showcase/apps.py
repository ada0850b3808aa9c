"""Django's handle on the app."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    name = "apps.showcase"

    def ready(self) -> None:
        from apps.core import mail, tasks  # noqa: PLC0415
        from apps.partners.models import Partner  # noqa: PLC0415 - models load first
        from apps.projects.documents import PROJECT  # noqa: PLC0415
        from apps.projects.models import Project  # noqa: PLC0415
        from apps.projects.search_texts import partner_rows, project_text  # noqa: PLC0415
        from apps.publishing import addressed, search  # noqa: PLC0415
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415
        from apps.showcase.actions import consent_mails  # noqa: PLC0415
        from apps.showcase.documents import STORY  # noqa: PLC0415
        from apps.showcase.models import CaseStudy  # noqa: PLC0415
        from apps.showcase.search_texts import found_until, story_text, to_read_aloud  # noqa: PLC0415
        from apps.showcase.views import stories, story_desk  # noqa: PLC0415
        from apps.showcase.views.projects import desk_parts, draw  # noqa: PLC0415

        mail.register(consent_mails.TO_PERSON, consent_mails.TO_CURATOR)
        tasks.register(tasks.DueAct("consents that end", consent_mails.leave_endings))
        register(
            PublishedType(
                "project",
                Project,
                "Project",
                lambda slug: f"/our-work/{slug}/",
                area="projects",
                document=PROJECT,
                blockers_read=("parts",),
                never_small=frozenset(
                    ["claimed_level", "start", "end", "status", "parts", "counts", "links_out"]
                ),
                preview=draw,
                search_text=project_text,
                beside=desk_parts,
            )
        )
        register(
            PublishedType(
                "story",
                CaseStudy,
                "Story",
                lambda slug: f"/case-studies/{slug}/",
                plural="Stories",
                area="case-studies",
                document=STORY,
                blockers_read=("writers", "blocks__consent", "pictures__picture__consent"),
                never_small=frozenset(
                    ["summary_consent", "blocks", "pictures", "project", "activity", "writers"]
                ),
                preview=stories.draw,
                search_text=story_text,
                found_until=found_until,
                beside=story_desk.desk_parts,
                pictures="pictures",
                to_read_aloud=to_read_aloud,
            )
        )
        search.register(search.Source("partner", "Partner", partner_rows))
        addressed.register(
            addressed.Addressed(
                kind="partner",
                label="Partner",
                address=lambda slug: f"/partners/{slug}/",
                rows=Partner.objects.all,
                public=Partner.objects.public,
                reached_by=lambda scope: scope.q(partner=("pk",), place=("place",)),
                permission="projects.publish_project",
            )
        )
