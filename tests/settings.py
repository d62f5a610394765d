"""Brygga's own settings, with a home, keys and a database that belong to the test run."""

from __future__ import annotations

import os
import tempfile

# Each worker of a parallel run has a home of its own, which the processes that it starts share.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if os.environ.get("BRYGGA_TESTS_WORKER") != WORKER:
    os.environ["BRYGGA_TESTS_WORKER"] = WORKER
    os.environ["BRYGGA_HOME"] = tempfile.mkdtemp(prefix="brygga-tests-")
os.environ.setdefault("BRYGGA_URL", "http://testserver")
os.environ.setdefault("BRYGGA_FORTNOX_CLIENT_ID", "sandbox-client")
os.environ.setdefault("BRYGGA_FORTNOX_CLIENT_SECRET", "sandbox-secret")
os.environ.setdefault("BRYGGA_FORTNOX_API_URL", "http://sandbox.test/fortnox/3/")
os.environ.setdefault("BRYGGA_FORTNOX_OAUTH_URL", "http://sandbox.test/fortnox/oauth-v1/")
os.environ.setdefault("BRYGGA_FORTNOX_EVENTS_URL", "ws://sandbox.test/topics-v1")
os.environ.setdefault("BRYGGA_FORTNOX_APP_URL", "http://sandbox.test/fortnox/app/{tenant}/invoices/{number}")
os.environ.setdefault("BRYGGA_PRODUCTIVE_API_URL", "http://sandbox.test/productive/api/v2/")
os.environ.setdefault("BRYGGA_PRODUCTIVE_APP_URL", "http://sandbox.test/productive/{organisation}/invoices/{invoice}")
os.environ.setdefault("BRYGGA_PRODUCTIVE_STORAGE_URL", "http://sandbox.test/productive/storage/")
os.environ.setdefault("BRYGGA_PRODUCTIVE_FILES_URL", "http://sandbox.test/")
os.environ.setdefault("BRYGGA_FORTNOX_ATTACHMENTS_URL", "http://sandbox.test/fortnox/api/fileattachments/")
os.environ.setdefault("BRYGGA_LOG_LEVEL", "error")

from brygga.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
