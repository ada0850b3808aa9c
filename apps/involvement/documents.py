"""An activity, an answer, and a way to take part, as documents."""

from apps.involvement.forms import opportunity as ways
from apps.involvement.forms import record as forms
from apps.involvement.forms import response as answers
from apps.publishing.documents import Document, Rows, Section

ACTIVITY = Document(
    sections=(
        Section("what", "The activity", forms.What),
        Section("when", "When", forms.When),
        Section("where", "Where", forms.Where),
        Section("way", "Way of involving people", forms.Way),
        Section("who", "Who took part", forms.People),
        Section(
            "reach", "How many of whom", rows=Rows("reach", forms.Reach, "audience", ("audience",))
        ),
        Section(
            "with",
            "With which partners",
            rows=Rows("parts", forms.Part, "partner", ("partner", "role")),
        ),
        Section("said", "What people said", forms.Said),
        Section("felt", "How it felt to people", forms.Felt),
        Section("owed", "If nobody is owed an answer", forms.Owed),
        Section("openness", "What could change", forms.Openness),
        Section("offered", "What was offered", forms.Offered),
        Section("decisions", "Decisions", rows=Rows("decisions", forms.Made, "decision")),
        Section("links", "Pages elsewhere", rows=Rows("links", forms.Link, "link")),
        Section("summary", "Summary for the public", forms.Summary),
    )
)

ANSWER = Document(
    sections=(
        Section("said", "We asked, you said", answers.Said),
        Section("did", "We did, and we could not", answers.Did),
        Section(
            "themes", "Each thing people asked for", rows=Rows("themes", answers.Theme, "thing")
        ),
        Section("next", "What difference it made, and what happens next", answers.Next),
        Section(
            "later",
            "Still in place?",
            answers.StillThere,
            hint="Asked twice, some months after people were told. Leave it empty until then.",
        ),
    )
)

OPPORTUNITY = Document(
    sections=(
        Section("offer", "What people can take part in", ways.Offer),
        Section("time", "Time and place", ways.TimePlace),
        Section("power", "What can change, and what is offered", ways.Power),
        Section("start", "How to start", ways.Start),
        Section("open", "Open until", ways.OpenUntil),
        Section("became", "Where it belongs", ways.Became),
    )
)
