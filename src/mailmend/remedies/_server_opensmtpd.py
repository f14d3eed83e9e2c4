"""How to do it with OpenSMTPD 6.8 or newer."""

from __future__ import annotations

from mailmend.change import ServerVerb

LISTEN = """In smtpd.conf:
pki [[host]] cert "/etc/ssl/mail-fullchain.pem"
pki [[host]] key "/etc/ssl/private/mail.key"
listen on 0.0.0.0 port 587 tls-require pki [[host]] auth <creds>
listen on 0.0.0.0 port 465 smtps pki [[host]] auth <creds>"""

RELAY = """In smtpd.conf:
match auth from any for any action "relay"
match from local for any action "relay" """.rstrip()

RELOAD = "smtpd -n && systemctl restart opensmtpd"

STEPS: dict[ServerVerb, tuple[str, ...]] = {
    "permit-authenticated-relay": (RELAY, RELOAD),
    "offer-authentication": (LISTEN, RELOAD),
    "enable-submission": (LISTEN, RELOAD),
    "start-mail-service": ("smtpd -n shows the error; then systemctl restart opensmtpd",),
    "offer-starttls": (LISTEN, RELOAD),
    "certificate-from-public-authority": (LISTEN, RELOAD),
    "send-certificate-chain": (LISTEN, RELOAD),
    "load-renewed-certificate": ("Restart smtpd; it reads certificates when it starts.",),
    "repair-certificate-files": (LISTEN, RELOAD),
    "allow-sender-for-login": (
        "On the listen line: senders <table>; the table has a line “login sender-address”.",
        RELOAD,
    ),
    "raise-message-size-limit": ("smtp max-message-size 50M", RELOAD),
    "make-domain-local": ('match from any for domain "[[domain]]" action "local"', RELOAD),
    "stop-treating-domain-as-local": (
        "Remove the match line that delivers [[domain]] locally.",
        RELOAD,
    ),
}
