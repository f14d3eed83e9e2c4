"""HTTP/1.1 responses, line by line (RFC 9112): status line, header fields, length and chunks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Framing = Literal["none", "length", "chunked", "until-close"]
MAX_CHUNK_DIGITS = 8
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: .*)?\Z", re.DOTALL)
_FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*\Z", re.DOTALL)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,%d})[ \t]*(?:;.*)?\Z" % MAX_CHUNK_DIGITS, re.DOTALL)


@dataclass(frozen=True, slots=True)
class Head:
    """A response before its body; field names are in lower case, the first of each kind counts."""

    status: int
    fields: dict[str, str]

    @property
    def framing(self) -> Framing:
        """How the body ends (RFC 9112 section 6.3)."""
        if self.status in (204, 304) or self.status < 200:
            return "none"
        if "transfer-encoding" in self.fields:
            return "chunked"
        return "length" if "content-length" in self.fields else "until-close"

    @property
    def length(self) -> int:
        """The announced length. Raises ``ValueError`` where it is not a plain number."""
        text = self.fields["content-length"]
        if not (text.isascii() and text.isdigit() and len(text) <= 19):
            raise ValueError("the announced length is not a number")
        return int(text)


def read_status(line: bytes) -> int:
    """The status code of a status line. Raises ``ValueError``."""
    found = _STATUS.match(line)
    if found is None:
        raise ValueError("the answer is not HTTP")
    return int(found[1])


def read_field(line: bytes) -> tuple[str, str]:
    """Name and value of a header field. Raises ``ValueError``."""
    found = _FIELD.match(line)
    if found is None or b"\r" in line or b"\0" in line:
        raise ValueError("a header field is malformed")
    return found[1].decode("ascii").lower(), found[2].decode("latin-1")


def read_chunk_size(line: bytes) -> int:
    """The size that opens a chunk. Raises ``ValueError``."""
    found = _CHUNK.match(line)
    if found is None:
        raise ValueError("a chunk size is malformed")
    return int(found[1], 16)
