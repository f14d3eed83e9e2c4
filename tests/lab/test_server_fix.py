"""The whole promise on real servers over a real sshd: mended, proven, the phone sends, undone."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lab import snapshot
from lab.fault import Fault
from lab.plan import BY_NAME, RESOLVER_V4
from lab.practice import Lab, address_of
from lab.replay import swaks
from lab.reported import to_toml

pytestmark = pytest.mark.lab
_MAILMEND = Path(sys.executable).with_name("mailmend")
_HOSTS = {
    "customer.test": "hosting",
    "eximcustomer.test": "eximhost",
    "opencustomer.test": "openhost",
}

# Every fault of a server that a program mends safely, and the cause that it must name.
MENDED = {
    "permit_sasl_missing": "permit-sasl-missing",
    "sasl_off": "sasl-not-enabled-on-service",
    "submission_not_enabled": "submission-service-not-enabled",
    "smtp_service_down": "smtp-service-down",
    "firewall_drops_submission": "server-firewall-port-closed",
    "client_banned": "client-ip-banned",
    "client_banned_fail2ban": "client-ip-banned",
    "tls_key_missing": "tls-cert-file-unreadable",
    "tls_too_old": "tls-version-too-old-on-server",
    "auth_backend_down": "auth-backend-down",
    "auth_hidden_for_network": "auth-hidden-for-network",
    "own_domain_not_local": "domain-not-local-on-server",
    "domain_still_local": "domain-still-local-after-migration",
    "helo_rejected": "helo-rejected-at-submission",
    "blocklist_at_submission": "rbl-applied-to-submission",
    "client_name_required": "client-ptr-required-at-submission",
    "spf_at_submission": "spf-dmarc-checked-at-submission",
    "sender_domain_rejected": "sender-domain-rejected",
    "greylisting": "greylisting-at-submission",
    "submission_backend_not_trusted": "submission-backend-not-trusted",
    "permit_sasl_missing_exim": "permit-sasl-missing",
    "sasl_off_exim": "sasl-not-enabled-on-service",
    "smtp_service_down_exim": "smtp-service-down",
    "tls_key_unreadable_exim": "tls-cert-file-unreadable",
    "auth_backend_down_exim": "auth-backend-down",
    "exim_acl_included": "permit-sasl-missing",
    "key_of_another_certificate": "tls-cert-file-unreadable",
    "sender_table_not_compiled": "milter-or-policy-down",
    "transport_table_not_compiled": "transport-routing-wrong",
    "login_socket_forbidden": "auth-backend-down",
    "cyrus_without_accounts": "auth-backend-rejects-all",
    "ufw_closed_port": "server-firewall-port-closed",
    "firewalld_zone": "server-firewall-port-closed",
}
# What a program leaves to people: a filter, a full disk, whose address it is, lost accounts.
LEFT = {
    "milter_down": "milter-or-policy-down",
    "policy_down": "milter-or-policy-down",
    "disk_full": "queue-disk-full",
    "sender_login_mismatch": "sender-login-mismatch",
    "auth_backend_rejects_all": "auth-backend-rejects-all",
    "saslauthd_down": "auth-backend-down",
    "way_out_held_back": "transport-routing-wrong",
    "client_table_refuses": "client-ip-banned",
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, with its document."""

    exit_status: int
    document: dict[str, Any]
    errors: str


@dataclass(frozen=True, slots=True)
class Range:
    """The lab with a folder for the case, and the commands run where an administrator sits."""

    lab: Lab
    folder: Path

    def client(self, put: Fault) -> str:
        """Not where the person is banned: no login would come through from there."""
        return "client-b" if "banned" in put.name else "client-a"

    def host(self, put: Fault) -> str:
        """The server of the person's domain."""
        return _HOSTS[str(put.case["address"]).rpartition("@")[2]]

    def fix_words(self, put: Fault, *more: str) -> list[str]:
        """The command that mends that person's server."""
        case, password = self.folder / "case.toml", self.folder / "password"
        case.write_text(to_toml(put.case), "utf-8")
        password.touch(0o600)
        password.write_text(put.password + "\n", "utf-8")
        return [
            str(_MAILMEND), "server", "fix", self.lab.login(self.host(put)).target,
            "--case", str(case), "--password-file", str(password), "--resolver", RESOLVER_V4,
            "--ca-file", str(self.lab.ca_file), "--client-ip", address_of("client-a"),
            "--client-ip", BY_NAME["client-a"].v6, "--no-input", "--json", "--timeout", "12", *more,
        ]  # fmt: skip

    def run(self, put: Fault, words: list[str]) -> Ended:
        """Run a command in the administrator's network."""
        done = self.lab.run_client(self.client(put), words, timeout=120, stdin="")
        assert done.stdout.startswith("{"), done.stderr[-2000:]
        return Ended(done.returncode, json.loads(done.stdout), done.stderr)

    def fix(self, put: Fault, *more: str) -> Ended:
        """Mend."""
        return self.run(put, self.fix_words(put, *(more or ("--yes",))))

    def undo(self, put: Fault, id_: str) -> Ended:
        """Take it back."""
        target = self.lab.login(self.host(put)).target
        words = [str(_MAILMEND), "server", "undo", target, id_, "--yes", "--json"]
        return self.run(put, words)

    def sends(self, put: Fault) -> bool:
        """Whether the phone's own settings get a message through, from where it is."""
        words = swaks(put.case, put.device_password, patience=20)
        done = self.lab.run_client("client-a", words, timeout=90, stdin="")
        return done.returncode == 0


@pytest.fixture
def range_(lab: Lab, tmp_path: Path) -> Range:
    """The lab and a folder."""
    return Range(lab, tmp_path)


@pytest.mark.parametrize("name", MENDED)
def test_a_fault_is_mended_and_undone(range_: Range, name: str) -> None:
    """Proven by a submission and a refused stranger; then the phone sends; then all is back."""
    put = range_.lab.inject(name)
    try:
        host = range_.host(put)
        broken = snapshot.take_host(range_.lab, host)
        ended = range_.fix(put)
        assert (ended.exit_status, ended.document["result"]) == (0, "fixed"), ended.document
        assert ended.document["causes"] == [MENDED[name]]
        assert {one["result"] for one in ended.document["proof"]} == {"proven"}
        assert range_.sends(put)
        assert (
            snapshot.difference(broken, snapshot.take_host(range_.lab, host)) != []
            or not (ended.document["plan"]["files"])
        )
        undone = range_.undo(put, ended.document["id"])
        assert undone.exit_status == 0, undone.document
        assert snapshot.difference(broken, snapshot.take_host(range_.lab, host)) == []
    finally:
        range_.lab.heal()


def test_a_real_message_is_the_proof_where_it_is_wanted(
    range_: Range, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It arrives in the mailbox and is removed before the repair is confirmed."""
    monkeypatch.setenv("MAILMEND_STATE_DIR", str(range_.folder / "state"))
    put = range_.lab.inject("sasl_off")
    try:
        before = _messages(range_.lab)
        ended = range_.fix(put, "--yes", "--send")
        proof = {one["what"]: one for one in ended.document["proof"]}
        assert proof["A real message is sent and arrives"]["result"] == "proven", ended.document
        assert ended.document["result"] == "fixed"
        assert _messages(range_.lab) == before
        assert range_.undo(put, ended.document["id"]).exit_status == 0
    finally:
        range_.lab.heal()


def _messages(lab: Lab) -> set[str]:
    """The messages in alice's mailbox, seen or not (``new/`` or ``cur/…:2,S``)."""
    return {path.name.partition(":")[0] for path in lab.mailbox("alice@customer.test")}


def test_dovecot_gets_the_listener_that_postfix_asks(range_: Range) -> None:
    """It stands in no file any more; the block comes back, and undo takes it out again."""
    put = range_.lab.inject("healthy_postfix")
    try:
        host = range_.lab.on("hosting")
        place = "/etc/dovecot/conf.d/10-master.conf"
        text = host.read(place)
        start = text.index("  unix_listener /var/spool/postfix/private/auth")
        end = text.index("  }\n", start) + len("  }\n")
        host.write(place, text[:start] + text[end:])
        host.restart("dovecot")
        host.restart("postfix")
        broken = snapshot.take_host(range_.lab, "hosting")
        ended = range_.fix(put)
        assert ended.document["result"] == "fixed", ended.document
        assert ended.document["causes"] == ["auth-backend-down"]
        assert range_.sends(put)
        assert range_.undo(put, ended.document["id"]).exit_status == 0
        assert snapshot.difference(broken, snapshot.take_host(range_.lab, "hosting")) == []
    finally:
        range_.lab.heal()


def test_causes_that_hide_each_other_are_mended_together(range_: Range) -> None:
    """The last one only shows once the others are out of the way; one undo brings all back."""
    put = range_.lab.inject("permit_sasl_missing")
    try:
        host = range_.lab.on("hosting")
        host.submission("smtpd_helo_restrictions=reject_unknown_helo_hostname")
        host.postconf("smtpd_tls_key_file=/etc/ssl/mail/moved-away.pem")
        host.reload("postfix")
        broken = snapshot.take_host(range_.lab, "hosting")
        ended = range_.fix(put)
        assert ended.document["result"] == "fixed", ended.document
        assert set(ended.document["causes"]) == {
            "tls-cert-file-unreadable",
            "helo-rejected-at-submission",
            "permit-sasl-missing",
        }
        assert range_.sends(put)
        assert range_.undo(put, ended.document["id"]).exit_status == 0
        assert snapshot.difference(broken, snapshot.take_host(range_.lab, "hosting")) == []
    finally:
        range_.lab.heal()


@pytest.mark.parametrize("name", LEFT)
def test_what_a_program_must_not_do_gets_instructions(range_: Range, name: str) -> None:
    """Nothing is changed; the reason is said, and the steps are in the text."""
    put = range_.lab.inject(name)
    try:
        host = range_.host(put)
        before = snapshot.take_host(range_.lab, host)
        ended = range_.fix(put)
        assert (ended.exit_status, ended.document["result"]) == (1, None)
        assert ended.document["not_mended"][0]["cause"] == LEFT[name]
        assert ended.document["not_mended"][0]["why"]
        assert snapshot.difference(before, snapshot.take_host(range_.lab, host)) == []
    finally:
        range_.lab.heal()
