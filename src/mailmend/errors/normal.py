"""Reduce a message to lower-case words, so that one phrase matches every way of writing it."""

import re
import unicodedata
from functools import lru_cache

from mailmend.errors.patterns import rx

MAX_TEXT = 64 * 1024
"""Characters of a message that are looked at; a reply is at most 64 KiB."""

MAX_TOKEN = 512
"""Characters of a word that may hold an address or a host name; longer ones are left alone."""

_CODES = r"[245]\.\d{1,3}\.\d{1,3}(?![\d.]\d)|[245]\d\d(?:-|$)"
_URL = r"https?:\s?//[^\s<>\"']+|www\.[^\s<>\"']+"
_ADDRESS = r"<?[^\s<>@()\[\]\"':;,]+@[^\s<>@()\[\]\"':;,]+>?"
_IP4 = r"\[?(?:\d{1,3}\.){3}\d{1,3}\]?"
_IP6 = r"\[?(?:ipv6:)?(?<![0-9a-z])(?:[0-9a-f]{1,4}:){2,7}:?[0-9a-f:]{0,20}\]?"
_HOST = r"(?<![\w.-])(?:[a-z0-9][\w-]{0,62}\.)+[a-z]{2,6}(?![\w-]|\.\w)"
_APOSTROPHE = r"(?<=\w)['`´’](?=(?:t|s|re|ve|ll|d)\b)"
_BLOCK_LIST = (
    r"spamhaus|barracuda|sorbs|spamcop|dnsbl|rbl|blacklist|blocklist|sender\.office|"
    r"sendbl|abuseat|uceprotect|invaluement|mailspike|delist|unblock"
)


def words(text: str) -> str:
    """`text` as lower-case words without accents, each between two single spaces.

    Reply codes are dropped (they would split a phrase over the lines of a multi-line reply);
    addresses, host addresses, host names and links become `xaddr`, `xip`, `xhost` and `xurl`.
    """
    low = text[:MAX_TEXT].lower()
    if "://" in low or "www." in low or ": //" in low:
        low = rx(_URL).sub(_url_words, low)
    plain = " ".join([token if token.isalpha() else _plain(token) for token in low.split()])
    return f" {_spaced(plain)} "


@lru_cache(maxsize=4096)
def _plain(token: str) -> str:
    """One token without codes, and with names of machines and people made uniform."""
    if len(token) > MAX_TOKEN:
        return token
    if "@" in token:
        token = rx(_ADDRESS).sub(" xaddr ", token)
    if token.count(":") > 1:
        token = rx(_IP6).sub(" xip ", token)
    token = rx(rf"(?<![\w.])(?:{_CODES})").sub(" ", token)
    if "." in token:
        token = rx(_HOST).sub(_host_words, rx(_IP4).sub(" xip ", token))
    return token


def phrase(text: str) -> str:
    """A phrase of a table in the form `words` gives, `*` at an end leaving that end open."""
    core = _spaced(text.strip("*").lower())
    left = "" if text.startswith("*") else " "
    right = "" if text.endswith("*") else " "
    return f"{left}{core}{right}"


def _spaced(low: str) -> str:
    return "  ".join(rx(r"\w+").findall(_fold(low)))


def _fold(low: str) -> str:
    if not low.isascii():
        low = rx("[\u0300-\u036f]").sub("", unicodedata.normalize("NFKD", low))
    if "'" in low or "’" in low or "`" in low or "´" in low:
        low = rx(_APOSTROPHE).sub("", low)
    return low.replace("e-mail", "email").replace("_", " ")


def _url_words(match: re.Match[str]) -> str:
    url = match[0]
    found = ["xurl"]
    if rx(_BLOCK_LIST).search(url):
        found.append("xblocklist")
    if "ip=" in url or "ip_address=" in url:
        found.append("xiplink")
    if "groups.google" in url:
        found.append("xgroups")
    if query := rx(r"[?&]p=(\w+)").search(url):
        found.append(query[1])
    return f" {' '.join(found)} "


def _host_words(match: re.Match[str]) -> str:
    return " xhost xblocklist " if rx(_BLOCK_LIST).search(match[0]) else " xhost "
