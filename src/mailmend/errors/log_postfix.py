"""Log lines of Postfix and of the policy servers beside it."""

from mailmend.errors.log_rules import LogRule

RULES: tuple[LogRule, ...] = (
    # Its own smart host would not let it log in.
    LogRule(
        r"SASL authentication failed; (?:server|cannot)|no auth info found|smtp_sasl_passwd_lookup"
        r"|SASL authentication failed: |to=<.*status=(?:deferred"
        r"|bounced).*(?:authentication required"
        r"|Authentication Required|must authenticate|\b53[05][ -]5\.7\.)",
        "relayhost-auth-failed",
    ),
    LogRule(r"status=sent\b|proxy-accept:|\bremoved$", "normal"),
    LogRule(
        r"status=(?:bounced|deferred|expired|force-expired|undeliverable)\b", "delivery-failed"
    ),
    # Refusals: the reply follows the command.
    LogRule(
        r"reject: CONNECT from .*(?:too many connections|all (?:server|screening) ports busy)",
        "rate-limited",
    ),
    LogRule(
        r"proxy-reject: END-OF-MESSAGE|\bdiscard: |: discard$|milter-discard", "content-rejected"
    ),
    LogRule(
        r"(?:milter-)?reject(?:_warning)?: (?P<stage>[A-Z-]+)(?: \S+)? from [^:]*(?::\d+)?: "
        r"(?P<reply>[45]\d\d .*?)(?:; (?:from|to|proto|client)=|$)",
        "reply",
    ),
    LogRule(r"reject: (?:body|header|mime)", "content-rejected"),
    LogRule(r"\breject: .*?: (?P<reply>[45]\d\d .*?)(?:; (?:from|to)=|$)", "reply"),
    LogRule(
        r"NOQUEUE: (?:filter|warn|prepend|info|redirect|bcc|hold)|: (?:prepend|warning): header"
        r"|: info: header|sasl_exceptions",
        "normal",
    ),
    # Outgoing deliveries of accepted mail.
    LogRule(
        r"(?:\bhost \S+ (?:said|refused to talk to me):|lost connection with |conversation with )",
        "delivery-failed",
    ),
    LogRule(r"SSL_connect error|certificate verification failed for ", "tls-error"),
    LogRule(
        r"\bconnect to (?!Milter|Dovecot|private)\S+\[\S*\](?::\d+)?: |connect to \S+:\d+: ",
        "delivery-failed",
    ),
    # Logging in.
    LogRule(
        r"SASL: Connect to |cannot connect to saslauthd|no SASL authentication mechanisms"
        r"|authentication failed: (?:generic failure|[Tt]emporary|[Cc]onnection lost|internal)"
        r"|SASL (?:per-connection )?(?:library|server|plugin)?.*(?:initialization|init) "
        r"|unknown (?:auth|SASL)|SASL authentication problem|xsasl_\w+|auth socket"
        r"|authentication failed: .*auth(?:entication)? server",
        "auth-backend-error",
    ),
    LogRule(
        r"authentication failed: (?:[Ii]nvalid authentication mechanism|no mechanism)"
        r"|no SASL support|unsupported SASL|authentication not enabled",
        "auth-unavailable",
        "mechanism",
    ),
    LogRule(
        r"authentication fail(?:ed|ure)|lost connection after AUTH|timeout after AUTH",
        "auth-failed",
    ),
    LogRule(r"\bsasl_method=|\bauth=[1-9]\d*(?![\d/])", "auth-ok"),
    LogRule(r"\bauth=0/\d", "auth-failed"),
    # TLS.
    LogRule(
        r"SSL_accept (?:error|:)|TLS library problem|lost connection after STARTTLS"
        r"|timeout after STARTTLS|cannot (?:get|load) (?:\S+ )?(?:certificate|private key|key)"
        r"|no shared cipher|TLS handshake fail|disabling TLS support",
        "tls-error",
    ),
    # Block lists, postscreen, limits.
    LogRule(r"listed by domain \S*(?:dnswl|allow|white)|(?:ALLOW|WHITE)LIST", "normal"),
    LogRule(r"DNSBL rank|(?:BLACK|DENY)LISTED|listed by domain|blocked using", "ip-blocked"),
    LogRule(
        r"(?:rate|concurrency|count|recipients?) limit exceeded|limit exceeded: \d"
        r"|too many (?:connections|messages|recipients)",
        "rate-limited",
    ),
    LogRule(r"statistics: ", "normal"),
    LogRule(r"\baction=greylist|Greylist|greylisted", "greylisted"),
    LogRule(
        r"PREGREET|COMMAND (?:PIPELINING|COUNT|LENGTH|TIME)|BARE NEWLINE|NON-SMTP|non-SMTP command"
        r"|improper command pipelining|bare <LF>|too many errors|Illegal address syntax"
        r"|command line too long|too many commands|Protocol error",
        "protocol-error",
    ),
    LogRule(
        r"does not resolve to address|hostname \S+ verification failed|reverse name", "ptr-missing"
    ),
    LogRule(
        r"lost connection after|timeout after|HANGUP|lost input channel|too much time",
        "connection-lost",
    ),
    LogRule(r"message file too big|queue file size limit|size limit exceeded", "size-exceeded"),
    LogRule(
        r"not enough free space|Insufficient system storage|connect to Milter service"
        r"|problem talking to server|milter .*(?:refused|fail|timeout)|queue file write error",
        "server-error",
        "policy-down",
    ),
    LogRule(
        r"fatal: .*(?:parameter|main\.cf|master\.cf|configuration|unsupported dictionary"
        r"|bad \w+ value"
        r"|open (?:database|lock|/)|no such (?:file|user|group)|lookup error|config variable"
        r"|unknown service"
        r"|bind |usage)|bad command startup|error: open|unused parameter|is not owned by"
        r"|Server configuration (?:error|problem)|undefined parameter|overriding earlier entry",
        "config-error",
    ),
)
