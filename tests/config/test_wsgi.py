"""The application that a web server calls."""

from __future__ import annotations

import threading

from django.utils import translation
from django.utils.translation import trans_real

from brygga.config.wsgi import application


def test_each_thread_speaks_its_own_language() -> None:
    """The one private name of Django that we replace: an upgrade that changes it must be noticed."""
    assert application is not None
    assert isinstance(trans_real._active, threading.local)  # type: ignore[attr-defined]
    spoken: dict[str, str] = {}

    def speak(language: str) -> None:
        translation.activate(language)
        both_have_chosen.wait()
        spoken[language] = translation.get_language()

    both_have_chosen = threading.Barrier(2)
    threads = [threading.Thread(target=speak, args=(language,)) for language in ("en", "sv")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert spoken == {"en": "en", "sv": "sv"}
