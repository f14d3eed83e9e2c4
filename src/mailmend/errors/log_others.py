"""Log lines of Sendmail, OpenSMTPD, Courier, Cyrus, qmail, Haraka, nginx, Exchange and others."""

from mailmend.errors.log_rules import LogRule

SENDMAIL: tuple[LogRule, ...] = (
    LogRule(r"AUTH=client.*(?:fail|reject)", "relayhost-auth-failed"),
    LogRule(
        r"AUTH failure|possible SMTP attack: command=AUTH|authentication failure|AUTH_FAIL",
        "auth-failed",
    ),
    LogRule(r"AUTH=server.*authid=|AUTH=server.*mech=", "auth-ok"),
    LogRule(
        r"auth(?:entication)? mech(?:anism)? .*not (?:available|supported)|AUTH warning: no mech",
        "auth-unavailable",
    ),
    LogRule(
        r"ruleset=check_(?P<stage>relay|mail|rcpt),.{0,400}?reject=(?P<reply>[45]\d\d .*)", "reply"
    ),
    LogRule(r"reject=(?P<reply>[45]\d\d .*)", "reply"),
    LogRule(
        r"STARTTLS=\w+(?:, | ).*(?:error|fail|reject)|STARTTLS: .*error|TLS handshake fail",
        "tls-error",
    ),
    LogRule(
        r"did not issue MAIL|\[rejected\]|pre-greeting traffic|bad commands|possible SMTP attack"
        r"|premature",
        "protocol-error",
    ),
    LogRule(
        r"lost input channel|timeout waiting for input|premature EOM|connection reset|I/O error",
        "connection-lost",
    ),
    LogRule(r"stat=(?:Sent|queued)|stat=sent", "normal"),
    LogRule(r"\bto=.*(?:stat=|dsn=[45])|DSN: |return to sender", "delivery-failed"),
    LogRule(r"\.\.\. User unknown|User unknown", "recipient-unknown"),
    LogRule(r"Relaying denied", "relay-denied"),
    LogRule(r"rejecting connections|[Cc]onnection rate limit|Too many", "rate-limited"),
    LogRule(r"possibly forged|IP name lookup failed", "normal"),
    LogRule(r"message size|exceeds maximum", "size-exceeded"),
    LogRule(r"SYSERR|cannot open|config", "config-error"),
)

OPENSMTPD: tuple[LogRule, ...] = (
    LogRule(
        r"Failed command on session \w+: \"(?P<stage>[A-Za-z]+)[^\"]*\" => (?P<reply>[45]\d\d.*)",
        "reply",
    ),
    LogRule(r"smtp-out: (?:Error|Failed|Disabling)|(?:delivery|relay): \w+Fail", "delivery-failed"),
    LogRule(
        r"(?:failed-command"
        r"|bad-command).*command=\"(?P<stage>AUTH)\b[^\"]*\" result=\"(?P<reply>[^\"]*)",
        "reply",
    ),
    LogRule(
        r"failed-command.*command=\"(?P<stage>[A-Za-z]+)[^\"]*\" result=\"(?P<reply>[^\"]*)",
        "reply",
    ),
    LogRule(
        r"authentication.*(?:result=\"?(?:permfail|tempfail|fail))|result=permfail", "auth-failed"
    ),
    LogRule(r"event=authentication.*result=ok|authentication user=.*result=ok", "auth-ok"),
    LogRule(r"tls.*(?:error|fail)|event=tls-error|io-error.*SSL|SSL", "tls-error"),
    LogRule(r"bad-input", "protocol-error"),
    LogRule(r"result=\"?(?:PermFail|TempFail|Expired)", "delivery-failed"),
    LogRule(r"disconnected reason=\"?(?:timeout|io-error|disconnect)", "connection-lost"),
)

COURIER: tuple[LogRule, ...] = (
    LogRule(r"LOGIN FAILED|authentication (?:failed|error)", "auth-failed"),
    LogRule(r"LOGIN, user=|LOGIN: |, user=\S+.*protocol=", "auth-ok"),
    LogRule(r"msg=\"(?P<reply>[45]\d\d [^\"]*)", "reply"),
    LogRule(r"error,.*?: (?P<reply>[45]\d\d .*)", "reply"),
    LogRule(r"authdaemon|temporary failure", "auth-backend-error"),
    LogRule(r"couriertls|starttls", "tls-error"),
    LogRule(r"TIMEOUT|Disconnected|DISCONNECTED", "connection-lost"),
)

CYRUS: tuple[LogRule, ...] = (
    LogRule(r"badlogin|SASL\(-\d+\)|authentication failure", "auth-failed"),
    LogRule(r"User logged in|login: .*logged in", "auth-ok"),
    LogRule(r"(?:START)?TLS negotiation failed|TLS error|SSL error", "tls-error"),
    LogRule(
        r"saslauthd.*(?:refused|No such file)|cannot connect to saslauthd", "auth-backend-error"
    ),
    LogRule(r"[Ll]ost connection|Connection reset|timed out", "connection-lost"),
)

QMAIL: tuple[LogRule, ...] = (
    LogRule(r"vchkpw.*(?:password fail|not found|no password|null user|fail)", "auth-failed"),
    LogRule(r"vchkpw.*login success", "auth-ok"),
    LogRule(r"rblsmtpd|badiprbl|rbl", "ip-blocked"),
    LogRule(r"CHKUSER rejected (?:relaying|intrusion)", "relay-denied"),
    LogRule(r"CHKUSER rejected rcpt.*(?:not existing|unknown)", "recipient-unknown"),
    LogRule(r"CHKUSER rejected sender|badmailfrom", "sender-rejected"),
    LogRule(r"delivery \d+: (?:failure|deferral)", "delivery-failed"),
    LogRule(r"delivery \d+: success", "normal"),
    LogRule(r"(?P<reply>[45]\d\d .*)", "reply"),
)

NGINX: tuple[LogRule, ...] = (
    LogRule(
        r"client login failed: \"[^\"]*(?:not supported|unsupported)",
        "auth-unavailable",
        "listener",
    ),
    LogRule(
        r"client login failed: \"[^\"]*(?:[Tt]emporary|unavailable|[Ii]nternal)",
        "auth-backend-error",
    ),
    LogRule(r"client login failed", "auth-failed"),
    LogRule(r"client logged in", "auth-ok"),
    LogRule(r"could not be resolved", "ptr-missing"),
    LogRule(r"SSL_do_handshake|SSL handshake|SSL_read", "tls-error"),
    LogRule(r"sent invalid|invalid command|too long", "protocol-error"),
    LogRule(
        r"auth http server.*(?:timed out|sent invalid|closed)|auth http.*refused",
        "auth-backend-error",
    ),
    LogRule(r"timed out|prematurely|reset by peer|closed connection", "connection-lost"),
)

ANY: tuple[LogRule, ...] = (
    LogRule(
        r"(?i)login ok|logged in\b|login success|authentication succe|auth(?:enticated)? ok"
        r"|successful login",
        "auth-ok",
    ),
    LogRule(
        r"(?i)authentication (?:attempt .*rate-limited|failure|failed|error)"
        r"|auth(?:entication)? failed"
        r"|login (?:failed|error|denied|incorrect|rejected)|failed (?:\w{1,12} )?login"
        r"|failed to log ?in|invalid (?:password|credentials)"
        r"|re-authentication failure"
        r"|bad password|password mismatch|root login not allowed|authenticated: failed"
        r"|user \S{1,100} doesn't exist|apop secret|no such user:|badlogin"
        r"|reading authentication information|account not found|login (?:into|to) .* failed"
        r"|incorrect password|logon fail|logonfailed|unknown user name or bad password",
        "auth-failed",
    ),
    LogRule(
        r"(?i)unknown recipient|recipient unknown|user unknown|unknown user", "recipient-unknown"
    ),
    LogRule(
        r"(?i)found in DNS (?:black|block)list|dnsbl|\brbl\b|blacklisted|spamhaus", "ip-blocked"
    ),
    LogRule(r"(?i)relay(?:ing)? (?:access )?(?:denied|not permitted|attempt)", "relay-denied"),
    LogRule(r"(?i)greylist", "greylisted"),
    LogRule(
        r"(?i)spam attack|before SMTP greeting|protocol (?:error|violation)|syntax error",
        "protocol-error",
    ),
    LogRule(r"(?i)(?:ssl|tls).{0,40}(?:fail|error|alert)", "tls-error"),
    LogRule(r"(?<![\d.:])(?P<reply>[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3} .*)", "reply"),
    LogRule(
        r"opendmarc.* fail|policyd-spf.*[Ff]ail|opendkim.*(?:bad signature|fail)", "spf-dkim-dmarc"
    ),
    LogRule(r"(?i)identified spam|clean message|passed clean", "normal"),
    LogRule(r"Blocked (?:SPAM|INFECTED|BANNED|BAD-HEADER)", "content-rejected"),
    LogRule(r"(?i)virus|malware|is spam|spam detected", "content-rejected"),
    LogRule(r"(?i)rate.?limit|too many connections|throttl", "rate-limited"),
    LogRule(r"(?i)connection (?:lost|reset|timed out|closed unexpectedly)", "connection-lost"),
)
