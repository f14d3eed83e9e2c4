"""Log lines of Exim, with the wordings of its panels (cPanel, Hestia, Plesk)."""

from mailmend.errors.log_rules import LogRule

RULES: tuple[LogRule, ...] = (
    LogRule(
        r"(?:\*\*|==) .*(?:Authentication Required|authentication (?:is )?required"
        r"|authenticator failed"
        r"|authentication fail|must authenticate|\b53[05][ -])",
        "relayhost-auth-failed",
    ),
    LogRule(
        r"authenticator failed (?:H=|for [^\[]*\[[^\]]*\][^:]*(?::\d+[^:]*)?): 435",
        "auth-backend-error",
    ),
    LogRule(
        r"Unable to authenticate at present|authenticator .*(?:defer|unable to connect)",
        "auth-backend-error",
    ),
    LogRule(
        r"AUTH command used when not advertised|authentication mechanism not supported"
        r"|AUTH .*not (?:advertised|supported|available)",
        "auth-unavailable",
        "listener",
    ),
    LogRule(
        r"authenticator failed|authentication failed|Incorrect authentication data", "auth-failed"
    ),
    LogRule(
        r" SA: Action: (?:silently tossed|temporarily rejected|permanently rejected)",
        "content-rejected",
    ),
    LogRule(r" SA: ", "normal"),
    LogRule(
        r"rejected by local_scan|rejected after DATA: .*(?:spam|virus|malware|content)",
        "content-rejected",
    ),
    LogRule(r"closed by DROP in ACL", "connection-lost"),
    LogRule(r"closed by QUIT", "normal"),
    LogRule(r"sender verify (?:fail|defer)|Sender verify failed", "sender-rejected"),
    LogRule(r"rejected (?:EHLO|HELO)\b|remote host used my name", "helo-rejected"),
    LogRule(
        r"(?:temporarily )?rejected (?P<stage>RCPT|MAIL|VRFY|DATA|after DATA|connection)\b"
        r"(?:[^:]*<[^>]*>)?[^:]*: ?(?P<reply>.*)",
        "reply",
    ),
    LogRule(r"rejected (?:from|connection|message|by)\b[^:]*: ?(?P<reply>.*)", "reply"),
    LogRule(r"(?:\*\*|==) \S+@|\*\* \S+", "delivery-failed"),
    # A host that mail was to be handed on to.
    LogRule(r" H=[^:]*\]: SMTP (?:timeout after|error from remote)", "delivery-failed"),
    LogRule(r"\bP=\S*e?smtps?a\b|<= .* A=\w+:", "auth-ok"),
    LogRule(r"(?:<=|=>|->|>>|\*>) |Completed$|DKIM: ", "normal"),
    LogRule(
        r"TLS error|SSL_accept|gnutls_handshake|certificate (?:verification|verify)", "tls-error"
    ),
    LogRule(
        r"SMTP (?:protocol|syntax) (?:synchronization )?error|too many (?:syntax|unrecognized"
        r"|nonmail|non-mail)"
        r"|no MAIL in SMTP connection|unrecognized command|NULL character|SMTP protocol violation",
        "protocol-error",
    ),
    LogRule(
        r"no host name found|no IP address found|reverse DNS|lookup failed for all", "ptr-missing"
    ),
    LogRule(
        r"[Rr]ate-?limit|too many connections|Connection.*refused: too many|exceeded the max",
        "rate-limited",
    ),
    LogRule(
        r"lost while reading|connection .{0,200}lost|unexpected disconnection|SMTP (?:command"
        r"|data) timeout"
        r"|timed? ?out on connection|closed after|closed by|incomplete transaction"
        r"|connection reset",
        "connection-lost",
    ),
    LogRule(r"message too big|too large", "size-exceeded"),
    LogRule(r"relay not permitted|relaying denied", "relay-denied"),
    LogRule(r"refused (?:connection|from)|blacklist|in an RBL|DNSBL|dnslist", "ip-blocked"),
    LogRule(
        r"[Cc]onfiguration error|failed to expand|Failed to find \w+ |missing at end",
        "config-error",
    ),
    LogRule(r"[Gg]reylist", "greylisted"),
)
