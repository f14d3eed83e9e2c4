"""Wordings about volume, time, size and content."""

from mailmend.errors.idioms_server import FAMILIES as OF_THE_SERVER
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
        max message* per | mail limit* | you have exceeded | tarpit* | deferred due to volume |
        reached a limit* | reached your limit* | reached the maximum number* | limit for sending*
        | limit on sending* | limits for sending* |
        max number of messages* | maximum number of messages* | limits for your account* | limit
        for your account* | your account limit*""",
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
        limit exceeded |
        too many times""",
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
        too many invalid recipients | too many new recipients |
        too many bad recipients | too many bad rcpt* | too many unknown recipients | too many
        invalid addresses | too many invalid rcpt*""",
        hint="too-many-recipients",
    ),
    Family(
        "rate-limited",
        95,
        """too many connections | too many concurrent* | too many simultaneous* |
        too many sessions | too many open connections | too much mail | too much email |
        too many auth commands | too many auth commands from | connection rate* |
        connection limit* | connection frequency limited | all screening ports busy |
        all server ports busy | slow down |
        too many smtp* | too many parallel* | trop de connexions | trop de connections | zu viele
        verbindungen | demasiadas conexiones | troppe connessioni | слишком много соединений""",
        hint="client-rate",
    ),
    Family(
        "rate-limited",
        96,
        """too many messages in the last* | too many messages in the past* |
        too many messages in a short* | too many messages in one* | exceeded the number of* |
        number of relays | messages sent within | messages in the last hour |
        messages in the past hour | dt drc | rp drc | rp qrc | rp ccl | mi qrc | mi ccl |
        mi cel | mi dmc | mi sfq | hl itc |
        too many messages in this* | too many messages on this* | too many messages per* | too
        many messages for this* | too many messages during*""",
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
        content length* |
        taille limite du message | taille du message* | message trop volumineux | message trop
        gros | nachricht zu gross | nachricht ist zu gross | mensaje demasiado grande | messaggio
        troppo grande | слишком большое письмо | размер сообщения*""",
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
        mime reject* | invalid structure | invalid mime |
        attachment count* | attachment limit* | too many attachments | number of attachments |
        restricted attachment |
        worm | trojan | ransomware""",
    ),
    Family(
        "content-rejected",
        95,
        "not rfc 2822* | not rfc 5322* | not rfc822* | is not rfc* | not comply to rfc*",
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

FAMILIES: tuple[Family, ...] = (*RATE, *GREY, *SIZE, *CONTENT, *OF_THE_SERVER)
