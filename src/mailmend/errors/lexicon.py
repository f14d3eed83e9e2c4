"""Which concepts a client's message names, whatever language it is in."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from mailmend.errors.matcher import Finder, finder
from mailmend.errors.normal import phrase, words

CONCEPTS = frozenset(
    [
        "password",
        "login",
        "method",
        "support",
        "network",
        "connection",
        "capability",
        "reason",
        "unknown",
        "recipient",
        "sender",
        "refused",
        "relay",
        "user",
        "wrong",
        "certificate",
        "size",
        "encrypted",
        "needed",
        "trouble",
    ]
)

# Encrypted or plain-text passwords: only settings advice speaks of these, so the words of all
# languages are kept together.
_ENCRYPTED = """
    verschlüssel, klartext, chiffr, cifrad, xifrad, encript, encriptad, criptograf, crittograf,
    encrypt, plaintext, plain text, enkriptat, testu garbi, texto plano, texto puro,
    texto simple, testo semplice, texte brut, texte clair, versleutel, platte tekst, plattetekst,
    fersifer, krypter, kryptert, klartekst, dulkóð, ódulkóð, salat, salattu, selväkiel,
    krüpteeri, lihttekst, titkosít, egyszerű szöveg, šifr, šifrov, zašifr, nešifr, kriptir,
    kriptovan, golem besedil, szyfrowan, zaszyfrowan, niezaszyfrowan, zwykły tekst,
    zwykłym tekst, шифр, зашифр, шифров, нешифр, зашыфр, открытый текст, простым текст,
    звичайн текст, криптир, šifrēt, atklāta teksta, užšifruot, nešifruot, criptat, necriptat,
    text simplu, text clar, κρυπτογραφ, απλού κειμένου, şifreli, şifrelenmiş, düz metin,
    şifrelenmə, shifrlangan, terenkripsi, enkripsi, dienkripsi, teks biasa, teks jelas, mã hóa,
    văn bản thuần, *暗号, *平文, *加密, *明文, *明碼, *암호화, *평문,
    *เข้ารหัส, *مشفر, *معم, *تعمية,
    *نص مجرد, *رمزنگاری, *مוצפ, *מוצפ, *הצפנה, *טקסט פשוט, დაშიფრ, ტექსტური პაროლ, գաղտնագր,
    ծածկագր, amgrypt, testun plaen, criptí, neamhchript, crioptaich, fshehtëz, ĉifr, enriñ,
    enrineg, enrineget, एन्क्रिप्ट, कूटलिखित, ਇੰਕ੍ਰਿਪਟ, criptad, koodat"""


# Errors and failures: what tells a message that something went wrong from a label or a hint.
_TROUBLE = """
    *fehler, fehlgeschlag, konnte nicht, konnten nicht, kann nicht, können nicht,
    nicht möglich, *fout, mislukt, kan niet, kon niet, geen, *feil, *fejl, mislykk,
    mislykt, kunne ikke, kan ikke, *fel, misslyck, kan inte, kunde inte, det gick inte,
    *virhe, epäonnist, ei voi, ei onnist, ei voitu, *viga, ebaõnnest, ei saa, ei õnnest,
    *villa, mistókst, *error, *failed, failure, fail, cannot, could not, unable, erreur,
    échec, échou, impossib, n a pas pu, ne peut, injoignable, erro, falha, falhou,
    não foi poss, não pode, não pôde, não, fallo, fallid, falló, fallad, no se puede,
    no se pudo, no se ha pod, no, errore, fallit, non riuscit, non, n arribat,
    no s ha pogut, fallada, eroare, eșuat, esuat, nu s a putut, nu se poate, błąd, błęd,
    niepowodz, nie udało, nie powiod, nie można, nie, chyb, selha, nelze, nepodař, není,
    zlyha, nemožno, nepodar, greš, napak, pogreš, grešk, neuspel, neuspje, nije, nij,
    грешк, неуспе, не може, ошиб, сбой, не удал, не могу, невозмож, помилк, невдал,
    не вдал, памылк, не ўдал, klaid, nepavyk, kļūd, neizdev, hiba, sikertelen,
    nem lehet, nem siker, hata, başarısız, *lamad, *lemed, *namad, *nemed, olmadı,
    olmuyor, σφάλμα, αποτυχ, αδυναμ, απέτυχ, δεν, gabim, dështo, akats, ezin, huts,
    eraro, malsukces, gwall, methu, earráid, teip, mearachd, galat, gagal, kesalahan,
    tidak, ralat, lỗi, không, *错误, *錯誤, *失败, *失敗, *无法, *無法, *不能, *未能,
    *エラー, *できません, *できな, *오류, *실패, *없습니다, *못했, *ข้อผิดพลาด,
    *ล้มเหลว, *ไม่, *خطأ, *فشل, *تعذر, *لا يمكن, *خطا, *شکست, *ناموفق, *נכשל, *שגיאה,
    *שגיאת, *לא ניתן, त्रुटि, विफल, xato, қате, сбагл, sbagliu, misser, missing,
    *flater, villu, fout, *गड़बड़, *பிழை"""


# Words that only a text in English has two of.
_ENGLISH = """
    the and your has this that with you are been could please have our which were there would its
    from does because not"""

WHOLE_WORD = 3
"""A stem this short stands for a whole word only."""


class Named(NamedTuple):
    """The concepts a text names, the language they are in, and their share of its letters."""

    concepts: frozenset[str]
    language: str | None
    share: float


Entry = tuple[str, str]
"""A language and a concept that a stem stands for in it."""

Stands = dict[Entry, int]
"""What a stem stands for, each with the length of the stem that says so."""


@cache
def _book() -> tuple[Finder, tuple[Stands, ...]]:
    table: dict[str, Stands] = {}
    for language, concept, stem in _stems():
        whole = len(stem) <= WHOLE_WORD and not stem.startswith("*")
        shape = phrase(stem if whole else stem + "*")
        table.setdefault(shape, {})[language, concept] = len(shape)
    _inherit(table)
    return finder(tuple(table)), tuple(table.values())


def _inherit(table: dict[str, Stands]) -> None:
    """Give each stem what its own beginnings stand for: only the longest stem is found."""
    open_stems: list[str] = []
    for stem in sorted(table):
        while open_stems and not stem.startswith(open_stems[-1]):
            open_stems.pop()
        if open_stems:
            table[stem] = table[open_stems[-1]] | table[stem]
        open_stems.append(stem)


def _stems() -> Iterator[tuple[str, str, str]]:
    from mailmend.errors import words_east, words_germanic, words_romance, words_slavic, words_world

    modules = (words_germanic, words_romance, words_slavic, words_east, words_world)
    for module in modules:
        yield from _stems_of(module.LANGUAGES)
    for stem in _ENCRYPTED.split(","):
        yield "*", "encrypted", " ".join(stem.split())
    for stem in _TROUBLE.split(","):
        yield "*", "trouble", " ".join(stem.split())


def _stems_of(languages: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for language, block in languages.items():
        for line in block.strip().splitlines():
            concept, _, stems = line.strip().partition(":")
            for stem in stems.split(","):
                yield language, concept, stem.strip()


def forget() -> None:
    """Drop the compiled tables, so that changed ones are read; for measurements."""
    _book.cache_clear()


def concepts_in(text: str) -> Named:
    """The concepts named in `text`, in the language that names most of it.

    Stems of other languages than that one are left out, so that a false friend does not count.
    """
    find, entries = _book()
    flat = words(text)
    hits = [entries[index] for index, _, _ in find(flat)]
    tally: dict[str, int] = {}
    for hit in hits:
        for language, length in {language: length for (language, _), length in hit.items()}.items():
            tally[language] = tally.get(language, 0) + length
    tally.pop("*", None)
    if _is_english(text):
        tally = {"en": tally.get("en", 0)}
    best = max(tally, key=lambda language: tally[language]) if tally else None
    named = {concept for hit in hits for language, concept in hit if language in (best, "*")}
    return Named(frozenset(named), best, tally.get(best or "", 0) / len(flat))


def _is_english(text: str) -> bool:
    """Whether two words of `text` are, as they are written, words only English has."""
    own = frozenset(_ENGLISH.split())
    return sum(word in own for word in text.lower().split()) >= 2
