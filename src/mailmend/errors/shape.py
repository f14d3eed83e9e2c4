"""A text with the names and numbers of one message made uniform: they do not change its meaning."""

import re
from functools import cache

from mailmend.errors.matcher import Finder, overlapping_finder
from mailmend.errors.normal import BLOCK_LISTS
from mailmend.errors.patterns import rx

MAX_KEPT = 16384
"""Words kept with their uniform form."""

MAX_WORD = 64
"""Characters of a word that is kept, and in which names are looked for."""

_ADDRESS = r"[\w.+=~-]+@(?:[\w-]+\.)*\w+"
_NAMED = (
    r"(?P<ip>\d{1,3}(?:\.\d{1,3}){3})|(?P<number>(?<![\dxX])\d{5,})"
    r"|(?P<id>(?<![0-9A-Za-z])(?=[a-z]*\d[a-z]*\d[a-z]*\d)(?=\d*[a-wyz])[0-9a-z]{8,})"
    r"|(?P<host>(?<![\w.@/-])(?![245]\d\d-)(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,6}(?![\w@/-]|\.\w))"
)
# Parts of a host name that say something of whose it is or what it lists.
_TELLING = (*BLOCK_LISTS, "list", "dns", "allow", "white", "black", "block", "spam")


class _Uniform(dict[str, str]):
    """Words of texts, each in its uniform form."""

    def __missing__(self, word: str) -> str:
        if len(word) > MAX_WORD:
            return word
        if len(self) >= MAX_KEPT:
            self.clear()
        plain = word.strip(".,:;()<>[]\"'").isalpha()
        self[word] = uniform = word if plain else _made_uniform(word)
        return uniform


_UNIFORM = _Uniform()


def shape(text: str) -> str:
    """`text` with other addresses, host names, identifiers and long numbers in it.

    Two texts of one shape have the same readings, but for what those readings name.
    """
    return " ".join(map(_UNIFORM.__getitem__, text.split(" ")))


def forget() -> None:
    """Forget the words kept; for measurements."""
    _UNIFORM.clear()


def _made_uniform(word: str) -> str:
    if "@" in word:
        return rx(_ADDRESS).sub("name@host.test", word)
    return rx(_NAMED).sub(_stand_in, word) if rx(r"\d|\.[a-z]").search(word) else word


def _stand_in(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "ip":
            return "192.0.2.1"
        case "number":
            return "00000"
        case "id":
            return "0a0a0a0a"
    host = match[0]
    if _telling()(host):
        return host
    return "mail.test" if "mail" in host or "smtp" in host else "host.test"


@cache
def _telling() -> Finder:
    from mailmend.errors.servers import SIGNS as OF_REPLIES
    from mailmend.errors.whose_log import SIGNS as OF_LINES

    signs = [
        sign.lower() for table in (OF_REPLIES, OF_LINES) for row in table.values() for sign in row
    ]
    return overlapping_finder(tuple(dict.fromkeys((*_TELLING, *signs))))
