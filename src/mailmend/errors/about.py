"""Whether a text speaks of mail at all: other programs fail too, and prose borrows their words."""

from functools import cache

from mailmend.errors.grammar import PREDICATES, SUBJECTS
from mailmend.errors.normal import words
from mailmend.errors.patterns import rx
from mailmend.errors.signs import signs

SURE = 0.75
"""From this confidence on a wording is an idiom of mail, not words that stand near each other."""

SURE_ABROAD = 0.6
"""The same for a text whose words are not all English, since fewer of those are known."""

MOST = 0.6
"""Share of its words that a text has in common with replies if it is one."""

# MOST by meaning: connections and certificates fail alike for every program, so less is asked
# of such a text; files are too large and policies refused everywhere, so no such text will do.
_LEAST = {
    "connection": 0.3,
    "tls-error": 0.3,
    "auth-failed": 0.65,
    "auth-required": 0.75,
    "size-exceeded": 2,
    "policy": 2,
    "ip-blocked": 0.7,
}

# What a text that does not speak of mail must name to have a meaning: rows of `grammar.SUBJECTS`.
_NAMED = {
    "recipient-unknown": "recipient",
    "recipient-disabled": "recipient",
    "recipient-refused": "recipient",
    "sender-rejected": "sender recipient",
    "content-rejected": "content",
    "protocol": "protocol",
    "ip-blocked": "client",
}
# Words that only a text in English has two of.
_ENGLISH = """
    the and your has this that with you are been could have our which were there would its from
    does because not to for when what how use uses used using"""
# One of these, by its beginning, is in every English text that tells of something gone wrong.
_ALARM_STEMS = """
    fail refus reject error prohibit disallow blocklist bann unauth unavail unreach unrecogn
    unsupport unsuccess unexpect undeliver unrout unresolv untrust unverif unaccept inactive
    insuffic insecur inexist nonexist interrupt mis mal over exceed excess limit drop clos
    abort timeout delay defer suspend lock restrict terminat problem issue violat abus suspic
    suspect forg spoof black graylist greylist throttl crash corrupt need requir loop detect
    infect virus miss mismatch warn revoke shut prevent disconnect removal enotfound econn
    etimedout"""
_ALARM_WORDS = """
    no not never none nobody nor cannot cant couldnt wont doesnt dont didnt isnt arent wasnt
    hasnt havent shouldnt without instead deny denied denies wrong bad illegal forbidden ban
    blocked banned unable unknown unpermitted unencrypted unusual unsolicited unregistered invalid
    incorrect impossible improper too listed quota lost lose reset timed expire expired expires
    disabled trouble fake down broken must again later busy stopped gave giving waiting could
    conflict eof only flagged classified identified considered contains looks illegal full"""
_ALARM_ENDS = ("exception", "error", "refused", "failed", "disconnected")
# A whole name or address is full of nothing.
_FULL = r" full  (?:email|name|address|user) "
# What must be said where a single word of the topic is an idiom, in a text without a code.
_REFUSED = " ".join(PREDICATES[name] for name in ("refused", "blocked", "failed", "too", "off"))
_OF_TOPICS = {
    "content-rejected": _REFUSED
    + """ detected suspected suspicion classified considered identified flagged found contains
    looks prohibited illegal infected missing malformed undelivered undeliverable""",
    "spf-dkim-dmarc": _REFUSED + " missing softfail hardfail none invalid unauthenticated",
}
# What asks for an explanation and quotes nothing.
_QUESTION = r"(?i)\s*(?:what (?:is|are)|how (?:do|does|to|can|should)) [^\"'<>]*\?\s*$"
# A line of a configuration: a name of several words, and a value.
_SETTING = r"\s*[A-Za-z][\w.]{0,60}_\w{1,60}\s*=\s|[ \t]*[$\w.>\[\]'\"-]{1,80}\s*=[^=;\n]{1,200};"
_PROTOCOL = "command commands argument arguments parameter hello session"

# Words of mail.
_OF_MAIL = """
    recipient recipients sender senders message messages mx imap pop3 helo ehlo starttls
    dkim spf dmarc dns dnsbl rbl spam sasl xaddr xblocklist inbox outbox outgoing
    envelope bounce relay relaying greylisted addressee quota domain rcpt rcpthosts
    undeliverable delivery deliver delivered"""
IN_WORDS = """
    mail smtp post póst pošt poczt poșt poŝt почт пошт пощ correo correu correi courrie
    nachricht bericht berjocht melding meddel besked viesti sõnum messag missatg mensaj
    mensax mensag mesaj mesaĝ mesazh mesej messad mezu neges teachtaireacht
    teachdaireachd zpráv správ poruk sporočil üzenet levél laišk vēstul wiadomoś ileti
    сообщ повідомл паведам съобщ порук порак хабарлам surel pesan μήνυμα αλληλογραφ
    նամակ წერილ thư 邮件 郵件 信件 메일 메시지 メール メッセージ ایمیل پیام
    بريد رسالة דואר הודע ईमेल संदेश อีเมล ข้อความ"""
"""What words of mail have in them, in any language."""

# Words of other programs and of other parts of life, which no error of mail has.
_ELSEWHERE = """
    err wifi wi bluetooth disk device site printer toner cartridge paper tray browser
    firefox chrome safari webpage website sudo sudoers git npm pip psql postgres mysql
    mariadb ora sql publickey kernel fsck partition payment credit card coupon checkout
    parcel shipping iphone ipad android cellular backup installed install app apps game
    video photo camera fritz router usb driver repository folder filesystem path http
    html page url player movie drucker imprimante impresora stampante
    ssh rsync api twitter facebook slack discord telegram spooler print printing wget
    instagram tiktok whatsapp netflix requests jdbc kubernetes pod bucket merchant ftp sftp
    radius xmpp mqtt vpn blockchain hikaripool
    redis kerberos asterisk sip lambda"""
# Words that carry a sentence of English and say nothing.
_FUNCTION = """
    a an and any are as at be been but by can cannot cant could did do does doesnt dont
    for from had has have here how if in into is isnt it its last may must my no not of
    off on or our out over please some such than that the their them then there this to
    too try trying up us was wasnt we were when which while who will with wont would you
    your yours again later more most only other same see so error errors reason because
    due using type name value set"""
# The same, as they stand within words or in scripts that put no spaces between words.
_ELSEWHERE_IN = "打印机 印表機 プリンタ 프린터 принтер yazıcı 蓝牙 数据库 datenbank"
_HTTP = (
    r"\s*(?:https?(?:/\d(?:\.\d)?)?\b:? ?)?(?:error:? )?(?:4[0-5]\d|50[0-5])[ :-]+(?:bad request"
    r"|unauthori[sz]ed|payment required|forbidden|(?:page )?not found|method not|not acceptable"
    r"|request time|conflict|gone|payload too|request entity|uri too|unsupported media"
    r"|unavailable for legal|too many requests|internal server error|not implemented|bad gateway"
    r"|proxy authentication|content too large|range not|expectation failed|misdirected request"
    r"|unprocessable|failed dependency|upgrade required|precondition|request header"
    r"|length required|network authentication|gateway time|http version"
    r"|service (?:temporarily )?unavailable\W*(?:nginx\W*|apache\W*)?$)"
)


def is_web_error(text: str) -> bool:
    """Whether `text` is the status line of a web server, whose codes look like those of mail.

    So is a line of its log: a request and the status that answered it; and so is a line of the
    log of some other program that does not handle mail.
    """
    if rx(_HTTP).match(text[:120].lower()) is not None:
        return True
    if "]" in text and rx(_OTHER_LOG).match(text):
        return True
    return " HTTP/" in text and rx(_REQUEST).search(text) is not None


_OTHER_LOG = (
    r"(?:<\d+>)?[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d \S+ "
    r"(?:asterisk|sshd|sudo|su|named|CRON|cron|ftpd|proftpd|vsftpd|pure-ftpd|smbd|mysqld|openvpn|dnsmasq|dhcpd|nginx|httpd|apache2?)\["
    r"|\[[\d-]{10} [\d:]{8} [+-]\d{4}\] \w+ \[(?:cpsrvd|cphulkd|whostmgrd|cpdavd)\]"
)
_REQUEST = r"\"(?:GET|POST|HEAD|PUT|OPTIONS) /[^\"\n]{0,500} HTTP/\d(?:\.\d)?\" \d{3} (?:\d|-)"


def speaks_of_mail(text: str) -> bool:
    """Whether `text` names something of mail, in any language, or quotes a server."""
    found = signs(text)
    return "mail" in found or "mark" in found or _has(text, _OF_MAIL)


def is_of_other_programs(text: str) -> bool:
    """Whether `text` has a word that errors of mail do not have."""
    low = text.lower()
    return _has(text, _ELSEWHERE) or any(word in low for word in _set(_ELSEWHERE_IN))


def believable(text: str, meaning: str, confidence: float) -> bool:
    """Whether what the wording of a text without any code says may be believed.

    A text that speaks of mail is believed where an idiom stands in it, or where most of its words
    are those of replies.  One that does not is believed only if it is little more than an idiom.
    """
    if is_topic(text):
        return False
    topic = text.isascii() and _OF_TOPICS.get(meaning)
    if topic and not _has(text, topic):
        return False
    if confidence < SURE and text.isascii() and not _alarms(text):
        return False
    if speaks_of_mail(text):
        if confidence < SURE and is_of_other_programs(text):
            return False
        sure = SURE if text.isascii() else SURE_ABROAD
        return confidence >= sure or _share_known(_spoken(text)) >= MOST
    if confidence < SURE or is_of_other_programs(text):
        return False
    spoken = _spoken(text)
    named = _must_name(meaning)
    return _share_known(spoken) >= _LEAST.get(meaning, MOST) and (
        not named or not named.isdisjoint(spoken)
    )


def is_topic(text: str) -> bool:
    """Whether a text is a setting, a question, or English in which nothing went wrong."""
    if rx(_QUESTION).match(text) or rx(_SETTING).match(text):
        return True
    own = _set(_ENGLISH)
    english = text.isascii() and sum(word in own for word in text.lower().split()) > 1
    return english and not _alarms(text)


def _alarms(text: str) -> bool:
    """Whether some word of `text` says that something went wrong."""
    said = rx(_FULL).sub(" ", words(text)).split()
    stems = _stems()
    return not _set(_ALARM_WORDS).isdisjoint(said) or any(
        word.startswith(stems) or word.endswith(_ALARM_ENDS) for word in said
    )


@cache
def _stems() -> tuple[str, ...]:
    return tuple(_ALARM_STEMS.split())


def _spoken(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text).split() if word.isalpha())


@cache
def _must_name(meaning: str) -> frozenset[str]:
    subjects = SUBJECTS | {"protocol": _PROTOCOL}
    return _set(" ".join(subjects[name] for name in _NAMED.get(meaning, "").split()))


def _has(text: str, table: str) -> bool:
    return not _set(table).isdisjoint(words(text).split())


@cache
def _set(table: str) -> frozenset[str]:
    return frozenset(table.split())


def _share_known(spoken: frozenset[str]) -> float:
    return len(spoken & _vocabulary()) / max(1, len(spoken))


@cache
def _vocabulary() -> frozenset[str]:
    from mailmend.errors.replies import phrases

    known = {word for phrase in phrases() for word in phrase.split()}
    for table in (SUBJECTS, PREDICATES):
        known.update(word for row in table.values() for word in row.split())
    return _set(_FUNCTION) | known | {"xaddr", "xhost", "xip", "xurl"}
