from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0004_attendance"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "completed"), _negated=True),
                    models.Q(
                        ("came__isnull", False),
                        ("missed__isnull", False),
                        ("walked_in__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="training_session_closed_register_is_counted",
            ),
        ),
    ]
