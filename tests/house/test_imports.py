"""Everything points down: the import contracts of pyproject.toml hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT


def test_every_import_keeps_the_contracts() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    environment = {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(  # noqa: S603
        [str(program), "--no-cache"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
