"""Make a text copied from a screen uniform: one line, plain quotation marks, plain spaces."""

from mailmend.errors.normal import MAX_TEXT
from mailmend.errors.patterns import rx

_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»″〝〞「」『』＂‹›", '"')
    | dict.fromkeys("‘’‚‛′`´ʼ＇", "'")
    | dict.fromkeys("\u00a0\u2007\u202f\u2009\u3000\t\r\n\v\f", " ")
    | dict.fromkeys(
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff\u00ad", None
    )
    | {"…": "...", "：": ":", "（": "(", "）": ")", "，": ",", "\u2010": "-", "\u2011": "-"}
)


def tidy(text: str) -> str:
    """`text` on one line, with straight quotation marks and single spaces, at most 64 Ki long."""
    return rx(" {2,}").sub(" ", text[:MAX_TEXT].translate(_QUOTES)).strip()
