from django.db import migrations

from apps.core.collation import bytewise


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]
    operations = [bytewise("partners_partner", "sort_key", 200)]
