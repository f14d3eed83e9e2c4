"""Whether Postfix's header checks refuse what every phone writes at the head of a message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailmend.configs.postfix import Postfix, Service, words
from mailmend.probes.server.host import Host, View

SETTING = "header_checks"
_PATTERNS = ("regexp:/", "pcre:/", "pcre2:/")
_REFUSES = re.compile(r"(?i)reject\b|[45]\d\d\s")


async def refused_header(
    host: Host, postfix: Postfix, service: Service, view: View
) -> tuple[str, str, str] | None:
    """Table, header and action of the first that is refused; ``None`` where none is.

    A service with a cleanup(8) of its own, or without these checks, is left alone.
    """
    own = {"cleanup_service_name", SETTING} & set(service.overrides)
    without = "no_header_body_checks" in postfix.value("receive_override_options", service)
    if own or without or "-o" in postfix.inner.get("cleanup", ("", 0))[0]:
        return None
    for table in words(postfix.value(SETTING)):
        if not table.removeprefix("proxy:").startswith(_PATTERNS):
            continue
        asked = "".join(f"{line}\n" for line in _headers(view))
        answered = await host.give(asked, "postmap", "-q", "-", table)
        for row in answered.stdout.split("\n")[:50]:
            header, _, action = row.partition("\t")
            if _REFUSES.match(action):
                return table, header, action
    return None


def _headers(view: View) -> Iterator[str]:
    """The header of a plain message from an iPhone, with nothing in it that is anybody's own."""
    yield "Subject: Hello"
    yield "Mime-Version: 1.0 (1.0)"
    yield "X-Mailer: iPhone Mail (21E236)"
    yield "Content-Type: text/plain; charset=us-ascii"
    yield "Content-Transfer-Encoding: 7bit"
    if re.fullmatch(r"[\w.+-]{1,64}@[\w.-]{1,253}", view.sender):
        yield f"From: {view.sender}"
    if re.fullmatch(r"[0-9A-Fa-f.:]{2,45}", view.client):
        yield f"Received: from {view.helo or 'smtpclient.apple'} (unknown [{view.client}])"
