"""The world of ``--no-network``: the clock runs, nothing is asked and nothing is dialled."""

from __future__ import annotations

from mailmend.facts import DnsAnswer, TlsSession
from mailmend.io.clock import RealClock
from mailmend.world import ConnectFailed, Connection, WebAnswer, World

WHY = "the network is not to be used"


def no_network_world() -> World:
    """A world in which everything outside is not looked at; see ``DnsStatus`` ``not-asked``."""
    nothing = _NoNetwork()
    return World(nothing, nothing, nothing, RealClock())


def not_asked(name: str, rtype: str, why: str) -> DnsAnswer:
    """The answer to a question that was not put."""
    return DnsAnswer(name=name, rtype=rtype, status="not-asked", raw=why, server="")


class _NoNetwork:
    """Answers everything with: not looked at."""

    async def ask(self, name: str, rtype: str) -> DnsAnswer:
        return not_asked(name, rtype, WHY)

    async def ask_authority(self, name: str, rtype: str) -> DnsAnswer | None:
        return None

    async def get(self, url: str) -> WebAnswer:
        return WebAnswer(url, 0, problem=WHY)

    async def post_xml(self, url: str, body: str) -> WebAnswer:
        return WebAnswer(url, 0, problem=WHY)

    async def connect(self, host: str, address: str, port: int, purpose: str) -> Connection:
        raise ConnectFailed("not-allowed", WHY)

    async def tls_offer(self, host: str, address: str, port: int, offer: str) -> TlsSession:
        return TlsSession(ok=False, failure="closed", detail=WHY)
