"""Projects as a table for people who take the list away."""

from django.conf import settings
from django.db.models import QuerySet

from apps.core.tables import Column, Dataset
from apps.projects.levels import NOT_STATED_NAME, name_of
from apps.projects.models import Project

PROJECTS = Dataset(
    name="projects",
    title="Our work",
    about="Not stated means that our source does not say. A date may be known to a year only.",
    columns=(
        Column("Title", "The name of the project", lambda p: p.title),
        Column("Kind", "What sort of thing it is (our label)", lambda p: p.get_kind_display()),
        Column(
            "Way of involving people",
            "One of the five ways as claimed, or Not stated",
            lambda p: name_of(p.claimed_level),
        ),
        Column(
            "Way of involving, in the source's words",
            "How the source puts it, also where it names none of the five ways",
            lambda p: p.level_words,
        ),
        Column("Own word", "What the project itself calls it", lambda p: p.own_label),
        Column(
            "Places",
            "Where; Whole of West Yorkshire is a choice of its own",
            lambda p: "; ".join(place.label for place in p.places.all()) or NOT_STATED_NAME,
        ),
        Column(
            "Partners and roles",
            "Who, and what part each had",
            lambda p: "; ".join(
                f"{part.partner or part.credit_name} ({part.get_role_display()})"
                for part in p.parts.all()
            ),
        ),
        Column(
            "Status",
            "Planned, ongoing, on hold, finished or Not stated",
            lambda p: p.get_status_display(),
        ),
        Column(
            "Date",
            "As exactly as it is known",
            lambda p: str(p.start) if p.start else NOT_STATED_NAME,
        ),
        Column("Date, first day it could be", "For sorting", lambda p: p.start_first),
        Column("Date, last day it could be", "For sorting", lambda p: p.start_last),
        Column("What the date is of", "Where the source says", lambda p: p.start_note),
        Column(
            "Counts",
            "Numbers as the source prints them; never to be added up",
            lambda p: "; ".join(count.words for count in p.counts.all()),
        ),
        Column(
            "Communities",
            "Whom it is about",
            lambda p: "; ".join(community.name for community in p.communities.all()),
        ),
        Column(
            "Topics",
            "Our labels for finding things",
            lambda p: "; ".join(topic.name for topic in p.topics.all()),
        ),
        Column("Summary", "In short", lambda p: p.summary),
        Column("Aim", "In the source's words", lambda p: p.purpose),
        Column(
            "Led to",
            "Other projects that came from it",
            lambda p: "; ".join(
                link.target.title for link in p.links_out.all() if link.kind == "led_to"
            ),
        ),
        Column("Page", "Its address here", lambda p: f"{settings.SITE_URL}{p.get_absolute_url()}"),
        Column("Link", "Its own page elsewhere, where the source gives one", lambda p: p.link),
        Column(
            "Example record",
            "Yes for made-up records that show how the portal works",
            lambda p: "Yes" if p.is_example else "No",
        ),
    ),
)


def exported() -> QuerySet[Project]:
    """Projects with all that the columns read."""
    return Project.objects.prefetch_related(
        "places", "communities", "topics", "parts__partner", "counts", "links_out__target"
    )
