"""The pages behind the sign-in, and those of links and forms, each in its states: who is there,
what is typed, and which button is pressed. ``{names}`` stand for what ``world`` made."""

import datetime
from dataclasses import dataclass, field
from typing import Any

SOON = datetime.date.today() + datetime.timedelta(days=7)


@dataclass(frozen=True)
class Page:
    """A page in a state. ``fill`` sets fields by name, as a person would; a hidden one, like the
    count of edits, is set too. ``press`` is the button that sends the form."""

    path: str
    who: str = ""
    press: str = ""
    fill: dict[str, str] = field(default_factory=dict)
    status: int = 200


def wrong(path: str, who: str, press: str, status: int = 422, **fill: str) -> Page:
    """A form that was sent in with something wrong."""
    return Page(path, who, press, fill, status)


DESK = "/staff/projects/{%s}/"
SESSION = "/staff/training/{session_open}/"
BOOK = "/training/sessions/{session_open}/book/"
STAFF = {
    # Signing in
    "sign-in": Page("/accounts/login/"),
    "sign-in-wrong": wrong(
        "/accounts/login/", "", "Sign in", login="nobody@example.org", password="not it at all"
    ),
    "sign-in-code": Page("/accounts/login/code/"),
    "sign-in-code-wrong": wrong("/accounts/login/code/", "", "Send the code", email="no"),
    "sign-in-code-sent": wrong(
        "/accounts/login/code/", "", "Send the code", 200, email="nobody@example.org"
    ),
    "reset": Page("/accounts/password/reset/"),
    "reset-sent": wrong(
        "/accounts/password/reset/", "", "Send the link", 200, email="nobody@example.org"
    ),
    "reset-link-dead": Page("/accounts/password/reset/key/1-nonsense/"),
    "sign-up-closed": Page("/accounts/signup/", status=404),
    "sign-out": Page("/accounts/logout/", "trainer"),
    "password": Page("/accounts/password/change/", "trainer"),
    "second-factor": Page("/accounts/2fa/", "curator"),
    "second-factor-app": Page("/accounts/2fa/totp/activate/", "curator"),
    "second-factor-app-wrong": wrong(
        "/accounts/2fa/totp/activate/", "curator", "Set up", code="000000"
    ),
    "passkeys": Page("/accounts/2fa/webauthn/", "curator"),
    "passkey-add": Page("/accounts/2fa/webauthn/add/", "curator"),
    "who-are-you": Page("/staff/people/invite/", "asked-again"),
    "invitation": Page("/accounts/invitation/{invited}/"),
    "invitation-wrong": wrong("/accounts/invitation/{invited}/", "", "Save and sign in"),
    "invitation-over": Page("/accounts/invitation/nonsense/", status=404),
    # Pictures
    "pictures": Page("/staff/{pictured}/pictures/", "curator"),
    "pictures-none": Page("/staff/{unpictured}/pictures/", "curator"),
    "picture-new": Page("/staff/{pictured}/pictures/new/", "curator"),
    "picture-new-wrong": wrong(
        "/staff/{pictured}/pictures/new/", "curator", "Add the picture", shows="something",
        basis="crowd",
    ),
    "picture-words": Page("/staff/{pictured}/pictures/{picture}/", "curator"),
    "picture-words-wrong": wrong(
        "/staff/{pictured}/pictures/{picture}/", "curator", "Save", alt=""
    ),
    "picture-hide": Page("/staff/{pictured}/pictures/{picture}/hide/", "curator"),
    "picture-hide-wrong": wrong(
        "/staff/{pictured}/pictures/{picture}/hide/", "curator", "Hide now"
    ),
    "picture-delete": Page("/staff/{pictured}/pictures/{crowd}/delete/", "curator"),
    # Logging
    "my-activities": Page("/staff/", "contributor"),
    "my-activities-lead": Page("/staff/", "lead"),
    "my-activities-none": Page("/staff/", "second"),
    "log": Page("/staff/log/", "contributor"),
    "log-wrong": wrong("/staff/log/", "contributor", "Save"),
    "log-saved": Page("/staff/log/{logged}/", "contributor"),
    "next-question": Page("/staff/activities/{logged}/next/", "contributor"),
    "next-question-unanswered": wrong("/staff/activities/{logged}/next/", "contributor", "Save"),
    "next-date": Page("/staff/activities/{logged}/again/", "contributor"),
    "next-date-wrong": wrong("/staff/activities/{logged}/again/", "contributor", "Save a draft"),
    "give-away": Page("/staff/activities/{logged}/give/", "lead"),
    "give-away-nobody": wrong("/staff/activities/{logged}/give/", "lead", "Give it to them"),
    "merge-activity": Page("/staff/activities/{logged}/merge/", "lead"),
    "merge-activity-nothing": wrong(
        "/staff/activities/{logged}/merge/?into=", "lead", "", 422
    ),
    "merge-activity-sure": Page("/staff/activities/{logged}/merge/?into={returned}", "lead"),
    "hear-back": Page("/staff/activities/{logged}/promise/", "contributor"),
    "hear-back-wrong": wrong("/staff/activities/{logged}/promise/", "contributor", "Save"),
    "hear-back-promised": Page("/staff/activities/{submitted}/promise/", "contributor"),
    "rating": Page("/staff/activities/{rated}/rating/", "contributor"),
    "rating-wrong": wrong("/staff/activities/{rated}/rating/", "contributor", "Print slips"),
    "rating-paper": Page("/staff/activities/{rated}/rating/paper/", "contributor"),
    "rating-sheet": Page("/staff/activities/{rated}/rating/sheet/", "contributor"),
    "rating-few": wrong("/staff/activities/{rated}/rating/", "contributor", "Close", 200),
    "cards": Page("/staff/activities/{submitted}/card/", "contributor"),
    "answer-desk": Page("/staff/answers/{answer}/", "contributor"),
    "answer-said": Page("/staff/answers/{answer}/edit/said/", "contributor"),
    "answer-did-wrong": wrong(
        "/staff/answers/{answer}/edit/did/", "contributor", "Save", 422,
        could_not_because="x" * 4001,
    ),
    "answer-themes": Page("/staff/answers/{answer}/edit/themes/", "contributor"),
    "answer-next": Page("/staff/answers/{answer}/edit/next/", "contributor"),
    "answer-later": Page("/staff/answers/{answer}/edit/later/", "contributor"),
    "answer-later-wrong": wrong(
        "/staff/answers/{answer}/edit/later/", "contributor", "Save", 422,
        after_six_line="Green now.",
    ),
    "answers": Page("/staff/answers/", "contributor"),
    "rating-words": Page("/staff/ratings/words/", "curator"),
    "rating-words-wrong": wrong(
        "/staff/ratings/words/", "curator", "Save as a new version", 422, question=""
    ),
    "rating-people-wrote": Page("/staff/activities/{felt_pk}/rating/", "lead"),
    "follow-wrong": wrong(
        "/follow/everything/", "", "Send me a mail to confirm", 422, email="jo at home"
    ),
    "follow-phone-wrong": wrong(
        "/follow/project/stroke-co-creation/", "", "Tell me", 422, how="phone"
    ),
    "ring": Page("/staff/ring/", "lead"),
    "follow-confirm": Page("/follow/confirm/{follow_confirm}/"),
    "follow-stop": Page("/follow/stop/{follow_stop}/"),
    "follow-stop-nobody": Page("/follow/stop/nonsense/", status=404),
    "extend": Page("/staff/promises/{owed}/extend/", "contributor"),
    "extend-wrong": wrong("/staff/promises/{owed}/extend/", "contributor", "Ask for this day"),
    "extension": Page("/staff/extensions/{extension}/", "lead"),
    "promise-more": Page("/staff/activities/{known}/more/", "lead"),
    "promise-more-wrong": wrong("/staff/activities/{known}/more/", "lead", "Promise it"),
    "notes-and-files": Page("/staff/activities/{logged}/private/", "contributor"),
    "people-in-numbers": Page("/staff/activities/{logged}/people/", "contributor"),
    "coming-up": Page("/staff/coming-up/", "contributor"),
    "said": Page("/staff/said/", "contributor"),
    "said-nothing": Page("/staff/said/?q=zzzz", "contributor"),
    "link-for-a-group": Page("/staff/log/link/", "contributor"),
    "link-for-a-group-wrong": wrong("/staff/log/link/", "contributor", "Make the link"),
    "told-by-link": Page("/log/{group_link}/"),
    "told-by-link-wrong": wrong("/log/{group_link}/", "", "Send"),
    "told-by-link-used": Page("/log/{used_link}/"),
    "told-by-link-over": Page("/log/{ended_link}/", status=410),
    "ways-to-take-part": Page("/staff/opportunities/", "lead"),
    "way-new": Page("/staff/opportunities/new/", "contributor"),
    "way-new-wrong": wrong("/staff/opportunities/new/", "contributor", "Save"),
    "way-desk": Page("/staff/opportunities/{way}/", "contributor"),
    "way-became": Page("/staff/opportunities/{became}/", "contributor"),
    "take-part": Page("/get-involved/"),
    "take-part-nothing": Page("/get-involved/?time=hour&want=learn"),
    "take-part-one": Page("/get-involved/ask-for-support/"),
    "activity-desk": Page("/staff/activities/{returned}/", "contributor"),
    "activity-way": Page("/staff/activities/{returned}/edit/way/", "contributor"),
    "activity-submit-blocked": wrong(
        "/staff/activities/{logged}/move/submit/", "contributor", "Submit for review"
    ),
    "activities": Page("/staff/activities/", "lead"),
    "activities-filtered": Page("/staff/activities/?state=kept&sort=title", "lead"),
    "activities-none": Page("/staff/activities/?q=zzzz", "lead"),
    "quarter": Page("/staff/activities/quarter/", "lead"),
    "what-we-owe": Page("/staff/insights/", "lead"),
    # Writing
    "projects": Page("/staff/projects/", "lead"),
    "projects-none": Page("/staff/projects/?q=zzzz", "lead"),
    "project-new": Page("/staff/projects/new/", "contributor"),
    "project-new-wrong": wrong("/staff/projects/new/", "contributor", "Save", title=""),
    **{
        f"desk-{state}": Page(DESK % state, who)
        for state, who in {
            "bare": "contributor", "draft": "contributor", "waiting": "contributor",
            "back": "contributor", "public": "lead", "changed": "contributor",
            "proposed": "contributor", "old": "lead", "gone": "lead", "mended": "lead",
        }.items()
    },
    "edit-about": Page("/staff/projects/{draft}/edit/about/", "contributor"),
    "edit-about-wrong": wrong(
        "/staff/projects/{draft}/edit/about/", "contributor", "Save", title=""
    ),
    "edit-carried-on": Page("/staff/projects/{draft}/edit/about/?carry-on=1", "contributor"),
    "edit-conflict": wrong(
        "/staff/projects/{draft}/edit/about/", "contributor", "Save", 409,
        title="Letters for all", edit_count="0",
    ),
    "edit-in-review": Page("/staff/projects/{waiting}/edit/about/", "lead"),
    "edit-who": Page("/staff/projects/{draft}/edit/who/", "contributor"),
    "edit-when": Page("/staff/projects/{draft}/edit/when/", "contributor"),
    "edit-numbers": Page("/staff/projects/{draft}/edit/numbers/", "contributor"),
    "pages": Page("/staff/pages/", "curator"),
    "versions": Page("/staff/projects/{proposed}/versions/", "lead"),
    "version": Page("/staff/projects/{proposed}/versions/2/", "lead"),
    "correct": Page("/staff/projects/{public}/correct/about/", "lead"),
    "correct-wrong": wrong(
        "/staff/projects/{public}/correct/about/", "lead", "Correct it", title=""
    ),
    # Stories and consents
    "trainings": Page("/staff/training/", "trainer"),
    "trainings-past": Page("/staff/training/?past=1", "trainer"),
    "trainings-attendance": Page("/staff/training/attendance/", "trainer"),
    "courses": Page("/staff/courses/", "trainer"),
    "course-desk": Page("/staff/courses/{course}/", "trainer"),
    "session-desk": Page(SESSION, "trainer"),
    "session-planned": Page("/staff/training/{session_planned}/", "trainer"),
    "session-new-wrong": wrong("/staff/training/new/{course}/", "trainer", "Save"),
    "session-edit": Page(SESSION + "edit/", "trainer"),
    "session-hold-wrong": wrong(
        SESSION + "hold/", "trainer", "Put it on hold and tell everyone"
    ),
    "session-cancel-wrong": wrong(SESSION + "cancel/", "lead", "Cancel and tell everyone"),
    "sessions-to-cancel": Page("/staff/training/cancel/", "lead"),
    "session-presenter-wrong": wrong(SESSION + "presenters/", "trainer", "Ask them"),
    "bookings": Page(SESSION + "bookings/", "trainer"),
    "bookings-message-wrong": wrong(SESSION + "bookings/", "trainer", "Send"),
    "by-phone-wrong": wrong(SESSION + "bookings/new/", "trainer", "Book"),
    "booking-person": Page(SESSION + "bookings/{booked}/", "trainer"),
    "session-needs": Page(SESSION + "needs/", "trainer"),
    "session-register": Page(SESSION + "register/", "trainer"),
    "session-register-sheet": Page(SESSION + "register/sheet/", "trainer"),
    "session-slides": Page("/staff/training/{session_over}/slides/", "trainer"),
    "session-slides-wrong": wrong(SESSION + "slides/", "trainer", "Add it"),
    "session-walk-in-wrong": wrong(SESSION + "register/", "trainer", "Add them"),
    "stories": Page("/staff/case-studies/", "contributor"),
    "story-desk": Page("/staff/case-studies/{story}/", "contributor"),
    "story-words": Page("/staff/case-studies/{story}/edit/words/", "contributor"),
    "story-words-wrong": wrong(
        "/staff/case-studies/{story}/edit/words/", "contributor", "Save", 422,
        **{"blocks-0-body": ""},
    ),
    "story-changed": Page("/staff/case-studies/{story}/edit/changed/", "contributor"),
    "story-submit-blocked": wrong(
        "/staff/case-studies/{story}/move/submit/", "contributor", "Submit for review"
    ),
    "story-hide": Page("/staff/case-studies/{story}/hide/{story_block}/", "curator"),
    "story-hide-wrong": wrong(
        "/staff/case-studies/{story}/hide/{story_block}/", "curator", "Hide it now"
    ),
    "story-preview": wrong(
        "/staff/case-studies/{story}/edit/why/", "contributor", "Preview", 200,
        why="## Before\n\n- Signs were **too high**\n- [The old map](https://example.org/map)",
    ),
    "story-ask-reviewer": Page("/staff/case-studies/{story}/reviewers/new/", "contributor"),
    "care": Page("/staff/care/", "curator"),
    "care-whole": Page("/staff/care/?whole=again", "curator"),
    "send-back-with-notes": Page("/staff/activities/{submitted}/move/return/", "lead"),
    "collections": Page("/staff/collections/", "curator"),
    "collection-new-wrong": wrong("/staff/collections/new/", "curator", "Save"),
    "collection-edit": Page("/staff/collections/{collection}/", "curator"),
    "collection-delete": Page("/staff/collections/{collection}/delete/", "curator"),
    "consents": Page("/staff/consent/", "curator"),
    "consents-none": Page("/staff/consent/?show=asked", "second"),
    "consent-new": Page("/staff/consent/new/", "contributor"),
    "consent-new-wrong": wrong("/staff/consent/new/", "contributor", "Save"),
    "consent": Page("/staff/consent/{consent}/", "curator"),
    "consent-over": Page("/staff/consent/{consent_over}/", "curator"),
    "consent-waiting": Page("/staff/consent/{consent_waiting}/", "curator"),
    "consent-changed-meanwhile": wrong(
        "/staff/consent/{consent_waiting}/", "curator", "Confirm", 409, seen="nothing"
    ),
    "consent-hand-in-wrong": wrong(
        "/staff/consent/{consent_waiting}/hand-in/", "contributor", "Hand in"
    ),
    "consent-outside-wrong": wrong(
        "/staff/consent/{consent}/outside/", "curator", "Note it and show the words"
    ),
    "consent-chase": Page(
        "/staff/consent/{consent_over}/chase/{consent_use}/", "curator"
    ),
    "consent-aloud": Page("/staff/consent/{consent}/aloud/{story}/", "contributor"),
    "consent-why-not-wrong": wrong(
        "/staff/consent/{consent_asked}/why-not/{story_waiting}/", "curator", "Tell them"
    ),
    "consent-back": Page("/staff/consent/{consent}/taken-back/", "curator"),
    "own-consent": Page("/consent/{own}/"),
    "own-consent-wrong": wrong("/consent/{own}/", "", "Send"),
    "own-consent-over": Page("/consent/{own_over}/"),
    "own-consent-right": Page("/consent/{own_right}/"),
    "own-consent-change": Page("/consent/{own_change}/"),
    "own-consent-part": Page("/consent/{own_part}/"),
    "story-review": Page("/staff/case-studies/{story_waiting}/review/", "curator"),
    "own-name": Page("/consent/{own}/name/"),
    "own-take-back": Page("/consent/{own}/take-back/"),
    "own-take-back-wrong": wrong("/consent/{own}/take-back/", "", "Take it down now"),
    "own-ask-wrong": wrong("/consent/{own}/ask/", "", "Send"),
    "reviewer": Page("/review/{reviewer}/"),
    "reviewer-wrong": wrong("/review/{reviewer}/", "", "Send"),
    "reviewer-thanks": Page("/review/{reviewer}/?did=1"),
    "reviewer-over": Page("/review/{reviewer_over}/", status=410),
    "story": Page("/case-studies/{story_slug}/"),
    "story-list": Page("/case-studies/"),
    "story-list-nothing": Page("/case-studies/?level=inform&to=1990"),
    "story-collection": Page("/case-studies/collections/letters/"),
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
    "session-on-hold": Page("/training/sessions/{session_held}/"),
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


def visit(page: Any, staffed: Any, wanted: Page) -> Any:
    """Open a page, type and press as it says; the answer of the server."""
    answer = page.goto(staffed.at(wanted.path))
    for name, value in wanted.fill.items():
        field = page.locator(f"main [name='{name}']").first
        if field.get_attribute("type") == "hidden":
            field.evaluate("(field, value) => { field.value = value }", value)
        elif field.get_attribute("type") == "radio":
            page.locator(f"main [name='{name}'][value='{value}']").check()
        else:
            field.fill(value)
    if wanted.press:
        button = page.get_by_role("main").get_by_role("button", name=wanted.press, exact=True)
        with page.expect_navigation() as sent:
            button.first.click()
        answer = sent.value
    return answer
