"""Where the settings of a device can be read: case files, profiles, backups, other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mailmend.case import Case, InputError, case_from_mapping, printable
from mailmend.facts import Reported
from mailmend.readers._formats import Readable, readable_as, what_it_is
from mailmend.readers._settings import Account, choose
from mailmend.readers.case_file import read_case_file

if TYPE_CHECKING:
    from mailmend.readers.ios_backup import Backup

READS = (
    "a case (TOML or JSON), an Apple profile or declaration, an iOS backup's folder, a Thunderbird "
    "prefs.js, an Outlook .prf or .reg, K-9 settings, autoconfig and autodiscover"
)
_NAMES: dict[Readable, str] = {
    "mobileconfig": "the profile",
    "thunderbird-prefs": "the Thunderbird profile",
    "declaration": "the declaration",
    "outlook-prf": "the Outlook profile",
    "outlook-reg": "the registry file",
    "k9-settings": "the settings file",
    "autoconfig": "the autoconfiguration document",
    "autodiscover": "the autodiscover document",
    "deltachat-login": "the login link",
}


def read_settings(name: str, data: bytes, address: str | None = None) -> Case:
    """The case in the file called ``name``; its reader is chosen by content, not by name.

    ``address`` chooses among several accounts. Raises ``InputError`` naming what cannot be read.
    """
    return read_settings_and_facts(name, data, address)[0]


def read_settings_and_facts(
    name: str, data: bytes, address: str | None = None
) -> tuple[Case, tuple[Reported, ...]]:
    """The same, and what the file says beyond a case (``profile.…`` fields of an Apple profile)."""
    shown = printable(name)[:200]
    try:
        kind = readable_as(data)
        if kind == "case":
            return case_from_mapping(read_case_file(data), address), ()
        if kind is None:
            raise InputError(f"it is {what_it_is(data)}; Mailmend reads {READS}")
        return _chosen(_accounts(kind, data, address), address, _NAMES[kind])
    except InputError as problem:
        raise InputError(f"{shown}: {problem}") from None


def _accounts(kind: Readable, data: bytes, address: str | None) -> tuple[Account, ...]:
    """The accounts of a file of that kind; its reader is loaded when it is needed."""
    match kind:
        case "mobileconfig":
            from mailmend.readers.mobileconfig import read_mobileconfig

            return read_mobileconfig(data)
        case "thunderbird-prefs":
            from mailmend.readers.thunderbird_prefs import read_prefs

            return read_prefs(data)
        case "autoconfig" | "autodiscover":
            from mailmend.readers.published_files import read_autoconfig, read_autodiscover

            read = read_autoconfig if kind == "autoconfig" else read_autodiscover
            return (read(data, address),)
        case _:
            return _accounts_of_others(kind, data)


def _accounts_of_others(kind: Readable, data: bytes) -> tuple[Account, ...]:
    match kind:
        case "declaration":
            from mailmend.readers.declaration import read_declarations

            return read_declarations(data)
        case "outlook-prf":
            from mailmend.readers.outlook_prf import read_prf

            return read_prf(data)
        case "outlook-reg":
            from mailmend.readers.outlook_reg import read_reg

            return read_reg(data)
        case "k9-settings":
            from mailmend.readers.k9_settings import read_k9_settings

            return read_k9_settings(data)
        case _:
            from mailmend.readers.deltachat_login import read_dclogin

            return read_dclogin(data)


def backup_settings_and_facts(
    backup: Backup, address: str | None = None
) -> tuple[Case, tuple[Reported, ...]]:
    """The case in an iOS backup, and what the backup says beyond a case (``backup.…`` fields)."""
    from mailmend.readers.ios_backup import read_ios_backup

    return _chosen(read_ios_backup(backup), address, "the iOS backup")


def _chosen(
    accounts: tuple[Account, ...], address: str | None, what: str
) -> tuple[Case, tuple[Reported, ...]]:
    account = choose(accounts, address, what)
    found = address or account.address
    if found is None:
        raise InputError(f"{what} leaves the mail address open; give the address")
    return case_from_mapping(account.settings, found), account.facts
