"""Read the mail accounts of an iOS backup: the device, the servers, and what a restore left open.

What stands in the files alone is said; whether a password is saved cannot be seen there, because
passwords lie in the keychain, which is never opened. Apple's Mail signs in to an outgoing server
only where its user name is filled in and ShouldUseAuthentication is on, and starts TLS at once
where SSLIsDirect says so, or else on port 465 (993, 995 for incoming mail).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from mailmend.case import Authentication, InputError, Security
from mailmend.facts import Reported
from mailmend.readers._ios_rows import MANUAL, AccountRow, AccountTree
from mailmend.readers._settings import Account, present, said

SOURCE = "ios-backup"
DATABASE = f"{SOURCE}: Accounts3.sqlite"
MAX_TEXT = 1024
MAX_OTHERS = 20
PROFILE_KEYS = ("mcProfileUUID", "mcPayloadUUID")
_WAYS: dict[str, Authentication] = {
    "PLAIN": "password",
    "LOGIN": "password",
    "CRAM-MD5": "cram-md5",
    "NTLM": "ntlm",
    "DIGEST-MD5": "http-md5",
    "HTTP-MD5": "http-md5",
    "XOAUTH2": "oauth2",
    "OAUTHBEARER": "oauth2",
}
_DIRECT = {465, 993, 995}


@dataclass(frozen=True, slots=True)
class Backup:
    """What was read out of a backup folder; the times are UTC.

    ``unread`` names, for people, what is there and could not be read.
    """

    tree: AccountTree
    device: str = ""
    os: str = ""
    version: str = ""
    made_at: datetime | None = None
    encrypted: bool | None = None
    restored_at: datetime | None = None
    restored_from_cloud: bool | None = None
    unread: tuple[str, ...] = ()


def read_ios_backup(backup: Backup) -> tuple[Account, ...]:
    """The mail accounts of the backup, at least one. Raises ``InputError``."""
    tree = backup.tree
    accounts = tuple(
        _account(backup, row, address)
        for row in tree.mailboxes()
        for address in (tree.addresses(row) or (None,))[:20]
    )
    if not accounts:
        missing = f"; not read: {', '.join(backup.unread)}" if backup.unread else ""
        raise InputError(f"the iOS backup holds no IMAP or POP3 account{missing}")
    return accounts


def _account(backup: Backup, row: AccountRow, address: str | None) -> Account:
    tree = backup.tree
    incoming, outgoing = _incoming(tree, row), _outgoing_of(tree, row)
    server = tree.linked(row)
    others = [one for one in tree.servers() if server is None or one.key != server.key]
    settings: dict[str, object] = {
        "device": present(
            {"os": backup.os or None, "version": backup.version or None, "app": "Apple Mail"}
        ),
        "incoming": present(incoming),
        "outgoing": present(outgoing),
        "other_outgoing": [present(_server(tree, one)) for one in others[:MAX_OTHERS]],
    }
    facts = (
        *_about_backup(backup),
        *_about_account(tree, row),
        *said("incoming", incoming, DATABASE),
        *said("outgoing", outgoing, DATABASE),
    )
    return Account(address, settings, facts)


def _incoming(tree: AccountTree, row: AccountRow) -> dict[str, object]:
    kept = next((one.mail for one in tree.family(row) if one.mail), {})
    protocol = "pop3" if row.kind.endswith(".POP") else "imap"
    ssl = _flag(tree.inherited(row, "SSLEnabled"), kept.get("imapRequiresSSL"))
    port = _port(tree.inherited(row, "PortNumber"), kept.get("imapPort"))
    direct = _flag(tree.inherited(row, "SSLIsDirect"))
    if ssl is None and direct:
        ssl = True
    if port is None and ssl is not None and row.kind in MANUAL:
        port = {("imap", True): 993, ("imap", False): 143, ("pop3", True): 995}.get(
            (protocol, ssl), 110
        )
    name = next((one.username for one in tree.family(row) if one.username), None)
    return {
        "protocol": protocol,
        "host": _text(tree.inherited(row, "Hostname"), kept.get("imapHostname")),
        "port": port,
        "security": _security(ssl, direct, port),
        "username": _text(name),
        "authentication": _way(tree, row),
    }


def _outgoing_of(tree: AccountTree, row: AccountRow) -> dict[str, object]:
    """The server the account names; a blank host where it can have none."""
    server = tree.linked(row)
    if server is not None:
        return _server(tree, server)
    return {"host": ""} if _link(tree, row) in {"dangling", "none"} else {}


def _server(tree: AccountTree, row: AccountRow) -> dict[str, object]:
    kept = next((one.mail for one in tree.family(row) if one.mail), {})
    port = _port(row.properties.get("PortNumber"), kept.get("smtpPort"))
    ssl = _flag(row.properties.get("SSLEnabled"), kept.get("smtpRequiresSSL"))
    direct = _flag(row.properties.get("SSLIsDirect"))
    if ssl is None and direct:
        ssl = True
    enabled = _flag(row.properties.get("isActive"))
    return {
        "enabled": row.active if enabled is None else enabled,
        "host": _text(row.properties.get("Hostname"), kept.get("smtpHostname")),
        "port": port,
        "security": _security(ssl, direct, port),
        "username": _username(tree, row),
        "authentication": _server_way(tree, row),
    }


def _username(tree: AccountTree, row: AccountRow) -> str | None:
    """A server of its own with no name has a blank field; a provider's takes the account's."""
    own = _text(row.username) or _text(row.properties.get("Username"))
    if own:
        return own
    above = tree.parent(row)
    if above is None:
        return ""
    return _text(row.properties.get("IdentityEmailAddress"), above.username)


def _server_way(tree: AccountTree, row: AccountRow) -> Authentication | None:
    """A blank name switches ShouldUseAuthentication off by itself; then it tells nothing."""
    uses = _flag(row.properties.get("ShouldUseAuthentication"))
    if uses is False and _username(tree, row) != "":
        return "none"
    found = _way(tree, row)
    return "password" if found is None and uses else found


def _way(tree: AccountTree, row: AccountRow) -> Authentication | None:
    """A token where the credential is one, else what the authentication scheme says."""
    kinds = [one.credential.lower() for one in tree.family(row)]
    if any(kind.startswith("oauth") for kind in kinds):
        return "oauth2"
    scheme = row.properties.get("AuthenticationScheme")
    return _WAYS.get(scheme.upper()) if isinstance(scheme, str) else None


def _security(ssl: bool | None, direct: bool | None, port: int | None) -> Security | None:
    if ssl is None:
        return None
    if not ssl:
        return "none"
    if direct is None and port is None:
        return None
    return "tls" if direct or (direct is None and port in _DIRECT) else "starttls"


def _link(tree: AccountTree, row: AccountRow) -> str:
    """``present``, ``dangling``, ``none`` where no server exists at all, else ``absent``."""
    if tree.linked(row) is not None:
        return "present"
    if tree.link(row):
        return "dangling"
    own = row.kind in MANUAL and tree.parent(row) is None
    return "none" if own and not tree.servers() else "absent"


def _about_backup(backup: Backup) -> Iterator[Reported]:
    """Where and when the backup was made, and whether its device had been restored before."""
    values: tuple[tuple[str, str | int | bool | None, str], ...] = (
        ("device", backup.device or None, "Info.plist"),
        ("made-at", _stamp(backup.made_at), "Info.plist"),
        ("encrypted", backup.encrypted, "Manifest.plist"),
        ("restored-at", _stamp(backup.restored_at), "com.apple.MobileBackup.plist"),
        ("restored-from-cloud", backup.restored_from_cloud, "com.apple.MobileBackup.plist"),
    )
    for name, value, file in values:
        if value is not None:
            yield Reported(field=f"backup.{name}", value=value, source=f"{SOURCE}: {file}")
    for what in backup.unread:
        yield Reported(field="backup.unread", value=what, source=SOURCE)


def _about_account(tree: AccountTree, row: AccountRow) -> Iterator[Reported]:
    """The link to the outgoing server, the state of the sign-in, the profile it came from."""
    yield _fact("backup.smtp-link", _link(tree, row), tree.link(row))
    yield _fact("backup.smtp-servers", len(tree.servers()))
    family = tree.family(row)
    if any(one.credential.lower().startswith("oauth") for one in family):
        signed_in = [one.authenticated for one in family if one.authenticated is not None]
        if signed_in:
            yield _fact("backup.signed-in", all(signed_in))
        refused = [stamp for one in family if (stamp := _stamp(one.refused_at))]
        if refused:
            yield _fact("backup.sign-in-refused-at", max(refused))
    if tree.marks_profiles:
        marks = any(tree.inherited(row, key) for key in PROFILE_KEYS)
        yield _fact("backup.from-profile", marks)
        yield _fact("backup.managed", bool(_flag(tree.inherited(row, "MCAccountIsManaged"))))


def _fact(field: str, value: str | int | bool, raw: str = "") -> Reported:
    return Reported(field=field, value=value, source=DATABASE, raw=raw[:MAX_TEXT])


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(*values: object) -> str | None:
    """The first of the values that is a text of sane length."""
    texts = (one for one in values if isinstance(one, str) and one and len(one) <= MAX_TEXT)
    return next(texts, None)


def _flag(*values: object) -> bool | None:
    """The first of the values that is a flag, as itself or as 0 and 1."""
    known = (one for one in values if isinstance(one, bool) or one in (0, 1))
    found = next(known, None)
    return None if found is None else bool(found)


def _port(*values: object) -> int | None:
    for one in values:
        number = int(one) if isinstance(one, str) and one.isascii() and one.isdigit() else one
        if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= 65535:
            return number
    return None
