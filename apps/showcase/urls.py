"""Addresses of projects, partners, stories and consents."""

from django.urls import path

from apps.showcase.views import (
    care,
    collections,
    consents,
    own_consent,
    partners,
    projects,
    reviewers,
    stories,
    story_desk,
    ticks,
)

app_name = "showcase"
urlpatterns = [
    path("our-work/", projects.project_list, name="projects"),
    path("our-work/<slug:slug>/", projects.project_page, name="project"),
    path("partners/", partners.partner_list, name="partners"),
    path("partners/<slug:slug>/", partners.partner_page, name="partner"),
    path("case-studies/", stories.story_list, name="stories"),
    path("case-studies/collections/<slug:slug>/", collections.collection_page, name="collection"),
    path("case-studies/<slug:slug>/", stories.story_page, name="story"),
    path("case-studies/<slug:slug>/word/", stories.story_word, name="story-word"),
    path("review/<str:token>/", reviewers.review, name="review"),
    path("staff/case-studies/<int:pk>/reviewers/new/", reviewers.ask_reviewer, name="ask-reviewer"),
    path(
        "staff/case-studies/<int:pk>/reviewers/<int:number>/end/",
        reviewers.end_review,
        name="end-review",
    ),
    path("staff/case-studies/<int:pk>/hide/<int:number>/", reviewers.hide_now, name="hide-passage"),
    path("staff/case-studies/<int:pk>/taken-back/", story_desk.delete_blanks, name="delete-blanks"),
    path("staff/case-studies/<int:pk>/tick/", ticks.tick, name="tick"),
    path("consent/<str:token>/", own_consent.own, name="own-consent"),
    path("consent/<str:token>/name/", own_consent.own_credit, name="own-credit"),
    path("consent/<str:token>/take-back/", own_consent.own_take_back, name="own-take-back"),
    path("consent/<str:token>/ask/", own_consent.own_ask, name="own-ask"),
    path("staff/care/", care.care, name="care"),
    path("staff/collections/", collections.collection_list, name="collections"),
    path("staff/collections/new/", collections.collection_edit, name="collection-new"),
    path("staff/collections/first/", collections.feature, name="feature"),
    path("staff/collections/first/<int:story>/", collections.feature_move, name="feature-move"),
    path("staff/collections/<int:pk>/", collections.collection_edit, name="collection-edit"),
    path(
        "staff/collections/<int:pk>/put-in/",
        collections.collection_put_in,
        name="collection-put-in",
    ),
    path(
        "staff/collections/<int:pk>/move/<int:story>/",
        collections.collection_move,
        name="collection-move",
    ),
    path(
        "staff/collections/<int:pk>/delete/",
        collections.collection_delete,
        name="collection-delete",
    ),
    path("staff/consent/", consents.consent_list, name="consents"),
    path("staff/consent/new/", consents.consent_new, name="consent-new"),
    path("staff/consent/<slug:reference>/", consents.consent_page, name="consent"),
    path("staff/consent/<slug:reference>/edit/", consents.consent_edit, name="consent-edit"),
    path("staff/consent/<slug:reference>/hand-in/", consents.hand_in, name="consent-hand-in"),
    path("staff/consent/<slug:reference>/confirm/", consents.confirm, name="consent-confirm"),
    path("staff/consent/<slug:reference>/paper/", consents.paper, name="consent-paper"),
    path("staff/consent/<slug:reference>/link/", consents.new_link, name="consent-link"),
    path("staff/consent/<slug:reference>/outside/", consents.use_outside, name="consent-outside"),
    path("staff/consent/<slug:reference>/chase/<int:pk>/", consents.chase, name="consent-chase"),
    path(
        "staff/consent/<slug:reference>/aloud/<int:pk>/", consents.read_aloud, name="consent-aloud"
    ),
    path(
        "staff/consent/<slug:reference>/look/<int:pk>/", consents.send_to_look, name="consent-look"
    ),
    path(
        "staff/consent/<slug:reference>/why-not/<int:pk>/", consents.why_not, name="consent-why-not"
    ),
    path("staff/consent/<slug:reference>/taken-back/", consents.taken_back, name="consent-back"),
    path(
        "staff/case-studies/from/<slug:kind>/<int:pk>/", story_desk.begin_from, name="begin-story"
    ),
]
