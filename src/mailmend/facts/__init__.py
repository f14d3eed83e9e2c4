"""What can be seen: the closed vocabulary of facts.

Every fact carries its source, vantage, time and raw text. A cause is judged from these and from
nothing else. A new kind of fact is a change of language and gets a decision record.
"""

from mailmend.facts.base import Fact, NotObserved, Reported
from mailmend.facts.collection import Facts
from mailmend.facts.derived import Obstacle, Progress, Repair, Replay, SettingChange
from mailmend.facts.dns import DnsAnswer, DnsStatus, SrvTarget
from mailmend.facts.logged import (
    FaultKind,
    LoggedFault,
    LoggedLogin,
    LoggedOutcome,
    LoggedSession,
)
from mailmend.facts.mailbox import LoginOutcome, MailboxDialogue
from mailmend.facts.published import PublishedServer, PublishedSettings
from mailmend.facts.smtp import Reply, SmtpDialogue, SmtpStep, Stage
from mailmend.facts.tcp import TcpOutcome, TcpResult
from mailmend.facts.tls import Certificate, TlsProbe, TlsSession

__all__ = [
    "Certificate",
    "DnsAnswer",
    "DnsStatus",
    "Fact",
    "Facts",
    "FaultKind",
    "LoggedFault",
    "LoggedLogin",
    "LoggedOutcome",
    "LoggedSession",
    "LoginOutcome",
    "MailboxDialogue",
    "NotObserved",
    "Obstacle",
    "Progress",
    "PublishedServer",
    "PublishedSettings",
    "Repair",
    "Replay",
    "Reply",
    "Reported",
    "SettingChange",
    "SmtpDialogue",
    "SmtpStep",
    "SrvTarget",
    "Stage",
    "TcpOutcome",
    "TcpResult",
    "TlsProbe",
    "TlsSession",
]
