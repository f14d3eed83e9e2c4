"""The fix in other programs' hands: what Mailmend writes makes them send, for every device fault.

The faults are those that a change on the device alone repairs. Each is diagnosed from the person's
network; the settings go from the report into files of ours, from there into real mail programs,
and the messages must lie in the mailbox at the far end. Then the profile is checked.
"""

from __future__ import annotations

import json
import plistlib
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lab import fault
from lab.fault import Fault
from lab.plan import RESOLVER_V4
from lab.practice import Lab
from lab.reported import to_toml
from mailmend.apps.cli import run
from mailmend.readers.mobileconfig import read_mobileconfig
from mailmend.settings_files.signing import signed
from tests.lab.programs import Errand, msmtp, mutt, swaks
from tests.settings_files.test_mobileconfig import faults
from tests.settings_files.test_signing import issued, verify

pytestmark = pytest.mark.lab
MAILMEND = Path(sys.executable).with_name("mailmend")
_ARRIVES_S = 15


def _on_the_device(name: str) -> bool:
    """Whether all that is proven lies in the device's settings, and the given password will do.

    No settings help a server without SMTPUTF8 to an address that is not ASCII.
    """
    put = fault.load(name)
    if not str(put.case.get("recipient", "")).isascii():
        return False
    return {each.where for each in put.expect if each.status == "proven"} == {"device"}


PROGRAMS: dict[str, Callable[[Errand, bytes], subprocess.CompletedProcess[str]]] = {
    "autoconfig": msmtp,
    "autodiscover": mutt,
    "mobileconfig": swaks,
}
DEVICE_FAULTS = [name for name in fault.names() if _on_the_device(name)]


def mailmend(lab: Lab, client: str, *words: str) -> subprocess.CompletedProcess[str]:
    return lab.run_client(client, (str(MAILMEND), *words), timeout=90, stdin="")


def options_of(lab: Lab, folder: Path, put: Fault) -> list[str]:
    case, password = folder / "case.toml", folder / "password"
    case.write_text(to_toml(put.case), "utf-8")
    password.touch(0o600)
    password.write_text(put.password + "\n", "utf-8")
    options = ["--case", str(case), "--password-file", str(password), "--no-input"]
    return [*options, "--resolver", RESOLVER_V4, "--ca-file", str(lab.ca_file)]


def diagnosed(lab: Lab, folder: Path, put: Fault) -> str:
    """The diagnosis, as a file."""
    done = mailmend(lab, put.client, "diagnose", *options_of(lab, folder, put), "--json")
    assert done.returncode == 1, f"exit {done.returncode}: {done.stderr[-1000:]}"
    path = folder / "report.json"
    path.write_text(done.stdout, "utf-8")
    return str(path)


def written(report: str, folder: Path, form: str, *further: str) -> bytes:
    """The file that ``profile`` makes of the report; no process of its own, to save time."""
    target = folder / form
    words = ("--report", report, "--no-network", "--format", form, "-o", str(target), *further)
    assert run(["profile", *words]) == 0
    return target.read_bytes()


def arrived(lab: Lab, address: str, tokens: set[str]) -> bool:
    """Whether all of them come in time."""
    end = time.monotonic() + _ARRIVES_S
    missing = set(tokens)
    while missing and time.monotonic() < end:
        for path in lab.mailbox(address):
            data = path.read_bytes()
            missing = {token for token in missing if token.encode() not in data}
        time.sleep(0.1)
    return not missing


@pytest.mark.parametrize("name", DEVICE_FAULTS)
def test_mail_programs_send_with_the_settings_of_the_fix(
    lab: Lab, tmp_path: Path, name: str
) -> None:
    """Three programs, each by another file of ours; the far server delivers all three messages."""
    put = lab.inject(name)
    owner, recipient = str(put.case["address"]), "bob@elsewhere.test"
    try:
        report = diagnosed(lab, tmp_path, put)
        tokens, files = set(), {}
        for form, program in PROGRAMS.items():
            files[form] = written(report, tmp_path, form)
            password = tmp_path / "password"
            errand = Errand(lab, put.client, owner, recipient, password, tmp_path)
            done = program(errand, files[form])
            assert done.returncode == 0, f"{program.__name__}: {done.stdout[-2000:]}{done.stderr}"
            tokens.add(errand.token)
        assert arrived(lab, recipient, tokens)
    finally:
        lab.heal()
    works = json.loads(Path(report).read_text())["working_settings"]["outgoing"]
    _check_profile(files["mobileconfig"], works, tmp_path)
    assert put.password.encode() not in b"".join(files.values())


def _check_profile(profile: bytes, works: dict[str, object], folder: Path) -> None:
    """Valid by Apple's schema, verifiable by openssl once signed, read back with what works."""
    payload = plistlib.loads(profile)
    assert faults(payload, "TopLevel") == []
    assert faults(payload["PayloadContent"][0], "com.apple.mail.managed") == []
    certificate, key, root = issued()
    envelope, root_pem, inside = folder / "signed", folder / "root", folder / "inside"
    envelope.write_bytes(signed(profile, certificate, key))
    root_pem.write_bytes(root)
    done = verify(envelope, root_pem, inside)
    assert done.returncode == 0, done.stderr
    assert inside.read_bytes() == profile
    outgoing = read_mobileconfig(envelope.read_bytes())[0].settings["outgoing"]
    assert isinstance(outgoing, dict)
    fields = ("host", "port", "security", "username", "authentication")
    assert {key: outgoing[key] for key in fields} == {key: works[key] for key in fields}


@pytest.mark.parametrize("form", ["autoconfig", "autodiscover", "mobileconfig"])
def test_a_program_with_a_wrong_file_does_not_send(lab: Lab, tmp_path: Path, form: str) -> None:
    """The judges can say no: with another port in our file the same program fails."""
    put = fault.load("username_blank")
    report = diagnosed(lab, tmp_path, put)
    right = written(report, tmp_path, form)
    wrong = right.replace(b"465", b"466").replace(b"587", b"588")
    assert wrong != right
    password = tmp_path / "password"
    owner = str(put.case["address"])
    errand = Errand(lab, put.client, owner, "bob@elsewhere.test", password, tmp_path)
    assert PROGRAMS[form](errand, wrong).returncode != 0


def test_what_is_published_is_compared_with_the_report(lab: Lab, tmp_path: Path) -> None:
    """A document that names another port is a finding with its address; the right one is none."""
    put = lab.inject("username_blank")
    try:
        report = diagnosed(lab, tmp_path, put)
        options = ("--resolver", RESOLVER_V4, "--ca-file", str(lab.ca_file), "--json")
        words = ("profile", "--report", report, "-o", str(tmp_path / "p"), *options)
        right = mailmend(lab, put.client, *words)
        path = "/srv/www/autoconfig.customer.test/mail/config-v1.1.xml"
        page = lab.on("web").read(path).replace("587", "588").replace("465", "466")
        lab.on("web").write(path, page)
        wrong = mailmend(lab, put.client, *words)
    finally:
        lab.heal()
    assert json.loads(right.stdout)["findings"][1:] == []
    (finding,) = json.loads(wrong.stdout)["findings"][1:]
    assert finding.startswith("https://autoconfig.customer.test/mail/config-v1.1.xml")
    assert "which worked; it publishes" in finding


def test_a_fault_that_is_not_on_the_device_gives_no_profile(lab: Lab, tmp_path: Path) -> None:
    """Where the server refuses every login's mail there is nothing to install."""
    put = lab.inject("permit_sasl_missing")
    try:
        options = options_of(lab, tmp_path, put)
        done = mailmend(lab, put.client, "profile", *options, "-o", str(tmp_path / "p"))
    finally:
        lab.heal()
    assert done.returncode == 3, done.stderr
    assert not (tmp_path / "p").exists()
