"""Wordings about the client: relaying, logging in, TLS, HELO, its address, its sender address."""

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
        relais non autorise""",
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
        does not handle mail for | no mail for this domain""",
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
        autenticacao necessaria | authentication must be used""",
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

AUTH_FAILED = (
    Family(
        "auth-failed",
        93,
        """authentication failed | authentication failure | auth failed | auth failure |
        authentication unsuccessful | authentication was unsuccessful |
        authentication not successful | authentication was not successful |
        incorrect authentication data | authentication credentials invalid |
        invalid credentials | bad credentials | incorrect credentials | wrong credentials |
        credentials are invalid | credentials invalid | credentials were rejected |
        credentials rejected | credentials not accepted |
        username and password not accepted | username or password | user name or password |
        username and or password | username and password | user id or password |
        login or password | incorrect password | wrong password | invalid password |
        bad password | password incorrect | password is incorrect | password not accepted |
        invalid login | login failed | login failure | login incorrect | login invalid |
        login denied | bad login | logondenied | badcredentials | authentication rejected |
        authentication refused | authentication error | authentication denied |
        authentication is invalid | invalid authentication | invalid user or password |
        invalid username | unknown user or password | could not authenticate |
        unable to authenticate | cannot authenticate | failed to authenticate |
        not able to authenticate | smtp auth failed | invalid auth* |
        sasl authentication failed | password mismatch | password verification failed |
        could not log in | can't login | cannot log in | unable to log in |
        failed to log in | log in failed | authentifizierung fehlgeschlagen |
        anmeldung fehlgeschlagen | echec de l authentification | echec d authentification |
        autenticazione fallita | error de autenticacion | falha na autenticacao |
        incorrect username | bad username | user authentication fail*""",
        stage=("auth", "imap"),
    ),
    Family(
        "auth-failed",
        95,
        """application specific password* | app password* | app specific password* |
        invalidsecondfactor | application password* | authorization code |
        client authorization | device password | external password | third party password |
        generate a password""",
        hint="app-password",
    ),
    Family(
        "auth-failed",
        95,
        """log in via your web browser | sign in via your web browser | login via web browser |
        log in with your web browser | login with your web browser | webloginrequired |
        web login required""",
        hint="web-login",
    ),
    Family(
        "auth-failed",
        95,
        """basic authentication is disabled | basic authentication is not supported |
        basic auth is disabled | basic authentication disabled |
        password authentication disabled | oauth2 required | use oauth | use oauth2 |
        modern authentication | xoauth2 required |
        username and password authentication is disabled""",
        hint="oauth",
    ),
    Family(
        "auth-failed",
        95,
        """smtpclientauthentication is disabled* | smtpclientauthenticationdisabled |
        smtp client authentication is disabled | smtp authentication is disabled |
        smtp auth is disabled | smtp access is disabled | smtp is disabled for |
        smtp access denied | smtp disabled | not enabled for smtp |
        imap smtp service is disabled | smtp service is not enabled |
        not allowed to use smtp | smtp not allowed | smtp access not allowed |
        smtp login disabled | smtp access for this account""",
        hint="smtp-auth-off",
    ),
    Family(
        "auth-failed",
        95,
        """conditional access | security defaults | user is locked by your organization* |
        security policy on sign in | blocked by security policy | unauthorized ip |
        login from this ip | suspicious login | unusual sign in | unusual login |
        new location""",
        hint="sign-in-policy",
        stage=("auth", "imap"),
    ),
    Family(
        "auth-failed",
        94,
        """too many bad auth attempts | too many failed login* | too many login attempts |
        too many failed auth* | too many auth* failures | too many authentication failures |
        too many invalid login* | account is temporarily locked | login attempts exceeded |
        too many unsuccessful login* | account temporarily locked due""",
        hint="locked",
    ),
    Family(
        "auth-failed",
        94,
        """password expired | password has expired | password is expired |
        password must be changed | must change your password | password change required |
        password transition is needed | password transition needed""",
        hint="expired",
    ),
    Family(
        "auth-failed",
        94,
        """no password provided | could not get password | no password given |
        password is missing | empty password""",
        hint="no-password",
    ),
)

AUTH_UNAVAILABLE = (
    Family(
        "auth-unavailable",
        95,
        """authentication not enabled | authentication is not enabled | auth not enabled |
        auth is not enabled | auth not available | authentication not available |
        authentication is not available | auth command used when not advertised |
        when not advertised | auth not supported | authentication not supported |
        authentication is not supported | auth is not supported | auth not permitted |
        auth not implemented | auth command not supported | auth command not implemented |
        auth command is not | auth not allowed | auth is not allowed | no auth support |
        does not support authentication | does not support smtp authentication |
        doesn't support authentication | doesn't support smtp authentication |
        no sasl support | smtp auth extension not supported | auth extension not supported |
        smtp auth not supported | smtp auth not available | authentication is disabled |
        authentication disabled | auth disabled | auth is disabled |
        authentication not allowed | auth command disabled | authentication not offered |
        auth not offered | authentication not permitted | authentication not required |
        no authentication service | not support smtp auth*""",
        hint="listener",
    ),
    Family(
        "auth-unavailable",
        96,
        """authentication mechanism not supported | unsupported authentication mechanism |
        unsupported authentication method |
        authentication failed invalid authentication mechanism |
        invalid authentication mechanism | unrecognized authentication type |
        unrecognised authentication type | unknown authentication type |
        unrecognized authentication | unrecognized authentication mechanism |
        unknown authentication mechanism | unknown authentication method |
        no mechanism available | no worthy mechs | no worthy mechs found |
        mechanism not available | auth mechanism not available |
        authentication mechanism not available | mechanism not supported |
        auth mechanism not supported | auth type not supported |
        authentication type not supported | authentication method not supported |
        auth method not supported | authentication method is not supported |
        authentication mechanism is not supported |
        authentication mechanism is not available | security features not supported |
        no suitable authentication | no supported authentication |
        none of the authentication methods | auth type unsupported | unsupported auth* |
        no acceptable authentication | authentication methods supported by this client |
        mechanism is too weak | mechanism too weak | authentication mechanism too weak |
        authentication mechanism is too weak | tried to use unsupported auth mechanism |
        unrecognized auth* | mechanism unavailable""",
        hint="mechanism",
    ),
)

AUTH_BACKEND = (
    Family(
        "auth-backend-error",
        96,
        """temporary authentication failure | unable to authenticate at present |
        authentication temporarily unavailable | authentication is temporarily unavailable |
        authentication service unavailable | authentication service is unavailable |
        authentication service not available | authentication backend* |
        temporary auth failure | authentication server unavailable |
        authentication server not* | authentication server is not* |
        temporarily unable to authenticate | cannot connect to saslauthd* | generic failure |
        internal authentication error | internal error occurred during authentication |
        authentication internal error | auth server not* | auth server is not* |
        authentication failed connection lost to authentication server |
        connection lost to authentication server | cannot connect to authentication server |
        unable to connect to authentication* | problem with authentication server |
        authentication system* | auth internal error | auth temporarily* |
        temporary authentication problem | temporary authentication error |
        temporary login failure | authentication temporary failure""",
    ),
)

TLS = (
    Family(
        "tls-required",
        96,
        """starttls command first | must issue a starttls command first | starttls is required |
        starttls required | starttls first | tls required | tls is required | requires tls |
        require tls | requires starttls | encryption required | encryption is required |
        encryption needed | requires encryption | ssl required | ssl is required |
        requires ssl | must use tls | must use starttls | must use ssl | must be encrypted |
        secure connection required | secure connection is required |
        secured connection required | encrypted connection required |
        tls connection required |
        encryption required for requested authentication mechanism |
        plaintext authentication disallowed* | plaintext authentication not allowed* |
        cleartext authentication disallowed* | cleartext authentication not allowed* |
        cleartext not allowed | issue starttls | use starttls | use tls | only over tls |
        only over ssl | without tls | need starttls | needs starttls |
        tls encryption required | tls encryption is required | not over a secure |
        insecure connection | requires a secure | requires an encrypted |
        require an encrypted | requires secure | starttls needed | must be secured |
        must negotiate tls | tls must be | enforces tls | mandatory tls | tls mandatory |
        requires a tls | was not encrypted | unencrypted connection | not encrypted |
        without encryption | does not support tls encryption |
        plain text authentication not allowed | does not support tls | doesn't support tls |
        not using tls | tls is mandatory""",
    ),
)

HELO = (
    Family(
        "helo-rejected",
        96,
        """helo command rejected | ehlo command rejected | invalid helo | bad helo |
        helo rejected | my name was rejected | syntactically invalid helo |
        syntactically invalid ehlo | helo argument* | helo ehlo argument* | helo ehlo |
        invalid ehlo | bad ehlo | ehlo argument* | helo string | suspicious helo |
        forged helo | helo lookup | helo host* | helo name | ehlo name | helo domain |
        rejected helo | rejected ehlo | helo does* | ehlo does* | helo mismatch |
        spoofed helo | fake helo | helo must | helo should | helo is* |
        invalid hostname in helo | helo contains | in helo | in ehlo | helo used | helo ip |
        your helo | your ehlo | helo failed | helo not | helo syntax* | incorrect helo |
        illegal helo | wrong helo | no helo | unacceptable helo | ehlo rejected |
        dont trust your helo | introduce yourself properly | helo identity""",
    ),
    Family(
        "helo-rejected",
        74,
        "need fully qualified hostname | invalid domain name | fully qualified hostname",
    ),
    Family(
        "protocol",
        97,
        """send hello first | send helo first | say helo first | polite people say helo* |
        send ehlo first | expected helo | helo required | helo required before mail |
        ehlo first | helo first""",
    ),
)

CLIENT_NAME = (
    Family(
        "ptr-missing",
        94,
        """reverse dns* | ptr record* | rdns* | no ptr | missing ptr | reverse lookup |
        cannot resolve ptr* | ip name lookup failed | ip name possibly forged | ptr lookup* |
        cannot find your hostname | cannot find your reverse hostname | reverse hostname |
        unverifyable sending ips | unverifiable sending* | fcrdns | ptr required |
        no host name found* | does not resolve to address | forward confirmed* | dns ptr |
        invalid ptr | valid ptr | ptr | reverse name | reverse mapping |
        host name lookup failed | hostname verification failed |
        client host rejected cannot find your* | no reverse | inverse dns | dns reverse |
        forward and reverse""",
    ),
)

TLS_ERROR = (
    Family(
        "tls-error",
        95,
        """tls not available | tls is not available | tls handshake* | ssl handshake* |
        handshake failed | ssl exception | certificate verification error | ssl error |
        ssl routines | tlsv1 alert* | tls alert* | tls negotiation* |
        tls negotiation failed | tls error | cannot start tls | could not start tls |
        unable to start tls | dh key too small | certificate unknown | bad certificate |
        tls connection failed | failed to negotiate tls | ssl negotiation failed |
        tls failure | ssl failure | invalid certificate | certificate is not valid |
        certificate not valid | certificate revoked | peer certificate | sslexception* |
        sslhandshake* | certpath* | tls session failed | tls required but not* |
        ssl accept error | ssl connect error | secure channel*""",
    ),
    Family(
        "tls-error",
        95,
        """tls not available due to local problem | tls currently unavailable |
        tls temporarily unavailable | tls not available after start |
        tls temporarily not available | tls unavailable""",
        hint="tls-local",
    ),
    Family(
        "tls-error",
        95,
        """certificate has expired | certificate expired | certificate is expired |
        certificate not yet valid | certificate is not yet valid""",
        hint="cert-expired",
    ),
    Family(
        "tls-error",
        95,
        """certificate name mismatch | certificate does not match | hostname does not match |
        certificate mismatch | certificate hostname mismatch | hostname mismatch |
        doesn't match certificate""",
        hint="cert-name",
    ),
    Family(
        "tls-error",
        95,
        """self signed | unknown ca | untrusted certificate | untrusted issuer |
        certificate not trusted | certificate is not trusted | certificate verify failed |
        certificate verification failed | unable to get local issuer*""",
        hint="cert-root",
    ),
    Family(
        "tls-error",
        95,
        "no shared cipher | no cipher* | no ciphers available | handshake failure",
        hint="cipher",
    ),
    Family(
        "tls-error",
        95,
        """unsupported protocol | wrong ssl version | protocol version |
        tlsv1 alert protocol version | no protocols available | unsupported ssl version""",
        hint="tls-version",
    ),
    Family(
        "tls-error",
        95,
        """wrong version number | unrecognized ssl message | plaintext connection |
        unknown protocol | ssl3 get record | record layer failure | packet length too long |
        http request""",
        hint="tls-plain",
    ),
    Family(
        "tls-error",
        95,
        """starttls not supported | starttls not available | starttls is not supported |
        starttls not offered | tls not supported | tls is not supported |
        starttls not advertised | starttls command failed | starttls failed |
        doesn't advertise that feature | server does not support starttls |
        does not support starttls | starttls not announced""",
        hint="starttls-missing",
    ),
)

FAMILIES: tuple[Family, ...] = (
    *RELAY,
    *AUTH_REQUIRED,
    *AUTH_FAILED,
    *AUTH_UNAVAILABLE,
    *AUTH_BACKEND,
    *TLS,
    *HELO,
    *CLIENT_NAME,
    *TLS_ERROR,
)
