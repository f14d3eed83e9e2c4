"""Postfix: a port for handing in mail begins its encryption as that port is known for."""

from __future__ import annotations

from mailmend.configs.postfix import Service
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._postfix import Files, postfix_files, service_at

WITHOUT = Advice("no certificate is configured for Postfix, so that it can encrypt nothing")
RISK = "devices that were set to the unusual way of that port must be set to the usual one"
CERTIFICATES = ("smtpd_tls_chain_files", "smtpd_tls_cert_file", "smtpd_tls_eccert_file")


@server_fix("offer-starttls", software="postfix")
async def write(ground: Ground) -> Planned:
    """STARTTLS on 587, TLS at once on 465 (RFC 8314), for that service alone."""
    files, port = await postfix_files(ground), ground.change.port
    service = service_at(files, port) if files and port in {465, 587} else None
    if files is None or service is None:
        return None
    if not any(files.postfix.value(one, service) for one in CERTIFICATES):
        return WITHOUT
    made = _at_once(files, service) if port == 465 else _when_asked(files, service)
    return made.plan(f"Port {port} encrypts in its usual way", RISK)


def _at_once(files: Files, service: Service) -> Files:
    return files.with_override(service, "smtpd_tls_wrappermode", "yes")


def _when_asked(files: Files, service: Service) -> Files:
    if files.postfix.flag("smtpd_tls_wrappermode", service):
        files = files.with_override(service, "smtpd_tls_wrappermode", "no")
    if files.postfix.value("smtpd_tls_security_level", service) in {"", "none"}:
        files = files.with_override(service, "smtpd_tls_security_level", "encrypt")
    return files
