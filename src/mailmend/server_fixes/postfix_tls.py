"""Postfix: the TLS versions of today are spoken, beside those that are."""

from __future__ import annotations

from mailmend.configs.postfix import words
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Planned, server_fix
from mailmend.server_fixes._postfix import postfix_files, service_at

OLD = ("SSLv2", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")
SETTINGS = ("smtpd_tls_protocols", "smtpd_tls_mandatory_protocols")


@server_fix("enable-modern-tls", software="postfix")
async def write(ground: Ground) -> Planned:
    """Only the upper end of the range is opened: nobody who can connect now is shut out."""
    files = await postfix_files(ground)
    if files is None:
        return None
    for port in (ground.change.port or 587, 25, 465, 587):
        service = service_at(files, port)
        for setting in SETTINGS if service else ():
            value, _ = files.value(setting, service)
            new = _opened(value, files.postfix.value("mail_version"))
            if new and service is not None:
                files = files.with_value(service, setting, new)
    if not files.same_as:
        return None
    return files.plan("TLS 1.2 and newer versions are spoken too")


def _opened(value: str, version: str) -> str:
    """The setting without its upper end; empty where it has none (postconf(5), Postfix 3.6)."""
    listed = [word.strip() for word in words(value.replace(":", " "))]
    plain = [word for word in listed if word in OLD]
    if plain and not any(word in {"TLSv1.2", "TLSv1.3"} for word in plain):
        lowest = min(OLD.index(word) for word in plain)
        if _number(version) >= (3, 6):
            return f">={OLD[lowest]}"
        return ", ".join(f"!{word}" for word in OLD[:lowest]) or "!SSLv2"
    kept = [word for word in listed if word not in {"!TLSv1.2", "!TLSv1.3"} and word[:2] != "<="]
    return ", ".join(kept) if kept and len(kept) < len(listed) else ""


def _number(version: str) -> tuple[int, ...]:
    return tuple(
        int(part) for part in version.split("-", maxsplit=1)[0].split(".") if part.isdigit()
    )[:2]
