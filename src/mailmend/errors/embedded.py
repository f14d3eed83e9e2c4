"""Find the server's own reply inside a client's message, in whatever language it is wrapped."""

import re

from mailmend.errors.patterns import rx

# "The server responded:" in the languages clients are translated into ends in a colon, and the
# reply begins there; the words before it differ, so the colon and the shape of a reply decide.
_MARK = (
    r"(?:server response was|responded with|server response|server replied"
    r"|response from the (?:remote )?server was|(?:error|response)(?: that the other server"
    r" returned)? was|remote server returned|reported error|antwortete|responded|returned"
    r"|unknown address error|\bsaid)(?:: ?[\"']?| [\"'])"
)
_HINTS = ("respon", "return", "said", "replied", "error", "antwort")
_ENHANCED = r"[245]\.\d{1,3}\.\d{1,3}\b(?!\.\d)"
_REPLY_START = rf"(?:^|[:\"'(>] ?)[245]\d\d[ -](?=\S)|(?<![\w.:@/-])(?:[245]\d\d[ -]#?)?{_ENHANCED}"


def is_marked(text: str) -> bool:
    """Whether a message says in words that a server's reply follows."""
    return _last_mark(text) is not None


def server_reply(text: str) -> str | None:
    """The part of a tidied client message that is the server's reply, or None.

    It begins after the last "the server responded:" or, in any language, at the first thing that
    has the shape of a reply code or an enhanced status code.
    """
    mark = _last_mark(text)
    if mark is not None and (rest := text[mark:].strip(" \"'")):
        return rest
    found = rx(_REPLY_START).search(text)
    return text[found.start() :].lstrip(" :\"'(>") if found else None


def _last_mark(text: str) -> int | None:
    low = text.lower()
    if not any(hint in low for hint in _HINTS):
        return None
    end = None
    for match in rx(_MARK, re.IGNORECASE).finditer(text):
        end = match.end()
    return end
