"""The logs of real servers: what they show is what the phone really did."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lab.fault import Fault, load
from lab.plan import RESOLVER_V4
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import to_toml
from mailmend.case import case_from_mapping
from mailmend.dialects.sessions import Sessions
from mailmend.facts import Facts, LoggedFault, LoggedSession

pytestmark = pytest.mark.lab
_MAILMEND = Path(sys.executable).with_name("mailmend")
_LOGS = ("/var/log/mail.log", "/var/log/exim4/mainlog")
# Whether Postfix hears the handshake before the connection is gone (tls_at_once_on_587) is chance.
_HOSTS = ("hosting", "eximhost", "openhost")


@dataclass(frozen=True, slots=True)
class Did:
    """What the phone did: fields of the newest session for sending that must be so."""

    fault: str
    login: str
    outcome: str
    tls: bool | None
    reason: str = ""


WHAT_IT_DID = (
    Did("username_blank", "never", "refused", True),
    Did("username_blank_exim", "never", "refused", True),
    Did("username_blank_opensmtpd", "never", "refused", True),
    Did("ssl_off", "never", "lost", False),
    Did("blank_and_ssl_off_exim", "never", "refused", False),
    Did("password_stale_on_device", "refused", "refused", True, "Password mismatch"),
    Did("username_bare_exim", "refused", "refused", None, "unknown user"),
    Did("auth_backend_down_exim", "unavailable", "refused", None, "unable to connect"),
    Did("permit_sasl_missing", "accepted", "refused", True),
    Did("permit_sasl_missing_exim", "accepted", "refused", True),
    Did("healthy_postfix", "accepted", "accepted", True),
)


@contextmanager
def injected(lab: Lab, name: str) -> Iterator[Fault]:
    """The fault, in for a while."""
    put = lab.inject(name)
    try:
        yield put
    finally:
        lab.heal()


def marks(lab: Lab) -> dict[tuple[str, str], int]:
    """How long every log is."""
    files = {(host, name): lab.log(host, name) for host in _HOSTS for name in _LOGS}
    return {key: path.stat().st_size for key, path in files.items() if path.exists()}


def since(lab: Lab, before: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    """What the servers logged since then, a text for each log that grew."""
    time.sleep(2.5)
    texts = []
    for key in marks(lab):
        data = lab.log(*key).read_bytes()[before.get(key, 0) :]
        if data:
            texts.append((key[1], data.decode("utf-8", "replace")))
    return texts


def sends_and_reads(lab: Lab, put: Fault) -> None:
    """The phone tries to send with its settings, and reads mail, both over IPv4."""
    lab.run_client(put.client, [*swaks(put.case, put.device_password), "-4"], stdin="")
    incoming = put.case["incoming"]
    assert isinstance(incoming, dict)
    login = f"{incoming['username']}:{put.password}"
    url = f"imaps://{incoming['host']}/"
    command = ["curl", "-4", "-s", "-m", "8", "--cacert", str(lab.ca_file), "-u", login, url]
    lab.run_client(put.client, command, stdin="")


def shown(put: Fault, texts: list[tuple[str, str]]) -> Facts:
    """The facts of the person of that fault's case in these logs."""
    sessions = Sessions(case_from_mapping(put.case))
    for name, text in texts:
        sessions.read(enumerate(text.splitlines(), 1), name, datetime.now(UTC))
    return Facts(sessions.facts())


@pytest.mark.parametrize("did", WHAT_IT_DID, ids=lambda did: did.fault)
def test_the_log_shows_what_the_phone_did(lab: Lab, did: Did) -> None:
    """Login, outcome, TLS and the server's reason, of the person's own session."""
    with injected(lab, did.fault) as put:
        before = marks(lab)
        sends_and_reads(lab, put)
        texts = since(lab, before)
    sent = shown(put, texts).of(LoggedSession, lambda one: one.protocol == "smtp")
    assert sent, texts
    assert (sent[-1].tie, sent[-1].login, sent[-1].outcome) == ("own", did.login, did.outcome)
    assert sent[-1].tls is did.tls
    assert did.reason in sent[-1].reason


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("milter_down", "filter"),
        ("policy_down", "filter"),
        ("tls_key_missing", "certificate"),
        ("auth_backend_down", "login-service"),
        ("auth_backend_rejects_all", "account-list"),
        ("disk_full", "disk"),
    ],
)
def test_the_log_shows_the_servers_own_fault(lab: Lab, name: str, what: str) -> None:
    """A fault that the phone met and that is not mended."""
    with injected(lab, name) as put:
        before = marks(lab)
        sends_and_reads(lab, put)
        texts = since(lab, before)
    faults = {one.what: one for one in shown(put, texts).of(LoggedFault)}
    assert what in faults, texts
    assert faults[what].met_by_device
    assert not faults[what].mended


def diagnose(lab: Lab, put: Fault, folder: Path, *more: str) -> dict[str, Any]:
    """The report of the product on the fault's case, from the person's network."""
    case, password = folder / "case.toml", folder / "password"
    case.write_text(to_toml(put.case), "utf-8")
    password.touch(0o600)
    password.write_text(put.password + "\n", "utf-8")
    argv = (
        str(_MAILMEND), "diagnose", "--case", str(case), "--password-file", str(password),
        "--resolver", RESOLVER_V4, "--ca-file", str(lab.ca_file), "--json", "--no-input", *more,
    )  # fmt: skip
    done = lab.run_client(put.client, argv, stdin="")
    assert done.returncode in (0, 1, 3), done.stderr[-2000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def proven(report: dict[str, Any]) -> set[str]:
    """The causes that a report proves."""
    return {each["cause"] for each in report["verdicts"] if each["status"] == "proven"}


@pytest.mark.parametrize(
    ("name", "cause", "status"),
    [
        ("password_expired", "password-expired", "proven"),
        ("account_deleted", "account-deleted", "likely"),
        ("username_percent", "username-wrong-format", "proven"),
        ("content_filter", "content-filter-reject", "proven"),
        ("outgoing_held_exim", "outgoing-suspended-or-held", "proven"),
    ],
)
def test_the_log_alone_tells_why(
    lab: Lab, tmp_path: Path, name: str, cause: str, status: str
) -> None:
    """Without any network: the person read mail before, and the phone cannot send now."""
    before = marks(lab)
    sends_and_reads(lab, load("healthy_exim" if name.endswith("_exim") else "healthy_postfix"))
    with injected(lab, name) as put:
        message = swaks(put.case, put.device_password, subject="Hello")
        lab.run_client(put.client, [*message, "-4"], stdin="")
        log = tmp_path / "mail.log"
        log.write_text("".join(text for _, text in since(lab, before)), "utf-8")
        report = diagnose(lab, put, tmp_path, "--no-network", "--log", str(log))
    named = {each["cause"]: each["status"] for each in report["verdicts"]}
    assert named[cause] == status, log.read_text("utf-8")
    assert proven(report) <= {cause}


def test_a_stale_password_is_proven_by_the_log_only(lab: Lab, tmp_path: Path) -> None:
    """From outside, with the right password, the settings work."""
    with injected(lab, "password_stale_on_device") as put:
        before = marks(lab)
        sends_and_reads(lab, put)
        log = tmp_path / "mail.log"
        log.write_text("".join(text for _, text in since(lab, before)), "utf-8")
        without, with_log = (
            diagnose(lab, put, tmp_path),
            diagnose(lab, put, tmp_path, "--log", str(log)),
        )
    assert proven(without) == set()
    assert proven(with_log) == {"password-changed-not-updated-outgoing"}


@pytest.mark.parametrize("name", ["healthy_postfix", "healthy_exim", "healthy_opensmtpd"])
def test_mailmends_own_probes_are_not_taken_for_the_phone(
    lab: Lab, tmp_path: Path, name: str
) -> None:
    """A log full of them proves nothing against a device that works."""
    with injected(lab, name) as put:
        before = marks(lab)
        diagnose(lab, put, tmp_path)
        log = tmp_path / "mail.log"
        log.write_text("".join(text for _, text in since(lab, before)), "utf-8")
        report = diagnose(lab, put, tmp_path, "--log", str(log))
    assert proven(report) == set(), log.read_text("utf-8")
    assert report["sends"] == "yes"
