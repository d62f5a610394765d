"""Every child's organisation equals its parent's."""

from __future__ import annotations

from django.db import migrations

from brygga.tenants.guards import same_organisation


class Migration(migrations.Migration):
    dependencies = [("connections", "0001_initial")]
    operations = [
        same_organisation("connections_connection", "subsidiary_id", "connections_subsidiary"),
        same_organisation("connections_integrationsettings", "connection_id", "connections_connection"),
        same_organisation("connections_fortnoxaccess", "connection_id", "connections_connection"),
        same_organisation("connections_consentrequest", "subsidiary_id", "connections_subsidiary"),
        same_organisation("connections_register", "connection_id", "connections_connection"),
    ]
