"""Reduce a message to lower-case words, so that one phrase matches every way of writing it."""

import re
import unicodedata
from functools import cache, lru_cache

from mailmend.errors.matcher import Finder, finder
from mailmend.errors.patterns import rx

MAX_TEXT = 64 * 1024
"""Characters of a message that are looked at; a reply is at most 64 KiB."""

MAX_TOKEN = 512
"""Characters of a word that may hold an address or a host name; longer ones are left alone."""

MAX_KEPT = 16384
"""Words kept with the form they are reduced to; most texts consist of words seen before."""

MAX_WORD = 64
"""Characters of a word that is kept."""

# What may stand inside an address, a host name, a link or a code, and so is looked at with it.
_GLUE = "@./=-_?&%+~#:'"
_SPACED = bytes(
    ord(char.lower()) if char.isalnum() or char in _GLUE else ord("'" if char == "`" else " ")
    for char in map(chr, range(128))
) + bytes(range(128, 256))
_BETWEEN = rf"[^\w{re.escape(_GLUE)}]+"

_WHOLE = (
    r"(?P<code>[245]\.\d{1,3}\.\d{1,3}|[245]\d\d)|(?P<word>[a-z0-9]+)"
    r"|(?P<xip>(?:\d{1,3}\.){3}\d{1,3})|(?P<xaddr>[\w.+=~-]+@[\w.-]+)|(?P<xhost>(?:[a-z0-9][a-z0-9-]{0,62}\.)+[a-z]{2,6})"
)
_CODES = r"[245]\.\d{1,3}\.\d{1,3}(?![\d.]\d)|[245]\d\d(?:-|$)"
_URL = r"(?:^|https?:)//[^\s']+|www\.[^\s']+"
_ADDRESS = r"[^@':]+@[^@':]+"
_IP4 = r"(?:\d{1,3}\.){3}\d{1,3}"
_IP6 = r"(?:ipv6:)?(?<![0-9a-z])(?:[0-9a-f]{1,4}:){2,7}:?[0-9a-f:]{0,20}"
_HOST = r"(?<![\w.-])(?:[a-z0-9][\w-]{0,62}\.)+[a-z]{2,6}(?![\w-]|\.\w)"
_APOSTROPHE = r"(?<=\w)'(?=(?:t|s|re|ve|ll|d)\b)"
BLOCK_LISTS = (
    "spamhaus", "barracuda", "sorbs", "spamcop", "dnsbl", "rbl", "blacklist", "blocklist",
    "sender.office", "sendbl", "abuseat", "uceprotect", "invaluement", "mailspike", "delist",
    "unblock",
)  # fmt: skip


class _Uniform(dict[str, str]):
    """Words of texts, each with the words it is reduced to, two spaces before each of those."""

    def __missing__(self, token: str) -> str:
        plain = f"  {token}" if token.isascii() and token.isalpha() else _reduced(token)
        if len(token) <= MAX_WORD:
            if len(self) >= MAX_KEPT:
                self.clear()
            self[token] = plain
        return plain


_UNIFORM = _Uniform()


@lru_cache(maxsize=16)
def words(text: str) -> str:
    """`text` as lower-case words without accents, each between two single spaces.

    Reply codes are dropped (they would split a phrase over the lines of a multi-line reply);
    addresses, host addresses, host names and links become `xaddr`, `xip`, `xhost` and `xurl`.
    The last texts are remembered, because several readers ask about the same one.
    """
    low = text[:MAX_TEXT].lower().encode("utf-8", "replace").translate(_SPACED)
    return "".join(map(_UNIFORM.__getitem__, low.decode().split()))[1:] + " "


def phrase(text: str) -> str:
    """A phrase of a table in the form `words` gives, `*` at an end leaving that end open."""
    core = "  ".join(rx(r"\w+").findall(_joined(_fold(text.strip("*").lower()))))
    left = "" if text.startswith("*") else " "
    right = "" if text.endswith("*") else " "
    return f"{left}{core}{right}"


def forget() -> None:
    """Forget the words kept; for measurements."""
    words.cache_clear()
    _UNIFORM.clear()


def _fold(low: str) -> str:
    """Letters without accents, and one kind of apostrophe."""
    plain = rx("[\u0300-\u036f]").sub("", unicodedata.normalize("NFKD", low))
    return plain.replace("’", "'").replace("´", "'").replace("`", "'")


def _reduced(token: str) -> str:
    """One token without codes, and with names of machines and people made uniform."""
    if not token.isascii():
        folded = rx(_BETWEEN).sub(" ", _fold(token)).split()
        if folded != [token]:
            return "".join(map(_UNIFORM.__getitem__, folded))
    if token.isalpha():
        return f"  {token}"
    bare = token.strip(".:'#")
    if found := rx(_WHOLE).fullmatch(bare):
        return _whole(bare, found.lastgroup)
    if len(token) <= MAX_TOKEN:
        token = _named(token)
    return "".join([f"  {word}" for word in rx(r"\w+").findall(_joined(token))])


def _whole(bare: str, kind: str | None) -> str:
    """What a token that is one thing as a whole is reduced to."""
    match kind:
        case "word":
            return f"  {bare}"
        case "code":
            return ""
        case "xhost":
            return "  xhost  xblocklist" if _block_lists()(bare) else "  xhost"
    return f"  {kind}"


@cache
def _block_lists() -> Finder:
    return finder(BLOCK_LISTS)


def _named(token: str) -> str:
    if "//" in token or "www." in token:
        token = rx(_URL).sub(_url_words, token)
    if "@" in token:
        token = rx(_ADDRESS).sub(" xaddr ", token)
    if token.count(":") > 1:
        token = rx(_IP6).sub(" xip ", token)
    token = rx(rf"(?<![\w.])(?:{_CODES})").sub(" ", token)
    if "." in token:
        token = rx(_HOST).sub(_host_words, rx(_IP4).sub(" xip ", token))
    return token


def _joined(token: str) -> str:
    if "'" in token:
        token = rx(_APOSTROPHE).sub("", token)
    return token.replace("e-mail", "email").replace("_", " ")


def _url_words(match: re.Match[str]) -> str:
    url = match[0]
    found = ["xurl"]
    if _block_lists()(url):
        found.append("xblocklist")
    if "ip=" in url or "ip_address=" in url:
        found.append("xiplink")
    if "groups.google" in url:
        found.append("xgroups")
    if query := rx(r"[?&]p=(\w+)").search(url):
        found.append(query[1])
    return f" {' '.join(found)} "


def _host_words(match: re.Match[str]) -> str:
    return " xhost xblocklist " if _block_lists()(match[0]) else " xhost "
