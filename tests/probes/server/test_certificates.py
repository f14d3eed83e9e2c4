"""Certificates on disk beside those that ports present."""

from __future__ import annotations

import datetime as dt

from mailmend.facts import (
    CertificateOnDisk,
    CertificateServed,
    Fact,
    Facts,
    Listener,
    ServerFile,
    SubmissionService,
)
from mailmend.probes.server.certificates import observe_certificates
from mailmend.probes.server.host import View
from mailmend.world import CommandResult
from tests.io.authority import NOW, leaf
from tests.probes.server.shell import Scripted, host, run
from tests.wire.test_pem import AIA, LEAF, MIDDLE, pem, public

CERT, KEY = "/etc/ssl/full.pem", "/etc/ssl/key.pem"
PORTS = (465, 587)
FILES: tuple[Fact, ...] = (
    ServerFile(role="certificate", path=CERT, setting="smtpd_tls_cert_file", ports=PORTS,
               file="/etc/postfix/main.cf", line=8),
    ServerFile(role="key", path=KEY, setting="smtpd_tls_key_file", ports=PORTS),
    *(Listener(address="*", port=port) for port in (25, *PORTS)),
    SubmissionService(name="s", port=587, enabled=True, security="starttls", login=True),
    SubmissionService(name="s", port=465, enabled=True, security="tls", login=True),
)  # fmt: skip
SHOW = f"sed -n /BEGIN CERTIFICATE/,/END CERTIFICATE/p -- {CERT}"
VERIFY = f"openssl verify -untrusted {CERT} {CERT}"
PUBLIC = f"openssl pkey -in {KEY} -passin pass: -pubout"
DIAL = "timeout 8 openssl s_client -connect 127.0.0.1:"
AT_465 = f"{DIAL}465 -noservername -showcerts"
AT_587 = f"{DIAL}587 -starttls smtp -noservername -showcerts"
UNKNOWN = CommandResult(
    2, "", "error 20 at 0 depth lookup: unable to get local issuer certificate\n"
)


def outputs(moment: dt.datetime = NOW) -> dict[str, str | CommandResult]:
    """A server in order at that moment of its own clock."""
    chain = pem(LEAF, MIDDLE)
    return {
        "date -u +%Y-%m-%dT%H:%M:%S+00:00": moment.strftime("%Y-%m-%dT%H:%M:%S+00:00\n"),
        "ss -ltnH": "LISTEN 0 1 0.0.0.0:465 0.0.0.0:*\nLISTEN 0 1 0.0.0.0:587 0.0.0.0:*\n",
        SHOW: chain,
        VERIFY: f"{CERT}: OK\n",
        PUBLIC: public(LEAF),
        AT_465: f"CONNECTED\n{chain}DONE\n",
        AT_587: f"CONNECTED\n{chain}DONE\n",
    }


def seen(
    more: dict[str, str | CommandResult], moment: dt.datetime = NOW, view: View | None = None
) -> Facts:
    """What is seen with these answers instead."""
    shell = Scripted({**outputs(moment), **more})
    return Facts(run(observe_certificates(host(shell), view or View(), FILES)))


def test_a_server_in_order() -> None:
    """One file, two ports, one certificate."""
    facts = seen({})
    (file,) = facts.of(CertificateOnDisk)
    assert (file.names, file.dates, file.complete, file.key_fits) == (
        ("mail.a.test",),
        "good",
        True,
        True,
    )
    assert file.place == "/etc/postfix/main.cf:8"
    assert [(one.port, one.dates, one.stale) for one in facts.of(CertificateServed)] == [
        (465, "good", False),
        (587, "good", False),
    ]


def test_the_servers_own_clock_judges() -> None:
    """After the end, and before the beginning."""
    for days, dates in ((100, "expired"), (-20, "not-yet")):
        (file,) = seen({}, NOW + dt.timedelta(days=days)).of(CertificateOnDisk)
        assert file.dates == dates


def test_a_renewed_file_that_was_not_loaded_is_stale() -> None:
    """On the port that still presents the old one."""
    old = leaf("mail.a.test", issuer=MIDDLE, starts=NOW - dt.timedelta(days=91), aia=AIA)
    facts = seen({AT_587: pem(old, MIDDLE)})
    assert {one.port: (one.stale, one.dates) for one in facts.of(CertificateServed)} == {
        465: (False, "good"),
        587: (True, "expired"),
    }


def test_a_key_of_another_certificate() -> None:
    """And one that cannot be read says nothing."""
    (file,) = seen({PUBLIC: public(MIDDLE)}).of(CertificateOnDisk)
    assert file.key_fits is False
    (file,) = seen({PUBLIC: CommandResult(1)}).of(CertificateOnDisk)
    assert file.key_fits is None


def test_a_leaf_alone_is_incomplete() -> None:
    """A chain that ends at an authority the server does not know is not said to be."""
    (file,) = seen({SHOW: pem(LEAF), VERIFY: UNKNOWN}).of(CertificateOnDisk)
    assert file.complete is False
    (file,) = seen({VERIFY: UNKNOWN}).of(CertificateOnDisk)
    assert file.complete is None


def test_what_is_sent_along_counts_beside_the_file() -> None:
    """Another setting may add the link."""
    alone = seen({AT_465: pem(LEAF)})
    assert {one.port: one.complete for one in alone.of(CertificateServed)} == {
        465: False,
        587: True,
    }


def test_a_name_is_asked_for_where_the_device_has_one() -> None:
    """What it gets may lie in another file, so it is never stale."""
    named = f"{DIAL}587 -starttls smtp -servername mail.b.test -showcerts"
    other = leaf("mail.b.test", issuer=MIDDLE)
    facts = seen({named: pem(other)}, view=View(host="mail.b.test"))
    (one,) = facts.of(CertificateServed, lambda one: bool(one.name))
    assert (one.names, one.stale) == (("mail.b.test",), None)


def test_no_private_key_leaves_the_server() -> None:
    """Certificates are cut out of their file there, and of the key its public half is asked for."""
    there = host(Scripted(outputs()))
    run(observe_certificates(there, View(), FILES))
    about_files = [one for one in there.commands if CERT in one or KEY in one]
    assert len(about_files) == 3
    assert not any(one.startswith(("head", "cat")) for one in about_files)


def test_without_openssl_and_without_a_clock_little_is_said() -> None:
    """Nothing is guessed."""
    facts = seen(dict.fromkeys((VERIFY, PUBLIC, AT_465, AT_587), CommandResult(127)))
    (file,) = facts.of(CertificateOnDisk)
    assert (file.complete, file.key_fits) == (None, None)
    assert facts.of(CertificateServed) == ()
    assert len(seen({"date -u +%Y-%m-%dT%H:%M:%S+00:00": "Mi 25. Nov"})) == 0
