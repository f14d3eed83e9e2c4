"""The product on every fault: one diagnosis each, from the person's network, judged by EXPECT."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lab import fault
from lab.fault import Expected, Fault
from lab.plan import RESOLVER_V4
from lab.practice import Lab
from lab.reported import to_toml

pytestmark = pytest.mark.lab
_MAILMEND = Path(sys.executable).with_name("mailmend")
_SECONDS = 60
_FIRM = {"proven", "likely"}
_SHADES = {
    "likely": {"likely", "possible"},
    "possible": {"likely", "possible"},
    "unknown": {"likely", "possible", "not named"},
}


@dataclass(frozen=True, slots=True)
class _Diagnosis:
    exit_status: int
    report: dict[str, Any]

    @property
    def standing(self) -> list[tuple[str, str]]:
        """Cause and status of every verdict that is not ruled out, in the report's order."""
        verdicts = self.report.get("verdicts", [])
        pairs = [(verdict["cause"], verdict["status"]) for verdict in verdicts]
        return [
            (cause, status) for cause, status in pairs if status not in ("ruled-out", "unknown")
        ]

    def having(self, *statuses: str) -> set[str]:
        return {cause for cause, status in self.standing if status in statuses}


def _diagnose(lab: Lab, put: Fault, folder: Path) -> _Diagnosis:
    case, password = folder / "case.toml", folder / "password"
    case.write_text(to_toml(put.case), "utf-8")
    password.touch(0o600)
    password.write_text(put.password + "\n", "utf-8")
    argv = (
        str(_MAILMEND), "diagnose", "--case", str(case), "--password-file", str(password),
        "--resolver", RESOLVER_V4, "--ca-file", str(lab.ca_file), "--json", "--no-input",
        *_handed_over(put, folder),
    )  # fmt: skip
    done = lab.run_client(put.client, argv, timeout=_SECONDS, stdin="")
    assert done.returncode in (0, 1, 3), f"exit {done.returncode}: {done.stderr[-2000:]}"
    return _Diagnosis(done.returncode, json.loads(done.stdout))


def _handed_over(put: Fault, folder: Path) -> tuple[str, ...]:
    """The options for the settings file that comes with the case."""
    name, text = put.settings
    if not name:
        return ()
    (folder / name).write_text(text, "utf-8")
    return ("--settings", str(folder / name))


def _disagreements(put: Fault, found: _Diagnosis) -> list[str]:
    """One line for each way in which the diagnosis is not what the fault expects."""
    if put.healthy:
        return _not_healthy(found)
    lines = []
    named = dict(found.standing)
    if not found.standing or found.standing[0][0] not in put.allowed:
        lines.append("the primary cause is none of the expected ones")
    lines += [line for each in put.expect if (line := _misses(each, named))]
    if wrong := (found.having("proven") - put.allowed) | (found.having("proven") & put.must_not):
        lines.append(f"wrongly proven: {', '.join(sorted(wrong))}")
    if found.exit_status == 0 and not put.works:
        lines.append("it says that sending works")
    if put.works and found.report.get("sends") == "no":
        lines.append("it says that sending fails, which works from here")
    return lines


def _not_healthy(found: _Diagnosis) -> list[str]:
    firm = found.having(*_FIRM)
    lines = [f"named without reason: {', '.join(sorted(firm))}"] if firm else []
    if found.report.get("sends") != "yes" or found.exit_status != 0:
        lines.append(f"sends is {found.report.get('sends')}, exit {found.exit_status}")
    return lines


def _misses(each: Expected, named: dict[str, str]) -> str:
    """Why the verdicts do not give this expected cause its status, or the empty text.

    Where the wire cannot tell, "likely" and "possible" are one shade, and a cause that looks the
    same may stand in its place.
    """
    allowed = _SHADES.get(each.status, {each.status})
    if named.get(each.cause, "not named") in allowed:
        return ""
    if any(named.get(cause) in allowed | {"proven"} for cause in each.instead):
        return ""
    return f"{each.cause} is {named.get(each.cause, 'not named')}, not {each.status}"


def _readable(put: Fault, found: _Diagnosis, lines: list[str]) -> str:
    expected = ", ".join(f"{each.cause} ({each.status})" for each in put.expect) or "nothing"
    seen = ", ".join(f"{cause} ({status})" for cause, status in found.standing[:12]) or "nothing"
    replays = [fact for fact in found.report.get("facts", []) if fact.get("kind") == "replay"]
    return (
        f"{put.name}: {'; '.join(lines)}\n  about:    {put.about.splitlines()[0]}\n"
        f"  expected: {expected}\n  named:    {seen}\n"
        f"  sends:    {found.report.get('sends')}, exit {found.exit_status}, "
        f"{found.report.get('elapsed_s')} s\n"
        f"  replay:   {json.dumps(replays)[:600]}"
    )


@pytest.mark.parametrize("name", fault.names())
def test_the_diagnosis_names_the_cause(lab: Lab, tmp_path: Path, name: str) -> None:
    """The primary verdict is the fault's cause, and nothing else is proven."""
    put = lab.inject(name)
    try:
        found = _diagnose(lab, put, tmp_path)
    finally:
        lab.heal()
    lines = _disagreements(put, found)
    assert not lines, _readable(put, found, lines)


def test_what_is_refused_at_the_end_of_the_message_is_met_by_verify_alone(
    lab: Lab, tmp_path: Path
) -> None:
    """A diagnosis sends no message; one that is really sent meets the filter's own words."""
    password = tmp_path / "password"
    password.touch(0o600)
    put = lab.inject("content_filter")
    try:
        found = _diagnose(lab, put, tmp_path)
        argv = (
            str(_MAILMEND), "verify", "--case", str(tmp_path / "case.toml"), "--password-file",
            str(password), "--resolver", RESOLVER_V4, "--ca-file", str(lab.ca_file), "--json",
            "--no-input", "--wait", "5",
        )  # fmt: skip
        done = lab.run_client(put.client, argv, timeout=_SECONDS, stdin="")
    finally:
        lab.heal()
    assert found.report["sends"] == "yes"
    verification = json.loads(done.stdout)
    assert (done.returncode, verification["result"]) == (1, "refused")
    assert "looks like spam" in verification["reply"]
