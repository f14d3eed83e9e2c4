"""Published settings from the bytes of a request, where there is only one way to understand them.

What is asked for most, by mail programs that set up a mailbox, needs no parser. Every other
request, and each that says anything beyond that, is left to the parser and to ``Front``.
"""

from __future__ import annotations

import re

from mailmend.apps.web.published.answers import Answer, DomainAnswers
from mailmend.apps.web.published.shelf import Shelf

MAX_HEAD = 2048
"""Bytes of a head that is looked at here."""

_FIELD = (
    rb"(?:(?:user-agent|accept|accept-language|accept-encoding|cache-control|pragma|referer|via"
    rb"|dnt|priority|forwarded|x-(?:real-ip|request-id|forwarded-(?:for|proto|host|port))"
    rb"|sec-[a-z-]{1,30}): [ -~]{1,400}|connection: keep-alive)\r\n"
)
_ASKED = re.compile(
    rb"(?-i:GET) (?-i:/(?:mail|\.well-known/autoconfig/mail)/config-v1\.1\.xml"
    rb"|(?P<pacc>/\.well-known/user-agent-configuration\.json))"
    rb"(?:\?email(?:address)?=[a-z0-9._+-]{1,64}(?:@|%40)(?P<domain>[a-z0-9.-]{1,253}))?"
    rb" (?-i:HTTP)/1\.1\r\n"
    rb"(?:" + _FIELD + rb"){0,20}host: (?P<host>[a-z0-9.-]{1,253})(?::\d{1,5})?\r\n"
    rb"(?:" + _FIELD + rb"){0,20}\r\n",
    re.IGNORECASE,
)


def direct(shelf: Shelf, head: bytes) -> Answer | None:
    """The answer to a request that is whole, plain, and for settings that are published."""
    if len(head) > MAX_HEAD:
        return None
    asked = _ASKED.fullmatch(head)
    found = _domain(shelf, asked) if asked is not None else None
    if asked is None or found is None:
        return None
    return found.autoconfig if asked["pacc"] is None else found.pacc


def _domain(shelf: Shelf, asked: re.Match[bytes]) -> DomainAnswers | None:
    domain = asked["domain"]
    if domain is not None:
        return shelf.of_domain(domain.decode("ascii").lower())
    return shelf.of_host(asked["host"].decode("ascii"))
