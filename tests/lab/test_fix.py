"""The fix in other programs' hands: what Mailmend writes makes msmtp send, for every device fault.

The faults are those whose every cause lies on the device. Each is diagnosed from the person's
network; the settings go from the report into a file of ours, from there into msmtp, and the message
must lie in the mailbox at the far end. Then the profile is read back.
"""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lab import fault
from lab.fault import Fault
from lab.plan import RESOLVER_V4
from lab.practice import Lab
from lab.reported import to_toml
from mailmend.readers.mobileconfig import read_mobileconfig

pytestmark = pytest.mark.lab
_MAILMEND = Path(sys.executable).with_name("mailmend")
_ARRIVES_S = 15


def _on_the_device(name: str) -> bool:
    """Whether the fix is on the device alone, with the password that was given."""
    put = fault.load(name)
    sure = all(each.where == "device" and each.status == "proven" for each in put.expect)
    return bool(put.expect) and sure and put.inject is None


DEVICE_FAULTS = [name for name in fault.names() if _on_the_device(name)]


def _mailmend(lab: Lab, client: str, *words: str) -> subprocess.CompletedProcess[str]:
    return lab.run_client(client, (str(_MAILMEND), *words), timeout=90, stdin="")


def _options(lab: Lab, folder: Path, put: Fault) -> list[str]:
    case, password = folder / "case.toml", folder / "password"
    case.write_text(to_toml(put.case), "utf-8")
    password.touch(0o600)
    password.write_text(put.password + "\n", "utf-8")
    options = ["--case", str(case), "--password-file", str(password), "--no-input"]
    return [*options, "--resolver", RESOLVER_V4, "--ca-file", str(lab.ca_file)]


def _report(lab: Lab, folder: Path, put: Fault) -> str:
    """The diagnosis, as a file."""
    done = _mailmend(lab, put.client, "diagnose", *_options(lab, folder, put), "--json")
    assert done.returncode == 1, f"exit {done.returncode}: {done.stderr[-1000:]}"
    path = folder / "report.json"
    path.write_text(done.stdout, "utf-8")
    return str(path)


def _written(lab: Lab, put: Fault, report: str, folder: Path, form: str) -> bytes:
    target = folder / form
    words = ("profile", "--report", report, "--format", form, "-o", str(target))
    done = _mailmend(lab, put.client, *words)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


def _msmtp(xml: bytes, address: str, password: Path, ca_file: Path) -> str:
    """A configuration of msmtp with the outgoing server of an autoconfig document."""
    server = ET.fromstring(xml).find("./emailProvider/outgoingServer")  # noqa: S314
    assert server is not None
    said = {child.tag: child.text or "" for child in server}
    name = said["username"].replace("%EMAILADDRESS%", address)
    name = name.replace("%EMAILLOCALPART%", address.partition("@")[0])
    starttls = "on" if said["socketType"] == "STARTTLS" else "off"
    return "\n".join(
        (
            "account default", f"host {said['hostname']}", f"port {said['port']}",
            "tls on", f"tls_starttls {starttls}", f"tls_trust_file {ca_file}",
            "auth on", f"user {name}", f"passwordeval cat {password}", "timeout 20", "",
        )
    )  # fmt: skip


def _arrived(lab: Lab, address: str, token: str) -> bool:
    end = time.monotonic() + _ARRIVES_S
    while time.monotonic() < end:
        if any(token.encode() in path.read_bytes() for path in lab.mailbox(address)):
            return True
        time.sleep(0.1)
    return False


def _send(lab: Lab, put: Fault, config: Path, recipient: str) -> str:
    """Send with msmtp as the owner; the token of the message."""
    token = secrets.token_hex(8)
    owner = str(put.case["address"])
    message = f"From: {owner}\nTo: {recipient}\nSubject: {token}\n\n{token}\n"
    argv = ("msmtp", f"--file={config}", "-f", owner, recipient)
    done = lab.run_client(put.client, argv, timeout=60, stdin=message)
    assert done.returncode == 0, f"msmtp: {done.stderr}\n{config.read_text()}"
    return token


@pytest.mark.parametrize("name", DEVICE_FAULTS)
def test_msmtp_sends_with_the_settings_of_the_fix(lab: Lab, tmp_path: Path, name: str) -> None:
    """The message is delivered at the far server; the profile holds the same values."""
    put = lab.inject(name)
    try:
        report = _report(lab, tmp_path, put)
        xml = _written(lab, put, report, tmp_path, "autoconfig")
        profile = _written(lab, put, report, tmp_path, "mobileconfig")
        owner = str(put.case["address"])
        config = tmp_path / "msmtprc"
        config.write_text(_msmtp(xml, owner, tmp_path / "password", lab.ca_file))
        config.chmod(0o600)
        recipient = "bob@elsewhere.test"
        token = _send(lab, put, config, recipient)
        assert _arrived(lab, recipient, token)
    finally:
        lab.heal()
    outgoing = read_mobileconfig(profile)[0].settings["outgoing"]
    works = json.loads(Path(report).read_text())["working_settings"]["outgoing"]
    fields = ("host", "port", "security", "username", "authentication")
    assert isinstance(outgoing, dict)
    assert {key: outgoing[key] for key in fields} == {key: works[key] for key in fields}
    assert put.password.encode() not in xml + profile


@pytest.mark.parametrize("name", ["username_blank", "ssl_off", "username_blank_exim"])
def test_verify_sends_and_cleans_up_on_real_servers(lab: Lab, tmp_path: Path, name: str) -> None:
    """Postfix, Exim and Dovecot: sent, found, removed; the cause is ruled out on fresh facts."""
    put = lab.inject(name)
    owner = str(put.case["address"])
    before = {path.name for path in lab.mailbox(owner)}
    try:
        options = _options(lab, tmp_path, put)
        environment = ("env", f"MAILMEND_STATE_DIR={tmp_path / 'state'}")
        argv = (*environment, str(_MAILMEND), "verify", *options, "--json")
        done = lab.run_client(put.client, argv, timeout=120, stdin="")
    finally:
        lab.heal()
    assert done.returncode == 0, done.stdout + done.stderr
    document = json.loads(done.stdout)
    assert document["result"] == "arrived"
    assert document["arrival"]["removed"] is True
    assert document["arrival"]["way"]["hops"]
    assert {each["now"] for each in document["causes"]} == {"ruled-out"}
    assert {path.name for path in lab.mailbox(owner)} == before


def test_a_fault_that_is_not_on_the_device_gives_no_profile(lab: Lab, tmp_path: Path) -> None:
    """Where the server refuses every login's mail there is nothing to install, and nothing sent."""
    put = lab.inject("permit_sasl_missing")
    try:
        options = _options(lab, tmp_path, put)
        done = _mailmend(lab, put.client, "profile", *options, "-o", str(tmp_path / "p"))
        argv = ("env", f"MAILMEND_STATE_DIR={tmp_path / 'state'}", str(_MAILMEND), "verify")
        sent = lab.run_client(put.client, (*argv, *options, "--json"), timeout=120, stdin="")
    finally:
        lab.heal()
    assert done.returncode == 3, done.stderr
    assert not (tmp_path / "p").exists()
    assert (sent.returncode, json.loads(sent.stdout)["result"]) == (3, "not-sent")
