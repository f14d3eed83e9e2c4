"""A reply says something of something: meanings of wordings no table has seen."""

from collections.abc import Iterable, Sequence

SUBJECTS: dict[str, str] = {
    "recipient": """recipient recipients mailbox mailboxes user users account accounts address
        addressee inbox alias userid rcpt person customer member destinataire destinatario
        destinatari empfanger utilisateur usuario utente benutzer uzivatel uzytkownik kullanici
        postfach boite buzon casilla casella postvak ontvanger mottagare modtager mottaker odbiorca
        adresat adresata prijemce cimzett alici получатель получателя адресат пользователь ящик""",
    "sender": """sender senders originator expediteur remitente mittente absender remetente
        afzender avsandare afsender avsender nadawca odesilatel felado gonderen отправитель
        отправителя""",
    "client": "client host ip xip server mta connection connections hostname peer subnet",
    "domain": "domain domains dns mx zone domaine dominio",
    "content": "message messages mail mails email emails content contents attachment body data"
    " url xurl",
    "login": """authentication auth login password credentials username passwd sasl logon
        authentifizierung authentification autenticacion autenticazione autenticacao""",
    "helo": "helo ehlo",
    "size": "size length bytes kb mb megabytes",
    "storage": "quota storage space disk",
    "tls": "tls ssl starttls encryption certificate encrypted",
    "relay": """relay relaying relayed relays weiterleitung retransmision retransmission reenvio
        inoltro retransmissao encaminhamento doorsturen przekazywanie пересылка ретрансляция""",
    "volume": "limit limits rate volume frequency",
}

PREDICATES: dict[str, str] = {
    "unknown": """unknown invalid nonexistent inexistent unrecognized unrecognised missing
        inconnu inconnue desconocido desconocida sconosciuto unbekannt desconhecido exist exists
        existe found nonexist bad incorrect wrong known onbekend okand ukendt ukjent nieznany
        neznamy ismeretlen bilinmeyen неизвестен неизвестный inexistant inexistente falsch ungultig
        invalide invalido ongeldig ogiltig ugyldig nieprawidlowy neplatny неверный
        недействителен""",
    "off": """disabled inactive suspended locked frozen deactivated closed terminated expired
        deleted unavailable removed unsupported""",
    "full": """full exceeded exceeds overquota over insufficient voll pleine lleno llena piena
        cheia vol fuld pelna plna заполнен переполнен превышена""",
    "blocked": """blocked blacklisted blocklisted banned listed reputation blackholed bounced
        bloque bloquee bloqueado bloqueada bloccato gesperrt""",
    "refused": """denied refused rejected allowed permitted accepted prohibited forbidden
        unauthorized unauthorised authorized authorised disallowed refuse rejette rejeter
        abgelehnt rechazado rifiutato recusado accept accepts accepting denegada denegado negata
        negado negada verweigert refusee interdit prohibido vietato geweigerd afgewezen avvisad
        afvist avvist odmowa odrzucony odrzucona odmitnuto odepreno elutasitva reddedildi запрещена
        запрещено отклонено отклонен отказано""",
    "required": "required require requires must need needs needed erforderlich requise requerida",
    "failed": "failed failure fails error unable incorrect mismatch unsuccessful fehlgeschlagen",
    "too": "large big long many much fast excessive exceeding",
}

# (subject, predicate) -> meaning and weight; no entry means the pair says nothing.
_SAYS: dict[tuple[str, str], tuple[str, int]] = {
    ("recipient", "unknown"): ("recipient-unknown", 68),
    ("recipient", "off"): ("recipient-disabled", 66),
    ("recipient", "full"): ("mailbox-full", 66),
    ("recipient", "blocked"): ("recipient-disabled", 60),
    ("recipient", "refused"): ("recipient-refused", 58),
    ("sender", "unknown"): ("sender-rejected", 66),
    ("sender", "blocked"): ("sender-rejected", 66),
    ("sender", "refused"): ("sender-rejected", 64),
    ("sender", "required"): ("sender-rejected", 50),
    ("client", "blocked"): ("ip-blocked", 68),
    ("client", "refused"): ("ip-blocked", 61),
    ("client", "unknown"): ("domain-unknown", 52),
    ("domain", "unknown"): ("domain-unknown", 64),
    ("domain", "off"): ("domain-unknown", 50),
    ("domain", "refused"): ("relay-denied", 46),
    ("domain", "blocked"): ("sender-rejected", 52),
    ("content", "refused"): ("content-rejected", 44),
    ("content", "blocked"): ("content-rejected", 54),
    ("content", "too"): ("size-exceeded", 56),
    ("login", "required"): ("auth-required", 68),
    ("login", "failed"): ("auth-failed", 68),
    ("login", "refused"): ("auth-failed", 62),
    ("login", "unknown"): ("auth-failed", 66),
    ("login", "off"): ("auth-unavailable", 60),
    ("helo", "unknown"): ("helo-rejected", 72),
    ("helo", "blocked"): ("helo-rejected", 72),
    ("helo", "refused"): ("helo-rejected", 72),
    ("helo", "required"): ("helo-rejected", 66),
    ("helo", "failed"): ("helo-rejected", 66),
    ("size", "too"): ("size-exceeded", 70),
    ("size", "full"): ("size-exceeded", 72),
    ("storage", "full"): ("mailbox-full", 70),
    ("storage", "too"): ("mailbox-full", 60),
    ("tls", "required"): ("tls-required", 68),
    ("tls", "failed"): ("tls-error", 66),
    ("tls", "unknown"): ("tls-error", 62),
    ("tls", "off"): ("tls-error", 64),
    ("relay", "refused"): ("relay-denied", 74),
    ("relay", "blocked"): ("relay-denied", 70),
    ("relay", "failed"): ("relay-denied", 62),
    ("volume", "full"): ("rate-limited", 70),
    ("volume", "too"): ("rate-limited", 66),
}

_SUBJECT_OF = {word: name for name, line in SUBJECTS.items() for word in line.split()}
_PREDICATE_OF = {word: name for name, line in PREDICATES.items() for word in line.split()}

REACH = 5
"""Words that may stand between a subject and what is said of it."""


def judge(text_words: Sequence[str]) -> tuple[str, int] | None:
    """The weightiest meaning any predicate and its nearest subject give, or None."""
    best: tuple[str, int] | None = None
    subjects = [
        (at, _SUBJECT_OF[word]) for at, word in enumerate(text_words) if word in _SUBJECT_OF
    ]
    for at, word in enumerate(text_words):
        if predicate := _PREDICATE_OF.get(word):
            said = _nearest(at, predicate, subjects)
            if said and (best is None or said[1] > best[1]):
                best = said
    return best


def _nearest(
    at: int, predicate: str, subjects: Iterable[tuple[int, str]]
) -> tuple[str, int] | None:
    found: tuple[int, tuple[str, int]] | None = None
    for where, subject in subjects:
        said = _SAYS.get((subject, predicate))
        away = abs(where - at)
        if said and 0 < away <= REACH + 1 and (found is None or away < found[0]):
            found = (away, said)
    return found[1] if found else None
