"""Blots secrets out of text, in every form in which a server or a program may repeat them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable

from mailmend.secret import Secret

MARK = b"***"
_SHORT = 8  # a secret shorter than this is blotted out only where it stands as a word of its own
_MIN_ENCODED = 4
_LOWER = re.compile("%[0-9A-F]{2}")
_WORD = rb"[A-Za-z0-9._@-]"
_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_")


class Redactor:
    """Knows secrets and removes them; it never gives one out."""

    __slots__ = ("_cores", "_forms", "_plain")

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        self._forms: tuple[bytes, ...] = ()
        self._cores: tuple[bytes, ...] = ()
        self._plain: re.Pattern[bytes] | None = None
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: Secret) -> None:
        """Blot this secret out from now on, besides those known already."""
        text = secret.reveal()
        if not text:
            return
        forms = {*self._forms, *_plain_forms(text)}
        self._forms = tuple(sorted(forms, key=len, reverse=True))
        self._cores = tuple(dict.fromkeys((*self._cores, *_base64_cores(text))))
        self._plain = re.compile(b"|".join(map(_pattern, self._forms)))

    def clean(self, data: bytes) -> bytes:
        """The data with every form of the secrets replaced by ``***``.

        Of base64 the whole run is replaced, since it also carries what stands around the secret.
        """
        for core in self._cores:
            at = data.find(core)
            while at >= 0:
                start, end = _run(data, at, at + len(core))
                data = data[:start] + MARK + data[end:]
                at = data.find(core, start + len(MARK))
        return self._plain.sub(MARK, data) if self._plain else data

    def clean_text(self, text: str) -> str:
        """The same for text; bytes that are not UTF-8 pass as surrogate escapes."""
        if self._plain is None:
            return text
        cleaned = self.clean(text.encode("utf-8", "surrogateescape"))
        return cleaned.decode("utf-8", "surrogateescape")

    def finds(self, data: bytes) -> bool:
        """Whether any form of a secret is in the data."""
        return self.clean(data) != data


def _pattern(form: bytes) -> bytes:
    escaped = re.escape(form)
    if len(form) >= _SHORT:
        return escaped
    return rb"(?<!%b)%b(?!%b)" % (_WORD, escaped, _WORD)


def _plain_forms(text: str) -> set[bytes]:
    """The forms that need no alignment: raw, UTF-16, hexadecimal, percent, JSON, HTML, quoted."""
    import html
    import json
    from urllib.parse import quote, quote_plus

    raw = text.encode("utf-8", "surrogatepass")
    percent = [quote(raw, safe=""), quote(raw), quote_plus(raw), "".join(f"%{b:02X}" for b in raw)]
    hexadecimal = [raw.hex(), raw.hex(" "), raw.hex(":")]
    texts = [
        *percent,
        *(_LOWER.sub(lambda found: found[0].lower(), form) for form in percent),
        *hexadecimal,
        *(form.upper() for form in hexadecimal),
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
        html.escape(text),
        html.escape(text, quote=False),
        "".join(f"&#{ord(char)};" for char in text),
        text.replace("\\", "\\\\").replace('"', '\\"'),
    ]
    wide = (text.encode(f"utf-16-{end}", "surrogatepass") for end in ("le", "be"))
    return {raw, *wide, *(form.encode("utf-8", "surrogatepass") for form in texts)}


def _base64_cores(text: str) -> list[bytes]:
    """The characters of base64 that are fixed by the secret, at each of the three alignments."""
    cores: list[bytes] = []
    for raw in (text.encode("utf-8", "surrogatepass"), text.encode("utf-16-le", "surrogatepass")):
        for before in range(3):
            whole = base64.b64encode(bytes(before) + raw)
            core = whole[-(-8 * before // 6) : 8 * (before + len(raw)) // 6]
            cores += [core, core.replace(b"+", b"-").replace(b"/", b"_")]
    return [core for core in dict.fromkeys(cores) if len(core) >= _MIN_ENCODED]


def _run(data: bytes, start: int, end: int) -> tuple[int, int]:
    while start > 0 and data[start - 1] in _BASE64:
        start -= 1
    while end < len(data) and (data[end] in _BASE64 or data[end] == ord("=")):
        end += 1
    return start, end
