"""Every child's organisation equals its parent's."""

from __future__ import annotations

from django.db import migrations

from brygga.tenants.guards import same_organisation


class Migration(migrations.Migration):
    dependencies = [("copying", "0001_initial"), ("connections", "0002_guards")]
    operations = [
        same_organisation("copying_copy", "connection_id", "connections_connection"),
        same_organisation("copying_attempt", "copy_id", "copying_copy"),
        same_organisation("copying_write", "copy_id", "copying_copy"),
        same_organisation("copying_write", "attempt_id", "copying_attempt"),
    ]
