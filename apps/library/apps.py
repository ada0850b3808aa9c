"""Django's handle on the app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "apps.library"

    def ready(self) -> None:
        from apps.core import abbreviations  # noqa: PLC0415 - models load first
        from apps.library import lists  # noqa: PLC0415 - models load first
        from apps.library.documents import PAGE  # noqa: PLC0415 - models load first
        from apps.library.models import GlossaryTerm, Page  # noqa: PLC0415 - models load first
        from apps.library.search_texts import guide_rows, page_text, term_rows  # noqa: PLC0415 - models load first
        from apps.library.views import draw  # noqa: PLC0415 - models load first
        from apps.publishing import search  # noqa: PLC0415 - models load first
        from apps.publishing.lists import kinds  # noqa: PLC0415 - models load first
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415 - models load first

        abbreviations.provide(GlossaryTerm.objects.meanings)
        for kind in lists.KINDS:
            kinds.register(kind)
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
