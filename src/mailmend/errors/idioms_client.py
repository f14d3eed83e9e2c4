"""Wordings about the client's address, its reputation and the sender address."""

from mailmend.errors.rules import Family

BLOCKED = (
    Family(
        "ip-blocked",
        94,
        """blocked using | client host blocked | is in an rbl | in rbl | an rbl | rbl | dnsbl |
        dnsbls | xblocklist | barracudacentral | uceprotect | banned sending ip |
        blacklisted ip | ip blacklisted | ip is blacklisted | ip blocked | ip is blocked |
        ip has been blocked | ip address blocked | ip address is blocked |
        ip address has been blocked | blocked ip | ip poor reputation | bad reputation |
        low reputation | reputation of the sending ip* | sender reputation |
        blocked for abuse | blocked for spam* | blocked due to spam |
        unexpected volume or user complaints | use the smtp server of your isp |
        use your isp* | isp mail server | dynamic ip* | dynamic host |
        dynamically assigned* | residential | dialup | dial up | black list | block list |
        deny list | blacklist | blocklist | denylist | realtime blacklist |
        may not be mail exchanger | which is an open relay | open proxy |
        customer block list | blacklisted | blocklisted | denylisted | listed by domain |
        listed at | is listed in | is listed on | listed on | found in dns blacklist |
        access denied banned sending ip* | ip banned | banned ip | ip address banned |
        no access from mail server | client host rejected blocked* |
        host network not allowed | blocked ip address | network is blocked |
        network blocked | connection refused from your | from invalid ip for sending |
        adresse ip source bloquee | ip bloquee | ip address is not allowed |
        connection rejected due to | mail from your ip* | your mail server ip |
        your mail server has been | your host | due to spam from your | ip address listed |
        spam block | blocked host | host blocked | host is blocked | server is blocked |
        client blocked | bad ip | access denied to ip | reputation |
        not permitted to connect | messages from xip | mail from xip | email from xip |
        refused by your ip* | traffic not accepted from this ip | xip blocked |
        xip is blocked | invalid ip* | spamhaus* | barracuda* | spamcop* | sorbs* |
        black listed | is black listed | ip address is black listed |
        bad sender ip* | sender ip* | user complaints | spam complaints | complaints from* | ip in
        blacklist* | ip is in a black* |
        black ip |
        denied from your ip* | access denied from your* | access is denied from your* | rejected
        from your ip*""",
    ),
    Family(
        "ip-blocked",
        66,
        """blocked by | host access denied | client denied | host rejected | no access |
        connection denied | connection rejected""",
    ),
    Family(
        "ip-blocked",
        80,
        "service refused | service refuse",
    ),
    Family(
        "ip-blocked",
        72,
        """client host rejected | reputation | dynamic address | ip not allowed | your ip |
        your ip address | sending ip*""",
    ),
    Family(
        "ip-blocked",
        60,
        """connection from xip | connections from xip | refused to talk to me | your host |
        your network | from your host |
        from your server | from your ip | connections from your | client ip address |
        your server ip | ip xip""",
    ),
    Family(
        "ip-blocked",
        85,
        """allowed to connect | your access to | will not be accepted from |
        connections not accepted from | not accepted from ip | currently sending spam |
        mismatches client ip""",
    ),
    Family(
        "ip-blocked",
        78,
        "xiplink",
    ),
    Family(
        "ip-blocked",
        95,
        """geoip* | geo ip* | geoblock* | geo block* | geographic* | your country |
        your region | country is blocked | country blocked | country not allowed |
        country is not allowed | from this country | from that country |
        connections from your country* |
        connection from your country* | mail from your country*""",
        hint="place",
    ),
)

SENDER = (
    Family(
        "sender-rejected",
        95,
        """sender address rejected | domain of sender address* | domain of sender |
        sender verify failed | sender verify fail* | sender verification failed |
        sender callout | sender address does not* | sender does not exist | unknown sender* |
        invalid sender* | badmailfrom | badmailfrom list | sender domain* | sender's domain""",
        hint="sender-domain",
    ),
    Family(
        "sender-rejected",
        96,
        """not owned by user* | sender address rejected not owned by user* | sendasdenied* |
        send as this sender | permissions to send as | permission to send as |
        not allowed to send as* | not authorized to send as | from address is not one of your* |
        not one of your addresses | not match authenticated* |
        does not match the authenticated* | doesn't match login | use your own address |
        not allowed to use sender* | not owned by | not allowed to send as | from address not* |
        from address is not* | not allowed to send from | not authorized to send from |
        not permitted to send from | not allowed to send mail from |
        not authorised to send from | send on behalf | authenticated user* |
        sender address must match* | does not belong to you | not belong to authenticated* |
        must equal auth* | must be same as auth* | must be the same as auth* |
        must match auth* | must match the auth* | not match auth* | not match the auth* |
        does not match a verified* | not match a verified* | verified sender identity |
        not a verified* | not a sender signature* | sender signature | use your own mailbox |
        use your own mail* | address is not valid for this account |
        not permitted for this login | not allowed for this login |
        unavailable for from address | not an alias of* | not an address of this account |
        doesn't match auth* | does not match auth* | from and auth* | auth not the same |
        authentication for specified* | for specified email address | same as smtp auth* | not
        same as auth* | not the same as auth* | not same as smtp*""",
        hint="sender-login",
    ),
    Family(
        "sender-rejected",
        93,
        """sender rejected | sender denied | sender is denied | sender not allowed |
        sender address is not allowed | sender not permitted | sender not authorized |
        sender is not authorized | sender address not allowed |
        sender address not permitted | sender is not allowed | sender verification |
        sender unknown | bad sender | illegal sender | sender invalid | envelope sender |
        mailfrom domain | mail from domain | banned sender | sender banned | sender blocked |
        blocked sender | sender is blocked | sender has been blocked | sender blacklisted |
        blacklisted sender | sender is blacklisted | unauthorized sender* |
        unauthorised sender* | sender mismatch | envelope from | envelope from address |
        not a member of this* | not a member of the | not subscribed | unregistered domains |
        unregistered domain* | address not verified | email address is not verified |
        from address rejected | invalid from* | bad from | malformed sender |
        sender syntax* | sender address is invalid | sender address invalid |
        mail from address | from identity | sender address must | sender address blocked |
        sender address has | sender does not match | address that has been blacklisted |
        sender refused | sender address refused | domain not verified | not local sender |
        sender not local | sender is not local | non local sender | not a local sender |
        invalid return path | bad return path | dt sum | wm blu | sender domain not verified |
        fake sender | forged sender | spoofed sender | spoofed mail* | fake mail from | denies the
        sender | refuses the sender | denied sender |
        sender is spammer | bogus mail from | bogus sender | emetteur invalide | absender ungultig
        | remitente invalido | mittente non valido | sender not approved | sender not pre approved
        | unroutable sender* | unrouteable sender* | unresolvable sender* |
        from sender name* | sender name* | without a sender* | no sender address | no sender is* |
        no sender specified | missing sender | sender address missing | sender is missing | mail
        from invalid | mail from is invalid | mail from not valid |  sender in
        blacklist |  sender address is too* | sender address too*""",
    ),
    Family(
        "sender-rejected",
        96,
        """sender is in the* | sender is in a* | sender is on the* | sender is on a* |
        sender in blacklist | sender on blacklist | sender is listed*""",
    ),
    Family(
        "sender-rejected",
        90,
        "your mail exchanger* | your mx | your mail domain*",
        hint="sender-domain",
    ),
    Family(
        "auth-required",
        97,
        "sender address rejected not logged in",
    ),
    Family(
        "sender-rejected",
        70,
        """sender must | sender is not | sender access | sender email address |
        authenticated sender | return path | sender addr | from domain | send as |
        sending domain* | your address is not | from header""",
    ),
    Family(
        "sender-rejected",
        90,
        """verify mailfrom | mailfrom failed | mailfrom rejected | mail from rejected |
        mail from refused | not in my domain | mail from is mismatched""",
    ),
)

POLICY = (
    Family(
        "policy",
        94,
        """bad outbound sender | local policy violation | policy violation |
        email policy violation* | policy restrictions | tenant has exceeded threshold |
        spam abuse detected | outgoing mail suspension | outgoing email suspended |
        outbound mail suspended | does not accept email over ipv6 |
        delivery not authorized message refused | journaling* | administrative prohibition |
        administratively prohibited | admin prohibited | rejected due to policy |
        against policy | mail flow rule | transport rule* | outgoing mail is disabled |
        sending disabled | sending is disabled | account is blocked from sending |
        blocked from sending | restricted from sending | outgoing is suspended |
        sending suspended | not authorized to perform* | domain is not allowed to send* |
        is not allowed to send account* |
        message sending for* | sending for this account* | sending from this account* | sending
        from this mailbox* | sending has been disabled | sending messages is disabled | sending
        mail is disabled | sending is not enabled* | sending is blocked* | sending is suspended* |
        your account is not authorized* | your account is not allowed*""",
        hint="suspended-or-policy",
    ),
    Family(
        "policy",
        55,
        """access denied | not authorized | unauthorized | not authorised |
        delivery not authorized | permission denied | not permitted | not allowed |
        prohibited | forbidden | administrator""",
    ),
    Family(
        "policy",
        80,
        """security policies | security policy | policy rejection | policy | policies |
        not allowed to send | not allowed to send mail | not allowed to send messages |
        anti spoofing | antispoofing | spoofing""",
        hint="suspended-or-policy",
    ),
    Family(
        "policy",
        72,
        "prohibited by administrator | by administrator",
        hint="suspended-or-policy",
    ),
    Family(
        "policy",
        88,
        "policy reasons",
        hint="suspended-or-policy",
    ),
    Family(
        "policy",
        95,
        """your account is suspended | your account has been suspended |
        your account was suspended | your account has been blocked |
        your account is blocked | your account is restricted | your mailbox is suspended |
        your account has been disabled for sending""",
        hint="suspended-or-policy",
        stage=("mail", "rcpt", "data", "end-of-data"),
    ),
)

AUTHENTICITY = (
    Family(
        "spf-dkim-dmarc",
        96,
        """spf | dkim | dmarc | sender policy framework | domainkeys | domain keys |
        dmarc policy | multiple authentication checks failed |
        required authentication level | unauthenticated email | sender is unauthenticated |
        authentication checks | authentication information | email authentication |
        message not authenticated | spf record | spf check | spf fail* | dkim signature |
        softfail | hardfail | sender id | authentication results |
        from domain authentication | arc validation | arc seal""",
    ),
    Family(
        "spf-dkim-dmarc",
        97,
        """spf record | spf records | spf settings | spf policy | spf entry | spf check |
        spf result""",
    ),
    Family(
        "policy",
        97,
        "client host rejected policy*",
    ),
)

FAMILIES: tuple[Family, ...] = (*BLOCKED, *SENDER, *POLICY, *AUTHENTICITY)
