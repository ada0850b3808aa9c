"""The pages and states that every check of the browser walks."""

PAGES = {
    "front": "/",
    "list": "/our-work/",
    "list with filters": "/our-work/?level=co-production&place=leeds&kind=network&from=2020",
    "list without result": "/our-work/?place=kirklees&level=inform",
    "list page 2": "/our-work/?page=2",
    "project, not stated": "/our-work/stroke-co-creation/",
    "project with a family": "/our-work/patient-participation-group-ppg-network/",
    "project with counts": "/our-work/wakefield-co-production-conference/",
    "partners": "/partners/",
    "partners, empty place": "/partners/?place=kirklees",
    "partner": "/partners/leeds-health-and-care-partnership/",
    "partner without work": "/partners/future-nhs/",
    "what is": "/what-is-co-production/",
    "choose": "/what-is-co-production/choose/",
    "choose, wrong": "/what-is-co-production/choose/?next=1",
    "choose, result": "/what-is-co-production/choose/"
    "?change=co-design&decides=engage&joins=inform&back=engage",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "cookies": "/cookies/",
    "contact": "/contact/",
    "glossary": "/glossary/",
    "not found": "/nothing/",
    "gallery": "/staff/components/",
}
