"""Django's handle on the app."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    name = "apps.showcase"

    def ready(self) -> None:
        from apps.accounts import belongings  # noqa: PLC0415 - models load first
        from apps.core import mail, tasks  # noqa: PLC0415 - models load first
        from apps.involvement import told  # noqa: PLC0415 - models load first
        from apps.partners.models import Partner  # noqa: PLC0415 - models load first
        from apps.projects.documents import PROJECT  # noqa: PLC0415 - models load first
        from apps.projects.models import Project  # noqa: PLC0415 - models load first
        from apps.projects.search_texts import partner_rows, project_text  # noqa: PLC0415 - models load first
        from apps.publishing import addressed, search  # noqa: PLC0415 - models load first
        from apps.publishing.ringing import kinds  # noqa: PLC0415 - models load first
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415 - models load first
        from apps.showcase import belongings as own  # noqa: PLC0415 - models load first
        from apps.showcase import hints, holdings  # noqa: PLC0415 - models load first
        from apps.showcase.actions import check_mails, consent_mails, evidence  # noqa: PLC0415 - models load first
        from apps.showcase.calls import CONSENTS  # noqa: PLC0415 - models load first
        from apps.showcase.documents import STORY  # noqa: PLC0415 - models load first
        from apps.showcase.models import CaseStudy  # noqa: PLC0415 - models load first
        from apps.showcase.search_texts import found_until, story_text, to_read_aloud  # noqa: PLC0415 - models load first
        from apps.showcase.stories import told_of  # noqa: PLC0415 - models load first
        from apps.showcase.views import stories, story_desk, ticks  # noqa: PLC0415 - models load first
        from apps.showcase.views.projects import desk_parts, draw  # noqa: PLC0415 - models load first

        mail.register(consent_mails.TO_PERSON, consent_mails.TO_CURATOR, check_mails.STORY_TO_CHECK)
        tasks.register(
            tasks.DueAct("consents that end", consent_mails.leave_endings),
            tasks.DueAct("stories to check again", check_mails.leave_to_check),
            tasks.DueAct("erase evidence of consents", evidence.erase_old, erases=True),
        )
        register(
            PublishedType(
                "project",
                Project,
                "Project",
                lambda slug: f"/our-work/{slug}/",
                area="projects",
                above=(("/our-work/", "Our work"),),
                document=PROJECT,
                blockers_read=("parts",),
                never_small=frozenset(
                    [
                        "title",
                        "claimed_level",
                        "level_reason",
                        "level_words",
                        "start",
                        "end",
                        "status",
                        "parts",
                        "counts",
                        "links_out",
                        "origin",
                        "strapline",
                        "method_words",
                        "status_words",
                        "source_excerpt",
                    ]  # fmt: skip
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
                above=(("/our-work/", "Our work"), ("/case-studies/", "Stories")),
                document=STORY,
                blockers_read=("writers", "blocks__consent", "pictures__picture__consent"),
                never_small=frozenset(
                    ["summary_consent", "blocks", "pictures", "project", "activity", "writers"]
                ),
                preview=stories.draw,
                search_text=story_text,
                found_until=found_until,
                beside=story_desk.desk_parts,
                beside_checklist=ticks.beside_checklist,
                pictures="pictures",
                hints=hints.of_part,
                how_far=story_desk.how_far,
                to_read_aloud=to_read_aloud,
            )
        )
        told.register(told_of)
        kinds.register(CONSENTS)
        belongings.register(own.PROJECTS)
        belongings.register(own.STORIES)
        belongings.register(own.CONSENTS)
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
        holdings.register()
