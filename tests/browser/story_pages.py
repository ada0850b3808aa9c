"""Training, stories and consents as staff and the people in them see them, in their states."""

from tests.browser.states import Page, wrong

SESSION = "/staff/training/{session_open}/"
STORIES = {
    # Training
    "trainings": Page("/staff/training/", "trainer"),
    "trainings-past": Page("/staff/training/?past=1", "trainer"),
    "trainings-attendance": Page("/staff/training/attendance/", "trainer"),
    "courses": Page("/staff/courses/", "trainer"),
    "course-desk": Page("/staff/courses/{course}/", "trainer"),
    "session-desk": Page(SESSION, "trainer"),
    "session-soon-desk": Page("/staff/training/{soon}/", "trainer"),
    "booking-soon-desk": Page("/staff/training/{soon}/bookings/{soon_waits}/", "trainer"),
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
    "session-walk-in-wrong": wrong("/staff/training/{today}/register/", "trainer", "Add them"),
    # Stories and consents
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
    "story": Page("/case-studies/{story_slug}/"),
    "story-list": Page("/case-studies/"),
    "story-list-nothing": Page("/case-studies/?level=inform&to=1990"),
    "story-collection": Page("/case-studies/collections/letters/"),
}  # fmt: skip
