"""Postfix: the certificate or key file that is missing is named where it really lies."""

from __future__ import annotations

from mailmend.configs.postfix import Service
from mailmend.facts import CertificateOnDisk, ServerFile
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._certificates import certificates_for, keys_for
from mailmend.server_fixes._postfix import Files, postfix_files, service_at

SETTINGS = {
    "smtpd_tls_key_file": "smtpd_tls_cert_file",
    "smtpd_tls_cert_file": "smtpd_tls_key_file",
}
UNREADABLE = Advice("the file is there and cannot be used; it must be put there again")


@server_fix("repair-certificate-files", software="postfix")
async def write(ground: Ground) -> Planned:
    """Only a file that belongs to the other half of the pair is named, and only a single one."""
    files = await postfix_files(ground)
    apart = ground.cited.first(CertificateOnDisk, lambda one: one.key_fits is False)
    bad = ground.cited.first(ServerFile, lambda one: one.role != "accounts" and bool(one.problem))
    if files is None:
        return None
    if bad is None:
        return await _pair(ground, files, apart) if apart else None
    if bad.setting not in SETTINGS:
        return None
    if bad.problem != "missing":
        return UNREADABLE
    service = service_at(files, bad.ports[0]) if bad.ports else None
    other = files.postfix.value(SETTINGS[bad.setting], service)
    search = keys_for if bad.role == "key" else certificates_for
    found = await search(ground, other, bad.path) if other.startswith("/") else ()
    if len(found) != 1:
        what = f"{len(found)} files fit" if found else "no file fits"
        return Advice(f"{bad.path} is missing, and {what} to {other or 'the other half'}")
    return _named(files, service, bad.setting, found[0], other)


async def _pair(ground: Ground, files: Files, apart: CertificateOnDisk) -> Planned:
    """A key and a certificate that are strangers: the one file that makes a pair of either."""
    service = service_at(files, apart.ports[0]) if apart.ports else None
    key, certificate = (files.postfix.value(name, service) for name in SETTINGS)
    if not (key.startswith("/") and certificate.startswith("/")):
        return None
    keys = await keys_for(ground, certificate, key)
    certificates = await certificates_for(ground, key, certificate)
    if len(keys) + len(certificates) != 1:
        found = len(keys) + len(certificates)
        return Advice(f"{key} does not belong to {certificate}, and {found} files would fit")
    if keys:
        return _named(files, service, "smtpd_tls_key_file", keys[0], certificate)
    return _named(files, service, "smtpd_tls_cert_file", certificates[0], key)


def _named(files: Files, service: Service | None, setting: str, path: str, other: str) -> Planned:
    if service is None:
        return None
    made = files.with_value(service, setting, path)
    return made.plan(f"{setting} names {path}, which belongs to {other}")
