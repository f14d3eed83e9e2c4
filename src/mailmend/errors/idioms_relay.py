"""Wordings about relaying, and about a client that has not logged in."""

from mailmend.errors.rules import Family

RELAY = (
    Family(
        "relay-denied",
        95,
        """relay access denied | relay denied | relaying denied | relay not permitted |
        no relay | relaying not permitted | relay not allowed | relaying not allowed |
        no relaying | not permitted to relay | not allowed to relay | unable to relay |
        cannot relay | can't relay | will not relay | won't relay | does not relay |
        do not relay | don't relay | refuse to relay | refusing to relay | relay prohibited |
        relaying prohibited | relay rejected | relay refused | relaying refused |
        relaying is denied | relaying temporarily denied | may not relay |
        unauthorized relay | unauthorised relay | unauthorized relaying | relay forbidden |
        mail relay denied | insecure mail relay | relaying is not allowed |
        relaying is not permitted | relay is not allowed | relaying mail to |
        does not allow relaying | not allow relaying | relaying disallowed |
        relaying not supported | not configured to relay | not configured to relay mail |
        tenantattribution | not an open relay | no third party relay | no open relay |
        third party relay* | relay not authorized | not authorized to relay |
        we do not relay | relaying from | relay attempt | relay service denied |
        relay operation rejected | relaying to this domain | permission to relay |
        deny relay | denied relay | currently not permitted to relay |
        allow anonymous relay | acl relay | relay check failed | not accepted for relay |
        refused relay | relaying attempt | mail relaying denied | weitergabe nicht erlaubt |
        relaying nicht erlaubt | relaying verweigert | relais refuse | relayage refuse |
        relais non autorise | sender is not allowed to relay | sender not allowed to relay |
        client is not allowed to relay | is not allowed to relay | not authorised to relay |
        would not relay | denies relay | denies relaying | denies the relay | refuses relay* |
        denied relaying | refused to relay |
        relay check*""",
    ),
    Family(
        "relay-denied",
        90,
        """in my list of allowed rcpthosts* | allowed rcpthosts* | not a gateway | as a relay |
        we don't handle mail for | i cannot deliver mail for | cannot deliver mail for |
        this machine as a relay | in my list of allowed rcpthost | not local host |
        not a local domain | non local domain | isn't a local domain |
        is not a local domain | recipient domain is not local | domain is not hosted here |
        domain not hosted here | we do not accept mail for |
        do not accept mail for this domain | not our domain | domain isn't in my list |
        domain is not in my list | not a domain we handle | not our customer |
        does not handle mail for | no mail for this domain |
        delivery is not allowed to this address | delivery not allowed to this address | not
        allowed to send to external* | external recipients without | relay is disabled |
        relaying is disabled | not accept mail for external*""",
    ),
    Family(
        "relay-denied",
        96,
        "proper authentication required",
    ),
    Family(
        "relay-denied",
        94,
        "recipient address rejected access denied",
        hint="submission-only",
        enhanced=("5.7.1", "4.7.1", ""),
    ),
    Family(
        "relay-denied",
        94,
        "client host rejected access denied",
        hint="submission-only",
        enhanced=("5.7.1", "4.7.1", ""),
    ),
    Family(
        "relay-denied",
        94,
        "invalid recipient*",
        hint="submission-only",
        server=("opensmtpd",),
    ),
    Family(
        "relay-denied",
        72,
        "user not local | recipient not local",
    ),
    Family(
        "relay-denied",
        66,
        "domain is not allowed | domain not allowed | domain is not accepted",
    ),
    Family(
        "relay-denied",
        85,
        "relaying to | relay to | relaying for | relay for | relay mail | relay email",
    ),
)

AUTH_REQUIRED = (
    Family(
        "auth-required",
        92,
        """authentication required | authentication is required | auth required |
        smtp auth required | smtp auth is required | smtp authentication required |
        smtp authentication is required | auth is required | must authenticate |
        must be authenticated | please authenticate | authenticate first |
        authenticate before | login required | login is required | must login | must log in |
        log in first | login first | please log in first | not authenticated |
        was not authenticated | unauthenticated senders | unauthenticated client* |
        unauthenticated user* | must issue an auth command | requires authentication |
        require authentication | require smtp authentication | requires smtp authentication |
        need to authenticate | needs authentication | authentication needed |
        you need to login | you need to log in | require basic authentication |
        smtp authentication in your mail client | authentication in your email client |
        authentication in your mail client | authentication turned on |
        turn on smtp authentication | turn on authentication | enable smtp authentication |
        enable authentication | only authenticated | only for authenticated |
        without authentication | without authenticating | anonymous mail | wantautherror |
        wantauthtorelay | expected auth command | auth first | smtp auth first |
        use smtp auth | use smtp authentication | not logged in |
        anonymous access is not allowed | anonymous users | no anonymous |
        authorization required | authorization is required | sender must authenticate |
        have not authenticated | has not authenticated | didn't authenticate |
        did not authenticate | client was not authenticated | client not authenticated |
        exchange server authentication | authentifizierung erforderlich |
        anmeldung erforderlich | authentification requise | authentification est requise |
        autenticacion requerida | autenticazione richiesta | autenticazione necessaria |
        autenticacao necessaria | authentication must be used |
        without login | without logging in | without smtp authentication | without logon |
        without prior login | before logging in | log in before | requires you to authenticate |
        requires you to log in | authenticate with the server |
        authenticate yourself |
        requires you to log on | requires you to sign in | must log on | need to log on | log on
        first | only registered users* | registered users may use | for registered users only""",
    ),
    Family(
        "auth-required",
        94,
        """must check for new mail before sending | check for new mail before sending |
        pop before smtp | pop3 before smtp | pop before | check your mail first |
        check mail first | logged into the pop | check your email first""",
        hint="pop-before-smtp",
    ),
)

FAMILIES: tuple[Family, ...] = (*RELAY, *AUTH_REQUIRED)
