"""How to do it with Dovecot 2.3 (syntax checked with 2.3.19), as login backend or front end."""

from __future__ import annotations

from mailmend.change import ServerVerb

SOCKET = """In conf.d/10-master.conf, for Postfix's SASL:
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}"""

MECHANISMS = "In conf.d/10-auth.conf: auth_mechanisms = plain login"
RELOAD = "doveconf -n shows what is in force; then doveadm reload"

SUBMISSION = """protocols = imap submission
submission_relay_host = 127.0.0.1
submission_relay_port = 25
service submission-login {
  inet_listener submission {
    port = 587
  }
  inet_listener submissions {
    port = 465
    ssl = yes
  }
}"""

CERTIFICATE = (
    "ssl_cert = </path/fullchain.pem and ssl_key = </path/privkey.pem (2.4: ssl_server_cert_file, "
    "ssl_server_key_file)"
)

STEPS: dict[ServerVerb, tuple[str, ...]] = {
    "offer-authentication": (MECHANISMS, SOCKET, RELOAD),
    "enable-submission": (SUBMISSION, RELOAD),
    "enable-modern-tls": ("ssl_min_protocol = TLSv1.2", RELOAD),
    "load-renewed-certificate": ("doveadm reload",),
    "renew-certificate": ("After renewing: doveadm reload",),
    "certificate-for-host": (
        "A certificate by name: local_name [[host]] { ssl_cert = <… ssl_key = <… }",
        RELOAD,
    ),
    "certificate-from-public-authority": (CERTIFICATE, RELOAD),
    "send-certificate-chain": (CERTIFICATE, RELOAD),
    "same-certificate-everywhere": (CERTIFICATE, RELOAD),
    "repair-certificate-files": (CERTIFICATE, RELOAD),
    "repair-authentication-backend": (
        "systemctl status dovecot; doveadm auth test USER asks the password database directly.",
        (
            "“unknown user” for everybody: the passdb file is missing or empty, or the query is "
            "wrong. auth_verbose = yes writes the reason to the log."
        ),
        SOCKET,
        RELOAD,
    ),
    "offer-only-mechanisms-that-work": (
        MECHANISMS + " (drop cram-md5, digest-md5 and ntlm: they need passwords stored in clear)",
        RELOAD,
    ),
    "trust-submission-front-end": (
        (
            "submission_relay_host and submission_relay_port name the server behind; it must trust "
            "this address, or give submission_relay_user and submission_relay_password."
        ),
        RELOAD,
    ),
    "raise-message-size-limit": ("submission_max_mail_size = 50M", RELOAD),
    "repair-proxy-protocol": (
        (
            "haproxy = yes on the balanced inet_listener and haproxy_trusted_networks = the "
            "balancer's address."
        ),
        RELOAD,
    ),
}
