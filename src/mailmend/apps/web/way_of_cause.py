"""Where the way breaks when only a cause is known and no device's settings to replay. Pure."""

from __future__ import annotations

from mailmend.apps.render.blocks import Way
from mailmend.apps.render.way import NAMES, until, way_of
from mailmend.facts import DnsAnswer, Fact, SmtpDialogue, TcpResult, TlsSession
from mailmend.report import Judgement, Report
from mailmend.verdict import Where


def drawn_way(report: Report) -> Way | None:
    """The way as the device goes it, else up to where the proven cause breaks it."""
    way = way_of(report)
    if way is not None or not report.found or report.found[0].status != "proven":
        return way
    broken = _broken(report.found[0])
    return until(broken, None) if broken else None


def _broken(cause: Judgement) -> str | None:
    """The first stop that one of the cause's facts shows not to be passed."""
    stops = [stop for fact in cause.because if (stop := _stop(fact, cause.cause.where))]
    return min(stops, key=NAMES.index, default=None)


def _stop(fact: Fact, where: Where) -> str | None:
    match fact:
        case DnsAnswer() if where == "dns":
            return "name"
        case TcpResult() if fact.outcome not in ("open", "not-allowed"):
            return "server" if fact.outcome == "refused" else "network"
        case SmtpDialogue() if fact.tls is not None and not _is_good(fact.tls):
            return "encryption"
        case SmtpDialogue() if not fact.speaks_smtp:
            return "server"
    return None


def _is_good(session: TlsSession) -> bool:
    leaf = session.certificate
    return session.ok and (leaf is None or leaf.acceptable)
