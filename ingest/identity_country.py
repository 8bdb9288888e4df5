"""Whether an issuer is of the United States, or its "$" is the US dollar all the same; else whose it is.

The states: abbreviations of the Associated Press and of the Postal Service (Publication 28, appendix B); the
cities that the Associated Press lets stand in a dateline without their state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ingest.identity_homes import DOLLARS, home_currency, speaks_of_pesos
from ingest.printed import Lines

_STATES = """Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware
District of Columbia|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky
Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana
Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota
Ohio|Oklahoma|Oregon|Pennsylvania|Puerto Rico|Rhode Island|South Carolina|South Dakota
Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"""
_ABBREVIATED = """Ala|Ariz|Ark|Calif|Colo|Conn|Del|D.C|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo
Mont|N.C|N.D|N.H|N.J|N.M|N.Y|Neb|Nev|Okla|Ore|Pa|R.I|S.C|S.D|Tenn|Tex|Va|Vt|W.Va|Wash|Wis
Wyo"""
_POSTAL = """AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH
NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"""
_CITIES = """Atlanta|Baltimore|Boston|Chicago|Cincinnati|Cleveland|Dallas|Denver|Detroit|Honolulu
Houston|Indianapolis|Las Vegas|Los Angeles|Miami|Milwaukee|Minneapolis|New Orleans
New York|Oklahoma City|Philadelphia|Phoenix|Pittsburgh|St. Louis|Salt Lake City
San Antonio|San Diego|San Francisco|Seattle|Washington"""


def _any_of(words: str) -> str:
    return "|".join(re.escape(word) for word in re.split(r"[|\n]", words))


_PLACE = r"^[^\w(]*\(?[A-Z][\w.’' -]{1,40}"
_BEHIND = (
    r"\s*(?:[—―–(/]|--|-\s"
    r"|,?\s+(?:\d{1,2}\s+)?(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)"
)
_DATELINES = re.compile(
    rf"{_PLACE},\s+(?:(?:(?i:{_any_of(_STATES)})|{_any_of(_POSTAL)})(?![\w.])"
    rf"|(?i:{_any_of(_ABBREVIATED)})\.),?{_BEHIND}"
    rf"|^[^\w(]*\(?(?:{_any_of(_CITIES)}|{_any_of(_CITIES.upper())}),?{_BEHIND}"
)
_ADDRESS = re.compile(
    rf"(?<!\w)[A-Z][\w.’' -]{{1,40}},\s+(?:{_any_of(_STATES)}|{_any_of(_POSTAL)})"
    r",?\s+\d{5}(?:-\d{4})?(?!\d)"
)
_SEAT = re.compile(  # "It is headquartered in Larkspur, Minnesota", "Based in Larkspur, Minn., we spin"
    r"(?:^|(?<=[.;]\s)|\b(?:It|We|[Cc]ompany|[Gg]roup|Inc\.?|Corp\.?|Corporation)\s+(?:is|are)\s+)"
    r"(?i:headquartered|based)\s+in\s+[A-Z][\w.’' -]{1,40},\s+"
    rf"(?:(?:{_any_of(_STATES)})\b|(?:{_any_of(_ABBREVIATED)})\.)"
)
_REFORM = re.compile(r"\bSecurities\s+Litigation\s+Reform\s+Act\b", re.IGNORECASE)
_MARKET = re.compile(r"\b(?:(?i:nasdaq)|NYSE|New York Stock Exchange)\b")
_COUNTER = re.compile(  # where shares of any country are traded
    r"\bOTC(?:\b|QB|QX|BB|PK)|\bPink\b|\b(?:FSE|FRA|FWB|(?i:frankfurt))\b"
)
_GAAP = re.compile(r"\bGAAP\b")
_OTHER_STANDARDS = re.compile(
    r"\b(?:[A-Z]{0,3}IFRS|HKFRS|SFRS|FRS 10\d|AASB|Ind AS|(?i:International Financial Reporting Standards)"
    r"|(?:Canadian|Australian|Hong Kong|Singapore|New Zealand|NZ|Taiwan|ROC|PRC|Chinese|Mexican|Japanese"
    r"|Indian|Korean|Israeli|Swiss|UK|J-?|K-?)\s?GAAP)\b"
)
_DOLLAR_MARKETS = re.compile(
    r"\b(?:TSXV?|ASX|NZX|SGX(?:-ST)?|HKEX|SEHK|TWSE|TPEx|BMV|BVL|CSE|Cboe Canada"
    r"|(?:Toronto|Australian|Hong Kong|Singapore|New Zealand|Taiwan|Mexican|Santiago)"
    r"\s+(?:Stock|Securities)\s+Exchange|Stock Exchange of Hong Kong)\b"
)
_OTHER_MARKETS = re.compile(
    rf"{_DOLLAR_MARKETS.pattern}|\b(?:JSE|LSE|AIM|Euronext|(?:London|Tokyo)\s+(?:Stock|Securities)\s+Exchange)\b"
)
_DOLLAR_STATES = """Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland and Labrador|Nova Scotia
Ontario|Prince Edward Island|Quebec|Québec|Saskatchewan|Canada|New South Wales|Queensland
Victoria|Western Australia|Australia|New Zealand|Taiwan|Taiwan, R.O.C|Mexico"""
_OTHER_SHORT = "Alta.|B.C.|Man.|Ont.|Que.|Sask.|AB|BC|MB|NB|NL|NS|ON|QC|SK|NSW|VIC|QLD"
_OTHER_CITIES = """Toronto|Montreal|Montréal|Vancouver|Calgary|Ottawa|Edmonton|Winnipeg|Hong Kong|Singapore
Sydney|Melbourne|Brisbane|Perth|Perth, WA|Adelaide|Auckland|Wellington|Taipei|Hsinchu
Mexico City"""
_DOLLAR_PLACES = re.compile(
    rf"{_PLACE},\s+(?:(?i:{_any_of(_DOLLAR_STATES)})|{_any_of(_OTHER_SHORT)})[,.]{{0,2}}{_BEHIND}"
    rf"|^[^\w(]*\(?(?i:{_any_of(_OTHER_CITIES)}),?{_BEHIND}"
)
_BERMUDA = re.compile(rf"{_PLACE},\s+(?i:Bermuda)[,.]{{0,2}}{_BEHIND}")
_NO_DOLLARS = re.compile(  # legal forms of Europe
    r"(?:\s(?i:plc|p\.l\.c\.?)|\s(?:SE|AG|KGaA|AB|ASA|A/S|Oyj|Abp|N\.?V\.?|SpA|S\.p\.A\.?|SCA))$"
)
_OTHER_REGISTERS = re.compile(
    r"\b(?:ABN|ACN|ARBN)\s*:?\s*\d"
    rf"|[(（]\s*(?i:incorporated|established|continued|registered)\s+(?i:in|under)\b(?!.{{0,40}}?(?:{_any_of(_STATES)}))"
)


def is_of_united_states(running: Lines, lines: Lines, tickers: str, currencies: Mapping[str, str]) -> bool:
    """Whether something shows an issuer of the United States and nothing another one.

    For it speak the Reform Act, a dateline, an address or a seat with a state, an exchange, the name GAAP
    alone; against it another currency beside an amount, another exchange, another country's accounting
    standards, a place in another country that counts in dollars or pesos. `tickers` are the listings
    ("exchange: code").
    """
    markets = [ticker.split(":")[0] for ticker in tickers.split("; ") if ticker]
    listed = [bool(_MARKET.search(market)) for market in markets if not _COUNTER.search(market)]
    words = (_REFORM, _ADDRESS, _SEAT, _MARKET, _GAAP)
    said = any(listed) or _any(words, lines) or _any([_DATELINES], running)
    if not said or not all(listed):
        return False
    others = (_OTHER_STANDARDS, _OTHER_MARKETS, _OTHER_REGISTERS, _other_money(currencies))
    return not (_any(others, lines) or _any([_DOLLAR_PLACES, _BERMUDA], running))


def is_american(running: Lines, lines: Lines) -> bool:
    """Whether the United States are a place of the issuer or a market for its shares."""
    there = any(_DATELINES.search(text) and not _DOLLAR_PLACES.search(text) for _, text in running)
    return there or _any((_REFORM, _ADDRESS, _SEAT, _MARKET), lines)


def counts_in_us_dollars(
    name: str, running: Lines, lines: Lines, tickers: str, currencies: Mapping[str, str]
) -> bool:
    """Whether "$" can but be the US dollar, of whatever country the issuer is.

    Its shares are listed in the United States, or its legal form is one of countries without dollars or
    pesos; and nothing speaks of a country with dollars or pesos of its own: no place, exchange or register
    of one, no other dollars. Those of Bermuda are at par; an issuer of such a legal form may name the rate of
    one ("the Australian dollar rose").
    """
    listed = any(_MARKET.search(ticker) for ticker in tickers.split("; "))
    without = bool(_NO_DOLLARS.search(name))
    if not listed and not without:
        return False
    dollars = {word: code for word, code in currencies.items() if word.endswith(("$", " dollars"))}
    return not (
        speaks_of_pesos(name, running, tickers)
        or _any((_DOLLAR_MARKETS, _OTHER_REGISTERS, _other_money(dollars, rates=not without)), lines)
        or _any([_DOLLAR_PLACES], running)
    )


def currency_of_dollars(name: str, running: Lines, lines: Lines, currencies: Mapping[str, str]) -> str:
    """The ISO code of the "$" of an issuer of a country with dollars of its own, "" where nothing says it.

    Where any other dollars are named, or the United States are its place or market, the sign alone may be of
    those.
    """
    if is_american(running, lines):
        return ""
    code = home_currency(DOLLARS, name, running, lines)
    others = "|".join(
        rf"(?<![A-Za-z$]){re.escape(word)}" if word.endswith("$") else rf"\b{re.escape(word)}s?\b"
        for word, of in currencies.items()
        if of != code
        and (word.endswith("$") or re.search(r" dollars?$", word) or word == of.lower() == "usd")
    )
    named = re.compile(rf"(?i:{others})|\bU\.S\.\s?(?:\$|dollars?)") if others else None
    return "" if named and _any([named], lines) else code


def _any(patterns: Sequence[re.Pattern[str]], lines: Lines) -> bool:
    return any(pattern.search(text) for _, text in lines for pattern in patterns)


def _other_money(currencies: Mapping[str, str], *, rates: bool = True) -> re.Pattern[str]:
    """Names of other dollars, and amounts in any other currency; "a $5 million charge" is none.

    Without `rates` their plurals alone: "the Australian dollar" is a rate, as no amount is in it.
    """
    forms = [
        r"\b(?i:pesos?)\b|\bPs\.",
        *(form for word in currencies for form in _forms(word, currencies[word], rates=rates)),
    ]
    return re.compile("|".join(forms))


def _forms(word: str, code: str, *, rates: bool) -> Iterable[str]:
    if code == "USD":
        return
    if word.endswith("$"):
        yield rf"(?<![A-Za-z$])(?i:{re.escape(word)})"
    elif re.fullmatch(r"[a-z]+ dollars", word):
        yield rf"\b(?i:{word[:-1] if rates else word})"
    elif re.fullmatch(r"[a-z]{2,3}", word):
        yield rf"(?<![A-Za-z])(?:{word.upper()}|{word.capitalize()})\.?\s?\d"
    elif re.fullmatch(r"\W", word):
        yield rf"{re.escape(word)}\s?\d"
    else:
        yield rf"\d\s?(?:(?i:thousand|million|billion)\s)?(?i:{re.escape(word)})\b(?!\s+of\b)"
