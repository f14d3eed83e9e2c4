"""The server's own view, on real servers: each fault by its file and line, and nothing on others.

The check logs in to the host's own sshd, from another network than the person's. A diagnosis runs
in the person's network, which may be shut out there; a stand-in for ``ssh`` then hands the remote
command to a shell inside the host, which is what a login does with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lab.fault import Fault
from lab.plan import RESOLVER_V4
from lab.practice import Lab, address_of
from lab.reported import to_toml

pytestmark = pytest.mark.lab
_MAILMEND = Path(sys.executable).with_name("mailmend")
_CLIENT, _OPERATOR = "client-a", "client-b"
_HOSTS = {
    "customer.test": "hosting",
    "eximcustomer.test": "eximhost",
    "opencustomer.test": "openhost",
}
_LOGIN = """#!/bin/sh
for last; do :; done
case "$*" in *"-O exit"*) exit 0;; esac
exec nsenter -t {pid} -m -u -i -n -p -- env -i sh -c "$last"
"""

# Each fault of a server: its cause, and the place that the change must name (empty: none has one).
FAULTS = {
    "permit_sasl_missing": ("permit-sasl-missing", "/etc/postfix/master.cf", "relay_restrictions"),
    "sasl_off": ("sasl-not-enabled-on-service", "/etc/postfix/master.cf", "sasl_auth_enable=no"),
    "submission_not_enabled": (
        "submission-service-not-enabled",
        "/etc/postfix/master.cf",
        "#submission",
    ),
    "smtp_service_down": ("smtp-service-down", "", ""),
    "firewall_drops_submission": ("server-firewall-port-closed", "", ""),
    "client_banned": ("client-ip-banned", "", ""),
    "client_banned_fail2ban": ("client-ip-banned", "", ""),
    "tls_key_missing": ("tls-cert-file-unreadable", "/etc/postfix/main.cf", "moved-away.pem"),
    "milter_down": ("milter-or-policy-down", "/etc/postfix/main.cf", "smtpd_milters"),
    "policy_down": ("milter-or-policy-down", "/etc/postfix/master.cf", "check_policy_service"),
    "auth_backend_down": ("auth-backend-down", "/etc/postfix/main.cf", "private/auth-gone"),
    "auth_backend_rejects_all": (
        "auth-backend-rejects-all",
        "/etc/dovecot/conf.d/auth-passwdfile.conf.ext",
        "/etc/dovecot/users",
    ),
    "disk_full": ("queue-disk-full", "/etc/postfix/main.cf", "message_size_limit"),
    "own_domain_not_local": (
        "domain-not-local-on-server",
        "/etc/postfix/main.cf",
        "virtual_mailbox_domains",
    ),
    "sender_login_mismatch": (
        "sender-login-mismatch",
        "/etc/postfix/master.cf",
        "reject_sender_login_mismatch",
    ),
    "helo_rejected": (
        "helo-rejected-at-submission",
        "/etc/postfix/master.cf",
        "reject_unknown_helo_hostname",
    ),
    "auth_hidden_for_network": (
        "auth-hidden-for-network",
        "/etc/postfix/main.cf",
        "smtpd_sasl_exceptions_networks",
    ),
    "blocklist_at_submission": (
        "rbl-applied-to-submission",
        "/etc/postfix/master.cf",
        "rbl.lab.test",
    ),
    "spf_at_submission": (
        "spf-dmarc-checked-at-submission",
        "/etc/postfix/master.cf",
        "spf.cidr",
    ),
    "sender_domain_rejected": (
        "sender-domain-rejected",
        "/etc/postfix/master.cf",
        "check_sender_access",
    ),
    "permit_sasl_missing_exim": (
        "permit-sasl-missing",
        "/etc/exim4/exim4.conf",
        "relay not permitted",
    ),
    "sasl_off_exim": ("sasl-not-enabled-on-service", "", ""),
    "smtp_service_down_exim": ("smtp-service-down", "", ""),
    "tls_key_unreadable_exim": (
        "tls-cert-file-unreadable",
        "/etc/exim4/exim4.conf",
        "tls_privatekey",
    ),
    "auth_backend_down_exim": ("auth-backend-down", "/etc/exim4/exim4.conf", "server_socket"),
    "saslauthd_down": ("auth-backend-down", "/etc/postfix/sasl/smtpd.conf", "pwcheck_method"),
    "relayhost_credentials_wrong": ("smarthost-rejects", "/etc/postfix/main.cf", "relayhost"),
    "relayhost_table_not_compiled": (
        "smarthost-rejects",
        "/etc/postfix/main.cf",
        "smtp_sasl_password_maps",
    ),
    "transport_table_not_compiled": (
        "transport-routing-wrong",
        "/etc/postfix/main.cf",
        "transport_maps",
    ),
    "sender_table_not_compiled": (
        "milter-or-policy-down",
        "/etc/postfix/master.cf",
        "check_sender_access",
    ),
    "resolver_dead_on_server": ("transport-routing-wrong", "/etc/resolv.conf", "nameserver"),
    "certificate_expired": ("cert-expired", "/etc/postfix/main.cf", "smtpd_tls_cert_file"),
    "certificate_not_reloaded": ("cert-expired", "/etc/smtpd.conf", "fullchain.pem"),
    "certificate_chain_incomplete": (
        "cert-chain-incomplete",
        "/etc/postfix/main.cf",
        "smtpd_tls_cert_file",
    ),
    "key_of_another_certificate": (
        "tls-cert-file-unreadable",
        "/etc/postfix/main.cf",
        "renewed.pem",
    ),
    "exim_acl_included": ("permit-sasl-missing", "/etc/exim4/relay.acl", "deny"),
    "exim_split_acl": (
        "permit-sasl-missing",
        "/etc/exim4/conf.d/acl/30_exim4-config_check_rcpt",
        "deny",
    ),
    "login_socket_forbidden": (
        "auth-backend-down",
        "/etc/dovecot/conf.d/10-master.conf",
        "unix_listener",
    ),
    "way_out_held_back": (
        "transport-routing-wrong",
        "/etc/postfix/main.cf",
        "defer_transports",
    ),
    "way_out_in_a_circle": ("transport-routing-wrong", "/etc/postfix/main.cf", "relayhost"),
    "content_filter_down": ("milter-or-policy-down", "/etc/postfix/main.cf", "content_filter"),
    "cyrus_without_accounts": (
        "auth-backend-rejects-all",
        "/etc/postfix/main.cf",
        "smtpd_sasl_type",
    ),
    "exim_setting_unknown": ("smtp-service-down", "/etc/exim4/exim4.conf", "rfc1413_host"),
    "client_table_refuses": (
        "client-ip-banned",
        "/etc/postfix/master.cf",
        "check_client_access",
    ),
    "ufw_closed_port": (
        "server-firewall-port-closed",
        "/etc/default/ufw",
        "DEFAULT_INPUT_POLICY",
    ),
    "firewalld_zone": (
        "server-firewall-port-closed",
        "/etc/firewalld/zones/public.xml",
        "<zone>",
    ),
}
# Nothing is wrong with the server as a whole, and it knows what is wrong with this account.
OF_ONE_ACCOUNT = {
    "account_deleted": ("account-deleted", "proven"),
    "deny_list_names_account": ("account-suspended", "proven"),
    "account_suspended": ("account-suspended", "proven"),
    "login_network_not_allowed": ("mfa-conditional-access-block", "proven"),
    "smtp_login_denied": ("smtp-auth-disabled-per-account", "proven"),
    "quota_full_on_server": ("sender-mailbox-over-quota", "possible"),
}
# Nothing is wrong on these servers: the fault is the device's, the network's or one account's.
NOT_THE_SERVER = (
    "healthy_postfix",
    "healthy_exim",
    "healthy_opensmtpd",
    "username_blank",
    "username_blank_exim",
    "username_blank_opensmtpd",
    "from_not_owned",
    "from_domain_typo",
    "sender_malformed",
    "recipient_domain_typo",
    "port_closed",
    "port_465_missing_exim",
    "network_blocks_submission",
    "greylisting",
    "rate_limit",
)


@dataclass(frozen=True, slots=True)
class _Answer:
    exit_status: int
    document: dict[str, Any]

    @property
    def named(self) -> dict[str, str]:
        """The causes that are not ruled out, with their status."""
        return {
            one["cause"]: one["status"]
            for one in self.document["verdicts"]
            if one["status"] != "ruled-out"
        }


def _host(put: Fault) -> str:
    return _HOSTS[str(put.case["address"]).rpartition("@")[2]]


def _answered(done: subprocess.CompletedProcess[str]) -> _Answer:
    assert done.returncode in (0, 1, 3), f"exit {done.returncode}: {done.stderr[-2000:]}"
    return _Answer(done.returncode, json.loads(done.stdout))


def _run(lab: Lab, folder: Path, put: Fault, *argv: str) -> _Answer:
    """Run the command in the client's network, with a way in to the person's server."""
    name = _host(put)
    login = folder / "ssh"
    login.write_text(_LOGIN.format(pid=lab.hosts[name].pid), "utf-8")
    login.chmod(0o755)
    path = f"PATH={folder}:{os.environ['PATH']}"
    done = lab.run_client(_CLIENT, ["env", path, str(_MAILMEND), *argv], timeout=90, stdin="")
    return _answered(done)


def _check(lab: Lab, put: Fault, *more: str) -> _Answer:
    """Look at the person's server, by its own sshd."""
    target = f"ssh://root@{lab.hosts[_host(put)].machine.v4}"
    argv = (
        str(_MAILMEND), "server", "check", target, "--address", str(put.case["address"]),
        "--client-ip", address_of(_CLIENT), "--resolver", RESOLVER_V4, "--json", *more,
    )  # fmt: skip
    return _answered(lab.run_client(_OPERATOR, argv, timeout=90, stdin=""))


def _line(lab: Lab, host: str, place: str) -> str:
    """The line of the host's file that a place names."""
    file, _, number = place.rpartition(":")
    return (lab.hosts[host].root / file.lstrip("/")).read_text().splitlines()[int(number) - 1]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_server_is_proven_with_its_line(lab: Lab, name: str) -> None:
    """The one cause, and the line of the file that does it, as it stands on the server."""
    cause, file, words = FAULTS[name]
    put = lab.inject(name)
    try:
        found = _check(lab, put)
        assert found.named == {cause: "proven"}
        assert found.exit_status == 1
        assert found.document["remedies"]
        if file:
            because = found.document["verdicts"][0]["because"]
            facts = {one["id"]: one for one in found.document["facts"]}
            first = facts[because[0]]
            assert first["file"] == file
            assert words in _line(lab, _host(put), f"{file}:{first['line']}")
    finally:
        lab.heal()


@pytest.mark.parametrize("name", NOT_THE_SERVER)
def test_a_server_that_works_gets_no_finding(lab: Lab, name: str) -> None:
    """Whatever else keeps the person from sending."""
    put = lab.inject(name)
    try:
        found = _check(lab, put)
    finally:
        lab.heal()
    assert found.named == {}
    assert found.exit_status == 0


def test_odd_settings_that_work_get_no_finding(lab: Lab) -> None:
    """A socket that is everybody's, ways for some domains and for all, checks that refuse spam."""
    put = lab.inject("healthy_postfix")
    try:
        host = lab.on("hosting")
        host.replace(
            "/etc/dovecot/conf.d/10-master.conf",
            "private/auth {\n    mode = 0660\n    user = postfix\n    group = postfix\n",
            "private/auth {\n    mode = 0666\n",
        )
        host.restart("dovecot")
        host.postmap(
            "/etc/postfix/ways",
            "customer.test lmtp:unix:private/dovecot-lmtp\ngone.test error:5.1.2 gone\n* smtp:\n",
        )
        host.write("/etc/postfix/heads", "/^Received:/ IGNORE\n/^Subject:.*casino/ REJECT spam\n")
        host.postconf("header_checks=regexp:/etc/postfix/heads")
        host.postconf("transport_maps=hash:/etc/postfix/ways", "defer_transports=uucp")
        host.restart("postfix")
        assert _check(lab, put).named == {}
    finally:
        lab.heal()


@pytest.mark.parametrize("name", OF_ONE_ACCOUNT)
def test_what_is_wrong_with_one_account_is_told(lab: Lab, name: str) -> None:
    """And nothing else."""
    cause, status = OF_ONE_ACCOUNT[name]
    put = lab.inject(name)
    try:
        found = _check(lab, put)
    finally:
        lab.heal()
    assert found.named == {cause: status}


def test_a_relay_host_that_does_not_answer_is_likely(lab: Lab) -> None:
    """It may answer again by now."""
    put = lab.inject("relayhost_down")
    try:
        found = _check(lab, put)
    finally:
        lab.heal()
    assert found.named == {"smarthost-rejects": "likely"}


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("auth_backend_rejects_all", "auth-backend-rejects-all"),
        ("firewall_drops_submission", "server-firewall-port-closed"),
        ("client_banned", "client-ip-banned"),
        ("smtp_service_down", "smtp-service-down"),
        ("sasl_off", "sasl-not-enabled-on-service"),
    ],
)
def test_a_diagnosis_that_may_look_at_the_server_proves_what_no_probe_can(
    lab: Lab, tmp_path: Path, name: str, cause: str
) -> None:
    """From outside these are likely or possible at most."""
    put = lab.inject(name)
    try:
        case, password = tmp_path / "case.toml", tmp_path / "password"
        case.write_text(to_toml(put.case), "utf-8")
        password.touch(0o600)
        password.write_text(put.password + "\n", "utf-8")
        argv = (
            "diagnose", "--case", str(case), "--password-file", str(password), "--resolver",
            RESOLVER_V4, "--ca-file", str(lab.ca_file), "--server", "ssh://root@mail.lab.test",
            "--client-ip", address_of(_CLIENT), "--json", "--no-input",
        )  # fmt: skip
        found = _run(lab, tmp_path, put, *argv)
    finally:
        lab.heal()
    proven = [one for one, status in found.named.items() if status == "proven"]
    assert proven == [cause]


def test_a_recorded_look_at_the_server_is_judged_again(lab: Lab, tmp_path: Path) -> None:
    """Without server and network: the same causes."""
    recording = tmp_path / "run.json"
    put = lab.inject("auth_backend_rejects_all")
    try:
        case = tmp_path / "case.toml"
        case.write_text(to_toml(put.case), "utf-8")
        argv = ("diagnose", "--case", str(case), "--json", "--no-input")
        there = (
            "--resolver", RESOLVER_V4, "--ca-file", str(lab.ca_file), "--record", str(recording),
            "--server", "ssh://root@mail.lab.test", "--client-ip", address_of(_CLIENT),
        )  # fmt: skip
        first = _run(lab, tmp_path, put, *argv, *there)
    finally:
        lab.heal()
    again = _run(lab, tmp_path, put, *argv, "--replay", str(recording))
    assert first.named["auth-backend-rejects-all"] == "proven"
    assert again.named == first.named


def test_looking_changes_nothing_on_the_server(lab: Lab) -> None:
    """Every file below /etc and its time are as before."""
    listing = ["find", "/etc", "/var/spool/postfix", "-type", "f", "-printf", "%p %s %T@ %m\\n"]
    put = lab.inject("healthy_postfix")
    try:
        before = lab.run_host("hosting", listing).stdout
        _check(lab, put)
        assert lab.run_host("hosting", listing).stdout == before
    finally:
        lab.heal()
