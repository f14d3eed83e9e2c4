"""Find the server's own reply inside a client's message, in whatever language it is wrapped."""

import re

# "The server responded:" in the languages clients are translated into ends in a colon, and the
# reply begins there; the words before it differ, so the colon and the shape of a reply decide.
_MARK = re.compile(
    r"(?:server response was|server responded|responded with|server response|server said"
    r"|response from the (?:remote )?server was|server replied|remote host said"
    r"|(?:error|response)(?: that the other server returned)? was|remote server returned"
    r"|reported error|antwortete|responded|returned|unknown address error|\bsaid)"
    r"(?:: ?[\"']?| [\"'])",
    re.IGNORECASE,
)
_ENHANCED = r"[245]\.\d{1,3}\.\d{1,3}\b(?!\.\d)"
_REPLY_START = re.compile(
    rf"(?:^|[:\"'(>] ?)[245]\d\d[ -](?=\S)|(?<![\w.:@/-])(?:[245]\d\d[ -]#?)?{_ENHANCED}"
)


def is_marked(text: str) -> bool:
    """Whether a message says in words that a server's reply follows."""
    return _MARK.search(text) is not None


def server_reply(text: str) -> str | None:
    """The part of a tidied client message that is the server's reply, or None.

    It begins after the last "the server responded:" or, in any language, at the first thing that
    has the shape of a reply code or an enhanced status code.
    """
    marks = list(_MARK.finditer(text))
    if marks:
        rest = text[marks[-1].end() :].strip(" \"'")
        if rest:
            return rest
    found = _REPLY_START.search(text)
    return text[found.start() :].lstrip(" :\"'(>") if found else None
