"""Every child's organisation equals its parent's."""

from __future__ import annotations

from django.db import migrations

from brygga.tenants.guards import same_organisation


class Migration(migrations.Migration):
    dependencies = [("listening", "0001_initial"), ("connections", "0002_guards")]
    operations = [same_organisation("listening_heard", "connection_id", "connections_connection")]
