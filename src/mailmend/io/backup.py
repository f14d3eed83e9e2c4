"""Opens the folder of an iOS backup, plain or encrypted, and reads the few files that tell of mail.

The keychain is never opened. Every file is read whole within a bound, only inside the folder and
only if it is a plain file; nothing is written anywhere.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mailmend.case import InputError, printable
from mailmend.io.accounts_database import accounts_of
from mailmend.io.sqlite import DatabaseRefused, tables_of
from mailmend.readers._ios_legacy import legacy_accounts
from mailmend.readers._ios_rows import AccountTree
from mailmend.readers.ios_backup import Backup
from mailmend.secret import Secret
from mailmend.wire.ios_keybag import (
    KeybagRefused,
    decrypted,
    file_key,
    open_keybag,
    parse_keybag,
)
from mailmend.wire.keyed_archive import unarchived
from mailmend.wire.property_list import PropertyListRefused, parse_dictionary

MAX_PLIST = 32 * 1024 * 1024
"""Info.plist carries the pictures of all apps."""
MAX_MANIFEST = 512 * 1024 * 1024
MAX_DATABASE = 64 * 1024 * 1024
HOME = "HomeDomain"
ACCOUNTS = "Library/Accounts/Accounts3.sqlite"
ACCOUNTS_COPY = "Library/Accounts/VerifiedBackup/Accounts3.sqlite"
LEGACY = "Library/Preferences/com.apple.accountsettings.plist"
RESTORED = "Library/Preferences/com.apple.MobileBackup.plist"

_TROUBLE = (DatabaseRefused, KeybagRefused, PropertyListRefused)


class _Missing(Exception):
    """A file that is not in the folder, or is not a plain file within its bound."""


def read_backup(name: str, ask: Callable[[], Secret]) -> Backup:
    """What the backup in that folder tells; ``ask`` gives its password where it is encrypted.

    Raises ``InputError`` in one line for a folder that is no backup, a wrong password, and a
    damaged or manipulated backup.
    """
    shown = f"the backup {printable(name)[:200]}"
    try:
        root = _root(Path(name))
        manifest = parse_dictionary(_bytes(root, "Manifest.plist", MAX_PLIST), MAX_PLIST)
        return _Folder(root, _keys(manifest, ask), _manifest_key(manifest)).backup(manifest)
    except _Missing as missing:
        raise InputError(f"{shown} is not an iOS backup: {missing}") from None
    except _TROUBLE as trouble:
        raise InputError(f"{shown} is damaged or manipulated: {trouble}") from None


def _root(folder: Path) -> Path:
    """The folder itself, or the only backup in a folder of backups."""
    if (folder / "Manifest.plist").exists():
        return folder
    try:
        inside = [one for one in folder.iterdir() if (one / "Manifest.plist").exists()]
    except OSError:
        raise _Missing("it cannot be read") from None
    if len(inside) > 1:
        names = ", ".join(sorted(printable(one.name)[:60] for one in inside)[:10])
        raise InputError(f"the folder holds {len(inside)} backups ({names}); name one of them")
    if not inside:
        raise _Missing("it has no Manifest.plist")
    return inside[0]


def _keys(manifest: Mapping[str, object], ask: Callable[[], Secret]) -> Mapping[int, bytes] | None:
    if manifest.get("IsEncrypted") is not True:
        return None
    bag = manifest.get("BackupKeyBag")
    if not isinstance(bag, bytes):
        raise KeybagRefused("it is marked as encrypted and has no key bag")
    parsed = parse_keybag(bag)
    try:
        return open_keybag(parsed, ask())
    except KeybagRefused:
        raise InputError("the password does not open the backup") from None


def _manifest_key(manifest: Mapping[str, object]) -> bytes | None:
    key = manifest.get("ManifestKey")
    return key if isinstance(key, bytes) else None


def _bytes(root: Path, name: str, limit: int) -> bytes:
    """A plain file inside the folder. Raises ``_Missing``."""
    path = root / name
    if not path.resolve().is_relative_to(root.resolve()):
        raise _Missing(f"{name} leads out of the folder")
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        raise _Missing(f"it has no {name}") from None
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _Missing(f"{name} is not a file")
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise _Missing(f"{name} is larger than {limit >> 20} MiB")
    return data


@dataclass(slots=True)
class _Folder:
    """An open backup; ``unread`` gathers what is there and cannot be used."""

    root: Path
    keys: Mapping[int, bytes] | None
    manifest_key: bytes | None
    manifest: bytes | None = None
    unread: tuple[str, ...] = ()

    def backup(self, manifest: Mapping[str, object]) -> Backup:
        """All that is told by the backup."""
        info, restored = self._info(), self._restored()
        tree = self._accounts()
        product, version = _text(info, "Product Type"), _text(info, "Product Version")
        encrypted = manifest.get("IsEncrypted")
        cloud = restored.get("WasCloudRestore")
        return Backup(
            tree=tree,
            device=_text(info, "Product Name") or product,
            os=_system(product, version),
            version=version,
            made_at=_time(info.get("Last Backup Date")) or _time(manifest.get("Date")),
            encrypted=encrypted if isinstance(encrypted, bool) else None,
            restored_at=_time(restored.get("RestoreDate")),
            restored_from_cloud=cloud if isinstance(cloud, bool) else None,
            unread=self.unread,
        )

    def _info(self) -> Mapping[str, object]:
        try:
            return parse_dictionary(_bytes(self.root, "Info.plist", MAX_PLIST), MAX_PLIST)
        except (_Missing, *_TROUBLE) as problem:
            self._note("Info.plist", problem)
            return {}

    def _restored(self) -> Mapping[str, object]:
        try:
            found = parse_dictionary(self._file(RESTORED, MAX_PLIST), MAX_PLIST).get("RestoreInfo")
        except _Missing:
            return {}
        except _TROUBLE as problem:
            self._note(RESTORED, problem)
            return {}
        return found if isinstance(found, dict) else {}

    def _accounts(self) -> AccountTree:
        """The accounts database, else its copy, else the list of older systems."""
        for path in (ACCOUNTS, ACCOUNTS_COPY):
            try:
                tree = accounts_of(self._file(path, MAX_DATABASE))
            except _Missing:
                continue
            except DatabaseRefused as problem:
                self._note(path, problem)
                continue
            self._note_log(path)
            return tree
        return self._legacy()

    def _legacy(self) -> AccountTree:
        try:
            return legacy_accounts(parse_dictionary(self._file(LEGACY, MAX_PLIST), MAX_PLIST))
        except _Missing:
            damaged = next((one for one in self.unread if ACCOUNTS in one), None)
            if damaged:
                raise DatabaseRefused(damaged) from None
            raise _Missing("it holds no accounts database") from None

    def _note(self, path: str, problem: Exception) -> None:
        self.unread = (*self.unread, f"{path} ({problem})")

    def _note_log(self, path: str) -> None:
        """Changes that still stand in a write-ahead log are not read; say so."""
        try:
            if self._file(f"{path}-wal", MAX_DATABASE):
                self._note(f"{path}-wal", DatabaseRefused("changes not yet in the database"))
        except (_Missing, *_TROUBLE):
            return

    def _file(self, path: str, limit: int) -> bytes:
        """A file of the home domain, decrypted. Raises ``_Missing`` and the troubles."""
        name = hashlib.sha1(f"{HOME}-{path}".encode(), usedforsecurity=False).hexdigest()
        try:
            data = _bytes(self.root, f"{name[:2]}/{name}", limit)
        except _Missing:
            data = _bytes(self.root, name, limit)
        return data if self.keys is None else self._opened(self.keys, name, data)

    def _opened(self, keys: Mapping[int, bytes], name: str, data: bytes) -> bytes:
        described = self._described(keys, name)
        blob, size = described.get("EncryptionKey"), described.get("Size")
        if not isinstance(blob, bytes):
            raise KeybagRefused("a file in it has no key")
        return decrypted(file_key(keys, blob), data, size if isinstance(size, int) else None)

    def _described(self, keys: Mapping[int, bytes], name: str) -> Mapping[str, object]:
        """What the manifest's database says of a file."""
        if self.manifest is None:
            raw = _bytes(self.root, "Manifest.db", MAX_MANIFEST)
            key = self.manifest_key
            self.manifest = raw if key is None else decrypted(file_key(keys, key), raw)
        with tables_of(self.manifest) as tables:
            rows = tables.rows("Files", ("file",), "fileID", name)
        cell = rows[0].get("file") if len(rows) == 1 else None
        found = unarchived(cell) if isinstance(cell, bytes) else None
        if not isinstance(found, dict):
            raise _Missing("its manifest does not list the file")
        return found


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    return printable(value)[:100] if isinstance(value, str) else ""


def _system(product: str, version: str) -> str:
    """Tablets have run iPadOS since version 13."""
    if not product.startswith("iPad"):
        return "iOS" if product else ""
    major = version.partition(".")[0]
    return "iPadOS" if major.isdigit() and int(major) >= 13 else "iOS"


def _time(value: object) -> datetime | None:
    """A property list's date, which is in UTC and does not say so."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else None
