"""From the bytes of an iOS accounts database (Accounts3.sqlite) to its account rows."""

from __future__ import annotations

from collections.abc import Mapping

from mailmend.io.sqlite import Cell, DatabaseRefused, Row, Tables, tables_of
from mailmend.readers._ios_rows import MAIL_DATACLASS, AccountRow, AccountTree
from mailmend.wire.keyed_archive import absolute_time, unarchived
from mailmend.wire.property_list import PropertyListRefused

MAX_PROPERTY = 256 * 1024
TYPE_COLUMNS = ("Z_PK", "ZIDENTIFIER", "ZCREDENTIALTYPE")
PROPERTY_COLUMNS = ("ZOWNER", "ZKEY", "ZVALUE")
ACCOUNT_COLUMNS = (
    "Z_PK",
    "ZACCOUNTTYPE",
    "ZPARENTACCOUNT",
    "ZIDENTIFIER",
    "ZUSERNAME",
    "ZACTIVE",
    "ZAUTHENTICATED",
    "ZCREDENTIALTYPE",
    "ZLASTCREDENTIALRENEWALREJECTIONDATE",
    "ZDATACLASSPROPERTIES",
)

Properties = dict[int, dict[str, object]]


def accounts_of(data: bytes) -> AccountTree:
    """The accounts of the database. Raises ``DatabaseRefused``."""
    with tables_of(data) as tables:
        types = {_int(row.get("Z_PK")): row for row in tables.rows("ZACCOUNTTYPE", TYPE_COLUMNS)}
        properties = _properties(tables)
        rows = tables.rows("ZACCOUNT", ACCOUNT_COLUMNS)
    return AccountTree(tuple(_account(row, types, properties) for row in rows))


def _properties(tables: Tables) -> Properties:
    found: Properties = {}
    for row in tables.rows("ZACCOUNTPROPERTY", PROPERTY_COLUMNS):
        key = row.get("ZKEY")
        if isinstance(key, str):
            found.setdefault(_int(row.get("ZOWNER")), {})[key] = _value(row.get("ZVALUE"))
    return found


def _account(row: Row, types: Mapping[int, Row], properties: Properties) -> AccountRow:
    key, kind = _int(row.get("Z_PK")), types.get(_int(row.get("ZACCOUNTTYPE")), {})
    return AccountRow(
        key=key,
        kind=_text(kind.get("ZIDENTIFIER")) or "",
        identifier=_text(row.get("ZIDENTIFIER")) or "",
        parent=_int(row.get("ZPARENTACCOUNT")) or None,
        username=_text(row.get("ZUSERNAME")),
        active=_flag(row.get("ZACTIVE")),
        authenticated=_flag(row.get("ZAUTHENTICATED")),
        credential=_text(row.get("ZCREDENTIALTYPE")) or _text(kind.get("ZCREDENTIALTYPE")) or "",
        refused_at=absolute_time(row.get("ZLASTCREDENTIALRENEWALREJECTIONDATE")),
        properties=properties.get(key, {}),
        mail=_mail_settings(row.get("ZDATACLASSPROPERTIES")),
    )


def _value(cell: Cell) -> object:
    """A property's value: archived as a rule, plain in some versions, ``None`` if damaged."""
    if not isinstance(cell, bytes):
        return cell
    try:
        return unarchived(cell, MAX_PROPERTY)
    except PropertyListRefused:
        return None


def _mail_settings(cell: Cell) -> Mapping[str, object]:
    found = _value(cell)
    mail = found.get(MAIL_DATACLASS) if isinstance(found, dict) else None
    return mail if isinstance(mail, dict) else {}


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _text(cell: Cell) -> str | None:
    return cell if isinstance(cell, str) else None


def _flag(cell: Cell) -> bool | None:
    return bool(cell) if isinstance(cell, int) else None


__all__ = ["DatabaseRefused", "accounts_of"]
