"""Statements of units: "(in thousands of RMB)", "Millions of yen", "MSEK", "€'000", "US$ in millions"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.marks import is_aside

_SCALE = r"(?:thousands?|millions?|billions?|lakhs?|lacs?|crores?)"
_PLURAL = r"(?:thousands|millions|billions|lakhs?|lacs?|crores?)"
_SHORT = r"(?:mn|mln|mio|mill|mm|bn|tsd|mrd|cr|th|m|k)(?:\.(?!\w)|(?!\w))"
_ONLY_ZEROS = r"['’‘\u02bc\u2032]?000(?:['’‘\u02bc\u2032]?s)?(?!\w)"
_ZEROS = rf"(?:{_ONLY_ZEROS}|\(000s?\)|\b1[ .,'’‘\u02bc\u2032]?000(?!\w))"
_SIGN = (
    r"(?:(?:[A-Z]{1,3}\.?\s?)?[$€£¥₹₩₪₱฿₺₫₦₵]|GH\s?¢"
    r"|(?-i:\bS/\.?|\$\s?[A-Z]{3}\b|\$(?:NZ|AU|CA|HK|SG|US)(?=(?:m|mn|bn|k)?(?![A-Za-z]))))"  # "$NZ000"
)
# no "RM" of Malaysia
_RAND = r"(?-i:R(?:m|bn)|R\s?['’‘\u02bc\u2032]\s?(?:000|m(?:illion)?)|R\s(?:million|billion))(?!\w)"
_NAIRA = r"(?-i:N\s?['’‘\u02bc\u2032]\s?(?:000\b|[mM]illion\b|[bB]illion\b))(?!\w)"
_NAME = (
    r"(?:(?:[\w.]+\s)?(?:dollars?|francs?|pounds?(?:\ssterling)?|kron(?:or|er|e|a|ur)|rupees?|reais|pesos)"
    r"|renminbi|yuan|yen|euros?|sterling|won|baht|rand|ringgit|rupiah|zloty)"
)
_ANY_MONEY = rf"(?:{_SIGN}|(?-i:[A-Z]{{2,3}})|{_NAME}|rs\.?)"
_CALLED = r"(?:\s*\(\W?(?-i:[$€£¥]|[A-Z]{1,3}[$€£¥]?)\W?\))?"  # 'Renminbi ("RMB") millions'
# what is said of units in running text, whatever stands around it
_SAID = (
    rf"\bin\s+{_PLURAL}\b(?:\s+of\s+[^,()]+(?:\([^)]*\))?)?",
    rf"\bin\s+(?:{_SIGN}|[A-Z]{{2,3}}|Renminbi|\w+ dollars)\s*{_SCALE}\b",
    r"\bin\s+['’‘\u02bc\u2032]?000['’‘\u02bc\u2032]?s\b",
)
# words around the scale in a bracket or a line that says nothing else
_BEFORE = (
    r"(?:(?:all|the|amounts?|figures|values|expressed|stated|presented|shown|reported|are|unaudited)\s+)*"
    r"(?:equivalent\s+to\s+)?(?:in\s+)?"
)
_AFTER = r"(?:\s+(?:omitted|unless\b.*|except\b.*|unaudited|\(.*))?"
_BARE = re.compile(_SCALE, re.IGNORECASE)
# of amounts in full, "Unit: Yuan", and what forms say beside it
_WHOLE = re.compile(
    rf"\bunits?\s?[:：]\s?(?:{_SIGN}|(?-i:[A-Z]{{3}})\s{_NAME}|(?-i:RMB|[A-Z]{{3}}(?=\s*$))|{_NAME})"
    r"(?=\s*(?:$|[)\]）,;]|currency\b|audit\b|(?:un)?audited\b))",
    re.IGNORECASE,
)
# "Unit: '000 Currency: RMB", "Units: RMB million Type of audit: Unaudited"
_FORM = re.compile(
    rf"\bunits?\s?[:：]\s?(?:{_ANY_MONEY}\s?)?(?:in\s+)?(?:{_SCALE}|{_ZEROS})(?:\s+of\s+{_ANY_MONEY})?"
    r"(?:\s+currency\s?[:：]\s?[A-Za-z]+)?"
    r"(?=\s*(?:$|[)\]）,;]|currency\b|(?:type|audit)\b[\w ]*[:：]|(?:un)?audited\b))",
    re.IGNORECASE,
)
# behind a title: "Income statement Mexican pesos millions"; a sentence goes on, or has a figure before it
_AT_END = re.compile(
    rf"(?<=[^\W\d_]\s)(?:(?-i:[A-Z]{{3}})|(?:(?-i:[A-Z])\w+\s)?{_NAME})\s+{_PLURAL}$", re.IGNORECASE
)
_MAX_LINE = 160  # characters; what is longer is a sentence
_PARTS = re.compile(r"[,;:|/–—](?!\d)|\s-\s")
_EXCEPTION = re.compile(r"[\s,;:]*((?:except|other than|excluding)\b[^()\[\]]{3,120})", re.IGNORECASE)
_COLUMNS = re.compile(  # over columns that are lost: "Notes $m $m", "ASSETS €’000 €’000 %"
    r"(?:.{1,40} )?(?P<one>\S+(?: \S+)?)(?: (?P=one))+(?: (?:%(?: change)?|changes?))?", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")


class UnitsFinder:
    """Finds statements of units; knows the words of currency that the reference seed holds."""

    def __init__(self, currencies: Iterable[str]) -> None:
        short = [word for word in currencies if re.fullmatch(r"[a-z]{2,3}", word)]
        money = rf"(?:{_SIGN}|{'|'.join(short) or '(?!)'})"
        # "United States dollars", "Turkish lira"
        names = [r"\s+".join(word.split()) for word in currencies if re.fullmatch(r"[a-z]+( [a-z]+)+", word)]
        name = rf"(?:{'|'.join((*names, _NAME))})"
        any_money = rf"(?:{'|'.join((*names, _ANY_MONEY))})"
        # a scale glued to its currency, or a letter behind one: "MSEK", "T€", "SEK m", "€k", "HK$'000"
        glued = (
            rf"(?:(?-i:[mMkKT]|mn|Mn|Mio\.?|Tsd\.?)\s?{money}"
            rf"|{money}\.?\s?(?:in\s+)?(?:{_SHORT}|{_SCALE}\b|{_ZEROS})|{_RAND}|{_NAIRA})"
        )
        said = rf"\bin\s+(?:{name}{_CALLED}\s+{_SCALE}|{_SCALE}\s+(?:of\s+)?{any_money})(?!\w)"
        self._said = re.compile("|".join((*_SAID, said)), re.IGNORECASE)
        self._alone = re.compile(
            rf"{_BEFORE}(?:{glued}|{any_money}\s?/\s?(?:{_SCALE}|mn|mln|000)|{any_money}\s?[:：]\s?(?:{_SCALE}|{_SHORT})|{any_money}\s*(?:in\s+)?(?:{_SCALE}|{_ZEROS})|{_SCALE}\s+(?:of\s+)?{any_money}"
            rf"|{_PLURAL}|(?<=\bin\s){_SCALE}|{_ONLY_ZEROS}|mkr|tkr){_AFTER}",
            re.IGNORECASE,
        )
        self._token = re.compile(
            rf"(?<![\w$€£¥₹-])(?:(?:(?<=\b(?:19|20)\d\d\s)|(?<!\d\s)){glued}|{any_money}\s?{_SCALE}\b|{_PLURAL}\s+of\s+{any_money}"
            r"|mkr|tkr)(?!\w)(?!\s*\d)",
            re.IGNORECASE,
        )

    def of_line(self, text: str) -> str:
        """The statement in a line of running text, a row of headers or a title, as printed; "" for none."""
        said = self._said.search(text)
        if said:
            return _with_exception(said.group().strip(), text[said.end() :])
        if len(text) > _MAX_LINE:
            return ""
        form = _WHOLE.search(text) or _FORM.search(text)
        if form:
            return form.group()
        parts = (part for part in _parts(text) if self._alone.fullmatch(part))
        found = next(parts, "") or next(filter(_BARE.fullmatch, _BRACKETS.findall(text)), "")
        at_end = _AT_END.search(text.strip())
        found = found or (at_end.group() if at_end else "")
        return _with_exception(found, text.partition(found)[2]) if found else ""

    def of_header(self, cell: str) -> str:
        """The statement in a cell of a header, where it may follow a date: "2031 SEK m"."""
        token = None if len(cell) > _MAX_LINE else self._token.search(cell)
        return self.of_line(cell) or (token.group() if token else "")

    def of_columns(self, text: str) -> str:
        """The statement that a text ends in once for each of several columns."""
        columns = _COLUMNS.fullmatch(" ".join(text.split()))
        return self.of_line(columns.group("one")) if columns and self.is_all(columns.group("one")) else ""

    def is_all(self, text: str) -> bool:
        """Whether a text is a statement of units and nothing else."""
        plain = text.strip()
        bracket = _BRACKETS.fullmatch(plain) or is_aside(plain)
        alone = self._alone.fullmatch(plain) or _WHOLE.fullmatch(plain) or _FORM.fullmatch(plain)
        return bool(self.of_line(text) if bracket else alone)


def _with_exception(phrase: str, rest: str) -> str:
    """A statement of units with what it is not true of: "in millions, except per share amounts"."""
    exception = _EXCEPTION.match(rest)
    return f"{phrase}, {exception.group(1).strip()}" if exception else phrase


def _parts(text: str) -> Iterator[str]:
    """The whole text, its brackets, and what commas and dashes part in both."""
    for whole in (text, *_BRACKETS.findall(text), _BRACKETS.sub(" ", text)):
        yield whole.strip(" *")
        for part in _PARTS.split(whole):
            yield part.strip(" *.")
