"""The pages behind the sign-in, and those of links and forms, each in its states. ``{names}`` stand
for what ``world`` made."""

import datetime

from tests.browser.states import Page, wrong
from tests.browser.story_pages import STORIES
from tests.browser.writing_pages import WRITING

BOOK = "/training/sessions/{session_open}/book/"
SOON = datetime.date.today() + datetime.timedelta(days=7)
STAFF = {
    **WRITING,
    **STORIES,
    # Reviewing
    "queue": Page("/staff/review/", "lead"),
    "queue-none": Page("/staff/review/?show=covered", "second"),
    "review": Page("/staff/projects/{waiting}/review/", "lead"),
    "review-change": Page("/staff/projects/{proposed}/review/", "lead"),
    "move-publish": Page("/staff/projects/{waiting}/move/publish/", "lead"),
    "move-return-wrong": wrong("/staff/projects/{waiting}/move/return/", "lead", "Send back"),
    "move-withdraw": Page("/staff/projects/{public}/move/withdraw/", "lead"),
    # Lists and partners
    "lists": Page("/staff/lists/", "curator"),
    "list-topics": Page("/staff/lists/topics/", "curator"),
    "list-places": Page("/staff/lists/places/", "curator"),
    "list-glossary": Page("/staff/lists/glossary/", "curator"),
    "list-form": Page("/staff/lists/topics/{topic}/", "curator"),
    "list-form-wrong": wrong("/staff/lists/topics/new/", "curator", "Save"),
    "list-delete": Page("/staff/lists/topics/{topic}/delete/", "curator"),
    "list-merge": Page("/staff/lists/topics/{topic}/merge/", "curator"),
    "list-merge-sure": Page("/staff/lists/topics/{topic}/merge/?into={other_topic}", "curator"),
    "staff-partners": Page("/staff/partners/", "administrator"),
    "partner-form": Page("/staff/partners/{partner}/", "administrator"),
    "partner-form-wrong": wrong("/staff/partners/new/", "administrator", "Save"),
    "partner-merge-sure": Page(
        "/staff/partners/{partner}/merge/?into={other_partner}", "administrator"
    ),
    # People
    "people": Page("/staff/people/", "administrator"),
    "people-none": Page("/staff/people/?q=zzzz", "administrator"),
    "person": Page("/staff/people/{contributor}/", "administrator"),
    "person-disabled": Page("/staff/people/{left}/", "administrator"),
    "person-details": Page("/staff/people/{contributor}/details/", "administrator"),
    "grant": Page("/staff/people/{contributor}/roles/{grant}/", "administrator"),
    "grant-add": Page("/staff/people/{contributor}/roles/add/", "administrator"),
    "grant-add-wrong": wrong(
        "/staff/people/{contributor}/roles/add/", "administrator", "Give the role"
    ),
    "invite": Page("/staff/people/invite/", "administrator"),
    "invite-wrong": wrong("/staff/people/invite/", "administrator", "Send the invitation"),
    "disable": Page("/staff/people/{contributor}/disable/", "administrator"),
    # The portal
    "mail": Page("/staff/mail/", "administrator"),
    "mail-never": Page("/staff/mail/never/", "administrator"),
    "mail-never-wrong": wrong(
        "/staff/mail/never/", "administrator", "They may ask again", mailbox="jo at home"
    ),
    "mail-texts": Page("/staff/mail/texts/", "curator"),
    "mail-text": Page("/staff/mail/texts/invitation/", "curator"),
    "mail-text-wrong": wrong("/staff/mail/texts/invitation/", "curator", "Save", body="{nothing}"),
    "settings": Page("/staff/settings/", "administrator"),
    "settings-wrong": wrong(
        "/staff/settings/", "administrator", "Save settings", brand="#ffff00", name=""
    ),
    "audit": Page("/staff/audit/", "administrator"),
    "export": Page("/staff/export/", "administrator"),
    # Requests
    "requests": Page("/staff/requests/", "curator"),
    "request": Page("/staff/requests/{request}/", "curator"),
    "request-call": Page("/staff/requests/{call}/", "curator"),
    "request-wrong": wrong("/staff/requests/{call}/", "curator", "Answered"),
    # Resources
    "resources-staff": Page("/staff/resources/", "contributor"),
    "resource-new": Page("/staff/resources/new/", "contributor"),
    "resource-new-wrong": wrong("/staff/resources/new/", "contributor", "Save", title=""),
    "resource-desk": Page("/staff/resources/{resource}/", "contributor"),
    "resource-where": Page("/staff/resources/{resource}/edit/where/", "contributor"),
    "resource-where-wrong": wrong(
        "/staff/resources/{resource}/edit/where/", "contributor", "Save",
        **{"items-0-url": "http://127.0.0.1/"},
    ),
    "resource-cards-edit": Page("/staff/resources/{resource}/edit/cards/", "contributor"),
    "resource-files": Page("/staff/resources/{resource}/files/", "contributor"),
    "resource-files-wrong": wrong(
        "/staff/resources/{resource}/files/", "contributor", "Add the file", pages="many"
    ),
    "resource-file-delete": Page(
        "/staff/resources/{resource}/files/{resource_file}/delete/", "contributor"
    ),
    "resource-links": Page("/staff/resources/links/", "curator"),
    "activity-cards": Page("/staff/activities/{draft}/cards/", "contributor"),
    "activity-cards-wrong": wrong(
        "/staff/activities/{draft}/cards/", "contributor", "Lay them beside it"
    ),
    "resource": Page("/resources/{resource_slug}/"),
    "resource-cards": Page("/resources/{resource_slug}/cards/"),
    "resources-easy-read": Page("/resources/?format=easy_read"),
    # Other formats
    "formats": Page("/staff/formats/", "curator"),
    "formats-older": Page("/staff/formats/?show=older", "lead"),
    "formats-of": Page("/staff/formats/for/project/{formats_of}/?form=audio", "contributor"),
    "formats-of-wrong": wrong(
        "/staff/formats/for/project/{formats_of}/", "contributor", "Begin", 422, form="bsl"
    ),
    "format-desk": Page("/staff/formats/{easy_pk}/", "contributor"),
    "format-desk-begun": Page("/staff/formats/{easy_draft}/", "contributor"),
    "format-about": Page("/staff/formats/{polish}/edit/about/", "contributor"),
    "format-lines": Page("/staff/formats/{easy_pk}/edit/lines/", "contributor"),
    "format-words": Page("/staff/formats/{urdu_pk}/edit/words/", "contributor"),
    "format-link-wrong": wrong(
        "/staff/formats/{film_pk}/edit/link/", "contributor", "Save", link="javascript:alert(1)"
    ),
    "format-checked": Page("/staff/formats/{easy_draft}/edit/checked/", "contributor"),
    "format-blocked": wrong(
        "/staff/formats/{polish}/move/submit/", "contributor", "Submit for review"
    ),
    # Films and sound
    "recordings": Page("/staff/recordings/", "curator"),
    "recordings-of": Page("/staff/recordings/for/story/{recorded}/", "curator"),
    "recordings-of-none": Page("/staff/recordings/for/project/{formats_of}/", "contributor"),
    "recording-new": Page("/staff/recordings/for/story/{recorded}/new/", "curator"),
    "recording-new-wrong": wrong(
        "/staff/recordings/for/story/{recorded}/new/", "curator", "Keep it", title=""
    ),
    "reading-new": Page("/staff/recordings/for/story/{recorded}/reading/", "curator"),
    "reading-new-wrong": wrong(
        "/staff/recordings/for/story/{recorded}/reading/", "curator", "Keep the reading",
        transcript="",
    ),
    "recording-desk": Page("/staff/recordings/{heard}/", "curator"),
    "recording-desk-draft": Page("/staff/recordings/{recording_draft}/", "curator"),
    "recording-rests": Page("/staff/recordings/{seen}/edit/rests/", "curator"),
    "recording-captions-typed": wrong(
        "/staff/recordings/{recording_draft}/edit/captions/", "curator", "Save",
        captions="00:01 Hello",
    ),
    "recording-captions": Page("/staff/recordings/{recording_draft}/captions/", "curator"),
    "recording-captions-wrong": wrong(
        "/staff/recordings/{recording_draft}/captions/", "curator", "Use these captions"
    ),
    "recording-delete": Page("/staff/recordings/{recording_draft}/delete/", "curator"),
    "recording-preview": Page("/staff/recordings/{seen}/preview/", "curator"),
    # What everybody sees of it
    "easy-read": Page("/formats/{easy_slug}/"),
    "right-to-left": Page("/formats/{urdu_slug}/"),
    "film": Page("/formats/{film_slug}/"),
    "large-print": Page("/formats/{large_slug}/"),
    "page-with-formats": Page("/our-work/{formats_slug}/"),
    "training": Page("/training/"),
    "training-nothing": Page("/training/?month=2020-01"),
    "course": Page("/training/{course_slug}/"),
    "course-interest": Page("/training/{course_slug}/interest/"),
    "course-interest-wrong": wrong("/training/{course_slug}/interest/", "", "Tell me"),
    "session": Page("/training/sessions/{session_open}/"),
    "session-full": Page("/training/sessions/{session_full}/"),
    "session-soon": Page("/training/sessions/{soon}/"),
    "session-on-hold": Page("/training/sessions/{session_held}/"),
    "session-past": Page("/training/sessions/{session_over}/"),
    "session-cancelled": Page("/training/sessions/{session_stopped}/"),
    "book": Page(BOOK),
    "book-wrong": wrong(BOOK, "", "Go on"),
    "book-second": wrong(BOOK, "", "Go on", 200, name="Eve", email="eve@example.org"),
    "book-not-open": Page("/training/sessions/{session_held}/book/"),
    "booking": Page("/bookings/{booking_link}/"),
    "booking-needs": Page("/bookings/{booking_link}/needs/"),
    "booking-cancel": Page("/bookings/{booking_link}/cancel/"),
    "booking-came": Page("/bookings/{came_link}/"),
    "booking-waiting": Page("/bookings/{waiting_link}/"),
    "booking-offered": Page("/bookings/{offered_link}/"),
    "booking-lapsed": Page("/bookings/{lapsed_link}/"),
    "booking-given-back": Page("/bookings/{left_link}/"),
    "booked-asked-to-wait": Page("/booked/{asked_to_wait}/"),
    "presenting-said-yes": Page("/presenting/{presents_link}/"),
    "presenting": Page("/presenting/{presenting_link}/"),
    "ask": Page("/ask/wrong/project-{public_slug}/"),
    "ask-wrong": wrong("/ask/wrong/site/", "", "Send"),
    "ask-thanks": Page(f"/ask/thank-you/{SOON}/R-23456789/"),
    "register": Page("/involvement/"),
    "register-filtered": Page("/involvement/?promise=none&promise=owed&from=2020"),
    "register-nothing": Page("/involvement/?level=inform&to=1990"),
    "activity": Page("/involvement/{reference}/"),
    "rate-code": Page("/rate/"),
    "rate-no-code": Page("/rate/AAAAAAAA/", status=404),
    "rate": Page("/rate/{rating_code}/"),
    "rate-wrong": wrong("/rate/{rating_code}/", "", "Send"),
    "rated": Page("/rate/thank-you/"),
    "felt": Page("/involvement/{felt}/"),
    "card-code": Page("/a/"),
    "card-code-wrong": Page("/a/?code=AAAAA", status=404),
    "card-page": Page("/a/{code}/"),
    "card-page-wrong": wrong("/a/{code}/", "", "Send"),
    "card-page-early": Page("/a/{early}/"),
    "answered": Page("/involvement/{answered}/"),
    "answered-poster": Page("/involvement/{answered}/poster/"),
    "answered-read-aloud": Page("/involvement/{answered}/read-aloud/"),
    "what-changed": Page("/what-changed/"),
    "what-changed-filtered": Page("/what-changed/?could-not=yes&from=2020"),
    "project-answered": Page("/our-work/{answered_project}/"),
    "corrected": Page("/our-work/{mended_slug}/"),
    "withdrawn": Page("/our-work/{gone_slug}/", status=410),
}  # fmt: skip
