"""Log lines of Dovecot: logins by IMAP, POP3, ManageSieve and submission, and its auth process."""

from mailmend.errors.log_rules import LogRule

RULES: tuple[LogRule, ...] = (
    LogRule(r"\bLogin: user=|login: Login:|: Logged in", "auth-ok"),
    LogRule(
        r"tried to use (?:disallowed|disabled|unsupported)|[Pp]laintext auth|[Cc]leartext auth"
        r"|[Uu]nsupported auth",
        "auth-unavailable",
        "listener",
    ),
    LogRule(
        r"TLS handshak|SSL_accept|SSL_read|ssl.*(?:handshake|alert)|TLS.*failed|SSL error",
        "tls-error",
    ),
    LogRule(
        r"auth(?:-worker)?(?:\(\S*\))?: (?:Error|Fatal|Panic)|Auth (?:process|server|connection"
        r"|worker)"
        r"|[Tt]emporary (?:auth|internal|login)|missing passwd|auth.*(?:connect\(|Can't connect"
        r"|not connected)"
        r"|Authentication server|ldap.*(?:Can't contact|bind failed|timed out)|userdb.*(?:fail"
        r"|error)"
        r"|internal failure|auth-master|Internal auth",
        "auth-backend-error",
    ),
    LogRule(
        r"auth[ _]failed|[Pp]assword mismatch|unknown user|pam_authenticate\(\) failed"
        r"|invalid credentials"
        r"|[Aa]uthentication fail|scheme, but we have only|allow_nets check failed|given password"
        r"|user (?:disabled|not allowed)|account (?:disabled|expired)|[Ii]nvalid password",
        "auth-failed",
    ),
    LogRule(r"rip=.*no auth attempts|no auth attempts|before auth was ready", "connection-lost"),
    LogRule(
        r"-login: .*(?:Disconnected|Aborted|Inactivity|Connection closed|Connection reset)",
        "connection-lost",
    ),
    LogRule(
        r"Maximum number of connections|too many|client_limit|process_limit|user_limit",
        "rate-limited",
    ),
    LogRule(r"[Qq]uota exceeded|over quota", "mailbox-full"),
    LogRule(
        r"Fatal: |doveconf|[Ee]rror in configuration|Invalid settings|Unknown setting",
        "config-error",
    ),
    LogRule(r"relay access denied|Relay access denied", "relay-denied"),
)
