"""Serves the published settings, in front of the web framework: from memory, without a cookie.

The addresses are those that mail programs call by themselves. What they are told is the same for
every local part, so that nobody learns which mailboxes there are.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Literal
from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send

from mailmend.apps.web.published.answers import (
    PROFILE,
    Answer,
    DomainAnswers,
    fleeting,
    not_modified,
    plain,
)
from mailmend.apps.web.published.direct import direct
from mailmend.apps.web.published.shelf import Shelf
from mailmend.settings_files.account import Account, NotUsable
from mailmend.wire.autodiscover_xml import requested_address
from mailmend.wire.safe_xml import XmlRefused

Kind = Literal["autoconfig", "pacc", "autodiscover", "autodiscover-json", "profile"]
Profile = Callable[[Account, str], Awaitable[bytes]]
"""Renders and signs the Apple profile of an account, for an organisation."""

MAX_BODY = 16 * 1024
MAX_QUERY = 1024
_POX = "/autodiscover/autodiscover.xml"
_JSON = "/autodiscover/autodiscover.json"
PATHS: dict[str, Kind] = {
    "/mail/config-v1.1.xml": "autoconfig",
    "/.well-known/autoconfig/mail/config-v1.1.xml": "autoconfig",
    "/.well-known/user-agent-configuration.json": "pacc",
    "/apple.mobileconfig": "profile",
    _POX: "autodiscover",
    _JSON: "autodiscover-json",
}
_UNKNOWN = plain(404, "No settings are published for this domain.")
_UNSAID = plain(404, "This format cannot say the settings of this domain.")
_NO_ADDRESS = plain(400, "Say whose settings: ?emailaddress=someone@example.org")
_NO_XML = plain(400, "This is not an Autodiscover request.")
_TOO_LARGE = plain(413, "The request is too large.", (b"connection", b"close"))
_READ_ONLY = plain(405, "Only GET and HEAD are answered here.", (b"allow", b"GET, HEAD"))
_POSTED = plain(405, "Send the request by POST.", (b"allow", b"POST"))


class Front:
    """The middleware; what it does not serve goes on to ``app``."""

    def __init__(self, app: ASGIApp, shelf: Shelf, profile: Profile) -> None:
        self._app = app
        self._shelf = shelf
        self._profile = profile

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on."""
        kind = _kind(scope["path"]) if scope["type"] == "http" else None
        if kind is None:
            await self._app(scope, receive, send)
            return
        answer = self._ready(kind, scope) or await self._made(kind, scope, receive)
        if answer.etag and _header(scope, b"if-none-match") == answer.etag:
            answer = not_modified(answer)
        await send(
            {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        )
        body = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.body", "body": body})

    def direct(self, head: bytes) -> Answer | None:
        """The answer to a request of which these are all the bytes, where no parser is needed."""
        return direct(self._shelf, head)

    def _ready(self, kind: Kind, scope: Scope) -> Answer | None:
        """What was rendered beforehand, and every refusal that needs no look at a body."""
        if kind == "autodiscover":
            return None if scope["method"] == "POST" else _POSTED
        if scope["method"] not in ("GET", "HEAD"):
            return _READ_ONLY
        found = self._domain(_address(scope), scope)
        if found is None:
            return _UNKNOWN
        match kind:
            case "autoconfig":
                return found.autoconfig or _UNSAID
            case "pacc":
                return found.pacc or _UNSAID
            case "autodiscover-json":
                return found.autodiscover_json
        return None

    async def _made(self, kind: Kind, scope: Scope, receive: Receive) -> Answer:
        """What is made for this request alone."""
        if kind == "autodiscover":
            return await self._autodiscover(receive)
        address = _address(scope)
        found = self._domain(address, scope)
        return await self._signed(found, address) if found is not None else _UNKNOWN

    def _domain(self, address: str, scope: Scope) -> DomainAnswers | None:
        """Of the address where one is given, else of the name that was called."""
        if "@" in address:
            return self._shelf.of_domain(address.rpartition("@")[2].lower())
        return self._shelf.of_host(_header(scope, b"host").decode("latin-1"))

    async def _autodiscover(self, receive: Receive) -> Answer:
        body = await _body(receive)
        if body is None:
            return _TOO_LARGE
        try:
            address = requested_address(body)
        except XmlRefused:
            return _NO_XML
        local_part, _, domain = address.rpartition("@")
        found = self._shelf.of_domain(domain.lower())
        if found is None:
            return _UNKNOWN
        try:
            found.pattern.account(local_part)
        except NotUsable:
            return _NO_XML
        return found.autodiscover(local_part) or _UNSAID

    async def _signed(self, found: DomainAnswers, address: str) -> Answer:
        if "@" not in address:
            return _NO_ADDRESS
        try:
            account = found.pattern.account(address.rpartition("@")[0])
            content = await self._profile(account, found.pattern.organization)
        except NotUsable:
            return _NO_ADDRESS
        shown = (b"content-disposition", b'attachment; filename="mail.mobileconfig"')
        return fleeting(200, content, PROFILE, shown)


def _kind(path: str) -> Kind | None:
    """What that path asks for; Outlook writes its own in more than one case."""
    kind = PATHS.get(path)
    if kind is None and path[:14].lower() == "/autodiscover/":
        lowered = path.lower()
        kind = "autodiscover-json" if lowered.startswith(f"{_JSON}/") else PATHS.get(lowered)
    return kind


def _address(scope: Scope) -> str:
    """The address in the query or, for Outlook's JSON, at the end of the path; else nothing."""
    query: bytes = scope["query_string"][:MAX_QUERY]
    for part in query.split(b"&"):
        name, _, value = part.partition(b"=")
        if name.lower() in (b"emailaddress", b"email"):
            text = value.decode("latin-1")
            return unquote(text) if "%" in text else text
    last: str = scope["path"].rpartition("/")[2]
    return last if "@" in last else ""


def _header(scope: Scope, name: bytes) -> bytes:
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return next((value for key, value in headers if key == name), b"")


async def _body(receive: Receive) -> bytes | None:
    """The whole body; ``None`` where it is too large or the client has gone."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)
