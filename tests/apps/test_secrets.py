"""The hunt for a canary password in everything that a run leaves behind."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from mailmend.io.redact import Redactor
from mailmend.secret import Secret
from tests.apps.farm import CANARY, servers
from tests.apps.hostile_farm import ALICE, hostile

MAILMEND = [sys.executable, "-m", "mailmend.apps.cli"]
FORMS = (
    CANARY.encode(),
    CANARY.encode("utf-16-le"),
    CANARY.encode().hex().encode(),
    quote(CANARY, safe="").encode(),
    json.dumps(CANARY).strip('"').encode(),
    *(base64.b64encode(b"x" * n + CANARY.encode())[n + 3 : -4] for n in range(3)),
    base64.b64encode(f"\0{ALICE}\0{CANARY}".encode())[:-4],
)


def found(data: bytes) -> list[bytes]:
    """The forms of the canary in the data."""
    return [form for form in FORMS if form in data]


class Watcher(threading.Thread):
    """Looks at the process's command line and environment every few milliseconds."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._folder = Path("/proc", str(pid))
        self.seen = b""
        self.looks = 0

    def run(self) -> None:
        """Look until the process is gone."""
        while True:
            try:
                for name in ("cmdline", "environ"):
                    self.seen += (self._folder / name).read_bytes()
            except OSError:
                return
            self.looks += 1
            time.sleep(0.005)


def run_watched(*arguments: str, cwd: Path) -> tuple[bytes, bytes]:
    """Standard output and error of the command, while its process is watched."""
    process = subprocess.Popen(
        [*MAILMEND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
    )
    watcher = Watcher(process.pid)
    watcher.start()
    stdout, stderr = process.communicate(timeout=90)
    watcher.join(5)
    assert process.returncode in {0, 1, 3}, stderr
    assert watcher.looks > 3
    assert b"diagnose" in watcher.seen
    assert not found(watcher.seen)
    return stdout, stderr


def files(folder: Path) -> dict[str, bytes]:
    """All files below the folder but the password file itself."""
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "password"
    }


@pytest.mark.parametrize("output", [["--verbose"], ["--json"], ["--html", "page.html"]])
def test_a_good_server_leaves_no_trace_of_the_password(tmp_path: Path, output: list[str]) -> None:
    """Neither outputs nor recording nor process table hold it in any form."""
    with servers(tmp_path) as place:
        arguments = ["diagnose", "--case", place.case(), *place.options]
        stdout, stderr = run_watched(*arguments, *output, "--record", "record.json", cwd=tmp_path)

    assert b"235" in stdout + files(tmp_path).get(str(tmp_path / "page.html"), b"")
    assert not found(stdout + stderr)
    assert not [name for name, data in files(tmp_path).items() if found(data)]


@pytest.mark.parametrize("output", [["--verbose"], ["--json"], ["--html", "page.html"]])
def test_a_server_that_echoes_the_password_does_not_publish_it(
    tmp_path: Path, output: list[str]
) -> None:
    """What the server repeats, raw or encoded, is blotted out before it is kept or shown."""
    with hostile(tmp_path, CANARY) as place:
        arguments = ["diagnose", "--case", place.case(), *place.options]
        stdout, stderr = run_watched(*arguments, *output, "--record", "record.json", cwd=tmp_path)

    assert b"535" in stdout + files(tmp_path).get(str(tmp_path / "page.html"), b"")
    assert not found(stdout + stderr)
    assert not [name for name, data in files(tmp_path).items() if found(data)]


def test_a_password_pasted_into_the_error_text_is_blotted_out(tmp_path: Path) -> None:
    """People paste anything; the report does not repeat it."""
    with hostile(tmp_path, CANARY) as place:
        case = place.case(password_in_error=CANARY)
        stdout, stderr = run_watched(
            "diagnose", "--case", case, *place.options, "--json", cwd=tmp_path
        )

    assert "It says no." in json.loads(stdout)["case"]["error"]
    assert not found(stdout + stderr)


def test_the_hunt_can_find() -> None:
    """The forms that are hunted are those a leak would have."""
    leaks = (
        f"pass {CANARY}!".encode(),
        base64.b64encode(f"\0alice@victim.test\0{CANARY}".encode()),
        base64.b64encode(f"ab{CANARY}".encode()),
        quote(CANARY, safe="").encode(),
    )

    assert all(found(leak) for leak in leaks)
    assert not any(found(Redactor([Secret(CANARY)]).clean(leak)) for leak in leaks)
