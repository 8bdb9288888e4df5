"""The words of a PDF with their boxes, read by PDFium in a process of its own.

`python -m ingest.formats.pdf_words` reads a PDF from standard input and prints one JSON object a line: the
count of pages, then each page. PDFium is native code: what a hostile file can make it do (crash, fill the
memory, never return) ends this process and not the one that asked.
"""

from __future__ import annotations

import ctypes
import json
import math
import signal
import sys
import unicodedata
from collections import Counter
from typing import Any, NamedTuple

import pypdfium2 as pdfium

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

MAX_PAGES = 600
MAX_PAGE_SECONDS = 6
MAX_SECONDS = 120
MAX_MEMORY = 1 << 30
MAX_PAGE_CHARACTERS = 100_000
MAX_CHARACTERS = 6_000_000

_BLANK_WITHOUT_SIGN = 0.17
_BLANK_WITH_SIGNS = 0.33
_SPACED_PAGE = 0.04
LOST = "\ufffd"

raw: Any = pdfium.raw


View = tuple[float, float, float, float]


class _Char(NamedTuple):
    """A character in reading coordinates (u right, v down, in points) and its box on the page as shown."""

    text: str
    u0: float
    u1: float
    base: float
    size: float
    box: View
    quarter: int


class _Holder(NamedTuple):
    """What the characters of a text object share: clip, direction, the way from the box to the baseline."""

    clip: View
    quarter: int
    drop_x: float
    drop_y: float


class TooLarge(Exception):
    """A page or the document holds more than is read."""


def main() -> int:
    """Reads standard input; 0 or, after a line with the reason, 1."""
    _bound_memory()
    data = sys.stdin.buffer.read()
    try:
        _alarm()
        document = pdfium.PdfDocument(data)
        pages = len(document)
        _say({"pages": pages})
        if pages > MAX_PAGES:
            return 0
        total = 0
        for number in range(pages):
            _alarm()
            page = _page(document, number)
            total += page.pop("count")
            if total > MAX_CHARACTERS:
                raise TooLarge(f"more than {MAX_CHARACTERS:,} characters")
            _say(page)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        _say(
            {
                "error": "password"
                if code == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
                else "damaged"
            }
        )
        return 1
    except TooLarge as error:
        _say({"error": "large", "reason": str(error)})
        return 1
    except MemoryError:
        _say({"error": "memory"})
        return 1
    return 0


def _say(message: dict[str, Any]) -> None:
    print(json.dumps(message, separators=(",", ":")), flush=True)


def _bound_memory() -> None:
    if resource is not None:  # without such limits the time limit of the caller holds
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _alarm() -> None:
    """The process ends if the next page takes too long: by the signal itself, since PDFium never yields."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, MAX_PAGE_SECONDS)


def _page(document: Any, number: int) -> dict[str, Any]:
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return {"page": number + 1, "count": 0, "broken": True, "parts": [], "images": 0}
    try:
        chars, count = _chars(page, text)
        images = (
            sum(1 for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
            if not chars
            else 0
        )
    finally:
        text.close()
        page.close()
    spaced = sum(char.text == " " for char in chars) > _SPACED_PAGE * len(chars)
    common = Counter(char.quarter for char in chars).most_common()
    parts = [
        _words(chars if len(common) == 1 else [char for char in chars if char.quarter == quarter], spaced)
        for quarter, _ in common
    ]
    return {"page": number + 1, "count": count, "parts": parts, "images": images}


def _chars(page: Any, text: Any) -> tuple[list[_Char], int]:
    """The characters inside the page's visible box and inside the clip that they are drawn with."""
    count = text.count_chars()
    if count > MAX_PAGE_CHARACTERS:
        raise TooLarge(f"a page of {count:,} characters; at most {MAX_PAGE_CHARACTERS:,} are read")
    view = page.get_cropbox()
    turn = page.get_rotation()
    rect = raw.FS_RECTF()
    holders: dict[int, _Holder] = {}
    signs: dict[int, str] = {}
    chars: list[_Char] = []
    # One call costs a microsecond and a dense page has ten thousand characters: no call that can be shared.
    unicode_of, box_of, object_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetTextObject,
    )
    address = ctypes.c_void_p.from_buffer
    for at in range(count):
        code = unicode_of(text, at)
        sign = signs.get(code)
        if sign is None:
            sign = signs[code] = _sign(code)
        if not sign or (sign == " " and raw.FPDFText_IsGenerated(text, at)) or not box_of(text, at, rect):
            continue
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        held = object_of(text, at)
        key = address(held).value or 0
        holder = holders.get(key)
        if holder is None:
            holder = holders[key] = _holder(text, at, held, (left, bottom), view, turn)
        clip = holder.clip
        x, y = (left + right) / 2, (bottom + top) / 2
        if clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3]:
            origin = (left + holder.drop_x, bottom + holder.drop_y)
            chars.append(_placed(sign, (left, bottom, right, top), origin, view, turn, holder.quarter))
    return chars, count


def _holder(text: Any, at: int, held: Any, corner: tuple[float, float], view: View, turn: int) -> _Holder:
    """What a character tells about its text object; the clip is inside the page's visible box."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    angle = raw.FPDFText_GetCharAngle(text, at)
    # The angle runs clockwise, and so is the page turned for showing; quarters run the other way.
    quarter = -round((angle + math.radians(turn)) / (math.pi / 2)) % 4 if angle >= 0 else 0
    clip = _clip(held) if held else None
    box = view if clip is None else _common(view, clip)
    drop = (x.value - corner[0], y.value - corner[1])
    if not all(math.isfinite(each) for each in drop):
        drop = (0.0, 0.0)
    return _Holder((box[0] - 0.5, box[1] - 0.5, box[2] + 0.5, box[3] + 0.5), quarter, *drop)


def _common(one: View, other: View) -> View:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _sign(code: int) -> str:
    if code == 0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFF:
        return LOST
    if code in (0x02, 0xAD, 0xFFFE):
        return "-"
    char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else LOST
    if char in "\r\n":
        return ""
    if char.isspace():
        return " "
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", char)
    return "" if unicodedata.category(char) in {"Cc", "Cf"} else char


def _clip(holder: Any) -> View | None:
    """The box that a text is clipped to: what all its clip paths have in common."""
    path = raw.FPDFPageObj_GetClipPath(holder)
    count = raw.FPDFClipPath_CountPaths(path) if path else -1
    box = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(count, 50)):
        xs, ys = [], []
        for at in range(min(raw.FPDFClipPath_CountPathSegments(path, number), 1000)):
            segment = raw.FPDFClipPath_GetPathSegment(path, number, at)
            if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
                xs.append(x.value)
                ys.append(y.value)
        if not xs:
            continue
        one = (min(xs), min(ys), max(xs), max(ys))
        box = one if box is None else _common(box, one)
    return box


def _placed(sign: str, box: View, origin: tuple[float, float], view: View, turn: int, quarter: int) -> _Char:
    if turn == 0 and quarter == 0:
        x0, x1, y1 = box[0] - view[0], box[2] - view[0], view[3]
        shown = (x0, y1 - box[3], x1, y1 - box[1])
        return _Char(sign, x0, x1, y1 - origin[1], max(box[3] - box[1], 0.5), shown, 0)
    a, b = _turned((box[0], box[1]), view, turn), _turned((box[2], box[3]), view, turn)
    x0, x1 = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    ox, oy = _turned(origin, view, turn)
    if quarter == 1:
        u0, u1, base, size = -bottom, -top, ox, x1 - x0
    elif quarter == 2:
        u0, u1, base, size = -x1, -x0, -oy, bottom - top
    elif quarter == 3:
        u0, u1, base, size = top, bottom, -ox, x1 - x0
    else:
        u0, u1, base, size = x0, x1, oy, bottom - top
    return _Char(sign, u0, u1, base, max(size, 0.5), (x0, top, x1, bottom), quarter)


def _turned(point: tuple[float, float], view: View, turn: int) -> tuple[float, float]:
    """A point of the page as stored on the page as shown, from its upper left corner."""
    x, y = point
    if turn == 90:
        return y - view[1], x - view[0]
    if turn == 180:
        return view[2] - x, y - view[1]
    if turn == 270:
        return view[3] - y, view[2] - x
    return x - view[0], view[3] - y


def _words(chars: list[_Char], spaced: bool) -> list[list[Any]]:
    """Words as [text, u0, u1, baseline, size, x0, top, x1, bottom, whether a blank follows]."""
    words: list[list[Any]] = []
    last: _Char | None = None
    for char in chars:
        if char.text == " ":
            if words and last is not None:
                words[-1][9] = True
            last = None
            continue
        if last is not None and _joins(last, char, spaced):
            word = words[-1]
            box = char.box
            word[0] += char.text
            word[2] = max(word[2], char.u1)
            word[5:9] = min(word[5], box[0]), min(word[6], box[1]), max(word[7], box[2]), max(word[8], box[3])
        else:
            words.append([char.text, char.u0, char.u1, char.base, char.size, *char.box, False])
        last = char
    for word in words:
        word[1:9] = [round(value, 2) for value in word[1:9]]
    return words


def _joins(before: _Char, after: _Char, spaced: bool) -> bool:
    """Whether two characters are of one word.

    The gap that parts them is wider between capitals, which are often spaced out, where the page prints its
    blanks as characters.
    """
    size = before.size if before.size > after.size else after.size
    gap = after.u0 - before.u1
    if gap >= _BLANK_WITHOUT_SIGN * size and not (
        spaced and gap < _BLANK_WITH_SIGNS * size and before.text.isupper() and after.text.isupper()
    ):
        return False
    step = after.base - before.base
    return gap > -0.5 * size and -0.25 * size < step < 0.25 * size and 0.6 < after.size / before.size < 1.67


if __name__ == "__main__":
    sys.exit(main())
