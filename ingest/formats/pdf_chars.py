"""The characters of a PDF's page: a page of PDFium in; those that are seen, with their places, out."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from typing import Any, NamedTuple

import pypdfium2 as pdfium

from ingest.marks import HYPHENS

MAX_PAGE_CHARACTERS = 100_000
_LOST = "\ufffd"

raw: Any = pdfium.raw

View = tuple[float, float, float, float]


class Char(NamedTuple):
    """A character in reading coordinates (u right, v down, in points) and its box on the page as shown."""

    text: str
    u0: float
    u1: float
    base: float
    size: float
    box: View
    quarter: int
    is_parted: bool = False  # PDFium sees a blank before it that the page does not print


class _Holder(NamedTuple):
    """What the characters of a text object share: clip, direction, the way from the box to the baseline."""

    clip: View
    quarter: int
    drop_x: float
    drop_y: float


class TooLarge(Exception):
    """A page or the document holds more than is read."""


def chars_of(page: Any, text: Any) -> tuple[list[Char], int]:
    """The characters inside the page's visible box and inside the clip that they are drawn with."""
    count = text.count_chars()
    if count > MAX_PAGE_CHARACTERS:
        raise TooLarge(f"a page of {count:,} characters; at most {MAX_PAGE_CHARACTERS:,} are read")
    view = page.get_cropbox()
    turn = page.get_rotation()
    rect = raw.FS_RECTF()
    holders: dict[int, _Holder] = {}
    signs: dict[int, str] = {}
    chars: list[Char] = []
    # One call costs a microsecond and a dense page has ten thousand characters: no call that can be shared.
    unicode_of, box_of, object_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetTextObject,
    )
    address = ctypes.c_void_p.from_buffer
    parted = False
    for at in range(count):
        code = unicode_of(text, at)
        sign = signs.get(code)
        if sign is None:
            sign = signs[code] = sign_of(code)
        if sign == " " and raw.FPDFText_IsGenerated(text, at):
            parted = True
            continue
        if not sign or not box_of(text, at, rect):
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
            char = _placed(sign, (left, bottom, right, top), origin, view, turn, holder.quarter)
            chars.append(char._replace(is_parted=True) if parted else char)
        parted = False
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


def sign_of(code: int) -> str:
    """How a character code is written: nothing of a control, a hyphen of any hyphen."""
    if code == 0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFF:
        return _LOST
    if code in (0x02, 0xAD, 0xFFFE) or code in HYPHENS:
        return "-"
    char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else _LOST
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


def _placed(sign: str, box: View, origin: tuple[float, float], view: View, turn: int, quarter: int) -> Char:
    if turn == 0 and quarter == 0:
        x0, x1, y1 = box[0] - view[0], box[2] - view[0], view[3]
        shown = (x0, y1 - box[3], x1, y1 - box[1])
        return Char(sign, x0, x1, y1 - origin[1], max(box[3] - box[1], 0.5), shown, 0)
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
    return Char(sign, u0, u1, base, max(size, 0.5), (x0, top, x1, bottom), quarter)


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
