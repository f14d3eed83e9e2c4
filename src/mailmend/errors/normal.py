"""Reduce a message to lower-case words, so that one phrase matches every way of writing it."""

import re

MAX_TEXT = 64 * 1024
"""Characters of a message that are looked at; a reply is at most 64 KiB."""

_CODES = re.compile(
    r"(?<![\d.])(?:[245]\d\d[ -])?[245]\.\d{1,3}\.\d{1,3}(?![\d.]\d)|(?<![\w.])[245]\d\d(?:[ -]|$)"
)
_URL = re.compile(r"https?:\s?//[^\s<>\"']+|www\.[^\s<>\"']+")
_ADDRESS = re.compile(r"<?[^\s<>@()\[\]\"':;,]+@[^\s<>@()\[\]\"':;,]+>?")
_IP = re.compile(
    r"\[?(?:\d{1,3}\.){3}\d{1,3}\]?|\[?(?:ipv6:)?(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}\]?"
)
_APOSTROPHE = re.compile(r"(?<=\w)['`´’](?=\w)")
_WORD = re.compile(r"\w+")
_BLOCK_LIST = re.compile(
    r"spamhaus|barracuda|sorbs|spamcop|dnsbl|rbl|blacklist|blocklist|sender\.office|"
    r"sendbl|abuseat|uceprotect|invaluement|mailspike|delist|unblock"
)


def _url_words(match: re.Match[str]) -> str:
    url = match[0]
    query = re.search(r"[?&]p=(\w+)", url)
    listed = " xblocklist " if _BLOCK_LIST.search(url) else " "
    return f" xurl{listed}{query[1] if query else ''} "


def words(text: str) -> str:
    """`text` as lower-case words, each between two single spaces.

    Reply codes are dropped (they would split a phrase over the lines of a multi-line reply);
    addresses, host addresses and links become the words `xaddr`, `xip` and `xurl`.
    """
    low = text[:MAX_TEXT].lower()
    if "://" in low or "www." in low or ": //" in low:
        low = _URL.sub(_url_words, low)
    if "@" in low:
        low = _ADDRESS.sub(" xaddr ", low)
    low = _IP.sub(" xip ", _CODES.sub(" ", low))
    low = _APOSTROPHE.sub("", low).replace("e-mail", "email").replace("_", " ")
    return f" {'  '.join(_WORD.findall(low))} "


def phrase(text: str) -> str:
    """A phrase of a table in the form `words` gives, `*` at an end leaving that end open."""
    core = text.strip("*").lower().replace("'", "").replace("-", " ")
    left = "" if text.startswith("*") else " "
    right = "" if text.endswith("*") else " "
    return f"{left}{'  '.join(core.split())}{right}"
