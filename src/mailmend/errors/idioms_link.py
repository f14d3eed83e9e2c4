"""Wordings about TLS, the HELO name and the name of the client in DNS."""

from mailmend.errors.rules import Family

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
        not using tls | tls is mandatory |
        without ssl | without ssl tls* | without using tls | without using ssl | ssl tls
        connection* | tls connection is required | ssl connection is required | ssl tls is
        required | ssl tls required | tls ssl required | tls ssl is required | lack of security |
        lack of encryption | insufficient security""",
    ),
)

TLS_ERROR = (
    Family(
        "tls-error",
        95,
        """tls not available | tls is not available | tls handshake* | ssl handshake* |
        handshake failed | ssl exception | certificate verification error | ssl error |
        ssl routines | tlsv1 alert* | tls alert* | tls negotiation* | tls negotiation failed |
        tls error | cannot start tls | could not start tls | unable to start tls |
        dh key too small | certificate unknown | bad certificate | tls connection failed |
        failed to negotiate tls | ssl negotiation failed | tls failure | ssl failure |
        invalid certificate | certificate is not valid | certificate not valid |
        certificate revoked | peer certificate | sslexception* | sslhandshake* | certpath* |
        tls session failed | tls required but not* | ssl accept error | ssl connect error |
        secure channel* | gnutls* | tls packet with* | tls fatal alert | tls negotiation error |
        signed by unknown authority | certificate signed by unknown* |
        certificate is not trusted | certificate not trusted | could not negotiate* | x509 |
        certificate problem | ssl problem | tls problem |
        connect with tls* | connect with starttls* | connect with ssl* | connect securely | secure
        mode | ssl failed | tls failed | ssl connection failed | server is not trusted | server
        not trusted | untrusted server | certificate is untrusted | certificate untrusted |
        certificate cannot be trusted | pkix* | mta sts | tlsa | enforced by dane | dane
        validation* |
        unable to connect with tls* | unable to connect with ssl* | could not connect with tls* |
        cannot connect with tls* | failed to connect with tls* | unable to connect using tls* |
        could not connect using tls* | unable to connect with starttls* | could not connect
        securely | cannot connect securely | unable to connect securely |
        tls is required but* | tls required but* |
        initiating tls | negotiating tls | during tls* | during the tls* | during starttls |
        initiating starttls""",
    ),
    Family(
        "tls-error",
        95,
        """tls not available due to local problem | tls currently unavailable |
        tls temporarily unavailable | tls not available after start |
        tls temporarily not available | tls unavailable |
        cannot load certificate* | cannot load private key | could not load certificate* | failed
        to load certificate* | unable to load certificate* | cannot load cert*""",
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
        doesn't match certificate |
        does not match hostname | not match hostname | does not match the hostname | does not
        match the host* | not match the host name | host check failed | certificate host check* |
        certificate is valid for | remotecertificatenamemismatch | cert
        common name invalid | altname invalid | altnames*""",
        hint="cert-name",
    ),
    Family(
        "tls-error",
        95,
        """self signed | unknown ca | untrusted certificate | untrusted issuer |
        certificate not trusted | certificate is not trusted | certificate verify failed |
        certificate verification failed | unable to get local issuer* |
        issuer is not recognized | issuer not recognized | issuer is not trusted |
        issuer is unknown | certificate issuer*""",
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
        does not support starttls | starttls not announced |
        does not support secure connections | not support secure connections | does not support
        tls | does not support ssl | doesn't support tls | doesn't support ssl | does not offer
        starttls | did not offer starttls | starttls is not available | starttls unavailable |
        starttls is required but |
        support the starttls* | does not support the starttls* | does not support tls via* |
        does not support tls on*""",
        hint="starttls-missing",
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
        dont trust your helo | introduce yourself properly | helo identity |
        helo invalid* | ehlo invalid* | helo ehlo invalid*""",
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

FAMILIES: tuple[Family, ...] = (*TLS, *TLS_ERROR, *HELO, *CLIENT_NAME)
