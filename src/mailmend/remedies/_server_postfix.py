"""How to do it with Postfix 3.4 or newer (syntax checked with 3.7)."""

from __future__ import annotations

from mailmend.change import ServerVerb

RELOAD = "postfix check && postfix reload"

SUBMISSION = """In master.cf:
submission  inet n - y - - smtpd
  -o syslog_name=postfix/submission
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=
  -o smtpd_helo_restrictions=
  -o smtpd_sender_restrictions=
  -o smtpd_recipient_restrictions=
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
submissions inet n - y - - smtpd
  -o syslog_name=postfix/submissions
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=
  -o smtpd_helo_restrictions=
  -o smtpd_sender_restrictions=
  -o smtpd_recipient_restrictions=
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
(name it smtps where /etc/services has no submissions; the y is Debian's chroot column)"""

SASL = """In main.cf:
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_security_options = noanonymous
smtpd_sasl_tls_security_options = $smtpd_sasl_security_options
smtpd_tls_auth_only = yes"""

CHAIN = """In main.cf (key first, then certificate with its intermediates):
smtpd_tls_chain_files = /etc/ssl/private/mail.key, /etc/ssl/certs/mail-fullchain.pem"""

FIRST = (
    "See which rules the service really has: postconf -P 'submission/inet/*' "
    "'submissions/inet/*'; a -o line in master.cf wins over main.cf."
)


def submission_without(option: str) -> str:
    """The override that empties a list of checks on the submission services."""
    return (
        f"In master.cf, under submission and submissions: -o {option}= (empty). On port 25 put "
        f"permit_sasl_authenticated before the check in {option}."
    )


STEPS: dict[ServerVerb, tuple[str, ...]] = {
    "permit-authenticated-relay": (
        FIRST,
        (
            "In main.cf:\nsmtpd_relay_restrictions = permit_mynetworks,\n  "
            "permit_sasl_authenticated, defer_unauth_destination"
        ),
        (
            "In master.cf, under submission and submissions:\n"
            "  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject\n"
            "and let no “reject” stand before it in smtpd_recipient_restrictions."
        ),
        RELOAD,
    ),
    "offer-authentication": (
        "On the service: -o smtpd_sasl_auth_enable=yes",
        SASL,
        (
            "Take “auth” out of smtpd_discard_ehlo_keywords and the address maps of it, and the "
            "client's network out of smtpd_sasl_exceptions_networks."
        ),
        RELOAD,
    ),
    "enable-submission": (SUBMISSION, SASL, RELOAD),
    "start-mail-service": (
        "postfix check; journalctl -u 'postfix*' shows the line with “fatal”. Correct that.",
        "In main.cf: inet_interfaces = all (or the address), then systemctl restart postfix.",
    ),
    "offer-starttls": (
        CHAIN,
        (
            "In main.cf: smtpd_tls_security_level = may; under submission: encrypt. Take "
            "“starttls” out of smtpd_discard_ehlo_keywords."
        ),
        RELOAD,
    ),
    "enable-modern-tls": (
        "In main.cf:\nsmtpd_tls_protocols = >=TLSv1.2\nsmtpd_tls_mandatory_protocols = >=TLSv1.2",
        "(before 3.6: !SSLv2, !SSLv3, !TLSv1, !TLSv1.1). Update OpenSSL if it knows no TLS 1.2.",
        RELOAD,
    ),
    "widen-tls-for-old-device": (
        (
            "On a listener of its own: -o smtpd_tls_mandatory_protocols=>=TLSv1 "
            "-o smtpd_tls_mandatory_ciphers=medium, and an RSA certificate beside an ECDSA one."
        ),
        RELOAD,
    ),
    "renew-certificate": (
        (
            "Renew it (certbot renew), then postfix reload; a deploy hook does it from now on: "
            "systemctl reload postfix dovecot"
        ),
    ),
    "load-renewed-certificate": (
        (
            "postfix reload; for the next time a deploy hook of certbot: "
            "systemctl reload postfix dovecot"
        ),
    ),
    "repair-lookup-table": (
        "postmap hash:/path/of/the/table (the type and path named above), then postfix reload",
    ),
    "repair-server-resolver": (
        (
            "systemctl restart systemd-resolved (or correct /etc/resolv.conf), then postfix stop "
            "&& postfix start, which copies the file into the queue directory; postqueue -f tries "
            "the messages again."
        ),
    ),
    "certificate-for-host": (
        (
            "Issue a certificate that also names [[host]], or serve it by name: "
            "tls_server_sni_maps = hash:/etc/postfix/sni, a line “[[host]] key-file chain-file”, "
            "then postmap -F hash:/etc/postfix/sni."
        ),
        RELOAD,
    ),
    "certificate-from-public-authority": (CHAIN, RELOAD),
    "send-certificate-chain": (CHAIN, RELOAD),
    "same-certificate-everywhere": (
        (
            "Postfix has certificates of its own, apart from the IMAP server's: compare postconf "
            "-n with master.cf for smtpd_tls_chain_files, smtpd_tls_cert_file and "
            "tls_server_sni_maps."
        ),
        RELOAD,
    ),
    "repair-certificate-files": (
        (
            "The log has the reason: “cannot get RSA certificate from file” or “private key”. "
            "Check the paths in smtpd_tls_chain_files (or _cert_file, _key_file), owner root, "
            "mode 0600, no passphrase, and that key and certificate belong together."
        ),
        RELOAD,
    ),
    "repair-authentication-backend": (
        (
            "The log names the socket: “Connect to Dovecot auth socket … failed”. smtpd_sasl_path "
            "= private/auth is counted from the queue directory (/var/spool/postfix)."
        ),
        RELOAD,
    ),
    "offer-only-mechanisms-that-work": (SASL, "Drop the mechanism in Dovecot as well.", RELOAD),
    "allow-sender-for-login": (
        (
            "Find the map: postconf smtpd_sender_login_maps. Ask it: postmap -q SENDER MAP. Add a "
            "line “sender-address login-name”, and postmap the file."
        ),
        RELOAD,
    ),
    "accept-sender": (
        (
            "Under submission: -o smtpd_sender_restrictions= (empty), or permit_sasl_authenticated "
            "first; look in smtpd_reject_unlisted_sender and the check_sender_access tables."
        ),
        RELOAD,
    ),
    "exempt-authenticated-from-helo-checks": (
        submission_without("smtpd_helo_restrictions"),
        RELOAD,
    ),
    "exempt-authenticated-from-blocklists": (
        submission_without("smtpd_client_restrictions"),
        "The same for reject_rbl_client in smtpd_recipient_restrictions.",
        RELOAD,
    ),
    "exempt-authenticated-from-client-name-checks": (
        submission_without("smtpd_client_restrictions"),
        RELOAD,
    ),
    "exempt-authenticated-from-greylisting": (
        (
            "Under submission: -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject "
            "(no check_policy_service)."
        ),
        RELOAD,
    ),
    "exempt-authenticated-from-sender-policy": (
        (
            "Put the SPF policy service after permit_sasl_authenticated; in opendmarc.conf: "
            "IgnoreAuthenticatedClients true; give submission milters of its own (-o "
            "smtpd_milters=)."
        ),
        RELOAD,
    ),
    "repair-filter-service": (
        (
            "The log names it: “connect to Milter service …” or “problem talking to server …”. "
            "Restart that program."
        ),
        "Where it only signs (DKIM): milter_default_action = accept.",
    ),
    "free-queue-space": (
        (
            "df -h and df -i for /var/spool/postfix; postqueue -p shows what waits. Free space; "
            "lowering message_size_limit or queue_minfree is only a stopgap."
        ),
    ),
    "raise-rate-limit": (
        (
            "Raise the limit that the log names (smtpd_client_…_rate_limit), or list the network "
            "in smtpd_client_event_limit_exceptions."
        ),
        RELOAD,
    ),
    "raise-message-size-limit": (
        "In main.cf: message_size_limit = 52428800 (mailbox_size_limit not below it).",
        RELOAD,
    ),
    "make-domain-local": (
        (
            "Add [[domain]] to exactly one of mydestination, virtual_mailbox_domains, "
            "virtual_alias_domains, relay_domains (postconf -n shows which are tables)."
        ),
        RELOAD,
    ),
    "stop-treating-domain-as-local": (
        "Remove [[domain]] from mydestination, virtual_mailbox_domains and virtual_alias_domains.",
        RELOAD,
    ),
    "trust-submission-front-end": (
        (
            "On the listener behind the front end: mynetworks with the front end's address only, "
            "and permit_mynetworks in smtpd_relay_restrictions."
        ),
        RELOAD,
    ),
    "repair-routing": (
        (
            "postmap -q [[domain]] TABLE for transport_maps shows the route; “loops back to "
            "myself” means that the domain is in no local list."
        ),
        RELOAD,
    ),
    "repair-smarthost": (
        (
            "In main.cf:\nrelayhost = [smtp.relay.example]:587\nsmtp_sasl_auth_enable = yes\n"
            "smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd\n"
            "smtp_sasl_security_options = noanonymous\nsmtp_tls_security_level = encrypt"
        ),
        "postmap /etc/postfix/sasl_passwd && postfix reload",
    ),
    "repair-proxy-protocol": (
        "Only on the balanced listener: -o smtpd_upstream_proxy_protocol=haproxy",
        RELOAD,
    ),
    "upgrade-software": (
        "Until the update: smtpd_discard_ehlo_keywords with the keyword that breaks (as chunking).",
    ),
    "review-content-filter": (
        "grep the queue id: “milter-reject: END-OF-MESSAGE” or the filter's own log has the rule.",
    ),
}
