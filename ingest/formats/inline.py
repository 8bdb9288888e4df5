"""Text within a cell or a paragraph: blanks, signs without width, superscripts."""

from __future__ import annotations

import re
import unicodedata

from ingest.marks import HYPHENS

RISE, FALL = "\x02", "\x03"  # around a superscript, until it is known what it stands on
BREAK = "\x04"  # a line break within a block, until it is known whether it parts lines

CONTROL = {code: None for code in range(0x20) if chr(code) not in "\t\n\r\f"} | {0x7F: None}
_SUPERSCRIPT = re.compile("\x02([^\x02\x03]*)\x03")
_ORDINAL = re.compile(r"st|nd|rd|th|[®™℠]+|TM|SM", re.IGNORECASE)
_INVISIBLE = (
    dict.fromkeys(
        [code for code in (*range(0x20), 0x7F) if chr(code) not in f"\t\n\r\f{RISE}{FALL}{BREAK}"]
        + [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF],
        None,
    )
    | HYPHENS
)
_CP1252 = {
    code: bytes([code]).decode("cp1252", errors="ignore") or None for code in range(0x80, 0xA0)
}  # numeric references such as &#150; were meant so
_DIGITS_RAISED = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾", "1230456789()")
_RAISED_CHARACTERS = re.compile(r"[⁽]?[¹²³⁰⁴⁵⁶⁷⁸⁹]+(?:[,][¹²³⁰⁴⁵⁶⁷⁸⁹]+)*[⁾]?")


def clean(text: str) -> str:
    """Whitespace of every kind as single blanks, without what has no width; superscripts marked."""
    text = text.translate(_INVISIBLE)
    if not text.isascii():
        text = text.translate(_CP1252)
        text = "".join(" " if unicodedata.category(ch) == "Zs" else ch for ch in text)
        text = _RAISED_CHARACTERS.sub(
            lambda match: RISE + match.group().translate(_DIGITS_RAISED) + FALL, text
        )
    return " ".join(text.split())


def without_marks(text: str) -> str:
    """Cleaned text without its superscripts."""
    return " ".join(_strip(_SUPERSCRIPT.sub(" ", text)).split())


def set_apart(text: str) -> str:
    """Superscripts as text of the line: a footnote mark behind a blank, an ordinal's ending without."""
    if RISE not in text and FALL not in text:
        return text

    def raised(match: re.Match[str]) -> str:
        inner = match.group(1).strip()
        return inner if _ORDINAL.fullmatch(inner) else f" {inner} "

    before = ""
    while before != text:
        before, text = text, _SUPERSCRIPT.sub(raised, text)
    return re.sub(r" ([,.;:])(?=\s|$)", r"\1", " ".join(_strip(text).split()))


def _strip(text: str) -> str:
    return text.replace(RISE, "").replace(FALL, "")
