"""Which of our pages somebody writes to us about, told by the link they came by."""

from django.urls import Resolver404, resolve

from apps.partners.models import Partner
from apps.projects.models import Project

TITLES = {
    "showcase:projects": "Our work",
    "showcase:partners": "Partners",
    "library:what_is": "What is co-production?",
}
LONGEST_ADDRESS = 300


def title_at(address: str) -> str:
    """The title of our public page at this address; "" for anything else that was sent."""
    try:
        found = resolve(address[:LONGEST_ADDRESS])
    except Resolver404:
        return ""
    slug = found.kwargs.get("slug", "")
    if found.view_name == "showcase:project":
        project = Project.objects.public().filter(slug=slug).first()
        return project.title if project else ""
    if found.view_name == "showcase:partner":
        partner = Partner.objects.public().filter(slug=slug).first()
        return partner.name if partner else ""
    return TITLES.get(found.view_name, "")
