"""Make a text copied from a screen uniform: one line, plain quotation marks, plain spaces."""

from mailmend.errors.normal import MAX_TEXT
from mailmend.errors.patterns import rx

_PLAIN: dict[str, str] = (
    dict.fromkeys("“”„‟«»″〝〞「」『』＂‹›", '"')
    | dict.fromkeys("‘’‚‛′`´ʼ＇", "'")
    | dict.fromkeys("\u00a0\u2007\u202f\u2009\u3000\t\r\n\v\f", " ")
    | dict.fromkeys(
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff\u00ad", ""
    )
    | {"…": "...", "：": ":", "（": "(", "）": ")", "，": ",", "\u2010": "-", "\u2011": "-"}
)


def tidy(text: str) -> str:
    """`text` on one line, with straight quotation marks and single spaces, at most 64 Ki long."""
    text = text[:MAX_TEXT]
    if text.isascii():
        if text.isprintable() and "  " not in text and "`" not in text:
            return text.strip(" ")
        return " ".join(text.replace("`", "'").split())
    for char in _PLAIN.keys() & set(text):
        text = text.replace(char, _PLAIN[char])
    return rx(" {2,}").sub(" ", text).strip()
