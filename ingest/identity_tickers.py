"""Where an issuer's shares are listed: the lines of a document in; "exchange: code" for each listing out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.printed import Lines

_HEAD = 60
_EXCHANGE = r"(?![QHF][1-4Y]\b)[A-Z][A-Za-z0-9]*(?:[ -][A-Z][A-Za-z]*){0,3}"
_TICKER = re.compile(
    rf"(?<!\w)(?P<where>{_EXCHANGE}(?:\s*(?:,|/|and|&)\s*{_EXCHANGE})*)\s*:\s*(?P<code>(?=[A-Z0-9.]*[A-Z]|\d{{3}})[A-Z0-9][A-Z0-9.]{{0,9}})(?![\w])"
)
_CODE_FIRST = re.compile(  # "LKS on LSE and NYSE"
    r"\s*(?P<code>[A-Z]{1,6}(?:\.[A-Z]{1,2})?) on (?:the )?"
    r"(?P<where>[A-Z]{3,6}(?:(?:, | and | & )[A-Z]{3,6})*)\s*"
)
_IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)")
_CODE = re.compile(
    r"^(?P<where>.*?)\s*Stock\s+(?:Code|Ticker|Symbol)s?\s*[:：]\s*(?P<code>[A-Z0-9.]{1,10})", re.I
)
_COUNTERS = re.compile(  # "Stock Code: 1234 (HKD counter) and 81234 (RMB counter)"
    r"^Stock\s+Codes?\s*[:：]\s*(\d{1,5})\s*[(（](?:HKD|RMB)\s+counter\b", re.IGNORECASE
)
_COUNTER = re.compile(r"\b(?:HKD|RMB|USD)\s+Counter\b", re.IGNORECASE)  # of one exchange, by currency
_LISTING = re.compile(r"\b(?:stock\s+exchange\s+listings?|listing)\s*[:：]\s*([A-Z][a-z]+)", re.IGNORECASE)
_SECURITIES_CODE = re.compile(
    r"\b(?:securities\s+)?code(?:\s+(?:number|no\.?))?\s*[:：]\s*(\d{4,5})\b", re.IGNORECASE
)


def names_listing(text: str) -> bool:
    """Whether a text holds an exchange with a code."""
    return any(not _is_label(match.group("where")) for match in _listings(text))


def _listings(text: str) -> Iterator[re.Match[str]]:
    first = _CODE_FIRST.fullmatch(text)
    yield from [first] if first else _TICKER.finditer(text)


def find_tickers(running: Lines, everything: Lines) -> str:
    """The listings as "exchange: code", separated by semicolons, from the first brackets that hold some."""
    following = dict(running)
    for number, text in running:
        joined = f"{text} {following.get(number + 1, '')}"
        found = [
            f"{' '.join(where.split())}: {match.group('code').rstrip('.')}"
            for bracket in _IN_BRACKETS.finditer(joined)
            if bracket.start() < len(text)
            for match in _listings(bracket.group(1))
            for where in re.split(r"\s*(?:,|/|\band\b|&)\s*", match.group("where"))
            if where.strip() and not _is_label(where)
        ]
        if found:
            return "; ".join(dict.fromkeys(found))
    return "; ".join(_stock_codes(everything))


def _is_label(where: str) -> bool:
    return bool(
        re.search(
            r"\b(?:codes?|tickers?|symbols?|tel|fax|note|email|phone|isin|lei|cusip|units?|currency|amounts?)\b",
            where,
            re.I,
        )
    )


def _stock_codes(lines: Lines) -> Sequence[str]:
    """ "(Stock Code: 1234)" of an announcement in Hong Kong, "Stock code: 1234" beside a listing."""
    found: list[str] = []
    listing = ""
    for _, text in lines[:_HEAD]:
        place = _LISTING.search(text)
        listing = place.group(1) if place else listing
        for bracket in _IN_BRACKETS.finditer(text):
            match = _CODE.search(bracket.group(1))
            if match:
                where = _COUNTER.sub("", re.split(r"[;,]", match.group("where"))[-1]).strip()
                found.append(f"{where or 'HKEX'}: {match.group('code')}")
        counters = _COUNTERS.search(text)
        if counters:
            found.append(f"HKEX: {counters.group(1)}")
        code = _SECURITIES_CODE.search(text)
        if code and listing and not found:
            found.append(f"{listing}: {code.group(1)}")
    return list(dict.fromkeys(found))
