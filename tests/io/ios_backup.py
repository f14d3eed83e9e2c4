"""Builds iOS backups as a computer makes them: real databases and lists, plain or encrypted."""

from __future__ import annotations

import hashlib
import plistlib
import sqlite3
import struct
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

ACCOUNTS = "Library/Accounts/Accounts3.sqlite"
ACCOUNTS_COPY = "Library/Accounts/VerifiedBackup/Accounts3.sqlite"
LEGACY = "Library/Preferences/com.apple.accountsettings.plist"
RESTORED = "Library/Preferences/com.apple.MobileBackup.plist"
PASSWORD = "backup-canary-7"
CLASS_KEYS = {number: bytes([number]) * 32 for number in range(1, 12)}
TYPES = ("SMTP", "IMAP", "IMAPMail", "POP", "Google", "AppleAccount", "Exchange", "CalDAV")
INSERT = "INSERT INTO ZACCOUNT VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
SCHEMA = """
CREATE TABLE ZACCOUNT ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZACTIVE INTEGER,
 ZAUTHENTICATED INTEGER, ZSUPPORTSAUTHENTICATION INTEGER, ZVISIBLE INTEGER, ZACCOUNTTYPE INTEGER,
 ZPARENTACCOUNT INTEGER, ZDATE TIMESTAMP, ZLASTCREDENTIALRENEWALREJECTIONDATE TIMESTAMP,
 ZACCOUNTDESCRIPTION VARCHAR, ZCREDENTIALTYPE VARCHAR, ZIDENTIFIER VARCHAR, ZUSERNAME VARCHAR,
 ZDATACLASSPROPERTIES BLOB );
CREATE TABLE ZACCOUNTPROPERTY ( Z_PK INTEGER PRIMARY KEY, ZOWNER INTEGER, ZKEY VARCHAR,
 ZVALUE BLOB );
CREATE TABLE ZACCOUNTTYPE ( Z_PK INTEGER PRIMARY KEY, ZCREDENTIALTYPE VARCHAR,
 ZIDENTIFIER VARCHAR );
"""


@dataclass(frozen=True)
class Row:
    """One account to be written; ``kind`` is the end of its type, as ``SMTP``."""

    kind: str
    username: str | None = None
    parent: int | None = None
    identifier: str = ""
    active: int | None = 1
    authenticated: int | None = 1
    credential: str | None = None
    refused: float | None = None
    mail: Mapping[str, object] | None = None
    properties: Mapping[str, object] = field(default_factory=dict)


def server(host: str, name: str | None, **properties: object) -> Row:
    """An outgoing server set up by hand."""
    given = {"PortNumber": 587, "SSLEnabled": True, "ShouldUseAuthentication": bool(name)}
    return Row("SMTP", name, properties={"Hostname": host, **given, **properties})


def mailbox(address: str, link: str | None, **properties: object) -> Row:
    """An IMAP account set up by hand; ``link`` names its outgoing server."""
    given: dict[str, object] = {"EmailAddresses": [address], "Hostname": "imap.customer.test"}
    given |= {"PortNumber": 993, "SSLEnabled": True}
    if link is not None:
        given["SMTPIdentifier"] = link
    return Row("IMAPMail", address, properties={**given, **properties})


def archived(value: object) -> bytes:
    """The value as NSKeyedArchiver writes it."""
    objects: list[object] = ["$null"]

    def add(one: object) -> plistlib.UID:
        number = len(objects)
        objects.append(None)
        if isinstance(one, list):
            made = {"NS.objects": [add(each) for each in one], "$class": named("NSArray")}
        elif isinstance(one, dict):
            keys, values = [add(key) for key in one], [add(each) for each in one.values()]
            made = {"NS.keys": keys, "NS.objects": values, "$class": named("NSDictionary")}
        else:
            objects[number] = one
            return plistlib.UID(number)
        objects[number] = made
        return plistlib.UID(number)

    def named(name: str) -> plistlib.UID:
        objects.append({"$classname": name, "$classes": [name, "NSObject"]})
        return plistlib.UID(len(objects) - 1)

    root = add(value)
    whole = {"$version": 100000, "$archiver": "NSKeyedArchiver", "$top": {"root": root}}
    return plistlib.dumps({**whole, "$objects": objects}, fmt=plistlib.FMT_BINARY)


def database(script: str, rows: Sequence[tuple[str, Sequence[object]]] = ()) -> bytes:
    """The bytes of a database made by that script and those statements."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        for statement, values in rows:
            connection.execute(statement, tuple(values))
        connection.commit()
        return bytes(connection.serialize())


def accounts_database(*rows: Row) -> bytes:
    """Accounts3.sqlite with those accounts; the first row's key is 1."""
    made: list[tuple[str, Sequence[object]]] = [
        (
            "INSERT INTO ZACCOUNTTYPE VALUES (?, 'password', ?)",
            (number, f"com.apple.account.{kind}"),
        )
        for number, kind in enumerate(TYPES, 1)
    ]
    for key, row in enumerate(rows, 1):
        values = (
            *(key, 2, 1, row.active, row.authenticated, 1, 1, TYPES.index(row.kind) + 1),
            *(row.parent, 0.0, row.refused, "", row.credential, row.identifier or f"ID-{key}"),
            row.username,
            archived({"com.apple.Dataclass.Mail": dict(row.mail)}) if row.mail else None,
        )
        made.append((INSERT, values))
        made += [
            (
                "INSERT INTO ZACCOUNTPROPERTY (ZOWNER, ZKEY, ZVALUE) VALUES (?, ?, ?)",
                (key, name, archived(value)),
            )
            for name, value in row.properties.items()
        ]
    return database(SCHEMA, made)


def file_id(path: str) -> str:
    """The name of a file in the backup."""
    return hashlib.sha1(f"HomeDomain-{path}".encode(), usedforsecurity=False).hexdigest()


def write_backup(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    info: Mapping[str, object] | None = None,
    manifest: Mapping[str, object] | None = None,
) -> Path:
    """A backup that is not encrypted, with those files of the home domain."""
    folder.mkdir(parents=True, exist_ok=True)
    _lists(folder, info, {"IsEncrypted": False, **(manifest or {})})
    for path, data in files.items():
        _place(folder, file_id(path), data)
    return folder


def write_encrypted(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    rounds: int = 1000,
    manifest_db: bytes | None = None,
    bag: bytes | None = None,
) -> Path:
    """The same, encrypted with ``PASSWORD``; each file has a key of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for number, (path, data) in enumerate(files.items(), 20):
        key = bytes([number]) * 32
        _place(folder, file_id(path), encrypt(key, data))
        blob = _described(wrap(3, key), len(data))
        values = (file_id(path), "HomeDomain", path, 1, blob)
        listed.append(("INSERT INTO Files VALUES (?, ?, ?, ?, ?)", values))
    script = "CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, "
    plain = manifest_db or database(script + "flags INTEGER, file BLOB)", listed)
    (folder / "Manifest.db").write_bytes(encrypt(b"m" * 32, plain))
    _lists(
        folder,
        None,
        {
            "IsEncrypted": True,
            "BackupKeyBag": bag or keybag(rounds=rounds),
            "ManifestKey": wrap(4, b"m" * 32),
        },
    )
    return folder


def keybag(*, rounds: int = 1000, outer: int = 1000) -> bytes:
    """A key bag that ``PASSWORD`` opens."""
    key = PBKDF2HMAC(hashes.SHA256(), 32, b"d" * 20, min(outer, 5000)).derive(PASSWORD.encode())
    key = PBKDF2HMAC(hashes.SHA1(), 32, b"s" * 20, min(rounds, 5000)).derive(key)  # noqa: S303
    head = [(b"VERS", _be(5)), (b"TYPE", _be(1)), (b"UUID", b"u" * 16), (b"WRAP", _be(1))]
    head += [(b"SALT", b"s" * 20), (b"ITER", _be(rounds))]
    head += [(b"DPWT", _be(1)), (b"DPIC", _be(outer)), (b"DPSL", b"d" * 20)]
    for number, class_key in CLASS_KEYS.items():
        head += [(b"UUID", bytes([number]) * 16), (b"CLAS", _be(number)), (b"WRAP", _be(3))]
        head += [(b"KTYP", _be(0)), (b"WPKY", aes_key_wrap(key, class_key))]
    return b"".join(tag + _be(len(value)) + value for tag, value in head)


def wrap(number: int, key: bytes) -> bytes:
    """The key of a file as it is stored: its class, then the key wrapped for that class."""
    return struct.pack("<I", number) + aes_key_wrap(CLASS_KEYS[number], key)


def encrypt(key: bytes, data: bytes) -> bytes:
    """AES-CBC without an initial vector, padded (PKCS 7)."""
    pad = 16 - len(data) % 16
    writer = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor()
    return writer.update(data + bytes([pad]) * pad) + writer.finalize()


def _described(blob: bytes, size: int) -> bytes:
    """A file's record in the manifest."""
    objects = [
        "$null",
        {"Size": size, "EncryptionKey": plistlib.UID(2), "$class": plistlib.UID(4)},
        {"NS.data": blob, "$class": plistlib.UID(3)},
        {"$classname": "NSMutableData", "$classes": ["NSMutableData", "NSData", "NSObject"]},
        {"$classname": "MBFile", "$classes": ["MBFile", "NSObject"]},
    ]
    whole = {"$version": 100000, "$archiver": "NSKeyedArchiver", "$objects": objects}
    top = {"$top": {"root": plistlib.UID(1)}}
    return plistlib.dumps({**whole, **top}, fmt=plistlib.FMT_BINARY)


def _lists(folder: Path, info: Mapping[str, object] | None, manifest: Mapping[str, object]) -> None:
    given: dict[str, object] = {"Product Type": "iPhone12,1", "Product Version": "17.4"}
    given |= {"Product Name": "iPhone 11", "Last Backup Date": datetime(2026, 5, 1, 8, 0)}  # noqa: DTZ001
    (folder / "Info.plist").write_bytes(plistlib.dumps({**given, **(info or {})}))
    (folder / "Manifest.plist").write_bytes(plistlib.dumps(dict(manifest), fmt=plistlib.FMT_BINARY))
    (folder / "Status.plist").write_bytes(plistlib.dumps({"IsFullBackup": True}))


def _place(folder: Path, name: str, data: bytes) -> None:
    place = folder / name[:2]
    place.mkdir(exist_ok=True)
    (place / name).write_bytes(data)


def _be(number: int) -> bytes:
    return struct.pack(">I", number)
