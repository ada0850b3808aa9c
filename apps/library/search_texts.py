"""The public words by which pages, the words of the glossary and the guides are found."""

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.text import slugify

from apps.core.text import plain
from apps.library.models import GlossaryTerm, Page, Resource
from apps.projects import levels
from apps.projects.levels import name_of
from apps.projects.models import LevelGuidance
from apps.projects.search_texts import sentences
from apps.publishing import search
from apps.publishing.models import State
from apps.publishing.search import Row
from apps.publishing.types import SearchText

CHOOSE = "Four questions, then the way of involving people that fits what you plan."


def page_text(page: Page) -> SearchText:
    """A page's words without their Markdown."""
    return SearchText(page.title, page.lede, plain(page.body))


def term_rows(ids: Collection[int] | None = None) -> Iterable[Row]:
    """The words of the glossary, as long as its page is public."""
    if not Page.objects.filter(slug="glossary", state=State.PUBLISHED).exists():
        return
    terms = GlossaryTerm.objects.all()
    for term in terms if ids is None else terms.filter(pk__in=ids):
        title = f"{term.term} ({term.expansion})" if term.expansion else term.term
        body = " ".join(filter(None, (term.author, term.quoted_in)))
        address = f"{reverse('library:glossary')}#{slugify(term.term)}"
        yield Row("term", term.pk, address, SearchText(title, term.definition, body))


def guide_rows(ids: Collection[int] | None = None) -> Iterable[Row]:
    """The pages that tell the five ways apart; the words themselves stand in the glossary."""
    told = [f"{way.name}: {way.definition} {way.plain}." for way in levels.WAYS] + [
        f"{row.fits_when} {row.get_back}" for row in LevelGuidance.objects.all()
    ]
    what_is = SearchText("What is co-production?", levels.CONTINUUM, " ".join(told))
    choose = SearchText("Which way fits my work?", CHOOSE, levels.DIFFERENT_FORMS)
    rows = [
        Row("guide", 1, reverse("library:what_is"), what_is),
        Row("guide", 2, reverse("library:choose"), choose),
    ]
    return [row for row in rows if ids is None or row.object_id in ids]


@search.reads("makers__partner", "topics", "audiences", "projects", "items", "cards")
def resource_text(resource: Resource) -> SearchText:
    """What a resource’s page and its cards say, with the names of all that it points to."""
    makers = [
        maker.partner.full_name if maker.partner else f"{maker.credit_name} {maker.credit_title}"
        for maker in resource.makers.all()
    ]
    body = [
        resource.get_kind_display(),
        *makers,
        resource.source_words,
        *(name_of(code) for code in resource.levels),
        *(topic.name for topic in resource.topics.all()),
        *(audience.name for audience in resource.audiences.all()),
        *(project.title for project in resource.projects.all()),
        *(f"{item.words} {item.get_form_display()}" for item in resource.items.all()),
        *(card.text for card in resource.cards.all() if resource.takes_cards),
    ]
    summary = plain(resource.summary)
    return SearchText(title=resource.title, summary=summary, body=sentences(body))
