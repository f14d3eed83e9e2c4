"""The lab for a person: up, a page of what to type, and down when they are done."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from lab import fault
from lab.plan import namespace
from lab.practice import Lab
from lab.reported import to_toml

_GUIDE = """
The practice range is up: real mail servers, a resolver and two client networks.
Ctrl-C takes it down again. In a second terminal, as root, from this directory:

  {python} -m lab fault list               the {count} faults
  {python} -m lab fault inject NAME        break something; writes the person's case
  {python} -m lab diagnose                 run mailmend where that person sits
  {python} -m lab fault heal               put everything back
  {python} -m lab shell client-a           a shell in the person's network ({client})
  {python} -m lab shell hosting            a shell inside the mail server

For example: fault inject permit_sasl_missing, then diagnose.
"""


def play(lab: Lab) -> None:
    """Bring the lab up, say what to do, and hold it until the person ends it."""
    with lab:
        print(_guide(), flush=True)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("\nlab: going down")


def keep_case(put: fault.Fault, folder: Path) -> None:
    """Write the case, its files and the password of the fault, for `diagnose` to take up."""
    (folder / "case.toml").write_text(to_toml(put.case), "utf-8")
    for old in folder.glob("settings.*"):
        old.unlink()
    name, text = put.settings
    if name:
        (folder / f"settings{Path(name).suffix}").write_text(text, "utf-8")
    password = folder / "password"
    password.touch(0o600)
    password.write_text(put.password + "\n", "utf-8")
    (folder / "client").write_text(put.client, "ascii")


def diagnosis(folder: Path, ca_file: Path, more: list[str]) -> tuple[str, list[str]]:
    """The client to sit at and the mailmend command for the case that is kept.

    Raises KeyError when no fault was put in yet.
    """
    if not (folder / "case.toml").exists():
        raise KeyError("put a fault in first (python -m lab fault inject NAME)")
    handed = [word for file in folder.glob("settings.*") for word in ("--settings", str(file))]
    command = [
        str(Path(sys.executable).with_name("mailmend")), "diagnose",
        "--case", str(folder / "case.toml"), "--password-file", str(folder / "password"),
        "--ca-file", str(ca_file), *handed, *more,
    ]  # fmt: skip
    return (folder / "client").read_text("ascii"), command


def _guide() -> str:
    return _GUIDE.format(
        python=Path(sys.executable).name if sys.prefix == sys.base_prefix else ".venv/bin/python",
        count=len(fault.names()),
        client=namespace("client-a"),
    )
