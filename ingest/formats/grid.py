"""A drawn grid as a table: marks joined to their figures, cells of all rows put into shared columns.

HTML and Markdown both give rows of cells that cover grid columns. An exhibit as filed sets the currency
sign, the figure and the closing bracket apart, with spacers between and spans that differ by row, so a
column of figures is found where the figures of all rows overlap. Structure only: no figure is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

MAX_COLUMNS = 100
_MAX_FIGURE = 40  # characters; longer text is no figure

_NUMBER = r"(?:\d{1,3}(?:[,.’' ]\d{3})+|\d+)(?:[.,]\d+)?|[.,]\d+"
_SYMBOL = r"(?:[A-Z]{1,3}\.? ?)?[$¢-¥₠-⃏＄￥￡]"
_CODE = r"[A-Z]{3}|R[Ms]\.?|kr\.?"
_UNIT = r"%|‰|[xX]|bps?|pts?|ppts?|pp|¢"
_OPEN, _CLOSE = r"[(\[（]", r"[)\]）]"
_DASHES = r"[-‐-―−－]{1,3}"
_SIGN = re.compile(rf"(?:{_OPEN} ?)?(?:{_SYMBOL}|{_CODE}) ?(?:{_OPEN}|[-–—−])?|{_OPEN}|[-+–−]")
_ONLY_SYMBOL = re.compile(_SYMBOL)
_ONLY_CODE = re.compile(_CODE)
_FIGURE = re.compile(
    rf"(?:{_OPEN} ?)?(?:(?:{_SYMBOL}|{_CODE}) ?)?(?:[-+–—−<>~] ?)?(?:{_OPEN} ?)?(?:{_SYMBOL} ?)?"
    rf"(?:{_NUMBER}) ?(?:{_CLOSE} ?)?(?:{_UNIT})? ?(?:{_CLOSE})?(?: ?[*†‡§#^]+| \([0-9a-z]{{1,2}}\))?"
)
_DASH = re.compile(rf"(?:{_SYMBOL} ?)?{_DASHES} ?(?:{_UNIT})?")
_AFTER = re.compile(rf"{_CLOSE} ?(?:{_UNIT})?|(?:{_UNIT}) ?(?:{_CLOSE})?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_THOUSANDS = re.compile(rf"\(?(?:{_SYMBOL}|{_CODE})? ?0{{3}}s?\)?")
_ONE_NOTE = r"\d{1,2}(?: ?\([a-z0-9]{1,4}\))*"
_NOTE = re.compile(rf"(?:Notes? )?{_ONE_NOTE}(?:(?:,| and| ?&| ?/) ?{_ONE_NOTE})*")
_ITEM = re.compile(r"\d{1,3}")  # in front of a label: its number in a list
_RULE = re.compile(r"[-=_‐-―─━═ ]{2,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_MARK = re.compile(r"\(?[0-9a-zA-Z]{1,2}[).]|[*†‡§•●▪·–—-]+|\[\d{1,2}\]")
_FOOTNOTE = re.compile(r"\(?[0-9a-zA-Z]{1,2}\)\s|[*†‡§]|(?:Notes?|Source)\b.{0,12}:")
_PERIOD = re.compile(
    r"(?:\(?unaudited\)? )?(?:for )?(?:the )?(?:(?:[\w-]+ ){0,2}"
    r"(?:months?|weeks?|quarters?|years?|half|periods?) (?:then )?end(?:ed|ing)\b|as (?:of|at)\b)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:19|20)\d{2}|\bend(?:ed|ing)\b|\bas (?:of|at)\b|[QH][1-4]|[1-4][QH]\d{2}", re.IGNORECASE
)
_OPEN_END = re.compile(
    r"(?:,|-|–|—|/|&|\b(?:and|or|of|in|to|by|from|for|the|on|with|used|than))$", re.IGNORECASE
)
_LONGEST_LABEL = 400  # characters; what is longer is not the first part of one
_SENTENCE = 6  # words; fewer may be a label that ends in an abbreviation
_PARAGRAPH = 150  # characters of a row that is a sentence, not a label


@dataclass(frozen=True)
class Cell:
    """One cell with text: first and last grid column (0-based), its ordinal in the row, whether bold.

    `mark` says that the cell holds nothing but a raised footnote mark.
    """

    first: int
    last: int
    text: str
    ordinal: int
    bold: bool = False
    mark: bool = False


@dataclass(frozen=True)
class GridRow:
    """One drawn row: its number (of the row in its table, or of the line in its file), cells with text."""

    number: int
    cells: tuple[Cell, ...]


@dataclass
class TableRow:
    """One row in columns: cell 0 the label; for each cell the ordinals of the cells it was made of."""

    number: int
    cells: list[str]
    ordinals: list[tuple[int, ...]]
    spans: dict[int, int] = field(default_factory=dict)
    has_figures: bool = False
    bold: bool = False
    starts_table: bool = False

    @property
    def is_header(self) -> bool:
        """Whether words stand over the figures, and no figure."""
        return not self.has_figures and any(self.cells[1:])

    @property
    def is_label(self) -> bool:
        """Whether nothing but a label stands in the row."""
        return not any(self.cells[1:])


@dataclass(frozen=True)
class TextRow:
    """One row that is running text: a title above the header, a footnote."""

    number: int
    text: str
    ordinals: tuple[int, ...]


@dataclass
class _Part:
    """One or more neighbouring cells read as one: the core is the figure without sign and bracket."""

    first: int
    last: int
    text: str
    ordinals: tuple[int, ...]
    bold: bool
    is_figure: bool


@dataclass
class _Column:
    """A column of figures: the extents seen in it, by how many rows."""

    extents: Counter[tuple[int, int]]

    @property
    def anchor(self) -> tuple[int, int]:
        """The most frequent extent, the narrowest of equals."""
        return max(self.extents, key=lambda e: (self.extents[e], e[0] - e[1], -e[0]))


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, a dash in place of one, or nothing else than one with its marks."""
    return len(text) <= _MAX_FIGURE and bool(_FIGURE.fullmatch(text) or _DASH.fullmatch(text))


def _is_strict(text: str) -> bool:
    return is_figure(text) and not _YEAR.fullmatch(text) and not _THOUSANDS.fullmatch(text)


def _is_words(text: str) -> bool:
    return bool(_WORD.search(text) or _CJK.search(text)) and not is_figure(text)


def _parts(row: GridRow) -> list[_Part]:
    """The row's cells with signs, brackets and units joined to their figures, left to right."""
    cells = [cell for cell in row.cells if not _RULE.fullmatch(cell.text)]
    figures = [_is_strict(cell.text) and not cell.mark for cell in cells]
    if len(cells) > 1 and _is_words(cells[1].text):
        numbers = _ITEM.fullmatch(cells[0].text) and not any(_is_words(cell.text) for cell in cells[2:])
        if numbers or _MARK.fullmatch(cells[0].text):
            figures[0] = False
    has_figures = any(figures)
    if has_figures:  # beside other figures four digits are an amount, not a year
        figures = [
            is_it or (i > 0 and not cells[i].mark and bool(_YEAR.fullmatch(cells[i].text)))
            for i, is_it in enumerate(figures)
        ]
    parts: list[_Part] = []
    sign: list[Cell] = []
    for i, cell in enumerate(cells):
        follows = i + 1 < len(cells) and figures[i + 1]
        last = parts[-1] if parts else None
        after_figure = last is not None and last.is_figure and not sign
        if has_figures and after_figure and last is not None and _closes(last, cell):
            last.text += cell.text.replace(" ", "")
            last.ordinals += (cell.ordinal,)
        elif has_figures and after_figure and (cell.mark or cell.text in (")", "]")):
            continue  # a footnote mark, or a bracket that nothing opened
        elif has_figures and not follows and _ONLY_SYMBOL.fullmatch(cell.text):
            continue  # the currency of a blank
        elif follows and _is_sign(cell, has_left=bool(parts)) and not figures[i]:
            sign = [cell]
        else:
            text = "".join(s.text.rstrip() for s in sign) + cell.text
            ordinals = (*(s.ordinal for s in sign), cell.ordinal)
            parts.append(_Part(cell.first, cell.last, text, ordinals, cell.bold, figures[i]))
            sign = []
    return parts


def _is_sign(cell: Cell, has_left: bool) -> bool:
    """A currency sign or an opening bracket; three capitals at the left of a row are its label."""
    text = cell.text
    return bool(_SIGN.fullmatch(text)) and (has_left or not _ONLY_CODE.fullmatch(text))


def _closes(part: _Part, cell: Cell) -> bool:
    if cell.mark or not _AFTER.fullmatch(cell.text):
        return False
    opened = sum(part.text.count(ch) for ch in "([（") > sum(part.text.count(ch) for ch in ")]）")
    return opened or cell.text[0] not in ")]）"


def _is_statement_row(parts: Sequence[_Part]) -> bool:
    """A label, then figures with no words between them; a label in a second language may stand last."""
    where = [i for i, part in enumerate(parts) if part.is_figure]
    words = [i for i, part in enumerate(parts) if not part.is_figure and _is_words(part.text)]
    if not where or not words:
        return False
    before = any(i < where[0] for i in words)
    after = any(i > where[-1] and _CJK.search(parts[i].text) for i in words)
    lost = [i for i in words if where[0] < i < where[-1] and len(parts[i].text) > 20]
    return (before or after) and not lost


def holds_figures(rows: Sequence[GridRow]) -> bool:
    """Whether the grid is a table of figures, and not a drawing of columns, bullets or signatures."""
    read = [parts for parts in map(_parts, rows) if any(part.is_figure for part in parts)]
    worded = [parts for parts in read if any(_is_words(part.text) for part in parts)]
    good = [parts for parts in worded if _is_statement_row(parts)]
    figures = sum(part.is_figure for parts in good for part in parts)
    widest = max((sum(part.is_figure for part in parts) for parts in read), default=0)
    return figures > 1 and 2 * len(good) >= len(worded) and widest <= MAX_COLUMNS


def lay_out(rows: Sequence[GridRow]) -> list[TableRow | TextRow]:
    """The rows of a table of figures in shared columns, titles and footnotes as running text.

    Rows without text are left out. All TableRows have the same number of cells.
    """
    read = [(row, parts) for row in rows if (parts := _parts(row))]
    zone = _label_zone([parts for _, parts in read])
    for _, parts in read:
        _keep_labels(parts, zone)
    columns = _columns([[p for p in parts if p.is_figure] for _, parts in read])
    headers = [p for _, parts in read if not any(q.is_figure for q in parts) for p in parts]
    columns = _snap(columns, headers, [parts for _, parts in read])
    zone = _widen(zone, columns, [parts for _, parts in read])
    grid = _Grid(zone, _with_words(columns, zone, [parts for _, parts in read]))
    last = max((i for i, (_, parts) in enumerate(read) if any(p.is_figure for p in parts)), default=-1)
    items: list[TableRow | TextRow] = []
    seen = False
    for i, (row, parts) in enumerate(read):
        seen = seen or any(p.is_figure for p in parts)
        items.append(grid.place(row.number, parts, top=not seen, foot=i > last))
    _mark_starts(items)
    return _join_wrapped(items)


def _label_zone(rows: Sequence[Sequence[_Part]]) -> tuple[int, int]:
    """The grid columns of the label: the most frequent extent of the words that begin a row of figures."""
    seen: Counter[tuple[int, int]] = Counter()
    for parts in rows:
        before = list(takewhile(lambda part: not part.is_figure, parts))
        label = next((part for part in before if _is_words(part.text)), None)
        if label and len(before) < len(parts):
            seen[label.first, label.last] += 1
    if not seen:
        return (-1, -1)
    (first, last), _ = max(seen.items(), key=lambda item: (item[1], item[0][0] - item[0][1]))
    return first, last


def _keep_labels(parts: list[_Part], zone: tuple[int, int]) -> None:
    """What looks like a figure but stands in the label column is a label (a year, a room number)."""
    if parts and parts[0].is_figure and parts[0].first <= zone[1] and parts[0].last >= zone[0]:
        parts[0].is_figure = False


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return min(a[1], b[1]) - max(a[0], b[0]) + 1


def _columns(rows: Sequence[Sequence[_Part]], columns: Sequence[_Column] = ()) -> list[_Column]:
    """Columns, left to right; the fullest row says what they are, the others join or add to them."""
    found = list(columns)
    by_extent: dict[tuple[int, int], _Column] = {}
    for parts in sorted(rows, key=len, reverse=True):
        used: set[int] = set()
        for part in parts:
            extent = (part.first, part.last)
            column = by_extent.get(extent)
            if column is None or id(column) in used:
                column = _best(extent, [c for c in found if id(c) not in used])
            if column is None:
                if len(found) >= MAX_COLUMNS:
                    continue
                column = _Column(Counter())
                found.append(column)
            column.extents[extent] += 1
            by_extent.setdefault(extent, column)
            used.add(id(column))
    return sorted(found, key=lambda c: c.anchor)


def _best(extent: tuple[int, int], columns: Sequence[_Column]) -> _Column | None:
    """The column that overlaps an extent most; where equal, the one that ends nearest to it."""
    best: tuple[tuple[int, int], _Column] | None = None
    for column in columns:
        anchor = column.anchor
        overlap = _overlap(extent, anchor)
        if overlap > 0:
            rank = (overlap, -abs(extent[1] - anchor[1]))
            if best is None or rank > best[0]:
                best = (rank, column)
    return best[1] if best else None


def _snap(columns: list[_Column], headers: Sequence[_Part], rows: Sequence[Sequence[_Part]]) -> list[_Column]:
    """Give a column of a few misplaced figures, with no header over it, to the neighbour it never meets."""
    filled = [
        {i for p in parts if p.is_figure and (i := _index((p.first, p.last), columns)) is not None}
        for parts in rows
    ]
    count = Counter(i for found in filled for i in found)
    meets = {pair for found in filled for pair in pairwise(sorted(found))}
    gone: set[int] = set()
    for i, column in enumerate(columns):
        if any(_overlap((h.first, h.last), column.anchor) > 0 for h in headers):
            continue
        near = [
            j
            for j in (i - 1, i + 1)
            if 0 <= j < len(columns)
            and j not in gone
            and (min(i, j), max(i, j)) not in meets
            and 5 * count[i] <= count[j]
            and _overlap(column.anchor, columns[j].anchor) >= -1
        ]
        if near:
            target = max(near, key=lambda j: (_overlap(column.anchor, columns[j].anchor), count[j], -j))
            columns[target].extents.update(column.extents)
            gone.add(i)
    return [column for i, column in enumerate(columns) if i not in gone]


def _index(extent: tuple[int, int], columns: Sequence[_Column]) -> int | None:
    for i, column in enumerate(columns):
        if extent in column.extents:
            return i
    best = _best(extent, columns)
    return None if best is None else next(i for i, column in enumerate(columns) if column is best)


def _widen(
    zone: tuple[int, int], columns: Sequence[_Column], rows: Sequence[Sequence[_Part]]
) -> tuple[int, int]:
    """The label zone with the further label columns left of the figures, in rows of figures."""
    if not columns:
        return zone
    start = columns[0].anchor[0]
    left = Counter(
        part.last
        for parts in rows
        if any(part.is_figure for part in parts)
        for part in parts
        if part.last < start and _is_words(part.text)
    )
    often = [last for last, times in left.items() if 10 * times >= sum(left.values())]
    return (max(zone[0], 0), max([*often, min(zone[1], start - 1), 0]))


def _with_words(
    columns: list[_Column], zone: tuple[int, int], rows: Sequence[Sequence[_Part]]
) -> list[_Column]:
    """The columns of figures, and those of words or note numbers that stand beside figures."""
    extra: list[list[_Part]] = []
    for parts in rows:
        if not any(part.is_figure for part in parts):
            continue
        extra.append(
            [
                part
                for part in parts
                if not part.is_figure
                and part.first > zone[1]
                and not _CJK.search(part.text)
                and _best((part.first, part.last), columns) is None
                and (_is_words(part.text) or _NOTE.fullmatch(part.text))
                and _nearest(part, columns, set(range(len(columns))) - _taken(parts, columns)) is None
            ]
        )
    often = Counter((part.first, part.last) for parts in extra for part in parts)
    extra = [[part for part in parts if often[part.first, part.last] > 1] for parts in extra]
    return _columns(extra, columns)


def _taken(parts: Sequence[_Part], columns: Sequence[_Column]) -> set[int]:
    return {i for p in parts if p.is_figure and (i := _index((p.first, p.last), columns)) is not None}


def _nearest(part: _Part, columns: Sequence[_Column], free: set[int], reach: int = 2) -> int | None:
    """The free column nearest to a part, at most `reach` spacers away."""
    gaps = [(-_overlap((part.first, part.last), columns[i].anchor), i) for i in free]
    gap, i = min(gaps, default=(reach + 1, 0))
    return i if gap <= reach else None


@dataclass
class _Grid:
    """Label zone and columns of one table: puts the parts of a row where they belong."""

    zone: tuple[int, int]
    columns: list[_Column]

    def __post_init__(self) -> None:
        self.anchors = [column.anchor for column in self.columns]
        self.by_extent = {extent: i for i, c in enumerate(self.columns) for extent in c.extents}

    def place(self, number: int, parts: Sequence[_Part], top: bool, foot: bool) -> TableRow | TextRow:
        """One row in columns, or as running text where it is a title or a footnote."""
        if not any(part.is_figure for part in parts):
            return self._words_only(number, parts, top, foot)
        row = self._row(number, has_figures=True)
        for part in parts:
            if part.is_figure:
                self._put(row, self._figure_column(part, row), part)
        for part in parts:
            if not part.is_figure:
                self._put(row, self._beside(part, row), part)
        return row

    def _row(self, number: int, has_figures: bool = False) -> TableRow:
        width = len(self.columns) + 1
        return TableRow(number, [""] * width, [()] * width, has_figures=has_figures)

    def _put(self, row: TableRow, i: int, part: _Part) -> None:
        row.cells[i] = f"{row.cells[i]} {part.text}" if row.cells[i] else part.text
        row.ordinals[i] += part.ordinals
        if i == 0:
            row.bold = row.bold or part.bold

    def _figure_column(self, part: _Part, row: TableRow) -> int:
        extent = (part.first, part.last)
        i = self.by_extent.get(extent)
        if i is None or row.cells[i + 1]:
            free = [c for k, c in enumerate(self.columns) if not row.cells[k + 1]]
            best = _best(extent, free)
            i = next((k for k, c in enumerate(self.columns) if c is best), -1)
        return i + 1

    def _beside(self, part: _Part, row: TableRow) -> int:
        """Where words in a row of figures stand: the label, or the column they are in or next to."""
        free = {i for i in range(len(self.columns)) if not row.cells[i + 1]}
        if part.first <= self.zone[1] or not free:
            return 0
        over = [i for i in sorted(free) if _overlap((part.first, part.last), self.anchors[i]) > 0]
        if over:
            return over[0] + 1
        if _CJK.search(part.text) and part.first > self.anchors[-1][1]:
            return 0
        if _is_words(part.text) and part.last < self.anchors[0][0] and len(part.text) > 12:
            return 0
        near = _nearest(part, self.columns, free, reach=2)
        return 0 if near is None else near + 1

    def _words_only(self, number: int, parts: Sequence[_Part], top: bool, foot: bool) -> TableRow | TextRow:
        text = " ".join(part.text for part in parts)
        ordinals = tuple(ordinal for part in parts for ordinal in part.ordinals)
        row = self._row(number)
        in_zone = parts[0].first <= self.zone[1]
        if len(parts) == 1 and in_zone:
            covered = sum(_overlap((parts[0].first, parts[0].last), anchor) > 0 for anchor in self.anchors)
            full = 2 * covered > len(self.anchors)
            if full and len(text) < _PARAGRAPH and _PERIOD.match(text) and (top or not text.endswith(".")):
                self._put(row, 1, parts[0])
                if len(self.columns) > 1:
                    row.spans[1] = len(self.columns)
                return row
            if (full and top) or self._is_paragraph(text, full or foot):
                return TextRow(number, text, ordinals)
            self._put(row, 0, parts[0])
            return row
        if foot and len(parts) > 1 and _MARK.fullmatch(parts[0].text) and len(parts) == 2:
            return TextRow(number, text, ordinals)
        self._header(row, parts)
        return row

    @staticmethod
    def _is_paragraph(text: str, wide: bool) -> bool:
        sentence = text.endswith((".", ";")) and len(text.split()) > _SENTENCE
        return wide and (len(text) > _PARAGRAPH or sentence or bool(_FOOTNOTE.match(text)))

    def _header(self, row: TableRow, parts: Sequence[_Part]) -> None:
        """Header cells in the first column they cover, with spans; those over spacers in the nearest."""
        dated = len(parts) == len(self.columns) and all(_DATED.search(part.text) for part in parts)
        if dated and parts[0].first <= self.zone[1]:  # the row has no cell over the labels
            for i, part in enumerate(parts, start=1):
                self._put(row, i, part)
            return
        free = set(range(len(self.columns)))
        for part in parts:
            extent = (part.first, part.last)
            over = [i for i in sorted(free) if _overlap(extent, self.anchors[i]) > 0]
            if part.first <= self.zone[1]:
                self._put(row, 0, part)
            elif over:
                self._put(row, over[0] + 1, part)
                if len(over) > 1:
                    row.spans[over[0] + 1] = over[-1] + 1
                free -= set(range(over[-1] + 1))
        placed = {ordinal for ordinals in row.ordinals for ordinal in ordinals}
        for part in parts:  # over spacers only
            if part.ordinals[0] in placed:
                continue
            free = {i for i in range(len(self.columns)) if not row.cells[i + 1]}
            free -= {i for first, last in row.spans.items() for i in range(first, last)}
            near = _nearest(part, self.columns, free or set(range(len(self.columns))), reach=10**6)
            self._put(row, 0 if near is None else near + 1, part)


def _mark_starts(items: Sequence[TableRow | TextRow]) -> None:
    """After running text in the middle, a new header before the next figures starts a new table."""
    seen = False
    pending: TableRow | None = None
    after_text = False
    for item in items:
        if isinstance(item, TextRow):
            after_text, pending = seen, None
        elif after_text:
            pending = pending or item
            if item.is_header:
                pending.starts_table, after_text = True, False
            after_text = after_text and not item.has_figures
        seen = seen or (isinstance(item, TableRow) and item.has_figures)


def _join_wrapped(items: Sequence[TableRow | TextRow]) -> list[TableRow | TextRow]:
    """Join a label that was broken over rows: its first part has no figures, the next goes on with it."""
    joined: list[TableRow | TextRow] = []
    for i, item in enumerate(items):
        above = joined[-1] if joined else None
        if (
            isinstance(item, TableRow)
            and isinstance(above, TableRow)
            and above.is_label
            and _goes_on(above, item, items[i + 1] if i + 1 < len(items) else None)
        ):
            item.cells[0] = f"{above.cells[0]} {item.cells[0]}".rstrip()
            item.ordinals[0] = above.ordinals[0] + item.ordinals[0]
            item.bold = above.bold
            item.starts_table = above.starts_table
            joined.pop()
        joined.append(item)
    return joined


def _goes_on(above: TableRow, row: TableRow, below: TableRow | TextRow | None) -> bool:
    label, rest = above.cells[0], row.cells[0]
    if (
        len(label) > _LONGEST_LABEL
        or label.endswith((":", "："))
        or row.is_header
        or (row.starts_table and not above.starts_table)
    ):
        return False
    unclosed = label.count("(") > label.count(")")
    if not rest:
        heading = above.bold or label.isupper() or label.istitle()
        return row.has_figures and (unclosed or bool(_OPEN_END.search(label))) and not heading
    if not rest[0].islower() or _MARK.match(rest) or rest.split()[0].endswith(":"):
        return unclosed and not _MARK.match(rest) and above.bold == row.bold
    listed = isinstance(below, TableRow) and below.has_figures and below.cells[0][:1].islower()
    sure = unclosed or bool(_OPEN_END.search(label))
    return above.bold == row.bold and (sure or not listed)
