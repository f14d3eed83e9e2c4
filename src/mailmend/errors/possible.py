"""Which causes of the catalogue a meaning makes possible, and which it excludes."""

from functools import cache

_LOGIN_SKIPPED = """outgoing-username-blank outgoing-auth-none outgoing-password-blank
    outgoing-ssl-off outgoing-auth-mechanism-unsupported smtp-port-25-used client-app-drops-auth
    sasl-not-enabled-on-service smtp-fallback-wrong-server"""

_CREDENTIALS = """password-changed-not-updated-outgoing password-wrong-both
    username-needs-full-address username-wrong-format app-password-required
    oauth-required-basic-disabled password-special-chars separate-smtp-credentials
    smtp-hostname-wrong-server smtp-hostname-old-provider cram-md5-hash-mismatch
    account-locked-out account-suspended account-deleted account-migrated-login-changed
    account-reconfigured-login-changed password-expired smtp-auth-disabled-per-account
    mfa-conditional-access-block auth-backend-rejects-all client-ip-banned restore-old-settings"""

_CONNECT = """server-firewall-port-closed client-ip-banned submission-ports-blocked-by-network
    port-25-blocked-by-carrier smtp-service-down submission-service-not-enabled
    smtp-port-wrong-closed mail-hostname-proxied-by-cdn dns-stale-after-migration
    dns-record-missing-or-wrong smtp-hostname-typo-nxdomain ipv6-path-broken
    vpn-or-private-dns-path nat-hairpin-split-dns starttls-on-implicit-port provider-outage
    device-network-restricted"""

_CERTIFICATE = """cert-expired cert-hostname-mismatch cert-self-signed-or-private-ca
    cert-chain-incomplete cert-violates-apple-policy cert-differs-per-service-or-sni
    device-date-wrong ios-trust-prompt-suppressed"""

_HANDSHAKE = """implicit-tls-on-starttls-port outgoing-ssl-on-plain-server
    tls-cert-file-unreadable tls-version-too-old-on-server tls-version-too-new-for-device
    tls-no-shared-cipher smtp-inspection-or-proxy"""

_BY_MEANING: dict[str, str] = {
    "relay-denied": _LOGIN_SKIPPED
    + """ permit-sasl-missing smtp-hostname-wrong-server smtp-hostname-old-provider
    domain-not-local-on-server submission-backend-not-trusted isp-smtp-off-network
    ip-authorisation-lost pop-before-smtp-window-expired auth-hidden-for-network
    restore-without-passwords restore-smtp-account-orphaned dns-stale-after-migration""",
    "auth-required": _LOGIN_SKIPPED
    + " pop-before-smtp-window-expired restore-without-passwords auth-hidden-for-network",
    "auth-failed": _CREDENTIALS,
    "auth-unavailable": """outgoing-ssl-off outgoing-auth-mechanism-unsupported smtp-port-25-used
    sasl-not-enabled-on-service auth-hidden-for-network spa-ntlm-forced smtp-inspection-or-proxy
    smtp-auth-disabled-per-account smtp-hostname-wrong-server ios-setup-picks-port-25""",
    "auth-backend-error": "auth-backend-down provider-outage",
    "tls-required": "outgoing-ssl-off mobileconfig-profile-wrong autoconfig-wrong-settings",
    "tls-error": f"{_HANDSHAKE} {_CERTIFICATE} milter-or-policy-down",
    "helo-rejected": "helo-rejected-at-submission",
    "ptr-missing": "client-ptr-required-at-submission",
    "ip-blocked": """rbl-applied-to-submission client-ip-banned rate-limit-hit
    vpn-or-private-dns-path container-nat-hides-client-ip""",
    "sender-rejected": """sender-login-mismatch from-address-differs-from-login
    sender-domain-rejected sender-address-malformed outgoing-username-blank account-deleted
    smtp-fallback-wrong-server""",
    "recipient-unknown": """recipient-unknown recipient-address-typo
    domain-still-local-after-migration""",
    "recipient-disabled": "recipient-unknown domain-still-local-after-migration",
    "recipient-refused": """recipient-unknown recipient-address-typo outgoing-username-blank
    sender-login-mismatch helo-rejected-at-submission""",
    "domain-unknown": "recipient-address-typo dns-record-missing-or-wrong transport-routing-wrong",
    "mailbox-full": "sender-mailbox-over-quota recipient-unknown",
    "rate-limited": "rate-limit-hit sending-limit-hit too-many-recipients account-locked-out",
    "greylisted": "greylisting-at-submission",
    "size-exceeded": "message-too-large",
    "content-rejected": "content-filter-reject spf-dmarc-checked-at-submission",
    "spf-dkim-dmarc": "spf-dmarc-checked-at-submission",
    "policy": """outgoing-suspended-or-held content-filter-reject milter-or-policy-down
    sending-limit-hit rbl-applied-to-submission""",
    "connection": _CONNECT,
    "connection-lost": "auth-backend-down smtp-inspection-or-proxy starttls-on-implicit-port",
    "server-error": "milter-or-policy-down queue-disk-full provider-outage server-software-bug",
    "protocol": "server-software-bug smtp-inspection-or-proxy smtputf8-address-unsupported",
    "protocol-error": "server-software-bug implicit-tls-on-starttls-port",
    "config-error": "milter-or-policy-down tls-cert-file-unreadable",
    "relayhost-auth-failed": "smarthost-rejects",
    "delivery-failed": "accepted-then-bounced smarthost-rejects transport-routing-wrong",
}

_BY_HINT: dict[str, str] = {
    "submission-only": _LOGIN_SKIPPED
    + """ permit-sasl-missing auth-hidden-for-network restore-without-passwords
    smtp-hostname-wrong-server restore-smtp-account-orphaned submission-backend-not-trusted""",
    "ban": "client-ip-banned",
    "place": "vpn-or-private-dns-path client-ip-banned rbl-applied-to-submission",
    "app-password": "app-password-required oauth-required-basic-disabled",
    "web-login": "app-password-required mfa-conditional-access-block account-locked-out",
    "no-password": """outgoing-password-blank restore-without-passwords restore-icloud-new-device
    restore-thisdeviceonly-items""",
    "oauth": "oauth-required-basic-disabled app-password-required",
    "smtp-auth-off": "smtp-auth-disabled-per-account oauth-required-basic-disabled",
    "sign-in-policy": "mfa-conditional-access-block account-locked-out",
    "locked": "account-locked-out client-ip-banned app-password-required rate-limit-hit",
    "expired": "password-expired",
    "token": "oauth-token-expired restore-oauth-needs-signin",
    "suspended": "account-suspended outgoing-suspended-or-held",
    "pop-before-smtp": "pop-before-smtp-window-expired outgoing-username-blank outgoing-auth-none",
    "mechanism": """outgoing-auth-mechanism-unsupported spa-ntlm-forced
    oauth-required-basic-disabled cram-md5-hash-mismatch""",
    "mechanism-or-listener": """outgoing-auth-mechanism-unsupported sasl-not-enabled-on-service
    outgoing-ssl-off smtp-port-25-used spa-ntlm-forced auth-hidden-for-network
    autoconfig-wrong-settings""",
    "host-unknown": "smtp-hostname-typo-nxdomain dns-record-missing-or-wrong",
    "listener": """sasl-not-enabled-on-service smtp-port-25-used outgoing-ssl-off
    auth-hidden-for-network""",
    "disk": "queue-disk-full",
    "policy-down": "milter-or-policy-down",
    "sending-limit": "sending-limit-hit",
    "too-many-recipients": "too-many-recipients",
    "client-rate": "rate-limit-hit",
    "suspended-or-policy": "outgoing-suspended-or-held content-filter-reject sending-limit-hit",
    "tls-local": "tls-cert-file-unreadable",
    "milter": "milter-or-policy-down",
    "cert-expired": "cert-expired device-date-wrong",
    "cert-name": "cert-hostname-mismatch smtp-hostname-wrong-server"
    " cert-differs-per-service-or-sni",
    "cert-root": """cert-self-signed-or-private-ca cert-chain-incomplete ios-trust-prompt-suppressed
    smtp-inspection-or-proxy""",
    "cert-bad": "cert-violates-apple-policy cert-self-signed-or-private-ca",
    "cipher": "tls-no-shared-cipher",
    "tls-version": "tls-version-too-new-for-device tls-version-too-old-on-server",
    "tls-plain": "implicit-tls-on-starttls-port outgoing-ssl-on-plain-server",
    "starttls-missing": "outgoing-ssl-on-plain-server smtp-inspection-or-proxy smtp-port-25-used",
    "sender-login": "sender-login-mismatch from-address-differs-from-login",
    "sender-domain": "sender-domain-rejected sender-address-malformed",
    "smtputf8": "smtputf8-address-unsupported",
    "sender-quota": "sender-mailbox-over-quota",
}

# Having got as far as a stage, the attempt was not stopped by these.
_PASSED: dict[str, str] = {
    "greeting": "smtp-hostname-typo-nxdomain smtp-service-down server-firewall-port-closed "
    "submission-ports-blocked-by-network port-25-blocked-by-carrier smtp-server-list-empty",
}


@cache
def causes(meaning: str, hint: str = "") -> tuple[str, ...]:
    """Ids of the causes a meaning makes possible, the most usual first; a hint narrows them."""
    return tuple((_BY_HINT.get(hint) or _BY_MEANING.get(meaning, "")).split())


@cache
def rules_out(meaning: str, stage: str | None) -> tuple[str, ...]:
    """Ids of the causes this one attempt excludes.

    A server that answered was reached, so nothing that keeps a connection from coming about was
    at work; a login that was refused was tried; a connection that failed says nothing was skipped.
    """
    excluded: list[str] = []
    if stage in ("greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "end-of-data"):
        excluded += _PASSED["greeting"].split()
    if meaning == "auth-failed":
        excluded += ["outgoing-username-blank", "outgoing-auth-none", "sasl-not-enabled-on-service"]
    if meaning in ("connection", "tls-error") and stage in ("connect", "tls"):
        excluded += ["outgoing-username-blank", "outgoing-auth-none", "permit-sasl-missing"]
    possible_too = set(causes(meaning))
    return tuple(cause for cause in excluded if cause not in possible_too)
