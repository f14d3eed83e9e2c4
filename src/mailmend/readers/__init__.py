"""Where the settings of a device can be read: case files, profiles, backups, other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mailmend.case import Case, InputError, case_from_mapping, printable
from mailmend.facts import Reported
from mailmend.readers._formats import readable_as, what_it_is
from mailmend.readers._settings import Account, choose
from mailmend.readers.case_file import read_case_file

if TYPE_CHECKING:
    from mailmend.readers.ios_backup import Backup

READS = "a case (TOML or JSON), an Apple profile (.mobileconfig) or a Thunderbird prefs.js"


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
        match readable_as(data):
            case "mobileconfig":
                from mailmend.readers.mobileconfig import read_mobileconfig

                return _chosen(read_mobileconfig(data), address, "the profile")
            case "thunderbird-prefs":
                from mailmend.readers.thunderbird_prefs import read_prefs

                return _chosen(read_prefs(data), address, "the Thunderbird profile")
            case "case":
                return case_from_mapping(read_case_file(data), address), ()
            case None:
                raise InputError(f"it is {what_it_is(data)}; Mailmend reads {READS}")
    except InputError as problem:
        raise InputError(f"{shown}: {problem}") from None


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
