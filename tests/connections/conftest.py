"""The second subsidiary, for tests of what one does to the other."""

from __future__ import annotations

import pytest

from brygga.connections.models import Subsidiary
from brygga.tenants.models import Organisation
from sandbox.worlds import cast


@pytest.fixture
def goteborg(organisation: Organisation) -> Subsidiary:
    """Fyrljus Göteborg AB."""
    return Subsidiary.objects.get(organisation=organisation, productive_subsidiary_id=cast.GOTEBORG.productive_id)
