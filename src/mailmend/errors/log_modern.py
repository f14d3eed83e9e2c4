"""Log lines of Stalwart, James, maddy, Haraka and Barracuda's gateways."""

from mailmend.errors.log_rules import LogRule

# An event is named in brackets behind its description, as in `(smtp.relay-not-allowed)`; names
# that look like those of hosts are known by their descriptions too.  Before version 0.10 the lines
# had fields instead.  `delivery.` is mail on its way to other servers.
STALWART: tuple[LogRule, ...] = (
    LogRule(r"Authentication error \(|\(smtp\.missing-auth-directory\)", "auth-backend-error"),
    LogRule(
        r"Authentication failed \(|\(auth\.(?:too-many-attempts|token-expired|missing-totp)\)"
        r"|context=\"auth\".*(?:result|event)=\"(?:failed|too-many-failures)",
        "auth-failed",
    ),
    LogRule(r"Authentication successful \(|context=\"auth\".*result=\"success", "auth-ok"),
    LogRule(r"\(security\.[a-z]+-ban\)|\(security\.ip-blocked\)", "ip-blocked", "ban"),
    LogRule(r"\(smtp\.auth-mechanism-not-supported\)", "auth-unavailable", "mechanism"),
    LogRule(r"\(smtp\.auth-not-allowed\)", "auth-unavailable", "listener"),
    LogRule(r"\(smtp\.relay-not-allowed\)|context=\"rcpt\".*relay", "relay-denied"),
    LogRule(r"\(smtp\.mail-from-unauthenticated\)", "auth-required"),
    LogRule(r"\(smtp\.mail-from-(?:unauthorized|not-allowed)\)", "sender-rejected", "sender-login"),
    LogRule(r"\(smtp\.invalid-sender-address\)", "sender-rejected", "sender-domain"),
    LogRule(r"\(smtp\.mailbox-does-not-exist\)|\(smtp\.invalid-recipient", "recipient-unknown"),
    LogRule(r"\(smtp\.rcpt-to-greylisted\)", "greylisted"),
    LogRule(r"\(smtp\.(?:too-many|rate-limit|concurrency|transfer-limit)[a-z-]*\)", "rate-limited"),
    LogRule(r"\(limit\.[a-z-]+\)", "rate-limited"),
    LogRule(r"\(smtp\.(?:message-too-large|request-too-large)\)", "size-exceeded"),
    LogRule(r"\(smtp\.(?:invalid-ehlo|did-not-say-ehlo|ehlo-expected)\)", "helo-rejected"),
    LogRule(r"\(smtp\.(?:dmarc|dkim|arc|spf-[a-z]+)-fail\)", "spf-dkim-dmarc"),
    LogRule(r"\(smtp\.iprev-fail\)", "ptr-missing"),
    LogRule(r"\(tls\.[a-z-]*error\)|\(smtp\.start-tls-unavailable\)", "tls-error"),
    LogRule(r"\(tls\.(?:not-configured|[a-z-]*certificate[a-z-]*)\)", "config-error"),
    LogRule(
        r"\(smtp\.(?:syntax-error|invalid-command|command-not-implemented|invalid-parameter"
        r"|unsupported-parameter|multiple-mail-from)\)",
        "protocol-error",
    ),
    LogRule(r"\(smtp\.time-limit-exceeded\)", "connection-lost"),
    LogRule(
        r"\(delivery\.(?:dsn-(?:temp|perm)-fail|[a-z-]*(?:failed|rejected|error|disabled)"
        r"|null-mx|double-bounce|start-tls-unavailable)\)",
        "delivery-failed",
    ),
    LogRule(r"\((?:smtp|delivery|network|queue|spam)\.[a-z-]+\)", "normal"),
)

JAMES: tuple[LogRule, ...] = (
    LogRule(r"Authentication is required for sending", "auth-required"),
    LogRule(r"AUTH method .* unrecognized authentication type", "auth-unavailable", "mechanism"),
    LogRule(r"Invalid EHLO argument|Invalid HELO argument", "helo-rejected"),
    LogRule(r"exceeding (?:system )?maximum message size", "size-exceeded"),
    LogRule(r"RemoteDelivery.*(?:[Ee]xception|[Ff]ail)|permanent failure", "delivery-failed"),
)

MADDY: tuple[LogRule, ...] = (
    LogRule(r"authentication failed due to an internal error", "auth-backend-error"),
    LogRule(r"authentication failed\b", "auth-failed"),
    LogRule(r"\"smtp_code\":(?P<reply>[45]\d\d.*)", "reply"),
)

# The last numbers behind SEND are the outcome: 1 is handed over, the others are not.
BARRACUDA: tuple[LogRule, ...] = (
    LogRule(r" SEND \S+ [2-9] ", "delivery-failed"),
    LogRule(r" SEND \S+ 1 ", "normal"),
)

HARAKA: tuple[LogRule, ...] = (
    LogRule(r"\] S: (?P<reply>[45]\d\d[ -].*)", "reply"),
    LogRule(
        r"\[outbound\].*(?:[Ff]ailed|timed out|[Bb]ounc|refused|defer|\b[45]\d\d )",
        "delivery-failed",
    ),
    LogRule(r"\[auth/\S*\].*(?:fail|invalid|mismatch)", "auth-failed"),
    LogRule(r"\] S: 235 ", "auth-ok"),
)
