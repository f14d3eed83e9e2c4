"""Reduce a message to lower-case words, so that one phrase matches every way of writing it."""

import re
import unicodedata

MAX_TEXT = 64 * 1024
"""Characters of a message that are looked at; a reply is at most 64 KiB."""

_CODES = re.compile(
    r"(?<![\d.])(?:[245]\d\d[ -])?[245]\.\d{1,3}\.\d{1,3}(?![\d.]\d)|(?<![\w.])[245]\d\d(?:[ -]|$)"
)
_URL = re.compile(r"https?:\s?//[^\s<>\"']+|www\.[^\s<>\"']+")
_ADDRESS = re.compile(r"<?[^\s<>@()\[\]\"':;,]+@[^\s<>@()\[\]\"':;,]+>?")
_IP = re.compile(
    r"\[?(?:\d{1,3}\.){3}\d{1,3}\]?|\[?(?:ipv6:)?(?:[0-9a-f]{1,4}:){2,7}:?[0-9a-f:]{0,20}\]?"
)
_HOST = re.compile(r"(?<![\w.-])(?:[a-z0-9](?:[\w-]{0,62})\.)+[a-z]{2,6}(?![\w-]|\.\w)")
_APOSTROPHE = re.compile(r"(?<=\w)['`´’](?=(?:t|s|re|ve|ll|d)\b)")
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"\w+")
_BLOCK_LIST = re.compile(
    r"spamhaus|barracuda|sorbs|spamcop|dnsbl|rbl|blacklist|blocklist|sender\.office|"
    r"sendbl|abuseat|uceprotect|invaluement|mailspike|delist|unblock"
)


def _url_words(match: re.Match[str]) -> str:
    url = match[0]
    query = re.search(r"[?&]p=(\w+)", url)
    listed = "xblocklist " if _BLOCK_LIST.search(url) else ""
    if "ip=" in url or "ip_address=" in url:
        listed += "xiplink "
    groups = "xgroups " if "groups.google" in url else ""
    return f" xurl {listed}{groups}{query[1] if query else ''} "


def _host_words(match: re.Match[str]) -> str:
    return " xhost xblocklist " if _BLOCK_LIST.search(match[0]) else " xhost "


def words(text: str) -> str:
    """`text` as lower-case words without accents, each between two single spaces.

    Reply codes are dropped (they would split a phrase over the lines of a multi-line reply);
    addresses, host addresses, host names and links become `xaddr`, `xip`, `xhost` and `xurl`.
    """
    low = text[:MAX_TEXT].lower()
    if "://" in low or "www." in low or ": //" in low:
        low = _URL.sub(_url_words, low)
    if "@" in low:
        low = _ADDRESS.sub(" xaddr ", low)
    low = _HOST.sub(_host_words, _IP.sub(" xip ", _CODES.sub(" ", low)))
    return f" {'  '.join(_WORD.findall(_fold(low)))} "


def _fold(low: str) -> str:
    if not low.isascii():
        low = _MARKS.sub("", unicodedata.normalize("NFKD", low))
    return _APOSTROPHE.sub("", low).replace("e-mail", "email").replace("_", " ")


def phrase(text: str) -> str:
    """A phrase of a table in the form `words` gives, `*` at an end leaving that end open."""
    core = "  ".join(_WORD.findall(_fold(text.strip("*").lower())))
    left = "" if text.startswith("*") else " "
    right = "" if text.endswith("*") else " "
    return f"{left}{core}{right}"
