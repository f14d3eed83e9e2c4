"""Apple property lists from strangers, XML or binary, read without entities.

A count or an offset beyond the bytes that are there is refused by the parser before it allocates
anything, so that the size of the file bounds the work.
"""

from __future__ import annotations

import plistlib
import struct
from xml.parsers.expat import ExpatError

_DAMAGE = (
    plistlib.InvalidFileException,
    ExpatError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    MemoryError,
    struct.error,
)


class PropertyListRefused(ValueError):
    """The document is not read; the message says why in a few words."""


def parse_property_list(data: bytes, limit: int) -> object:
    """The root object of a list of at most ``limit`` bytes. Raises ``PropertyListRefused``."""
    if len(data) > limit:
        raise PropertyListRefused(f"it is larger than {limit >> 10} KiB")
    if b"<!ENTITY" in data:
        raise PropertyListRefused("it defines XML entities")
    try:
        found: object = plistlib.loads(data)
    except _DAMAGE:
        raise PropertyListRefused("it is not a readable property list") from None
    return found


def parse_dictionary(data: bytes, limit: int) -> dict[str, object]:
    """The same where the root has to be a dictionary."""
    found = parse_property_list(data, limit)
    if not isinstance(found, dict):
        raise PropertyListRefused("its top level is not a dictionary")
    return {key: value for key, value in found.items() if isinstance(key, str)}
