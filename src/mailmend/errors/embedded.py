"""Find the server's own reply inside a client's message, in whatever language it is wrapped."""

from mailmend.errors.patterns import rx
from mailmend.errors.signs import signs

# Words after which, and a colon or a quotation mark, a server's reply follows.  In the languages
# clients are translated into the words differ, so there the shape of a reply decides.
_MARKS = """server response was|server responded|responded with|server response|server replied
    server was|error was|response was|other server returned was|remote server returned
    reported error|antwortete|responded|returned|unknown address error| said"""
_ENHANCED = r"[245]\.\d{1,3}\.\d{1,3}\b(?!\.\d)"
_REPLY_START = (
    r"[245]\d\d(?:(?<=^...)|(?<=[:\"'(>]...)|(?<=[:\"'(>] ...))[ -](?=\S)"
    rf"|[245]\d\d(?<![\w.:@/-]...)[ -]#?{_ENHANCED}|[245](?<![\w.:@/-].){_ENHANCED[5:]}"
)


MARKS = tuple(_MARKS.replace("\n    ", "|").split("|"))


def is_marked(text: str) -> bool:
    """Whether a message says in words that a server's reply follows."""
    return _last_mark(text) is not None


def server_reply(text: str) -> str | None:
    """The part of a tidied client message that is the server's reply, or None.

    It begins after the last "the server responded:" or, in any language, at the first thing that
    has the shape of a reply code or an enhanced status code.
    """
    mark = _last_mark(text)
    if mark is not None and (rest := text[mark:].strip(" :\"'")):
        return rest
    found = rx(_REPLY_START).search(text)
    return _unquoted(text, found.start()) if found else None


def _unquoted(text: str, start: int) -> str:
    """What stands from `start` on, up to the closing quotation mark if one opens before it."""
    quote = text[start - 1 : start]
    if quote and quote in "\"'" and (end := rx(rf"{quote}(?=[,;.)]|$)").search(text, start)):
        return text[start : end.start()]
    return text[start:]


def _last_mark(text: str) -> int | None:
    found = signs(text).get("mark", ())
    ends = [end for _, _, end in found if _is_followed(text, end)]
    return max(ends) if ends else None


def _is_followed(text: str, end: int) -> bool:
    return text[end : end + 2].lstrip()[:1] in (":", '"', "'")
