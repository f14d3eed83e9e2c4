"""Wordings about the recipient: unknown, disabled, refused, full, or of no known domain."""

from mailmend.errors.rules import Family

UNKNOWN = (
    Family(
        "recipient-unknown",
        92,
        """user unknown | unknown user | unknown recipient | recipient unknown | no such user |
        no such recipient | no such mailbox | no such account | no such address |
        no such person | no such user here | no mailbox here | no mailbox here by that name |
        mailbox not found | user not found | recipient not found | account not found |
        address not found | no user | recipnotfound | recipientnotfound | exrecipnotfound |
        nosuchuser | mailbox does not exist | mailbox doesn't exist | user does not exist |
        user doesn't exist | account does not exist | account doesn't exist |
        recipient does not exist | recipient doesn't exist | address does not exist |
        address doesn't exist | does not exist | doesn't exist | not exist |
        address unknown | unknown address | unknown mailbox | mailbox unknown |
        unknown account | unknown local part | unknown local user | local part unknown |
        unknown virtual user | unknown login | invalid recipient* | recipient invalid |
        invalid mailbox* | invalid user* | invalid address* | recipient is invalid |
        bad destination mailbox* | bad recipient* | bad address* | bad mailbox |
        addressee unknown | not a valid mailbox* | not a valid recipient* |
        not a valid user* | not a valid address | not a valid email address |
        not a valid email | isn't a valid | is not a valid | not a known user |
        not a known recipient | not known here | not our customer | not a registered* |
        not registered | unregistered user | no account | no account by that name |
        have an account | have a xaddr account | have a account | not listed in* |
        not listed in domino directory | couldn't be found | could not be found |
        cannot be found | can't be found | not found in directory |
        user unknown in local recipient table | user unknown in virtual* |
        user unknown in relay recipient table | unknown in local | undeliverable address |
        unverified address | recipient verify failed | recipient verify fail* |
        recipient not recognized | not recognized | unrecognized recipient |
        unrecognised recipient | unroutable address | undeliverable |
        check if address is correct | check for typos | misspelled |
        invalid final delivery userid | no longer exists | no one by that name |
        nobody by that name | nobody here | no valid recipients | no valid recipient |
        does not like recipient | not a mailbox | non existent user | nonexistent user |
        nonexistent mailbox | nonexistent recipient | nonexistent address |
        nonexistent account | address error | incorrect recipient | wrong recipient |
        wrong address | incorrect address | no matches to nameserver query |
        mailbox name not allowed | ambiguous address | user name is unknown |
        because the user is unknown | email account that you tried to reach does not* |
        unable to validate recipient | recipient validation* |
        adresse destinataire invalide | destinataire inconnu | utilisateur inconnu |
        benutzer unbekannt | empfanger unbekannt | empfanger nicht gefunden |
        usuario desconocido | destinatario sconosciuto | utente sconosciuto |
        usuario inexistente | destinatario desconocido | destinatario inexistente |
        have a xhost account | no xhost account | not have an account |
        no longer a valid address | unknown to this server | isn't known | is not known |
        user invalid | rejected unknown user | no such alias | no such email address |
        recipient unknown to | not a local user | is unknown to us | not listed in public* |
        no mailbox by that name | account not available | account is not available |
        account unavailable | account is unavailable |
        unavailable mail user | unavailable user | user unavailable | user not known | not user of
        | no user of | don t exist | don t exists | do not exist | doesn t exists | no mail user |
        not present in* | mailbox not present | not an active address* | not an active user* | no
        mail box | not a local address | no one at this* | there is no one | addresses were
        unknown | addresses are unknown | nessun utente* | no existe* | utilisateur inexistant* |
        adresse inconnue* | adresse inexistante* | adresse unbekannt | direccion desconocida |
        direccion inexistente | indirizzo sconosciuto | indirizzo inesistente""",
    ),
    Family(
        "recipient-unknown",
        70,
        """address is not valid | reserved by rfc* | invalid recipients | cannot be verified |
        could not be verified | can't be verified | unable to verify | unable to be verified |
        was not found | were not found""",
    ),
    Family(
        "recipient-unknown",
        94,
        "recipient address rejected access denied",
        enhanced=("5.4.1",),
    ),
    Family(
        "recipient-unknown",
        94,
        "unrouteable address",
        stage=("rcpt",),
    ),
    Family(
        "recipient-unknown",
        62,
        """*見つかりません* | *存在しません* | *用户不存在* | *收件人不存在* |
        verification failed | unable to find""",
    ),
    Family(
        "recipient-unknown",
        80,
        """mailbox unavailable | address rejected | user is unavailable |
        single label domains* | mailbox not available | mailbox is not available |
        mailbox is unavailable | user not a member* | not a member of domain""",
    ),
)

DOMAIN = (
    Family(
        "domain-unknown",
        94,
        """host unknown | unknown host | host not found | domain not found |
        domain name not found | no such domain | no such host | unknown domain |
        domain unknown | domain does not exist | domain doesn't exist | invalid domain |
        bad domain | host or domain name not found | name service error |
        name service error* | no mx record* | no mx | null mx | nxdomain | dns error |
        unrouteable mail domain | unrouteable domain | unroutable domain |
        unrouteable address | unrouteable email* | host does not accept mail |
        domain is not reachable | couldn't find any host* | could not find any host* |
        find any mail exchanger* | find a mail exchanger* | bad destination system* |
        nonexistentdomain | nonexistent domain | nonexistent host | non existent domain |
        no valid hosts | missing the proper dns entries | account or domain may not exist |
        dns type | dns query failed | dns failure | dns problem | domain lookup failed |
        domain not valid | no mail exchanger* | all relevant mx records |
        illegal host domain name | could not find a gateway* | no route to domain |
        domain invalid | name not found | host name lookup failure | hostname lookup |
        failed to resolve | doesn't receive email | does not accept mail |
        does not receive mail | does not receive email | no a record | domain has expired |
        domain expired | destination domain* |
        no mail server | no mail servers | no mail server found* | no mailserver | find the
        recipient s email server | recipient s email server | no smtp server for | mx lookup
        failed | no mx host* |
        dns query error | dns error*""",
    ),
    Family(
        "domain-unknown",
        60,
        """mx record | mx records | mx lookup | illegal host | cannot resolve |
        could not resolve | unable to resolve | no dns""",
    ),
    Family(
        "domain-unknown",
        75,
        "not resolve* | dns lookup",
    ),
)

DISABLED = (
    Family(
        "recipient-disabled",
        94,
        """account disabled | account is disabled | user account disabled | mailbox disabled |
        mailbox is disabled | user disabled | user is disabled | disabled recipient* |
        disableduser | is disabled | disabled | account is inactive | inactive |
        is inactive | inactive email address | inactive account | inactive user |
        inactive mailbox | account inactive | mailbox inactive | not active |
        no longer active | is not active | account suspended | account is suspended |
        mailbox suspended | user suspended | has been suspended | is suspended | suspended |
        account is locked | mailbox is locked | mailbox locked | user locked |
        temporary locked | temporarily locked | is locked | mailbox is frozen | frozen |
        account is blocked | account blocked | mailbox is blocked | mailbox blocked |
        user blocked | recipient blocked | recipient is blocked |
        recipient account is blocked | account closed | account has been closed |
        mailbox closed | account terminated | account has been terminated |
        account deactivated | deactivated | has been deactivated | has been disabled |
        discontinued | no longer on server | no longer available | no longer valid |
        no longer accepting | no longer in use | has moved | has been moved | not our user |
        account expired | mailbox expired | account has expired |
        compte du destinataire est bloque | dormant | out of use | has been deleted |
        account deleted | account is currently* | not activated | not been activated |
        is not activated |
        extended inactivity* | due to inactivity | for inactivity | inactive for | not currently
        being accepted | no longer being accepted | not been used for | hasn t entered* | mailbox
        currently suspended | mailbox is suspended | mailbox temporarily disabled | temporarily
        suspended | temporarily disabled |
        no longer accepts mail* | no longer accepts email* | no longer accepts messages* | no
        longer receives mail* | archived recipient | mailbox archived""",
    ),
)

REFUSED = (
    Family(
        "recipient-disabled",
        96,
        """mailbox disabled | mailbox is disabled | mailbox disabled not accepting* |
        account disabled not accepting* | account is disabled and not accepting* |
        mailbox is inactive and not accepting*""",
    ),
    Family(
        "recipient-refused",
        95,
        """sender not authenticated for* | sender was not authenticated* |
        sender not in allowed* | resolver rst authrequired | resolver rst notauthorized* |
        authrequired | message filtered | banned recipient | unknown email address |
        not accept mail from you | not allowed to send to this | not accepting mail from |
        recipient has blocked* | recipient does not accept* | recipient doesn't accept* |
        recipient is not accepting* | recipient only accepts* | refused by recipient |
        rejected by recipient | blocked by recipient | blocked by user |
        not authorized to send to* | not allowed to post | not permitted to send to |
        permission to send to | permission to post | restricted recipient | user refuses |
        recipient refused | recipient refuses | recipient rejected | user rejected |
        delivery not allowed | not accepting messages | not accepting mail |
        only accepts mail from | recipient restrictions | moderated | closed group |
        xgroups | recipient preferences | rejected by this user | rejected by user |
        blocked by the recipient* | blocked by this recipient* | refused by the recipient* |
        members only | non members | by non member* | closed mailing list | closed list | only
        members may* | only members can* | user reject""",
    ),
    Family(
        "recipient-refused",
        60,
        """recipient address rejected | recipients were rejected | delivery not authorized |
        rejected""",
    ),
    Family(
        "recipient-refused",
        95,
        "recipient address rejected access denied",
        enhanced=("5.7.5",),
    ),
    Family(
        "recipient-refused",
        70,
        """not accept messages from | not accepted here | not accept incoming* |
        not accepting incoming*""",
    ),
    Family(
        "recipient-refused",
        75,
        "permanent failure for one or more recipients | is restricted",
    ),
    Family(
        "recipient-refused",
        66,
        "account is not allowed | user is not allowed",
    ),
)

FULL = (
    Family(
        "mailbox-full",
        95,
        """mailbox full | mailbox is full | mail box full | mail box is full | inbox full |
        inbox is full | over quota | overquota | overdrawn | quota exceeded |
        exceeded quota | exceeds quota | quota exceed* | over the quota | out of quota |
        quota full | quota is full | quota has been* | exceeded storage* | storage quota |
        storage limit* | exceeded its storage* | exceeded their quota | exceeded his quota |
        exceeded the quota | exceeded mailbox quota | disk quota* | disk quota exceeded |
        mailbox quota* | not enough space | enough space | not enough disk space |
        no space left | out of space | out of storage space | out of disk |
        insufficient space | mailbox size limit* | mailbox over* | mailbox has exceeded* |
        mailbox exceeded* | mailbox limit* | mailbox is over* | mailbox maximum* |
        mailboxfull | too many messages in* | too much mail data | mail quota | over limit |
        user is over* | account is over* | account full | account is full | user over quota |
        overquotatemp | no room | too full | folder is full | storage full |
        storage is full | exceeded allocated* | user quota* | boite pleine |
        boite aux lettres pleine | postfach voll | postfach ist voll | buzon lleno |
        casilla llena | casella piena | caixa postal cheia | quota depasse | *mailbox* full |
        exceed the quota | exceed quota | exceeds the quota | exceeded email quota | exceeded mail
        quota | full mailbox | has a full mailbox | mailbox contains too many* | too many messages
        in this mailbox* | too many messages on this mailbox* | too many messages in mailbox* |
        too many messages in the mailbox* | too many messages in your mailbox* | allowed number of
        messages |
        mailfolder is full | mail folder is full | enough storage* | sufficient disk space |
        sufficient space | sufficient storage | quota violation* | space has been used up |
        diskspace quota | maximum allowed storage | too many messages on the server* | too many
        messages on server* | plein destinataire | boite du destinataire pleine | postfach des
        empfangers voll |
        speichervolumen* | exhausted allowed* | exhausted its* | exhausted his* | exhausted
        storage* | exhausted the allowed*""",
        stage=("rcpt", "end-of-data", "data"),
    ),
    Family(
        "server-error",
        96,
        """insufficient system storage | insufficient system resources |
        insufficient disk space | insufficient storage on server | insufficient resources |
        not enough free space | queue disk full | system storage | disk full |
        no space on server | no space left on device | no space left on disk |
        mail system full | system is full | system full""",
        hint="disk",
    ),
)

FAMILIES: tuple[Family, ...] = (*UNKNOWN, *DOMAIN, *DISABLED, *REFUSED, *FULL)
