"""Every operation of the API, called with what its own document allows and what it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.apps.web.api.callers import Client
from tests.apps.web.site import Site

CONFIG = Path(__file__).with_name("schemathesis.toml")
WITHOUT = ("/diagnoses/{run_id}/events",)
"""Streams end when the run ends, not when a caller has read enough."""


def test_the_document_is_kept(alone: Site, tmp_path: Path) -> None:
    """No server error, no answer that the document does not tell of, in a fixed set of calls."""
    token = Client.of(alone).secret
    program = Path(sys.executable).with_name("schemathesis")
    left_out = [word for path in WITHOUT for word in ("--exclude-path", f"/api/v1{path}")]
    done = subprocess.run(
        [
            program, "--config-file", CONFIG, "run", f"{alone.url}/openapi.json",
            "--include-path-regex", "^/api/",
            *left_out, "--header", f"Authorization: Bearer {token}", "--seed", "1",
            "--max-examples", "10", "--phases", "examples,coverage,fuzzing",
            "--exclude-checks", "positive_data_acceptance", "--request-timeout", "20",
            "--generation-database", "none", "--no-color", "--wait-for-schema", "5",
        ],
        capture_output=True, text=True, timeout=240, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
