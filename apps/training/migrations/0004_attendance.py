from typing import Any

from django.db import migrations, models


def count(apps: Any, schema_editor: Any) -> None:
    """Of registers closed before: once, what closing counts since."""
    Session = apps.get_model("training", "Session")
    for session in Session.objects.filter(state="completed").iterator():
        attended = session.bookings.filter(state="attended")
        session.came = attended.count()
        session.missed = session.bookings.filter(state="missed").count()
        session.walked_in = attended.filter(walked_in=True).count()
        session.save(update_fields=["came", "missed", "walked_in"])


class Migration(migrations.Migration):
    dependencies = [
        ("involvement", "0011_later"),
        ("partners", "0002_sort_by_bytes"),
        ("training", "0003_slides"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="came",
            field=models.PositiveIntegerField(
                blank=True, help_text="kept as the register closes", null=True
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="missed",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="walked_in",
            field=models.PositiveIntegerField(
                blank=True, help_text="of those who came, without having booked", null=True
            ),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
