"""Whatever a server's tools print, reading it comes to an end and breaks nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from zlib import crc32

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailmend.case import Case
from mailmend.conclude import conclude, derive
from mailmend.devices import client_for
from mailmend.discover import causes
from mailmend.probes.server.host import ELSEWHERE, View
from mailmend.probes.server.observe import observe_server
from mailmend.secret import Secret
from mailmend.world import CommandResult
from tests.probes.server.shell import Names, inner
from tests.probes.server.test_observe import POSTCONF

OWN = "a@b.test"
VIEW = View("203.0.113.9", "h.test", OWN, OWN, ELSEWHERE, "b.test", "m.test", OWN)
NAMES = Names({("b.test", "MX"): ("10 m.b.test.",), ("m.b.test", "A"): ("192.0.2.1",)})
SEEDS = r"""smtp inet n - y - - smtpd
submission inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
smtpd_sasl_type = cyrus
relayhost = [x]:587
smtpd_sender_restrictions = check_sender_access hash:/a, reject_unlisted_sender
transport_maps = hash:/a, mysql:/b.cf
begin acl
acl_smtp_rcpt = check
check:
deny
begin routers
route_list = * x
passdb {
}
[[
{"nftables": [
{"nftables": [{"rule": {"expr": [{"match": {"left": {"meta": {}}}}]}}]}
{"sender": 1, "recipients": [{"delay_reason": 2}]}
*filter
:INPUT DROP [0:0]
-A INPUT -j x
-A INPUT -s
-A INPUT -m set --match-set x src -j DROP
-----BEGIN CERTIFICATE-----
QQ==
-----END CERTIFICATE-----
LISTEN 0 1 *:587
nameserver 1.1.1.1
passdb: a
  user      : a
>>> processing "deny" (/x 9)
>>> end of ACL "x": DENY
Quota name=x Type=STORAGE Value=9 Limit=1
%"""
WORDS = st.sampled_from([*SEEDS.split("\n"), "\x1b[2J", "\0", "2026-11-25T03:02:34+00:00"])
TEXT = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=25).map("\n".join)


class Babbling:
    """A shell whose every command prints something of a few texts."""

    def __init__(self, texts: Sequence[str], statuses: Sequence[int | None]) -> None:
        self.texts, self.statuses = texts, statuses

    async def run(
        self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
    ) -> CommandResult:
        """Something; the file system and Postfix are there most of the time."""
        words = inner(argv) or ("",)
        at = crc32(repr(words).encode()) % len(self.texts)
        text, status = self.texts[at], self.statuses[at % len(self.statuses)]
        if words[0] == "stat":
            rows = (f"regular file|644|root|root|9|1|{path}\n" for path in words[5:])
            return CommandResult(0, "".join(rows))
        if words[:2] == ("postconf", "-x"):
            return CommandResult(0, POSTCONF + text)
        return CommandResult(status, text, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(TEXT, min_size=1, max_size=6),
    st.lists(st.sampled_from([0, 0, 0, 1, 2, 127, None]), min_size=1, max_size=4),
)
def test_any_output_is_read_and_judged(texts: list[str], statuses: list[int | None]) -> None:
    """To facts, and on to verdicts."""
    shell = Babbling(texts, statuses)
    seen = asyncio.run(observe_server(shell, NAMES, VIEW, budget_s=30, secret=Secret("x")))
    case = Case(OWN)
    report = conclude(case, derive(case, client_for(case), seen.facts), causes(), elapsed_s=0.0)
    assert len(report.facts) >= len(seen.facts) > 0
