"""Wordings about the connection, faults of the server itself, the protocol, and nothing."""

from mailmend.errors.rules import Family

CONNECTION = (
    Family(
        "connection",
        88,
        """connection timed out | connection time out | connection timeout | timed out |
        time out | timeout | connect timeout | connection refused | refused connection |
        connection reset | connection reset by peer | connection dropped |
        connection was dropped* | connection lost | lost connection | connection closed |
        connection aborted | connection failed | connection failure | connect failed |
        connect error | could not connect | couldn't connect | cannot connect |
        can't connect | unable to connect* | failed to connect | network is unreachable |
        network unreachable | no route to host | host unreachable | host not reachable |
        not reachable | not responding | no response | did not respond | didn't respond |
        no answer | initiate smtp conversation | establish an smtp connection |
        able to establish* | could not be delivered for | could not deliver for the last* |
        not be delivered for* | message expired | envelope expired | queue expired |
        retry timeout exceeded | retry time* | retry time not reached* |
        hosts have been failing* | delivery time expired | could not be contacted |
        network error | network problem | communication failure | broken pipe | end of file |
        unexpected eof | server is not available | server not available |
        remote host closed* | closed the connection | host is down | closed connection |
        bad connection | undeliverable for | delivery expired |
        connection unexpectedly closed | unexpectedly closed | unexpectedly terminated* |
        unexpectedly closed the connection | connection to server failed | connection to the
        server failed | connection to server lost | connection could not be* | couldn't open
        connection* | could not open connection* | cannot open connection* | couldn't reach* |
        could not reach* | cannot reach the server | etimedout | econnrefused | econnreset |
        ehostunreach | enetunreach | esocket | opentimeout | i o timeout | execution expired |
        stream socket client | connection attempt failed | server disconnected |
        smtpserverdisconnected |
        cannot get initial* | initial ok message | no greeting | greeting never received |
        greeting not received | did not receive a greeting | closed unexpectedly | dropped
        unexpectedly | ended unexpectedly | disconnected unexpectedly | unexpectedly disconnected
        | service not connected | socket not connected | not connected to the server | unexpected
        disconnect* |
        relay connection* | to relay server* | to the relay server* | to relay host* | error when
        connecting* | error while connecting* | error connecting* |
        socket closed* | socket was closed* | socket hang up""",
    ),
    Family(
        "connection",
        97,
        """dial tcp* | lookup no such host | getaddrinfo* | enotfound | eai again* |
        php network getaddresses* | unknownhostexception* | nodename nor servname* |
        name or service not known |
        unknown smtp host | unknown smtp server | unknown mail host | relay server could not be
        found | server could not be found | host could not be found | smtp server could not be
        found | mail server could not be found""",
        hint="host-unknown",
    ),
    Family(
        "connection",
        58,
        """giving up | in the queue too long | message will be retried* |
        will be deleted from queue | too old | peer | maximum time* |
        delivery temporarily suspended | expired | errno | conversation with | unreachable |
        no connection""",
    ),
    Family(
        "connection",
        76,
        """has been delayed | been delayed | did not accept our requests* | socket error |
        all hosts have been failing* | message delayed |
        read error | smtpsendfailedexception eof |
        transmission error""",
    ),
)

SERVER = (
    Family(
        "server-error",
        78,
        """internal error | internal server error | server error | system error |
        operating system error | local error | local error in processing | software error |
        server configuration problem | misconfiguration | system incorrectly configured |
        system not capable | lock failure | error while writing | pipe to | command died* |
        command line usage* | unknown mailer error* | mail forwarding loop* | mail loop* |
        mail loop detected | forwarding loop | routing loop* | routing loop detected |
        loops back to myself | too many hops | hop count exceeded* | hop count |
        transaction failed | temporary lookup failure | lookup failure | lookup error |
        ldap lookup* | queue write error | qq write error* | write error | i o error |
        could not load* | service not available | service is unavailable |
        service not active | service temporarily* | server busy | server too busy |
        system busy | overloaded | out of memory | resources temporarily unavailable |
        error in processing | requested action aborted | duplicated message id* |
        storedrv deliver | mapi* | storage error | unexpected error | unexpected failure |
        problem talking to* | cannot open* | unable to open | failed to write |
        temporary server error | shutting down | can't create* | cannot create* |
        program failed | please try later | config error |
        could not be saved | could not save* | cannot be saved | could not be stored | could not
        store* | unable to store* | unable to save* | failed to save* | failed to store* |
        error writing* | error while storing | error storing* |
        temporary local problem | local problem | temporary problem | server configuration error |
        message looping | is looping |
        external command*""",
    ),
    Family(
        "server-error",
        97,
        "server configuration error",
        hint="policy-down",
        enhanced=("4.3.5",),
    ),
    Family(
        "server-error",
        85,
        """server configuration problem | milter* | filter unavailable | policy service* | dkim
        signing* | signing failed | failed to sign* | unable to sign*""",
        hint="policy-down",
    ),
    Family(
        "server-error",
        66,
        """incorrectly configured | misconfigured | configuration error | try again later |
        please try again later | try later | deferred | hops | database | mailer error |
        storedrv | resource* temporarily | maintenance | temporarily unavailable |
        service currently unavailable | service unavailable | not currently available |
        unable to process | cannot process | loop detected""",
    ),
)

PROTOCOL = (
    Family(
        "protocol",
        84,
        """syntax error | syntax* | malformed address | command unrecognized |
        unrecognized command | unrecognised command | command not recognized |
        command not implemented | command not supported | command unknown | unknown command |
        invalid command | bad sequence | bad sequence of commands | out of sequence |
        command rejected | bad command | invalid parameter | invalid argument |
        bad parameter | invalid characters | bare lf | bare linefeed* | bare line feed* |
        bare newline* | line too long | protocol error | protocol violation | pipelining |
        synchronization error | improper use of | need mail command | need mail before |
        need rcpt before | nested mail | mail first | null characters | smtputf8* |
        internationalized* | international characters | non ascii | 8bit* |
        unsupported parameter | need mail | command out of sequence |
        bare lfs | sender and recipient first | must have sender* | must have recipient* | sender
        not yet given | sender already* | too many unauthenticated* | too many unrecognized
        commands | too many invalid commands | too many bad commands | too many errors | too many
        syntax* | mail is required first | rcpt is required first | mail required first | rcpt
        required first | no recipient specified | no recipients specified |
        line length* |
        too long line | long line | long lines |
        invalid base64* | base64 decoding*""",
    ),
)

LOOPS = (
    Family(
        "server-error",
        93,
        "delivery loop* | mail loop* | loop was detected | loop was found | message loop*",
    ),
)

PARAMETERS = (
    Family(
        "protocol",
        95,
        """mail from parameters* | rcpt to parameters* | parameters not recognized |
        parameter not recognized | parameters not implemented | parameter not implemented |
        parameters not supported | parameter not supported""",
    ),
)

VAGUE = (
    Family(
        "other",
        38,
        "temporary failure | failed permanently | upstream error",
    ),
    Family(
        "other",
        62,
        "on hold | generic error",
    ),
    Family(
        "advice",
        0,
        """to address this issue | learn more | for more information | please visit |
        for instructions | for explanation | for further information | please contact |
        please refer | see url | for assistance | to request removal | more info |
        additional information""",
    ),
)

FAMILIES: tuple[Family, ...] = (*CONNECTION, *SERVER, *PROTOCOL, *LOOPS, *PARAMETERS, *VAGUE)
