"""Wordings about volume, time, size, content, the connection, and faults of the server itself."""

from mailmend.errors.rules import Family

RATE = (
    Family(
        "rate-limited",
        95,
        """rate limit* | ratelimit* | rate limited | rate limiting | rate exceeded |
        rate is too high | throttled | throttling | too many messages | too many mails |
        too many emails | sending too many emails | receiving mail at a rate* |
        receivingrate* | at a rate that prevents* | emails per hour | messages per hour |
        mails per hour | daily user sending* | sending limit* | message limit* |
        exceeded the limit | has exceeded permitted limits | exceeded permitted* |
        exceeded the maximum number* | exceeded the max* | frequency limit* |
        session limit* | thread limit exceeded | recipient thread limit* |
        sender thread limit* | submissionquotaexceeded* | submission quota exceeded |
        quota exceeded for the sender | rate control* | unusual rate | too quickly |
        too frequently | try again slower | message rate | limit reached | limits exceeded |
        reached limit | reached the limit | overlimit | smtp quota | smtp limit |
        max message* per | mail limit* | you have exceeded | tarpit* | deferred due to volume""",
    ),
    Family(
        "rate-limited",
        97,
        """submissionquotaexceeded* | submission quota exceeded | sending limit* |
        daily user sending* | max emails per hour | max defers and failures* | daily limit |
        hourly limit | hourly quota | daily quota | daily sending quota | sending quota |
        send limit | outgoing quota | relay quota | exceeded your sending limit""",
        hint="sending-limit",
    ),
    Family(
        "rate-limited",
        60,
        """volume | excessive | frequency | per hour | per day | per minute | too fast |
        limit exceeded""",
    ),
    Family(
        "rate-limited",
        92,
        """exceeded the max emails* | limit of messages | limit of emails |
        access denied please try again later""",
    ),
    Family(
        "rate-limited",
        95,
        """too many recipients | too many rcpt* | number of recipients |
        maximum number of recipients | recipient limit* | recipients limit* |
        too many invalid recipients | too many new recipients""",
        hint="too-many-recipients",
    ),
    Family(
        "rate-limited",
        95,
        """too many connections | too many concurrent* | too many simultaneous* |
        too many sessions | too many open connections | too much mail | too much email |
        too many auth commands | too many auth commands from | connection rate* |
        connection limit* | connection frequency limited | all screening ports busy |
        all server ports busy | slow down""",
        hint="client-rate",
    ),
    Family(
        "rate-limited",
        96,
        """too many messages in the last* | too many messages in the past* |
        too many messages in a short* | too many messages in one* | exceeded the number of* |
        number of relays | messages sent within | messages in the last hour |
        messages in the past hour | dt drc | rp drc | rp qrc | rp ccl | mi qrc | mi ccl |
        mi cel | mi dmc | mi sfq | hl itc""",
    ),
    Family(
        "rate-limited",
        92,
        "unusual sending activity | unusual activity",
        hint="sending-limit",
    ),
)

GREY = (
    Family(
        "greylisted",
        97,
        """greylist | greylisted | greylisting | greylist* | graylist* | grey list* |
        gray list* | postgrey | greylisted for | temporarily greylisted | come back later |
        try again in a few minutes | early retry | please retry in* | try again 15min* |
        first time sender* | unknown triplet | delayed by greylisting""",
    ),
)

SIZE = (
    Family(
        "size-exceeded",
        96,
        """message file too big | message too big | message too large | message is too large |
        message is too big | message too long | message size* | message size exceeds* |
        mail size limit* | message length* | size limit exceeded | size limit |
        size exceeds* | exceeds size* | exceeds maximum size | exceeds the maximum* |
        exceeds fixed* | exceeds the size* | maximum message size | maximum size |
        fixed maximum message size | max message size | databytes limit |
        my databytes limit | recipsizelimit | mail too large | mail too big |
        mail is too large | email too large | too large | too big |
        exceeds maximum permitted | larger than | bigger than | oversize* | attachment too* |
        attachments too* | content too large | message exceeds* | data size exceed* |
        queue file size limit exceeded | file too large | exceeds administrative limit |
        content length*""",
    ),
)

CONTENT = (
    Family(
        "content-rejected",
        93,
        """spam | is spam | as spam | flagged as spam | classified as spam |
        identified as spam | considered spam | scored as spam | spam message |
        spam detected | looks like spam | spam content | spam filter* | spam classification |
        spam score | junk | junk mail | junkmail rejected | unsolicited | bulk email |
        virus | viruses | malware | infected | phishing | content rejected |
        message content* | message content rejected | content filter* | content is not* |
        content not* | content blocked | content policy | attachment not* |
        attachments not* | attachment type* | prohibited attachment | banned attachment |
        blocked attachment | forbidden attachment | suspicious content | contains a url |
        blacklisted url | blacklisted link | uribl | surbl | url in message | media error |
        mcspamsignature* | unacceptable content | offensive | rejected by local scan |
        local scan | mail rejete | mail rejected ofr* | rfc 5322* | rfc 2822* | not rfc* |
        missing header | invalid header* | duplicate header* | multiple from |
        missing from* | message malformed | malformed message | too many related errors |
        poison message | spamassassin | spam like | spammy | quarantined |
        data loss prevention | dlp | failed content* | body contains | illegal attachment |
        bad header | header syntax | header too* | content reject* | mime error* |
        mime reject* | invalid structure | invalid mime""",
    ),
    Family(
        "content-rejected",
        94,
        "dt spm | dt spm*",
    ),
    Family(
        "content-rejected",
        50,
        """message rejected | message was rejected | email rejected | mail rejected |
        message refused | rejected your message | transaction rejected |
        message not accepted | data rejected""",
        stage=("data", "end-of-data"),
    ),
    Family(
        "content-rejected",
        60,
        """dangerous | executable | bulk mail | reputation | message has been blocked |
        message was blocked | message blocked | appears to be unsolicited""",
    ),
)

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
        smtpserverdisconnected""",
    ),
    Family(
        "connection",
        97,
        """dial tcp* | lookup no such host | getaddrinfo* | enotfound | eai again* |
        php network getaddresses* | unknownhostexception* | nodename nor servname* |
        name or service not known""",
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
        all hosts have been failing* | message delayed""",
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
        program failed | please try later | config error""",
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
        "server configuration problem | milter* | filter unavailable | policy service*",
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
        unsupported parameter | need mail | command out of sequence""",
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

FAMILIES: tuple[Family, ...] = (
    *RATE,
    *GREY,
    *SIZE,
    *CONTENT,
    *CONNECTION,
    *SERVER,
    *PROTOCOL,
    *VAGUE,
)
