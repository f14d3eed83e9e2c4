"""Wordings about the client's address, its reputation and the sender address."""

from mailmend.errors.rules import Family

BLOCKED = (
    Family(
        "ip-blocked",
        94,
        """blocked using | client host blocked | is in an rbl | in rbl | an rbl | rbl | dnsbl |
        dnsbls | xblocklist | spamhaus | spamcop | sorbs | barracuda | barracudacentral |
        uceprotect | banned sending ip | sending ip* | blacklisted ip | ip blacklisted |
        ip is blacklisted | ip blocked | ip is blocked | ip has been blocked |
        ip address blocked | ip address is blocked | ip address has been blocked | blocked ip |
        your ip | your ip address | ip reputation | poor reputation | bad reputation |
        low reputation | reputation of the sending ip* | sender reputation |
        blocked for abuse | blocked for spam* | blocked due to spam |
        unexpected volume or user complaints | use the smtp server of your isp |
        use your isp* | isp mail server | dynamic ip* | dynamic host | dynamic address |
        dynamically assigned* | residential | dialup | dial up | black list | block list |
        deny list | blacklist | blocklist | denylist | realtime blacklist |
        may not be mail exchanger | which is an open relay | open proxy | customer block list |
        blacklisted | blocklisted | denylisted | listed by domain | listed at | is listed in |
        is listed on | listed on | found in dns blacklist | access denied banned sending ip* |
        ip banned | banned ip | ip address banned | no access from mail server |
        ip not allowed | client host rejected blocked* | host network not allowed |
        blocked ip address | network is blocked | network blocked |
        connection refused from your | from your ip | from your host | from your server |
        invalid ip for sending | adresse ip source bloquee | ip bloquee |
        ip address is not allowed | refused to talk to me | connections from your |
        connection rejected due to | mail from your ip* | your mail server ip |
        your mail server has been | your host | your server ip | due to spam from your |
        ip address listed | spam block | blocked host | host blocked | host is blocked |
        server is blocked | client blocked | your network | bad ip | client ip address |
        access denied to ip | reputation | not permitted to connect | connection from your* |
        messages from xip | mail from xip | email from xip | for ip xip | ip xip |
        refused by your ip* | xip blocked | xip is blocked | traffic not accepted from this ip""",
    ),
    Family(
        "ip-blocked",
        66,
        """blocked by | service refused | host access denied | client denied | host rejected |
        no access | connection denied | connection rejected""",
    ),
    Family("ip-blocked", 72, "client host rejected"),
)

SENDER = (
    Family(
        "sender-rejected",
        93,
        """sender address rejected | sender rejected | sender denied | sender is denied |
        sender not allowed | sender address is not allowed | sender not permitted |
        sender not authorized | sender is not authorized | sender address not allowed |
        sender address not permitted | sender is not allowed | not owned by user* |
        not owned by | sendasdenied* | send as | send as this sender | permissions to send as |
        permission to send as | not allowed to send as | not authorized to send as |
        send on behalf | from address is not* | from address not* |
        from address is not one of your* | not one of your addresses | sender verify failed |
        sender verify fail* | sender verification failed | sender verification |
        sender callout | domain of sender address* | domain of sender | sender domain* |
        sender's domain | sender address does not* | sender does not exist | sender unknown |
        bad sender | invalid sender* | unknown sender* | illegal sender | sender invalid |
        badmailfrom | badmailfrom list | envelope sender | mailfrom domain | mail from domain |
        not allowed to send from | not allowed to use sender* | not authorized to send from |
        not permitted to send from | not allowed to send mail from |
        not authorised to send from | banned sender | sender banned | sender blocked |
        blocked sender | sender is blocked | sender has been blocked | sender blacklisted |
        blacklisted sender | sender is blacklisted | unauthorized sender* |
        unauthorised sender* | sender mismatch | envelope from | envelope from address |
        return path | from header | use your own address | not a member of this* |
        not a member of the | not subscribed | unregistered domains | unregistered domain* |
        address not verified | email address is not verified | from address rejected |
        from domain | invalid from* | bad from | malformed sender | sender syntax* |
        sender address is invalid | sender address invalid | mail from address |
        from identity | your address is not | sender address must | sender must |
        sender address blocked | does not match the authenticated* | not match authenticated* |
        doesn't match login | sender address has | sender access | sender does not match |
        authenticated sender | sender email address | address that has been blacklisted |
        sender is not | sender refused | sender address refused | sending domain* |
        not allowed to send as* | domain not verified | sender addr""",
    ),
    Family(
        "auth-required",
        95,
        "sender address rejected not logged in",
    ),
)

POLICY = (
    Family(
        "policy",
        94,
        """bad outbound sender | policy reasons | local policy violation | policy violation |
        email policy violation* | policy restrictions | tenant has exceeded threshold |
        spam abuse detected | outgoing mail suspension | outgoing email suspended |
        outbound mail suspended | does not accept email over ipv6 |
        delivery not authorized message refused | journaling* | security policies |
        security policy | for policy | by policy | policy rejection |
        administrative prohibition | administratively prohibited | admin prohibited |
        rejected due to policy | against policy | mail flow rule | transport rule* | policy |
        prohibited by administrator | outgoing mail is disabled | sending disabled |
        sending is disabled | not allowed to send | not allowed to send mail |
        not allowed to send messages | account is blocked from sending | blocked from sending |
        restricted from sending | outgoing is suspended | sending suspended""",
        "suspended-or-policy",
    ),
    Family(
        "policy",
        55,
        """access denied | not authorized | unauthorized | not authorised |
        delivery not authorized | permission denied | not permitted | not allowed |
        prohibited | forbidden | administrator""",
    ),
)

AUTHENTICITY = (
    Family(
        "spf-dkim-dmarc",
        96,
        """spf | dkim | dmarc | sender policy framework | domainkeys | domain keys |
        dmarc policy | multiple authentication checks failed | required authentication level |
        unauthenticated email | sender is unauthenticated | authentication checks |
        authentication information | email authentication | message not authenticated | arc |
        spf record | spf check | spf fail* | dkim signature | softfail | hardfail | sender id |
        authentication results | from domain authentication""",
    ),
    Family("policy", 97, "client host rejected policy*"),
)

FAMILIES: tuple[Family, ...] = (
    *BLOCKED,
    *SENDER,
    *POLICY,
    *AUTHENTICITY,
)
