"""Postfix: the certificate or key file that is missing is named where it really lies."""

from __future__ import annotations

from mailmend.facts import ServerFile
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._certificates import certificates_for, keys_for
from mailmend.server_fixes._postfix import postfix_files, service_at

SETTINGS = {
    "smtpd_tls_key_file": "smtpd_tls_cert_file",
    "smtpd_tls_cert_file": "smtpd_tls_key_file",
}
UNREADABLE = Advice("the file is there and cannot be used; it must be put there again")


@server_fix("repair-certificate-files", software="postfix")
async def write(ground: Ground) -> Planned:
    """Only a file that belongs to the other half of the pair is named, and only a single one."""
    files = await postfix_files(ground)
    bad = ground.cited.first(ServerFile, lambda one: one.role != "accounts" and bool(one.problem))
    if files is None or bad is None or bad.setting not in SETTINGS:
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
    if service is None:
        return None
    made = files.with_value(service, bad.setting, found[0])
    return made.plan(f"{bad.setting} names {found[0]}, which belongs to {other}")
