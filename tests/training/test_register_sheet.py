"""The register on paper: for trainers alone, names on one sheet, needs without names on another."""

from apps.core.models import AuditRecord
from apps.training import actions
from tests.training.conftest import ANYBODY, asks

SHEET = "/staff/training/S-2026-0001/register/sheet/"


def test_names_with_a_box_each_and_needs_without_names(trainer, session, travel):
    ann = asks(session, "Ann <Example>", email="ann@example.org", needs=["bsl"]).booking
    ben = asks(session, "Ben Example", needs=["bsl", "food"]).booking
    asks(session, "Cas Waits")
    assert SHEET in trainer.get("/staff/training/S-2026-0001/register/").content.decode()
    page = trainer.get(SHEET)
    text = page.content.decode()
    names, needs = text.split("What to have ready")
    assert "Ann &lt;Example&gt;" in names and "Ben Example" in names and "2 people have" in names
    assert "Cas Waits" not in text and "ann@example.org" not in text
    assert names.count("roll__box") == 2 + 5
    assert "2 × A BSL interpreter" in needs and "1 × Food that I can eat" in needs
    assert "Example" not in needs
    assert "no-store" in page["Cache-Control"]
    actions.cancel(booking=ben, by=ANYBODY)
    travel(days=15)
    actions.tick(booking=ann, came=True, by=trainer.user)
    actions.walk_in(session=session, name="Dee", by=trainer.user)
    text = trainer.get(SHEET).content.decode()
    assert "Dee (walked in)" in text and "Ben Example" not in text
    assert text.count("roll__box") == 5  # both are ticked already


def test_opening_it_is_noted(trainer, session):
    trainer.get(SHEET)
    assert AuditRecord.objects.filter(act="opened the register to print").count() == 1


def test_nobody_else_opens_it(lead, outsider, curator, administrator, contributor, session):
    for person in (lead, outsider, curator, administrator, contributor):
        assert person.get(SHEET).status_code == 404
