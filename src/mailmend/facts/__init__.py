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
from mailmend.facts.server import (
    Ban,
    DomainRole,
    FirewallDecision,
    Helper,
    Listener,
    MailServer,
    QueueSpace,
    RestrictionTrace,
    RuleKind,
    ServerFact,
    ServerFile,
    SubmissionService,
)
from mailmend.facts.server_state import (
    CertificateOnDisk,
    CertificateServed,
    Delayed,
    LookupTable,
    MailQueue,
    MailRoute,
    NameOverride,
    ServerAccount,
    ServerResolver,
    Upstream,
)
from mailmend.facts.smtp import Reply, SmtpDialogue, SmtpStep, Stage
from mailmend.facts.tcp import TcpOutcome, TcpResult
from mailmend.facts.tls import Certificate, TlsProbe, TlsSession

__all__ = [
    "Ban",
    "Certificate",
    "CertificateOnDisk",
    "CertificateServed",
    "Delayed",
    "DnsAnswer",
    "DnsStatus",
    "DomainRole",
    "Fact",
    "Facts",
    "FaultKind",
    "FirewallDecision",
    "Helper",
    "Listener",
    "LoggedFault",
    "LoggedLogin",
    "LoggedOutcome",
    "LoggedSession",
    "LoginOutcome",
    "LookupTable",
    "MailQueue",
    "MailRoute",
    "MailServer",
    "MailboxDialogue",
    "NameOverride",
    "NotObserved",
    "Obstacle",
    "Progress",
    "PublishedServer",
    "PublishedSettings",
    "QueueSpace",
    "Repair",
    "Replay",
    "Reply",
    "Reported",
    "RestrictionTrace",
    "RuleKind",
    "ServerAccount",
    "ServerFact",
    "ServerFile",
    "ServerResolver",
    "SettingChange",
    "SmtpDialogue",
    "SmtpStep",
    "SrvTarget",
    "Stage",
    "SubmissionService",
    "TcpOutcome",
    "TcpResult",
    "TlsProbe",
    "TlsSession",
    "Upstream",
]
