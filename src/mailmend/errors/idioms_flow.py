"""Wordings about volume, time, size, content, the connection, and faults of the server itself."""

from mailmend.errors.rules import Family

RATE = (
    Family(
        "rate-limited",
        95,
        """rate limit* | ratelimit* | rate limited | rate limiting | rate exceeded |
        rate is too high | throttled | throttling | too many connections |
        too many concurrent* | too many simultaneous* | too many sessions |
        too many open connections | too many messages | too many mails | too many emails |
        too much mail | too much email | too many recipients | too many rcpt* |
        too many auth commands | too many auth commands from | too many new recipients |
        too many invalid recipients | sending too many emails | receiving mail at a rate* |
        receivingrate* | at a rate that prevents* | max emails per hour |
        max defers and failures* | emails per hour | messages per hour | mails per hour |
        per hour | per day | per minute | hourly limit | daily limit | hourly quota |
        daily quota | daily sending quota | daily user sending* | sending limit* |
        sending quota | send limit | message limit* | exceeded your sending limit |
        exceeded the limit | has exceeded permitted limits | exceeded permitted* |
        exceeded the maximum number* | exceeded the max* | connection frequency limited |
        frequency limit* | frequency | connection limit* | connection rate* | session limit* |
        thread limit exceeded | recipient thread limit* | sender thread limit* |
        submissionquotaexceeded* | submission quota exceeded | quota exceeded for the sender |
        rate control* | unusual rate | slow down | too fast | too quickly | too frequently |
        try again slower | message rate | recipient limit* | recipients limit* |
        number of recipients | maximum number of recipients | limit exceeded | limit reached |
        limits exceeded | reached limit | reached the limit | overlimit |
        all screening ports busy | all server ports busy | excessive | outgoing quota |
        relay quota | smtp quota | smtp limit | max message* per | mail limit* |
        you have exceeded | tarpit* | deferred due to volume | volume""",
    ),
    Family(
        "rate-limited",
        97,
        """submissionquotaexceeded* | submission quota exceeded | sending limit* |
        daily user sending*""",
        "sending-limit",
    ),
)

GREY = (
    Family(
        "greylisted",
        97,
        """greylist | greylisted | greylisting | greylist* | graylist* | grey list* | gray list* |
        postgrey | greylisted for | temporarily greylisted | come back later |
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
        mail size limit* | message length* | size limit exceeded | size limit | size exceeds* |
        exceeds size* | exceeds maximum size | exceeds the maximum* | exceeds fixed* |
        exceeds the size* | maximum message size | maximum size | fixed maximum message size |
        max message size | databytes limit | my databytes limit | recipsizelimit |
        mail too large | mail too big | mail is too large | email too large | too large |
        too big | exceeds maximum permitted | larger than | bigger than | oversize* |
        attachment too* | attachments too* | content too large | message exceeds* |
        data size exceed* | queue file size limit exceeded | file too large |
        exceeds administrative limit | content length*""",
    ),
)

CONTENT = (
    Family(
        "content-rejected",
        93,
        """spam | is spam | as spam | flagged as spam | classified as spam | identified as spam |
        considered spam | scored as spam | spam message | spam detected | looks like spam |
        spam content | spam filter* | spam classification | spam score | junk | junk mail |
        junkmail rejected | unsolicited | bulk mail | bulk email | virus | viruses | malware |
        infected | phishing | content rejected | message content* | message content rejected |
        content filter* | content is not* | content not* | content blocked | content policy |
        attachment not* | attachments not* | attachment type* | prohibited attachment |
        banned attachment | executable | blocked attachment | forbidden attachment |
        dangerous | suspicious content | contains a url | blacklisted url | blacklisted link |
        uribl | surbl | url in message | media error | mcspamsignature* |
        unacceptable content | offensive | rejected by local scan | local scan | mail rejete |
        mail rejected ofr* | rfc 5322* | rfc 2822* | not rfc* | header* | missing header |
        invalid header* | duplicate header* | multiple from | missing from* |
        message malformed | malformed message | too many related errors | poison message |
        spamassassin | spam like | spammy | appears to be unsolicited | quarantined |
        data loss prevention | dlp | message has been blocked | message was blocked |
        message blocked | failed content* | body contains | illegal attachment""",
    ),
    Family(
        "content-rejected",
        50,
        """message rejected | message was rejected | email rejected | mail rejected |
        message refused | rejected your message | transaction rejected | message not accepted |
        data rejected""",
        stage=("data", "end-of-data"),
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
        connect error | could not connect | couldn't connect | cannot connect | can't connect |
        unable to connect* | failed to connect | unreachable | network is unreachable |
        network unreachable | no route to host | host unreachable | host not reachable |
        not reachable | not responding | no response | did not respond | didn't respond |
        no answer | did not accept our requests* | initiate smtp conversation |
        establish an smtp connection | able to establish* | could not be delivered for |
        could not deliver for the last* | not be delivered for* | message expired |
        envelope expired | message delayed | queue expired | expired | giving up |
        retry timeout exceeded | retry time* | retry time not reached* |
        hosts have been failing* | all hosts have been failing* | in the queue too long |
        has been delayed | been delayed | delivery temporarily suspended |
        message will be retried* | will be deleted from queue | delivery time expired |
        too old | could not be contacted | socket error | network error | network problem |
        communication failure | broken pipe | end of file | unexpected eof | peer |
        server is not available | server not available | remote host closed* |
        closed the connection | host is down | closed connection | conversation with |
        bad connection | no connection | errno | maximum time* | undeliverable for |
        delivery expired""",
    ),
)

SERVER = (
    Family(
        "server-error",
        78,
        """internal error | internal server error | server error | system error |
        operating system error | local error | local error in processing | software error |
        configuration error | server configuration problem | misconfigured | misconfiguration |
        incorrectly configured | system incorrectly configured | system not capable |
        lock failure | error while writing | pipe to | command died* | command line usage* |
        unknown mailer error* | mailer error | mail forwarding loop* | mail loop* |
        mail loop detected | forwarding loop | routing loop* | routing loop detected |
        loop detected | loops back to myself | too many hops | hop count exceeded* |
        hop count | hops | transaction failed | temporary lookup failure | lookup failure |
        lookup error | ldap lookup* | database | queue write error | qq write error* |
        write error | i o error | could not load* | service currently unavailable |
        service unavailable | service not available | service is unavailable |
        service not active | service temporarily* | temporarily unavailable | server busy |
        server too busy | system busy | overloaded | out of memory |
        resources temporarily unavailable | resource* temporarily | unable to process |
        cannot process | error in processing | requested action aborted |
        duplicated message id* | storedrv deliver | storedrv | mapi* | storage error |
        deferred | maintenance | unexpected error | unexpected failure | problem talking to* |
        cannot open* | unable to open | failed to write | please try again later |
        try again later | try later | temporary server error | not currently available |
        shutting down | can't create* | cannot create* | program failed""",
    ),
    Family(
        "server-error",
        85,
        """server configuration problem | milter* | filter unavailable | policy service*""",
        "policy-down",
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
        command rejected | bad command | invalid parameter | invalid argument | bad parameter |
        invalid characters | bare lf | bare linefeed* | bare line feed* | bare newline* |
        line too long | protocol error | protocol violation | pipelining |
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
        """temporary failure | failed permanently | upstream error | generic error | on hold""",
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
