"""The list is searched by the portal-wide index now; going back leaves the words to be loaded."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_review")]

    operations = [
        # With a default, the column can come back where there are rows.
        migrations.AlterField("project", "search_words", models.TextField(default="")),
        migrations.RemoveField("project", "search_words"),
    ]
