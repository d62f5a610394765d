"""Events are added and never touched again."""

from __future__ import annotations

from django.db import migrations

from brygga.tenants.guards import never_changed


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]
    operations = [never_changed("history_event")]
