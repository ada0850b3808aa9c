"""Django's handle on the app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "apps.library"

    def ready(self) -> None:
        from apps.accounts import belongings  # noqa: PLC0415 - models load first
        from apps.core import abbreviations, tasks  # noqa: PLC0415 - models load first
        from apps.library import holdings, lists  # noqa: PLC0415 - models load first
        from apps.library.documents import PAGE  # noqa: PLC0415 - models load first
        from apps.library.models import GlossaryTerm, Page, Resource  # noqa: PLC0415 - models load first
        from apps.library.resources import actions, checking, public, staff  # noqa: PLC0415 - models load first
        from apps.library.resources.document import RESOURCE  # noqa: PLC0415 - models load first
        from apps.library.resources.news import SOURCE  # noqa: PLC0415 - models load first
        from apps.library.search_texts import (  # noqa: PLC0415 - models load first
            guide_rows,
            page_text,
            resource_text,
            term_rows,
        )
        from apps.library.views import draw  # noqa: PLC0415 - models load first
        from apps.publishing import panels, search  # noqa: PLC0415 - models load first
        from apps.publishing.belongings import of_kind  # noqa: PLC0415 - models load first
        from apps.publishing.following import sources  # noqa: PLC0415 - models load first
        from apps.publishing.lists import kinds  # noqa: PLC0415 - models load first
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415 - models load first

        abbreviations.provide(GlossaryTerm.objects.meanings)
        for listed in lists.KINDS:
            kinds.register(listed)
        kinds.follow(GlossaryTerm, lambda term: search.renew("term"))
        register(
            PublishedType(
                "page",
                Page,
                "Page",
                lambda slug: f"/{slug}/",
                area="pages",
                document=PAGE,
                can_begin=False,
                never_small=frozenset(["reviewed_on", "review_on"]),
                preview=draw,
                search_text=page_text,
                summary=lambda page: page.lede,
            )
        )
        search.register(search.Source("term", "Glossary entry", term_rows, follows="page"))
        search.register(search.Source("guide", "Guide", guide_rows))
        register(
            PublishedType(
                "resource",
                Resource,
                "Resource",
                lambda slug: f"/resources/{slug}/",
                area="resources",
                document=RESOURCE,
                blockers_read=("items", "cards"),
                never_small=frozenset(
                    ["kind", "makers", "items", "access", "address_not_given", "issued", "levels",
                     "licence", "projects"]
                ),
                preview=public.draw,
                search_text=resource_text,
                beside=staff.desk_parts,
            )
        )  # fmt: skip
        for kind in ("page", "resource"):
            belongings.register(of_kind(kind, f"unpublished {kind}s", f"unpublished {kind}"))
        sources.register(SOURCE)
        panels.register(
            panels.Panel("resources", panels.PROJECT, public.on_project),
            panels.Panel("resources", panels.PARTNER, public.on_partner),
            panels.Panel("cards", panels.ACTIVITY_DESK, staff.beside_activity),
        )
        tasks.register(
            tasks.DueAct("links of resources", checking.begin_if_due),
            tasks.DueAct("files of resources that leave", actions.drop_leaving, erases=True),
        )
        holdings.register()
