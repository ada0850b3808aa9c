"""A resource for the browser: public, with a file, a link, cards and an Easy Read version."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core import clock
from apps.core.actors import SystemActor
from apps.library.models import Resource
from apps.library.resources import actions as resources
from apps.publishing import actions, workflow
from apps.publishing.formats import actions as formats

BY = SystemActor("test")
PDF = b"%PDF-1.7\ntrailer\n<<>>\n%%EOF\n"
CARDS = [
    ("consider", "Who is not in the room, and what keeps them away?"),
    ("consider", "What people lose when they tell their story once more"),
    ("ask", "What would make this safe for you?"),
    ("ask", "Who decides when we stop?"),
]


def make(people: dict[str, Any]) -> dict[str, Any]:
    """The numbers and addresses of what it made."""
    contributor = people["contributor"]
    data = {
        "title": "Asking well, a guide", "kind": "guidance",
        "summary": "How to ask so that people can answer.\n\n- Ask early.\n- Say what can change.",
        "licence": "Open Government Licence v3.0",
        "cards": [
            {"kind": kind, "text": text, "words": "ours", "position": at}
            for at, (kind, text) in enumerate(CARDS, start=1)
        ],
        "items": [{"words": "Where it was first shown", "file": "", "form": "page", "pages": "",
                   "url": "https://example.org/asking-well", "position": 1}],
        "makers": [{"partner": str(contributor.partner_id), "credit_name": "", "credit_title": "",
                    "role": "from"}],
    }  # fmt: skip
    resource: Any = actions.create(model=Resource, data=data, by=contributor)
    file = resources.add_file(
        resource=resource, file=SimpleUploadedFile("asking-well.pdf", PDF), ending="pdf",
        words="The guide", pages=12, by=contributor,
    )  # fmt: skip
    workflow.move(resource, "submit", by=BY)
    resource = workflow.move(resource, "publish", by=BY)
    easy: Any = formats.begin(page=resource, form="easy_read", language="en-GB", by=contributor)
    lines = [{"sentence": "Ask people early.", "picture": "", "position": 1}]
    actions.save(
        item=easy, edit_count=easy.edit_count, by=contributor,
        changes={
            "lines": lines, "checked_with": "Five members of a self-advocacy group",
            "checked_on": clock.today().isoformat(),
        },
    )  # fmt: skip
    workflow.move(easy, "submit", by=BY)
    easy = workflow.move(easy, "publish", by=BY)
    return {
        "resource": resource.pk, "resource_slug": resource.slug, "resource_file": file.pk,
        "resource_easy": easy.slug,
    }  # fmt: skip
