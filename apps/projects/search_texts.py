"""The public words by which projects and partners are found."""

from collections.abc import Collection, Iterable

from apps.partners.models import Partner
from apps.projects.levels import NOT_STATED, name_of
from apps.projects.models import Project
from apps.publishing import search
from apps.publishing.search import Row
from apps.publishing.types import SearchText


@search.reads("parts__partner", "places", "topics", "communities", "mentions", "counts")
def project_text(project: Project) -> SearchText:
    """Everything that its public page says, with the names of all it points to."""
    places = list(project.places.all())
    parts = [
        part.partner.full_name if part.partner else f"{part.credit_name} {part.credit_title}"
        for part in project.parts.all()
    ]
    body = [
        project.purpose if project.summary else "",
        project.source_excerpt,
        name_of(project.claimed_level or NOT_STATED),
        project.get_kind_display(),
        *parts,
        *(place.name for place in places),
        *(topic.name for topic in project.topics.all()),
        *(community.name for community in project.communities.all()),
        project.origin,
        project.method_words,
        project.own_label,
        project.level_words,
        project.level_reason,
        project.strapline,
        *(count.words for count in project.counts.all()),
        *(f"{mention.title} {mention.note}" for mention in project.mentions.all()),
    ]
    return SearchText(
        title=project.title,
        summary=project.summary or project.purpose,
        body=sentences(body),
        places=tuple(place.slug for place in places),
    )


def partner_rows(ids: Collection[int] | None = None) -> Iterable[Row]:
    """The partners that the directory shows; their actions call ``search.renew("partner", ids)``
    and the same for projects that name them."""
    partners = Partner.objects.public().select_related("place").prefetch_related("earlier_names")
    if ids is not None:
        partners = partners.filter(pk__in=ids)
    for partner in partners:
        body = [
            partner.get_kind_display(),
            partner.place.name if partner.place else "",
            partner.how_to_work_with,
            *(earlier.name for earlier in partner.earlier_names.all()),
        ]
        text = SearchText(
            title=partner.full_name,
            summary=partner.summary,
            body=sentences(body),
            places=(partner.place.slug,) if partner.place else (),
        )
        yield Row("partner", partner.pk, f"/partners/{partner.slug}/", text)


def sentences(parts: Iterable[str]) -> str:
    """Pieces of text as one, each ended so that an extract reads well."""
    told = (part.strip() for part in parts if part and part.strip())
    return " ".join(part if part[-1] in ".!?:…" else f"{part}." for part in told)
