"""How to do it with Exim 4 (syntax checked with 4.96), cPanel and Debian included."""

from __future__ import annotations

from mailmend.change import ServerVerb

ACL = """In acl_check_rcpt, before the relay, blocklist, HELO and greylist rules:
accept  authenticated = *
        control = submission"""

LOGIN = """In the main section: auth_advertise_hosts = ${if eq {$tls_in_cipher}{}{}{*}}
After “begin authenticators”:
dovecot_plain:
  driver = dovecot
  public_name = PLAIN
  server_socket = /run/dovecot/auth-client
  server_set_id = $auth1
dovecot_login:
  driver = dovecot
  public_name = LOGIN
  server_socket = /run/dovecot/auth-client
  server_set_id = $auth1"""

PORTS = """In the main section:
daemon_smtp_ports = 25 : 465 : 587
tls_on_connect_ports = 465
tls_advertise_hosts = *
tls_certificate = /etc/ssl/certs/mail-fullchain.pem
tls_privatekey = /etc/ssl/private/mail.key"""

RELOAD = "exim -bV shows syntax errors only; then systemctl restart exim4 (or exim)."
EXEMPT = "Put “accept authenticated = *” before that rule, or add “!authenticated = *” to it."

STEPS: dict[ServerVerb, tuple[str, ...]] = {
    "permit-authenticated-relay": (ACL, RELOAD),
    "offer-authentication": (LOGIN, RELOAD),
    "enable-submission": (PORTS, LOGIN, RELOAD),
    "start-mail-service": (
        (
            "exim -bV and the panic log (/var/log/exim4/paniclog) show why it stopped; correct "
            "that and start the service. local_interfaces must hold the public address."
        ),
    ),
    "offer-starttls": (PORTS, RELOAD),
    "enable-modern-tls": (
        (
            "openssl_options = +no_sslv2 +no_sslv3 +no_tlsv1 +no_tlsv1_1 (OpenSSL build), or "
            "tls_require_ciphers = NORMAL:-VERS-TLS1.0:-VERS-TLS1.1 (GnuTLS build)."
        ),
        RELOAD,
    ),
    "widen-tls-for-old-device": (
        (
            "tls_require_ciphers can be expanded by $received_port, so that one port alone takes "
            "old ciphers."
        ),
    ),
    "renew-certificate": (
        (
            "Renew it; Exim reads the file at each connection. Check that Exim's user can read it. "
            "cPanel: WHM > Manage Service Certificates."
        ),
    ),
    "certificate-for-host": (
        (
            "Issue a certificate that also names [[host]] (cPanel: AutoSSL), or choose it by name: "
            "tls_certificate = /etc/ssl/mail/$tls_in_sni.pem with a default."
        ),
    ),
    "certificate-from-public-authority": (PORTS, RELOAD),
    "send-certificate-chain": (
        "tls_certificate must be the full chain: own certificate first, then the intermediates.",
    ),
    "same-certificate-everywhere": (
        "Give Exim the file that the IMAP server has (tls_certificate, tls_privatekey).",
    ),
    "load-renewed-certificate": (
        "Exim reads the file with each connection; kill -HUP of its daemon where one is cached.",
    ),
    "repair-server-resolver": ("Correct /etc/resolv.conf; exim -qff tries the messages again.",),
    "repair-certificate-files": (
        (
            "Let Exim's group (Debian-exim, mail) read key and certificate; check that they belong "
            "together. The main log has the path."
        ),
    ),
    "repair-authentication-backend": (
        "server_socket = /run/dovecot/auth-client must exist and be readable for Exim's user.",
    ),
    "offer-only-mechanisms-that-work": (
        "Keep only the PLAIN and LOGIN authenticators.",
        LOGIN,
        RELOAD,
    ),
    "allow-sender-for-login": (
        (
            "Change the ACL condition that compares $authenticated_id with $sender_address, so "
            "that it also knows the alias."
        ),
    ),
    "accept-sender": (EXEMPT,),
    "exempt-authenticated-from-helo-checks": (
        (
            "helo_allow_chars = _ and in acl_check_helo: accept authenticated = * does not help "
            "(no login yet), so move the HELO rules to acl_check_rcpt with “!authenticated = *”."
        ),
    ),
    "exempt-authenticated-from-blocklists": (ACL, EXEMPT),
    "exempt-authenticated-from-client-name-checks": (EXEMPT,),
    "exempt-authenticated-from-greylisting": (EXEMPT,),
    "exempt-authenticated-from-sender-policy": (EXEMPT,),
    "repair-filter-service": (
        "The main log names it (spamd_address, av_scanner). Restart it, or add /defer_ok.",
    ),
    "free-queue-space": (
        "df -h and df -i for the spool; exim -bp shows the queue. check_spool_space is the limit.",
    ),
    "raise-rate-limit": (
        "The ratelimit condition in the ACL, or smtp_accept_max_per_host, holds the figure.",
    ),
    "raise-message-size-limit": ("message_size_limit = 50M", RELOAD),
    "make-domain-local": (
        (
            "Add [[domain]] to local_domains (or relay_to_domains). cPanel: Email Routing > Local "
            "Mail Exchanger."
        ),
    ),
    "stop-treating-domain-as-local": (
        "Remove [[domain]] from local_domains. cPanel: Email Routing > Remote Mail Exchanger.",
    ),
    "trust-submission-front-end": (
        "Add the front end's address, and no other, to relay_from_hosts (Debian: dc_relay_nets).",
    ),
    "repair-routing": ("exim -bt ADDRESS shows the router and transport that are chosen.",),
    "repair-smarthost": (
        (
            "Correct the route in the smarthost router and its login (Debian: "
            "/etc/exim4/passwd.client, then update-exim4.conf)."
        ),
    ),
    "repair-proxy-protocol": ("hosts_proxy = the balancer's address (and nothing else).",),
    "release-outgoing-hold": (
        (
            "cPanel: WHM > List Accounts, or whmapi1 unsuspend_outgoing_email / "
            "release_outgoing_email for the account."
        ),
    ),
    "review-content-filter": ("exigrep MESSAGE-ID /var/log/exim4/mainlog shows the rule.",),
}
