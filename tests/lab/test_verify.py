"""``mailmend verify`` on real servers: sent, seen to arrive, removed, nothing else touched."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lab.fault import Fault
from lab.people import person
from lab.practice import Lab
from tests.lab.test_fix import MAILMEND, options_of

pytestmark = pytest.mark.lab
_KEPT = "Subject: mine\n\nkeep\n"


@contextmanager
def _injected(lab: Lab, name: str) -> Iterator[Fault]:
    put = lab.inject(name)
    try:
        yield put
    finally:
        lab.heal()


@contextmanager
def _somebodys_mail(lab: Lab, address: str) -> Iterator[set[str]]:
    """The mailbox with one more message, which must be there in the end; all names at the start."""
    local, _, domain = address.partition("@")
    box = lab.hosts[person(address).host].root / "var/vmail" / domain / local
    (box / "new").mkdir(parents=True, exist_ok=True)
    kept = box / "new/1.mine.host"
    kept.write_text(_KEPT)
    for path in (box.parent, box, box / "new", kept):
        shutil.chown(path, 5000, 5000)
    before = _names(lab, address)
    yield before
    for path in (*box.glob("new/1.mine.*"), *box.glob("cur/1.mine.*")):
        assert path.read_text() == _KEPT
        path.unlink()


def _names(lab: Lab, address: str) -> set[str]:
    """The messages, whatever flags they have."""
    return {path.name.partition(":")[0] for path in lab.mailbox(address)}


def _verify(lab: Lab, put: Fault, folder: Path, *words: str) -> tuple[int, dict[str, Any]]:
    options = options_of(lab, folder, put)
    argv = ("env", f"MAILMEND_STATE_DIR={folder / 'state'}", str(MAILMEND), "verify", *options)
    done = lab.run_client(put.client, (*argv, "--json", *words), timeout=120, stdin="")
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize("name", ["username_blank", "ssl_off", "username_blank_exim"])
def test_it_sends_and_cleans_up_on_real_servers(lab: Lab, tmp_path: Path, name: str) -> None:
    """Postfix, Exim and Dovecot: sent, found, removed; the cause is ruled out on fresh facts."""
    with _injected(lab, name) as put:
        owner = str(put.case["address"])
        with _somebodys_mail(lab, owner) as before:
            status, document = _verify(lab, put, tmp_path)
            assert _names(lab, owner) == before
    assert (status, document["result"]) == (0, "arrived")
    assert document["arrival"]["removed"] is True
    assert document["arrival"]["way"]["hops"]
    assert {each["now"] for each in document["causes"]} == {"ruled-out"}


@pytest.mark.parametrize(("port", "security"), [(995, "tls"), (110, "starttls")])
def test_a_mailbox_read_over_pop3(lab: Lab, tmp_path: Path, port: int, security: str) -> None:
    """Seen by POP3 and deleted by it, that one message only; Dovecot's log tells the same."""
    with _injected(lab, "username_blank") as put:
        owner = str(put.case["address"])
        incoming = put.case["incoming"]
        assert isinstance(incoming, dict)
        settings = {**incoming, "protocol": "pop3", "port": port, "security": security}
        put.case["incoming"] = settings
        log = lab.log("hosting")
        begun = log.stat().st_size
        with _somebodys_mail(lab, owner) as before:
            status, document = _verify(lab, put, tmp_path)
            assert _names(lab, owner) == before
        put.case["incoming"] = incoming
        lines = log.read_text()[begun:].splitlines()
    assert (status, document["result"]) == (0, "arrived"), document
    assert (document["arrival"]["folder"], document["arrival"]["removed"]) == ("INBOX", True)
    assert any(f"pop3({owner})" in line and "del=1/2" in line for line in lines)
    assert not any(f"imap({owner})" in line for line in lines)


def _password_of(address: str, folder: Path) -> str:
    path = folder / "recipients-password"
    path.touch(0o600)
    path.write_text(f"{person(address).password}\n")
    return str(path)


@pytest.mark.parametrize("recipient", ["carol@customer.test", "frank@eximcustomer.test"])
def test_it_is_seen_in_a_second_mailbox(lab: Lab, tmp_path: Path, recipient: str) -> None:
    """On the same server, and on another one across the net, found by what is published there."""
    with _injected(lab, "username_blank") as put, _somebodys_mail(lab, recipient) as before:
        secret = _password_of(recipient, tmp_path)
        words = ("--recipient", recipient, "--to-password-file", secret)
        status, document = _verify(lab, put, tmp_path, *words)
        assert _names(lab, recipient) == before
    assert (status, document["result"], document["recipient"]) == (0, "arrived", recipient)
    assert document["arrival"]["removed"] is True
    assert document["arrival"]["junk"] is False


def test_it_is_found_in_junk(lab: Lab, tmp_path: Path) -> None:
    """Delivered into the folder that the server calls Junk: arrived, but that is said."""
    recipient = "carol@customer.test"
    with _injected(lab, "username_blank") as put:
        host = lab.on("hosting")
        junk = "  mailbox Unwanted {\n    auto = create\n    special_use = \\Junk\n  }\n"
        path = "/etc/dovecot/local.conf"
        host.replace(path, "  mailbox Sent {", f"{junk}  mailbox Sent {{")
        host.append(path, "recipient_delimiter = +\nlmtp_save_to_detail_mailbox = yes\n")
        host.reload("dovecot")
        into = "carol+Unwanted@customer.test"
        host.write("/etc/postfix/junk", f"{recipient} {into}\n{into} {into}\n")
        host.postconf("virtual_alias_maps=texthash:/etc/postfix/junk")
        host.reload("postfix")
        secret = _password_of(recipient, tmp_path)
        words = ("--recipient", recipient, "--to-password-file", secret)
        status, document = _verify(lab, put, tmp_path, *words)
        box = lab.hosts["hosting"].root / "var/vmail/customer.test/carol/.Unwanted"
        left = [*box.glob("new/*"), *box.glob("cur/*")]
        shutil.rmtree(box, ignore_errors=True)
    assert (status, document["result"]) == (0, "arrived")
    assert (document["arrival"]["folder"], document["arrival"]["junk"]) == ("Unwanted", True)
    assert document["arrival"]["removed"] is True
    assert left == []


def test_nothing_is_sent_where_nothing_works(lab: Lab, tmp_path: Path) -> None:
    """The server refuses every login's mail."""
    with _injected(lab, "permit_sasl_missing") as put:
        status, document = _verify(lab, put, tmp_path)
    assert (status, document["result"]) == (3, "not-sent")
