"""Wordings about logging in: refused, not offered, or not to be checked."""

from mailmend.errors.rules import Family

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
        web login required |
        sign in via a web browser | log in via a web browser | sign in via a browser | log in via
        a browser | sign in via your webmail | log in via your webmail | sign in through a web
        browser | sign in with a web browser | sign in to webmail | sign in in your browser""",
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
        smtp login disabled | smtp access for this account |
        user has no permission | has no permission to use smtp* | no smtp permission |
        smtp permission denied""",
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
        too many unsuccessful login* | account temporarily locked due |
        too many authentication attempts | too many auth attempts | too many authentication errors
        | too many auth errors | too many password* | too many incorrect password* | too many
        wrong password* | too many sign in attempts | too many logon* | too many invalid logon* |
        too many failed sign* | too many failed password* | too many failed attempts |
        too many login failures | too many sign in failures | too many password failures""",
        hint="locked",
    ),
    Family(
        "auth-failed",
        95,
        """oauth token* | token expired | token has expired | token is expired | expired token |
        access token* | refresh token* | token revoked | token has been revoked | invalid grant |
        aadsts*""",
        hint="token",
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
        """missing credentials | credentials missing | no credentials | credentials are missing |
        credentials not provided | no password provided | could not get password |
        no password given | password is missing | empty password""",
        hint="no-password",
    ),
)

AUTH_ACCOUNT = (
    Family(
        "auth-failed",
        96,
        """login disabled* | login is disabled | logins are disabled | login has been disabled |
        login not allowed for this*""",
        hint="suspended",
    ),
    Family(
        "auth-failed",
        95,
        """credentials no longer* | credentials are no longer* | credentials expired |
        credentials have expired | re authenticate | reauthenticate""",
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
        no authentication service | not support smtp auth* |
        server doesn't support auth | server does not support auth | does not support auth |
        doesn't support auth | not advertise auth* | did not advertise authentication | doesn't
        advertise auth* | does not advertise auth* | not offer auth* | does not offer
        authentication | no authentication offered | auth not advertised | auth extension not |
        command auth unrecognized | command auth not* | auth unrecognized | auth command
        unrecognized | authentication only allowed* | authentication is only allowed* | auth only
        allowed* | only allowed on submission* | only available on submission*""",
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
        unrecognized auth* | mechanism unavailable |
        auth mode unsupported | auth mode not* | authentication mode not supported | unsupported
        auth mode | no compatible authentication* | no compatible auth* | no common
        authentication* | no matching authentication* | no usable authentication | usable
        authentication method | no authentication mechanism* | no authentication method* | no
        mechanism found | secure authentication method | no authenticators available | cannot use
        any authentication method |
        plain not supported | plain is not supported | plain unsupported | plain not available |
        login not supported | login is not supported | login unsupported | login not available |
        cram md5 not supported | cram md5 is not supported | cram md5 unsupported | cram md5 not
        available | digest md5 not supported | digest md5 is not supported | digest md5
        unsupported | digest md5 not available | ntlm not supported | ntlm is not supported | ntlm
        unsupported | ntlm not available | gssapi not supported | gssapi is not supported | gssapi
        unsupported | gssapi not available | xoauth2 not supported | xoauth2 is not supported |
        xoauth2 unsupported | xoauth2 not available | oauthbearer not supported | oauthbearer is
        not supported | oauthbearer unsupported | oauthbearer not available | scram sha 1 not
        supported | scram sha 1 is not supported | scram sha 1 unsupported | scram sha 1 not
        available | scram sha 256 not supported | scram sha 256 is not supported | scram sha 256
        unsupported | scram sha 256 not available | external not supported | external is not
        supported | external unsupported | external not available | find an authenticator* | no
        authenticator* | no authentication mech*""",
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
        temporary login failure | authentication temporary failure |
        authentication failed due to an internal error | auth failed due to an internal error |
        login failed due to an internal error | failed due to an internal error | authentication
        failed internal error |
        auth temporar* | authentication temporar* | login temporar*""",
    ),
)

FAMILIES: tuple[Family, ...] = (
    *AUTH_FAILED,
    *AUTH_ACCOUNT,
    *AUTH_UNAVAILABLE,
    *AUTH_BACKEND,
)
