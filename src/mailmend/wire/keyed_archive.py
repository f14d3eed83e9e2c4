"""Values that Apple's NSKeyedArchiver wrote: a flat table of objects that name each other.

Only plain values are rebuilt (text, numbers, flags, bytes, dates, arrays, sets, dictionaries);
an object of any other class becomes a dictionary of its fields. Cycles, depth and size are bounded.
"""

from __future__ import annotations

import plistlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from mailmend.wire.property_list import PropertyListRefused, parse_property_list

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12
MAX_VALUES = 5000
EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
"""Where Apple's absolute time begins."""

_LISTS = frozenset({"NSArray", "NSMutableArray", "NSSet", "NSMutableSet", "NSOrderedSet"})
_DICTIONARIES = frozenset({"NSDictionary", "NSMutableDictionary"})


def unarchived(data: bytes, limit: int = MAX_BYTES) -> object:
    """The archived root value; a property list that is no archive is returned as it is.

    Raises ``PropertyListRefused``.
    """
    found = parse_property_list(data, limit)
    if not isinstance(found, dict) or found.get("$archiver") != "NSKeyedArchiver":
        return found
    objects, top = found.get("$objects"), found.get("$top")
    if not isinstance(objects, list) or not isinstance(top, dict):
        raise PropertyListRefused("its archive is damaged")
    root = top.get("root", next(iter(top.values()), None))
    return _Archive(objects).value(root, 0)


def absolute_time(seconds: object) -> datetime | None:
    """The time that many seconds after 2001 began, or ``None`` outside of any calendar."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return EPOCH + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return None


class _Archive:
    """One archive's objects, with the count of values handed out so far."""

    def __init__(self, objects: list[object]) -> None:
        self._objects = objects
        self._left = MAX_VALUES

    def value(self, item: object, depth: int) -> object:
        """The plain value of an object or of the reference to one."""
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0:
            raise PropertyListRefused("its archive is nested too deeply")
        item = self._followed(item)
        if item == "$null":
            return None
        if isinstance(item, dict):
            return self._instance(item, depth)
        return item

    def _followed(self, item: object) -> object:
        if not isinstance(item, plistlib.UID):
            return item
        if not 0 <= item.data < len(self._objects):
            raise PropertyListRefused("its archive names an object that is not there")
        return self._objects[item.data]

    def _instance(self, item: Mapping[str, object], depth: int) -> object:
        name = self._class_name(item)
        if name in _LISTS:
            return self._values(item.get("NS.objects"), depth)
        if name in _DICTIONARIES:
            keys = self._values(item.get("NS.keys"), depth)
            values = self._values(item.get("NS.objects"), depth)
            return {key: value for key, value in zip(keys, values, strict=False) if _is_key(key)}
        for field in ("NS.string", "NS.data"):
            if field in item:
                return self._followed(item[field])
        if "NS.time" in item:
            return absolute_time(item["NS.time"])
        fields = ((key, value) for key, value in item.items() if not key.startswith("$"))
        return {key: self.value(value, depth + 1) for key, value in fields}

    def _class_name(self, item: Mapping[str, object]) -> str:
        described = self._followed(item.get("$class"))
        name = described.get("$classname") if isinstance(described, dict) else None
        return name if isinstance(name, str) else ""

    def _values(self, listed: object, depth: int) -> list[object]:
        if not isinstance(listed, list):
            return []
        return [self.value(one, depth + 1) for one in listed]


def _is_key(key: object) -> bool:
    return isinstance(key, str)
