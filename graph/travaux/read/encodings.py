"""Which encoding bytes are in: what they prove, what they declare, or in which they read like a language."""

from __future__ import annotations

import codecs
import re
import unicodedata

from travaux.read import language

HEAD = 4096
DECLARED = (
    re.compile(rb"\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE),
    re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE),
)
MEANT = {  # what pages mean by a name, as browsers read them
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
NEVER = frozenset(
    ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem", "undefined")
)
LATIN = {  # in the order in which they are preferred, each with the languages that are written in it
    "cp1252": "en fr de es pt it nl sv da no nn fi is ca gl eu af id sq sw tl",
    "cp1250": "pl cs sk hu sl hr bs ro",
    "iso8859_2": "pl cs sk hu sl hr bs ro",
    "iso8859_16": "ro",
    "cp1254": "tr az",
    "cp1257": "lt lv et",
    "cp1258": "vi",
}
OTHERS = {
    "cp1251": "ru uk be bg sr mk kk ky tg mn",
    "koi8_u": "ru uk",
    "iso8859_5": "ru be bg sr mk",
    "cp866": "ru be bg",
    "cp1253": "el",
    "iso8859_7": "el",
    "cp1255": "he",
    "cp1256": "ar fa ur",
    "iso8859_6": "ar",
    "cp874": "th",
    "cp932": "ja",
    "euc_jp": "ja",
    "gb18030": "zh",
    "big5hkscs": "zh",
    "cp949": "ko",
}
ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")  # of ISO-2022-JP
SAMPLE = 30_000
WESTERN = "cp1252"
TAGS = re.compile(rb"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>")
HIGH, HIGH_RUN = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\x80-\xff]{3,}")
NONSENSE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
FOREIGN = re.compile(r"[^\x00-\x7f]")
SIGNS = frozenset("“”„‘’‚‛«»‹›–—―…•·§°№€£©®ªº¿¡\xa0、。，；：！？「」『』（）《》〈〉・\u3000")
MOST_NONSENSE = 0.002  # of all characters
MOST_ODD = 0.1  # of those that are not ASCII
BROKEN = 0.1  # the same, of a damaged text in UTF-8
SURE = 0.3
MOST_FOREIGN = 0.25  # of all characters, for a text of no known language to be Western


def detect(data: bytes) -> tuple[str, str] | None:
    """Return the characters that bytes without a byte order mark stand for, and the name of their encoding.

    What is valid in UTF-8 is that, whatever it declares; then counts what a page declares, then in which encoding
    the text reads like one of the languages that are written in it. None where no encoding makes sense.
    """
    for encoding in filter(None, (_escaped(data), "utf-8", _wide(data))):
        text = _decoded(data, encoding, "strict")
        if text is not None and not _is_nonsense(text):
            return text, encoding
    stated = declared(data)
    if stated:
        text = _decoded(data, stated, "replace")
        if text is not None and not _is_nonsense(text):
            return text, stated
    return _damaged(data) or _likeliest(data)


def declared(data: bytes) -> str | None:
    """Return the encoding that a page or an XML file says it is in, as Python names it."""
    for pattern in DECLARED:
        if found := pattern.search(data[:HEAD]):
            return _known(found[1].decode("ascii"))
    return None


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
        "".encode(name)
    except LookupError:
        return None
    return None if name in NEVER else MEANT.get(name, name)


def _wide(data: bytes) -> str | None:
    """Return the order of bytes of UTF-16 without a mark, whose ASCII has a zero in every other place."""
    sample = data[:SAMPLE]
    zeros = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(zeros) < len(sample) / 5 or min(zeros) > max(zeros) / 10:
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _escaped(data: bytes) -> str | None:
    return "iso2022_jp" if any(escape in data for escape in ESCAPES) else None


def _decoded(data: bytes, encoding: str, errors: str) -> str | None:
    try:
        return data.decode(encoding, errors)
    except (UnicodeError, LookupError):
        return None


def _is_nonsense(text: str) -> bool:
    return len(NONSENSE.findall(text)) > MOST_NONSENSE * len(text)


def _damaged(data: bytes) -> tuple[str, str] | None:
    """Return UTF-8 with a few wrong bytes, each as a replacement character."""
    text = data.decode("utf-8", "replace")
    foreign = len(FOREIGN.findall(text))
    lost = text.count("\ufffd")
    return (text, "utf-8") if lost and lost <= BROKEN * foreign and not _is_nonsense(text) else None


def _likeliest(data: bytes) -> tuple[str, str] | None:
    sample = TAGS.sub(b" ", data[: 8 * SAMPLE])[:SAMPLE]
    foreign = len(HIGH.findall(sample))
    together = sum(len(run) for run in HIGH_RUN.findall(sample))
    best = _other(sample) if together > foreign / 2 else _latin(sample)
    text = data.decode(best or WESTERN, "replace")
    if best or (not _is_nonsense(text) and len(FOREIGN.findall(text)) <= MOST_FOREIGN * len(text)):
        return text, best or WESTERN
    return None


def _latin(sample: bytes) -> str | None:
    """Return the encoding in which a sample reads most like one of the languages that are written in it."""
    best, most = None, SURE
    for encoding, languages in LATIN.items():
        text = _start(sample, encoding)
        if _is_nonsense(text) or _is_odd(text):
            continue
        spoken, sureness = language.judged(text)
        if spoken in languages.split() and sureness > most:
            best, most = encoding, sureness
    return best


def _other(sample: bytes) -> str | None:
    """Return the least disorderly encoding whose words in another script are of a language that is written in it."""
    from charset_normalizer import from_bytes

    ranked: list[tuple[float, float, float, str]] = []
    for match in from_bytes(sample, cp_isolation=list(OTHERS)):
        text = _start(sample, match.encoding)
        if _is_nonsense(text) or _is_odd(text):
            continue
        spoken, sureness = language.judged(" ".join(word for word in text.split() if FOREIGN.search(word)))
        if spoken in OTHERS[match.encoding].split():
            ranked.append((match.chaos, -match.coherence, -sureness, match.encoding))
    return min(ranked)[-1] if ranked else None


def _start(sample: bytes, encoding: str) -> str:
    """Return what a sample begins with, without half a character at its end."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample)


def _is_odd(text: str) -> bool:
    """Say whether too many characters are neither letters nor the signs that texts have between them."""
    foreign = FOREIGN.findall(text)
    odd = sum(sign not in SIGNS and unicodedata.category(sign)[0] not in "LM" for sign in foreign)
    return odd > MOST_ODD * len(foreign)
