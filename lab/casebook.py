"""Record stories for tests/casebook from the running lab: real servers, one diagnosis each.

    python -m lab.casebook NAME [NAME …]

Needs the lab up (python -m lab up). Each story is a folder: case.toml, world.json (the recording,
secrets out) and expected.json (what was concluded while it was recorded).
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lab.fault import Fault
from lab.practice import Lab
from lab.reported import to_toml

CASEBOOK = Path(__file__).parent.parent / "tests" / "casebook"


def main(names: Sequence[str]) -> int:
    """Record each fault by name; healthy cases too."""
    lab = Lab.attach()
    for name in names:
        fault = lab.inject(name)
        try:
            _record(lab, name, fault)
        finally:
            lab.heal()
        print(f"casebook: {name}")
    return 0


def _record(lab: Lab, name: str, fault: Fault) -> None:
    story = CASEBOOK / name
    story.mkdir(parents=True, exist_ok=True)
    case = story / "case.toml"
    case.write_text(to_toml(fault.case))
    with tempfile.TemporaryDirectory() as place:
        password = Path(place) / "password"
        password.write_text(fault.password)
        password.chmod(0o600)
        mailmend = [str(Path(sys.executable).with_name("mailmend")), "diagnose", "--json"]
        files = ["--case", str(case), "--password-file", str(password), "--no-input"]
        world = ["--ca-file", str(lab.ca_file), "--record", str(story / "world.json")]
        done = lab.run_client(fault.client, [*mailmend, *files, *world], timeout=120)
    (story / "world.json").chmod(0o644)
    report = json.loads(done.stdout)
    found = [
        {"cause": verdict["cause"], "status": verdict["status"]}
        for verdict in report["verdicts"]
        if verdict["status"] in {"proven", "likely"}
    ]
    expected = {"sends": report["sends"], "reproduced": report["reproduced"], "verdicts": found}
    (story / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
