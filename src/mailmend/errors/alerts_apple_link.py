"""The alerts of Mail on iOS, iPadOS and macOS about the connection and the certificate."""

from mailmend.errors.alert import Alert

ALERTS: tuple[Alert, ...] = (
    Alert(
        "D-SSL",
        "check the ssl setting",
        r"check the ssl settings? for the outgoing server(?: @)?",
        "tls-error",
        "starttls",
        """outgoing-ssl-on-plain-server outgoing-ssl-off app-password-required
        tls-cert-file-unreadable milter-or-policy-down smtp-inspection-or-proxy
        oauth-required-basic-disabled smtp-port-25-used""",
        strong=False,
    ),
    Alert(
        "D-NOCONN",
        "connection to the outgoing|additional outgoing",
        (
            r"connection to the outgoing server @? ?failed"
            r"|additional outgoing mail servers can be configured"
        ),
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
        "check the settings for the outgoing",
        r"check the settings for the outgoing servers? in settings",
        "other",
        None,
        "smtp-server-switched-off smtp-server-list-empty restore-smtp-account-orphaned",
    ),
    Alert(
        "D-NOHOST",
        "not specified an smtp server",
        r"you have not specified an smtp server",
        "other",
        None,
        "smtp-server-list-empty restore-smtp-account-orphaned smtp-hostname-typo-nxdomain",
    ),
    Alert(
        "D-TIMEOUT",
        "timed out",
        (
            r"connection to the server @? ?on port #? ?timed out"
            r"|connection to the server @ timed out"
        ),
        "connection",
        "connect",
        """server-firewall-port-closed client-ip-banned submission-ports-blocked-by-network
        port-25-blocked-by-carrier mail-hostname-proxied-by-cdn dns-stale-after-migration
        starttls-on-implicit-port ipv6-path-broken smtp-service-down nat-hairpin-split-dns
        smtp-inspection-or-proxy vpn-or-private-dns-path device-network-restricted""",
    ),
    Alert(
        "D-REFUSED",
        "refused to allow a connection",
        r"server @? ?refused to allow a connection(?: on port #)?",
        "connection",
        "connect",
        """smtp-port-wrong-closed submission-service-not-enabled smtp-service-down
        server-firewall-port-closed client-ip-banned submission-ports-blocked-by-network""",
    ),
    Alert(
        "D-SSLCONN",
        "using ssl|server supports ssl",
        (
            r"unable to connect to (?:the )?server @? ?using ssl(?: on port #)?"
            r"|verify that this server supports ssl"
        ),
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
        "cannot be contacted",
        r"server @? ?cannot be contacted(?: on port #)?",
        "connection",
        "connect",
        """ipv6-path-broken vpn-or-private-dns-path dns-record-missing-or-wrong
        device-network-restricted""",
    ),
    Alert(
        "D-NORESP",
        "is not responding",
        r"(?:mail|smtp|imap|pop) server @? ?is not responding",
        "connection",
        "connect",
        """smtp-hostname-typo-nxdomain dns-record-missing-or-wrong server-firewall-port-closed
        smtp-service-down vpn-or-private-dns-path auth-backend-down client-ip-banned
        starttls-on-implicit-port""",
    ),
    Alert(
        "D-CERT-EXPIRED",
        "certificate",
        r"certificate for this server has expired|certificate (?:for the server )?has expired",
        "tls-error",
        "tls",
        "cert-expired device-date-wrong cert-differs-per-service-or-sni",
    ),
    Alert(
        "D-CERT-NOROOT",
        "no root certificate",
        r"there is no root certificate for this server",
        "tls-error",
        "tls",
        "cert-self-signed-or-private-ca cert-chain-incomplete smtp-inspection-or-proxy",
    ),
    Alert(
        "D-CERT-ROOT",
        "root certificate",
        r"root certificate for this server could not be verified",
        "tls-error",
        "tls",
        "cert-self-signed-or-private-ca cert-chain-incomplete smtp-inspection-or-proxy",
    ),
    Alert(
        "D-CERT-NAME",
        "certificate",
        r"certificate host ?name does not match",
        "tls-error",
        "tls",
        "cert-hostname-mismatch smtp-hostname-wrong-server cert-differs-per-service-or-sni",
    ),
    Alert(
        "D-CERT-INVALID",
        "certificate",
        r"certificate for the server is invalid|certificate for this server is invalid",
        "tls-error",
        "tls",
        "cert-violates-apple-policy cert-self-signed-or-private-ca cert-hostname-mismatch",
    ),
    Alert(
        "D-CERT-FORMAT",
        "format of the certificate",
        r"format of the certificate for the server is bad",
        "tls-error",
        "tls",
        "cert-violates-apple-policy",
    ),
    Alert(
        "D-IDENTITY",
        "verify server identity|be verified",
        r"cannot verify server identity|identity of @? ?cannot be verified",
        "tls-error",
        "tls",
        """cert-hostname-mismatch cert-self-signed-or-private-ca cert-expired
        cert-chain-incomplete device-date-wrong cert-differs-per-service-or-sni
        smtp-inspection-or-proxy""",
    ),
)
