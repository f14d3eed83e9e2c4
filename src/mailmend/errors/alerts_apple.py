"""The alerts of Mail on iOS, iPadOS and macOS, in all the wordings that are known."""

from dataclasses import dataclass

from mailmend.errors.reading import Stage


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert: its id in the catalogue, how it reads, and what it proves.

    In `pattern`, `@` is a quoted name or address, `#` a port; it is matched against text whose
    white space and quotation marks have been made uniform.  Alternatives at the end let a
    cut-off text match.  `causes` empty means those of the meaning.
    """

    id: str
    pattern: str
    meaning: str
    stage: Stage | None
    causes: str = ""
    strong: bool = True


_RCPT = """outgoing-username-blank outgoing-auth-none outgoing-ssl-off smtp-port-25-used
    permit-sasl-missing recipient-unknown recipient-address-typo sender-login-mismatch
    rbl-applied-to-submission helo-rejected-at-submission greylisting-at-submission
    client-ptr-required-at-submission sender-domain-rejected domain-still-local-after-migration
    smtp-hostname-wrong-server milter-or-policy-down spf-dmarc-checked-at-submission
    too-many-recipients"""

_SETTINGS = """password-changed-not-updated-outgoing username-needs-full-address
    username-wrong-format app-password-required oauth-required-basic-disabled
    smtp-auth-disabled-per-account password-wrong-both account-suspended auth-backend-down
    password-expired account-locked-out mfa-conditional-access-block rate-limit-hit
    rbl-applied-to-submission client-ip-banned helo-rejected-at-submission smtp-port-wrong-closed
    proxy-protocol-mismatch smtp-inspection-or-proxy outgoing-ssl-off"""

_TIMEOUT = """server-firewall-port-closed client-ip-banned submission-ports-blocked-by-network
    port-25-blocked-by-carrier mail-hostname-proxied-by-cdn dns-stale-after-migration
    starttls-on-implicit-port ipv6-path-broken smtp-service-down nat-hairpin-split-dns
    smtp-inspection-or-proxy vpn-or-private-dns-path device-network-restricted"""

_REFUSED = """smtp-port-wrong-closed submission-service-not-enabled smtp-service-down
    server-firewall-port-closed client-ip-banned submission-ports-blocked-by-network"""

ALERTS: tuple[Alert, ...] = (
    Alert(
        "D-RELAY",
        r"recipient @? ?was rejected by the server because it does(?: not|n't)(?: allow(?: rel\w*)?|$)"
        r"|because (?:it|the server) does not allow relaying",
        "relay-denied",
        "rcpt",
    ),
    Alert(
        "D-RCPT-UNKNOWN",
        r"recipient @? ?was rejected by the server because the user(?: is unkn\w*|$| is$)",
        "recipient-unknown",
        "rcpt",
    ),
    Alert(
        "D-RCPT-INVALID",
        r"recipient @? ?was rejected by the server because it is not(?: a valid)?",
        "recipient-unknown",
        "rcpt",
        "recipient-address-typo smtputf8-address-unsupported recipient-unknown",
    ),
    Alert(
        "D-RCPT-1",
        r"recipient @? ?was rejected by the server",
        "recipient-refused",
        "rcpt",
        _RCPT,
        strong=False,
    ),
    Alert(
        "D-RCPT-N",
        r"recipients? @? ?(?:@? ?,? ?(?:and )?)*were rejected by the server",
        "recipient-refused",
        "rcpt",
        _RCPT,
        strong=False,
    ),
    Alert(
        "D-LIMIT",
        r"sending the message failed because you(?: exceeded| have exceeded)?|you exceeded your sending limit",
        "rate-limited",
        None,
        "sending-limit-hit rate-limit-hit",
    ),
    Alert(
        "D-SENDER",
        r"sender(?:'s)? address @? ?was rejected by the server|sender address @ was rej",
        "sender-rejected",
        "mail",
        """sender-login-mismatch from-address-differs-from-login outgoing-ssl-off
        outgoing-username-blank outgoing-auth-none sender-domain-rejected sender-address-malformed
        rate-limit-hit queue-disk-full outgoing-auth-mechanism-unsupported""",
        strong=False,
    ),
    Alert(
        "D-NOPW",
        r"no password provided",
        "auth-failed",
        "auth",
        """outgoing-password-blank restore-without-passwords restore-icloud-new-device
        restore-thisdeviceonly-items""",
    ),
    Alert(
        "D-LOGIN",
        r"user ?name (?:or|and) password (?:for )?@? ?(?:is|are) (?:incorrect|invalid|not correct)",
        "auth-failed",
        "auth",
        """password-changed-not-updated-outgoing password-wrong-both username-needs-full-address
        username-wrong-format app-password-required oauth-required-basic-disabled
        ios-setup-picks-port-25 smtp-port-25-used outgoing-ssl-off
        outgoing-auth-mechanism-unsupported sasl-not-enabled-on-service separate-smtp-credentials
        smtp-hostname-wrong-server smtp-hostname-old-provider cram-md5-hash-mismatch
        account-deleted account-locked-out auth-backend-rejects-all""",
    ),
    Alert(
        "D-LOGINDIS",
        r"logins are disabled for",
        "auth-unavailable",
        "auth",
        "account-suspended outgoing-ssl-off",
    ),
    Alert(
        "D-SSL",
        r"check the ssl setting(?:s)? for the outgoing server",
        "tls-error",
        "starttls",
        """outgoing-ssl-on-plain-server outgoing-ssl-off app-password-required
        tls-cert-file-unreadable milter-or-policy-down smtp-inspection-or-proxy
        oauth-required-basic-disabled smtp-port-25-used""",
        strong=False,
    ),
    Alert(
        "D-SETTINGS",
        r"check the account settings for the outgoing server",
        "auth-failed",
        "auth",
        _SETTINGS,
        strong=False,
    ),
    Alert(
        "D-NOCONN",
        r"connection to the outgoing server @? ?failed|additional outgoing mail servers can be configured",
        "connection",
        "connect",
        """outgoing-auth-mechanism-unsupported outgoing-ssl-off sasl-not-enabled-on-service
        auth-hidden-for-network smtp-port-25-used auth-backend-down smtp-hostname-wrong-server
        smtp-server-switched-off smtp-inspection-or-proxy server-firewall-port-closed
        smtp-service-down""",
        strong=False,
    ),
    Alert(
        "D-NOSERVER",
        r"check the settings for the outgoing servers? in settings",
        "other",
        None,
        "smtp-server-switched-off smtp-server-list-empty restore-smtp-account-orphaned",
    ),
    Alert(
        "D-NOHOST",
        r"you have not specified an smtp server",
        "other",
        None,
        "smtp-server-list-empty restore-smtp-account-orphaned smtp-hostname-typo-nxdomain",
    ),
    Alert(
        "D-TIMEOUT",
        r"connection to the server @? ?on port #? ?timed out|connection to the server @ timed out",
        "connection",
        "connect",
        _TIMEOUT,
    ),
    Alert(
        "D-REFUSED",
        r"server @? ?refused to allow a connection(?: on port #)?",
        "connection",
        "connect",
        _REFUSED,
    ),
    Alert(
        "D-SSLCONN",
        r"unable to connect to (?:the )?server @? ?using ssl(?: on port #)?|verify that this server supports ssl",
        "tls-error",
        "tls",
        """implicit-tls-on-starttls-port outgoing-ssl-on-plain-server smtp-port-wrong-closed
        submission-service-not-enabled smtp-service-down tls-version-too-old-on-server
        tls-version-too-new-for-device tls-no-shared-cipher cert-violates-apple-policy
        ios-trust-prompt-suppressed tls-cert-file-unreadable""",
        strong=False,
    ),
    Alert(
        "D-UNREACH",
        r"server @? ?cannot be contacted(?: on port #)?",
        "connection",
        "connect",
        "ipv6-path-broken vpn-or-private-dns-path dns-record-missing-or-wrong device-network-restricted",
    ),
    Alert(
        "D-NORESP",
        r"(?:mail|smtp|imap|pop) server @? ?is not responding",
        "connection",
        "connect",
        """smtp-hostname-typo-nxdomain dns-record-missing-or-wrong server-firewall-port-closed
        smtp-service-down vpn-or-private-dns-path auth-backend-down client-ip-banned
        starttls-on-implicit-port""",
    ),
    Alert(
        "D-CERT-EXPIRED",
        r"certificate for this server has expired|certificate (?:for the server )?has expired",
        "tls-error",
        "tls",
        "cert-expired device-date-wrong cert-differs-per-service-or-sni",
    ),
    Alert(
        "D-CERT-NOROOT",
        r"there is no root certificate for this server",
        "tls-error",
        "tls",
        "cert-self-signed-or-private-ca cert-chain-incomplete smtp-inspection-or-proxy",
    ),
    Alert(
        "D-CERT-ROOT",
        r"root certificate for this server could not be verified",
        "tls-error",
        "tls",
        "cert-self-signed-or-private-ca cert-chain-incomplete smtp-inspection-or-proxy",
    ),
    Alert(
        "D-CERT-NAME",
        r"certificate host ?name does not match",
        "tls-error",
        "tls",
        "cert-hostname-mismatch smtp-hostname-wrong-server cert-differs-per-service-or-sni",
    ),
    Alert(
        "D-CERT-INVALID",
        r"certificate for the server is invalid|certificate for this server is invalid",
        "tls-error",
        "tls",
        "cert-violates-apple-policy cert-self-signed-or-private-ca cert-hostname-mismatch",
    ),
    Alert(
        "D-CERT-FORMAT",
        r"format of the certificate for the server is bad",
        "tls-error",
        "tls",
        "cert-violates-apple-policy",
    ),
    Alert(
        "D-IDENTITY",
        r"cannot verify server identity|identity of @? ?cannot be verified",
        "tls-error",
        "tls",
        """cert-hostname-mismatch cert-self-signed-or-private-ca cert-expired cert-chain-incomplete
        device-date-wrong cert-differs-per-service-or-sni smtp-inspection-or-proxy""",
    ),
    Alert(
        "D-AUTHUNSUP",
        r"server @? ?does(?:n't| not) support (?:[\w ()/-]{1,40} )?authentication",
        "auth-unavailable",
        "auth",
        "outgoing-auth-mechanism-unsupported outgoing-ssl-off smtp-port-25-used sasl-not-enabled-on-service",
    ),
    Alert(
        "D-TOOBIG2",
        r"message was rejected by the server because it is too large",
        "size-exceeded",
        None,
        "message-too-large",
    ),
    Alert(
        "D-TOOBIG",
        r"your message has size .{1,30}, which exceeds|the maximum allowed by the server",
        "size-exceeded",
        None,
        "message-too-large",
    ),
    Alert(
        "D-REJECTED",
        r"message was rejected by the server(?! because)",
        "policy",
        None,
        "eas-message-rejected-other ios-11-0-eas-send-bug",
        strong=False,
    ),
    Alert(
        "D-CONTENT",
        r"sending the (?:message content|content of the message) to the server failed",
        "content-rejected",
        "end-of-data",
        """content-filter-reject message-too-large sending-limit-hit sender-mailbox-over-quota
        spf-dmarc-checked-at-submission outgoing-suspended-or-held""",
        strong=False,
    ),
    Alert(
        "D-LATER",
        r"mail will try to send the message again later",
        "server-error",
        "end-of-data",
        "milter-or-policy-down rate-limit-hit greylisting-at-submission queue-disk-full",
        strong=False,
    ),
    Alert(
        "D-GENERIC",
        r"an error occurred while delivering this message via the smtp server",
        "other",
        None,
        strong=False,
    ),
    Alert(
        "D-UNRECOG",
        r"verify that you have addressed this message correctly",
        "recipient-refused",
        "rcpt",
        _RCPT,
        strong=False,
    ),
)
