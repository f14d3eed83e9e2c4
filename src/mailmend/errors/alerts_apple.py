"""The alerts of Mail on iOS, iPadOS and macOS about what a server answered."""

from mailmend.errors.alert import Alert

# Where one alert's text contains another's, the longer comes first.
ALERTS: tuple[Alert, ...] = (
    Alert(
        "D-RELAY",
        "server because|because it does not allow",
        r"recipient @? ?was rejected by the server because it does(?:$|(?: not|n't)(?:$| allow))"
        r"|because (?:it|the server) does not allow relaying",
        "relay-denied",
        "rcpt",
    ),
    Alert(
        "D-RCPT-UNKNOWN",
        "server because",
        r"recipient @? ?was rejected by the server because the user(?: is unkn\w*|$| is$)",
        "recipient-unknown",
        "rcpt",
    ),
    Alert(
        "D-RCPT-INVALID",
        "server because",
        r"recipient @? ?was rejected by the server because it is not(?: a valid)?",
        "recipient-unknown",
        "rcpt",
        "recipient-address-typo smtputf8-address-unsupported recipient-unknown",
    ),
    Alert(
        "D-RCPT-1",
        "was rejected by the server|the recipient \"|the recipient '|the recipient <",
        r"recipient @? ?was rejected by the server|the recipient @$",
        "recipient-refused",
        "rcpt",
        """outgoing-username-blank outgoing-auth-none outgoing-ssl-off smtp-port-25-used
        permit-sasl-missing recipient-unknown recipient-address-typo sender-login-mismatch
        rbl-applied-to-submission helo-rejected-at-submission greylisting-at-submission
        client-ptr-required-at-submission sender-domain-rejected
        domain-still-local-after-migration smtp-hostname-wrong-server milter-or-policy-down
        spf-dmarc-checked-at-submission too-many-recipients""",
        strong=False,
    ),
    Alert(
        "D-RCPT-N",
        "were rejected by the server",
        r"recipients? @? ?(?:@? ?,? ?(?:and )?)*were rejected by the server",
        "recipient-refused",
        "rcpt",
        """outgoing-username-blank outgoing-auth-none outgoing-ssl-off smtp-port-25-used
        permit-sasl-missing recipient-unknown recipient-address-typo sender-login-mismatch
        rbl-applied-to-submission helo-rejected-at-submission greylisting-at-submission
        client-ptr-required-at-submission sender-domain-rejected
        domain-still-local-after-migration smtp-hostname-wrong-server milter-or-policy-down
        spf-dmarc-checked-at-submission too-many-recipients""",
        strong=False,
    ),
    Alert(
        "D-LIMIT",
        "failed because you|you exceeded your sending",
        (
            r"sending the message failed because you(?: have)? exceeded"
            r"|you exceeded your sending limit"
        ),
        "rate-limited",
        None,
        "sending-limit-hit rate-limit-hit",
    ),
    Alert(
        "D-SENDER",
        "sender address|sender's address",
        r"sender(?:'s)? address @? ?was rejected by the server|sender address @ was rej",
        "sender-rejected",
        "mail",
        """sender-login-mismatch from-address-differs-from-login outgoing-ssl-off
        outgoing-username-blank outgoing-auth-none sender-domain-rejected
        sender-address-malformed rate-limit-hit queue-disk-full
        outgoing-auth-mechanism-unsupported""",
        strong=False,
    ),
    Alert(
        "D-NOPW",
        "no password provided",
        r"no password provided",
        "auth-failed",
        "auth",
        """outgoing-password-blank restore-without-passwords restore-icloud-new-device
        restore-thisdeviceonly-items""",
    ),
    Alert(
        "D-LOGIN",
        "name or password|name and password",
        (
            r"user ?name (?:or|and) password (?:for )?@? ?(?:is|are) (?:incorrect|invalid"
            r"|not correct)"
        ),
        "auth-failed",
        "auth",
        """password-changed-not-updated-outgoing password-wrong-both username-needs-full-address
        username-wrong-format app-password-required oauth-required-basic-disabled
        ios-setup-picks-port-25 smtp-port-25-used outgoing-ssl-off
        outgoing-auth-mechanism-unsupported sasl-not-enabled-on-service
        separate-smtp-credentials smtp-hostname-wrong-server smtp-hostname-old-provider
        cram-md5-hash-mismatch account-deleted account-locked-out auth-backend-rejects-all""",
    ),
    Alert(
        "D-LOGINDIS",
        "logins are disabled",
        r"logins are disabled for(?: @)?",
        "auth-unavailable",
        "auth",
        "account-suspended outgoing-ssl-off",
    ),
    Alert(
        "D-SETTINGS",
        "check the account settings",
        r"check the account settings for the outgoing server(?: @)?",
        "auth-failed",
        "auth",
        """password-changed-not-updated-outgoing username-needs-full-address username-wrong-format
        app-password-required oauth-required-basic-disabled smtp-auth-disabled-per-account
        password-wrong-both account-suspended auth-backend-down password-expired
        account-locked-out mfa-conditional-access-block rate-limit-hit
        rbl-applied-to-submission client-ip-banned helo-rejected-at-submission
        smtp-port-wrong-closed proxy-protocol-mismatch smtp-inspection-or-proxy
        outgoing-ssl-off""",
        strong=False,
    ),
    Alert(
        "D-AUTHUNSUP",
        "does not support|doesn't support",
        r"server @? ?does(?:n't| not) support (?:[\w ()/-]{1,40} )?authentication",
        "auth-unavailable",
        "auth",
        """outgoing-auth-mechanism-unsupported outgoing-ssl-off smtp-port-25-used
        sasl-not-enabled-on-service""",
    ),
    Alert(
        "D-TOOBIG2",
        "because it is too large",
        r"message was rejected by the server because it is too large",
        "size-exceeded",
        None,
        "message-too-large",
    ),
    Alert(
        "D-TOOBIG",
        "the maximum allowed",
        (
            r"your message has size .{1,30}, which exceeds .{0,40}the maximum allowed"
            r"|the maximum allowed by the server"
        ),
        "size-exceeded",
        None,
        "message-too-large",
    ),
    Alert(
        "D-REJECTED",
        "message was rejected by the server",
        r"message was rejected by the server(?! because)",
        "policy",
        None,
        "eas-message-rejected-other ios-11-0-eas-send-bug",
        strong=False,
    ),
    Alert(
        "D-CONTENT",
        "to the server failed",
        r"sending the (?:message content|content of the message) to the server failed",
        "content-rejected",
        "end-of-data",
        """content-filter-reject message-too-large sending-limit-hit sender-mailbox-over-quota
        spf-dmarc-checked-at-submission outgoing-suspended-or-held""",
        strong=False,
    ),
    Alert(
        "D-LATER",
        "will try to send the message again",
        r"mail will try to send the message again later",
        "server-error",
        "end-of-data",
        "milter-or-policy-down rate-limit-hit greylisting-at-submission queue-disk-full",
        strong=False,
    ),
    Alert(
        "D-GENERIC",
        "while delivering this message",
        r"an error occurred while delivering this message via the smtp server(?: @)?",
        "other",
        None,
        strong=False,
    ),
    Alert(
        "D-UNRECOG",
        "addressed this message correctly",
        r"verify that you have addressed this message correctly",
        "recipient-refused",
        "rcpt",
        """outgoing-username-blank outgoing-auth-none outgoing-ssl-off smtp-port-25-used
        permit-sasl-missing recipient-unknown recipient-address-typo sender-login-mismatch
        rbl-applied-to-submission helo-rejected-at-submission greylisting-at-submission
        client-ptr-required-at-submission sender-domain-rejected
        domain-still-local-after-migration smtp-hostname-wrong-server milter-or-policy-down
        spf-dmarc-checked-at-submission too-many-recipients""",
        strong=False,
    ),
)
