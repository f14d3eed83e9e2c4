"""Certificates on the server's disk and on its ports, as causes judge them. Pure."""

from __future__ import annotations

from collections.abc import Callable

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.causes._on_server import detail, ports_meant
from mailmend.change import ServerAction
from mailmend.facts import CertificateOnDisk, CertificateServed, Facts
from mailmend.text import phrase
from mailmend.verdict import Proven, Verdict


def served_out_of_date(case: Case, facts: Facts) -> Verdict | None:
    """A port presents a certificate that has run out; the file behind it may be renewed already."""
    ports = set(ports_meant(case, facts)) & {one.port for one in facts.of(CertificateServed)}
    served = facts.of(CertificateServed, lambda one: one.port in ports)
    bad = tuple(one for one in served if one.dates != "good")
    if not bad:
        return None if served else _file_out_of_date(case, facts)
    first, host = bad[0], server_name(case)
    behind = facts.of(CertificateOnDisk, lambda one: one.path == first.path)
    renewed = [one for one in behind if one.dates == "good"] if first.stale else []
    if renewed:
        change = ServerAction("load-renewed-certificate", host, first.port, detail(first))
        said = phrase(
            "Port {port} still presents the certificate that ended {ended}; {path} holds one until "
            "{until} that was not loaded.",
            port=first.port,
            ended=first.not_after[:10],
            path=first.path,
            until=renewed[0].not_after[:10],
        )
        return Proven((*bad, *renewed), (change,), said)
    change = ServerAction("renew-certificate", host, first.port, detail(first))
    return Proven((*bad, *behind), (change,))


def _file_out_of_date(case: Case, facts: Facts) -> Verdict | None:
    bad = _files(case, facts, lambda one: one.dates != "good")
    if not bad:
        return None
    change = ServerAction("renew-certificate", server_name(case), None, detail(bad[0]))
    ended = bad[0].not_after[:10]
    said = phrase(
        "The certificate in {path} is valid until {ended}.", path=bad[0].path, ended=ended
    )
    return Proven(bad, (change,), said)


def link_missing(case: Case, facts: Facts) -> Verdict | None:
    """The file holds the leaf alone, and no other setting adds its issuer's to what is sent."""
    bad = _files(case, facts, lambda one: one.complete is False)
    ports = set(ports_meant(case, facts))
    served = facts.of(CertificateServed, lambda one: one.port in ports and not one.stale)
    if not bad or any(one.complete for one in served):
        return None
    change = ServerAction("send-certificate-chain", server_name(case), None, detail(bad[0]))
    said = phrase("{path} holds the certificate without its issuer's.", path=bad[0].path)
    return Proven((*bad, *served), (change,), said)


def key_of_another(case: Case, facts: Facts) -> Verdict | None:
    """The key file does not belong to the certificate."""
    bad = _files(case, facts, lambda one: one.key_fits is False)
    if not bad:
        return None
    change = ServerAction("repair-certificate-files", server_name(case), None, detail(bad[0]))
    said = phrase("The key does not belong to the certificate in {path}.", path=bad[0].path)
    return Proven(bad, (change,), said)


def _files(
    case: Case, facts: Facts, shows: Callable[[CertificateOnDisk], bool]
) -> tuple[CertificateOnDisk, ...]:
    """The files behind the ports meant that show something."""
    ports = set(ports_meant(case, facts))
    return facts.of(
        CertificateOnDisk,
        lambda one: shows(one) and (not one.ports or bool(ports & set(one.ports))),
    )
