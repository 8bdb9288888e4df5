"""Mutated documents of every format: each is read, or refused with a message that begins with its path."""

from __future__ import annotations

import io
import random
import re
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from announcements import OPENING, STATEMENT, announcement
from conftest import ROOT, Run, Write
from reportlab.pdfgen.canvas import Canvas

from ingest.document import read_document
from ingest.errors import IngestError
from ingest.issuers import Issuer, Known, Stated
from ingest.raw_rows import Rows, rows_of
from ingest.reference import read_currencies, read_vocabulary
from ingest.source import read_source

SECONDS = 20  # for one document; the tests' machine may be busy
CASES = 48  # mutations a format
VOCABULARY, CURRENCIES = read_vocabulary(ROOT), read_currencies(ROOT)
NEW = Stated(issuer_id="rowan", issuer_name="Rowan plc", currency="EUR", fiscal_year_end=(12, 31))


def _html() -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in STATEMENT)
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in OPENING)}<table>{rows}</table></body></html>"


def _layout() -> str:
    rows = (f"{row[0]:<20}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in STATEMENT)
    return "\n".join([*OPENING, *rows])


def _markdown() -> str:
    rows = [f"| {' | '.join(row)} |" for row in STATEMENT]
    return "\n".join([*OPENING, rows[0], "|---|---|---|---|", *rows[1:]])


def _pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    for at, line in enumerate(OPENING):
        canvas.drawString(50, 800 - 14 * at, line)
    for at, row in enumerate(STATEMENT):
        for column, cell in enumerate(row):
            canvas.drawString(50 + 120 * column, 600 - 14 * at, cell)
    canvas.save()
    return buffer.getvalue()


DOCUMENTS = {
    ".txt": announcement().encode(),
    ".html": _html().encode(),
    ".md": _markdown().encode(),
    ".layout": _layout().encode(),
}


def _places(rng: random.Random, data: bytes) -> tuple[int, int]:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return start, end


def _truncated(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def _without(rng: random.Random, data: bytes) -> bytes:
    start, end = _places(rng, data)
    return data[:start] + data[end:]


def _repeated(rng: random.Random, data: bytes) -> bytes:
    start, end = _places(rng, data)
    return data[:end] + data[start:end] * rng.choice([1, 30]) + data[end:]


def _random_bytes(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 20])):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _other_signs(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([5, 200])):
        changed[rng.randrange(len(changed))] = rng.choice(b"0123456789()$,.-|\t\n <>/\"'&;aA%")
    return bytes(changed)


def _shuffled(rng: random.Random, data: bytes) -> bytes:
    lines = re.split(rb"(?<=>)|\n", data)
    rng.shuffle(lines)
    return b"\n".join(lines)


def _line_ends(rng: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", rng.choice([b"\r\n", b"\r", b"\r\r\n", b"\x0c", b" ", b"\xe2\x80\xa8"]))


def _encoded(rng: random.Random, data: bytes) -> bytes:
    return data.decode().encode(
        rng.choice(["utf-16", "utf-16-le", "latin-1", "utf-32", "utf-8-sig"]), "replace"
    )


def _with_nul(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + b"\0" + data[at:]


def _long(rng: random.Random, data: bytes) -> bytes:
    pieces = [
        "9",
        "a",
        "1,000 ",
        "(",
        "$",
        "\t",
        ".",
        "\n",
        " ",
        "A Word ",
        "the year ended ",
        "Inc. ",
        "<td>",
        "<table>",
        "<b>",
        "'s ",
        "December 31, ",
        "&",
    ]
    at = rng.randrange(len(data))
    return data[:at] + rng.choice([*pieces, "|", "| 1 "]).encode() * 5_000 + data[at:]


def _other_years(rng: random.Random, data: bytes) -> bytes:
    return re.sub(rb"\b20\d\d\b", lambda _: rng.choice([b"0000", b"9999", b"2000", b"1900", b"2024"]), data)


def _other_days(rng: random.Random, data: bytes) -> bytes:
    return re.sub(rb"\b\d\d?(?=, 20)", lambda _: rng.choice([b"0", b"29", b"31", b"99"]), data)


MUTATIONS: list[Callable[[random.Random, bytes], bytes]] = [
    _truncated, _without, _repeated, _random_bytes, _other_signs, _shuffled, _line_ends, _encoded, _with_nul,
    _long, _other_years, _other_days,
]  # fmt: skip


@contextmanager
def _in_time() -> Iterator[None]:
    def late(_: int, __: FrameType | None) -> None:
        raise AssertionError(f"not read within {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _rows(path: Path) -> Rows | None:
    """The rows of a document, with all that can be said by options said; None where it is refused."""
    known: dict[str, Issuer] = {}
    try:
        with _in_time():
            return rows_of(read_document(read_source(path), Known(known), VOCABULARY, CURRENCIES, NEW))
    except IngestError as error:
        assert str(error).startswith(str(path)), error
        assert str(error).endswith((".", ")")), error
        return None


@pytest.mark.parametrize("suffix", list(DOCUMENTS))
def test_a_mutated_document_is_read_or_refused(suffix: str, write: Write) -> None:
    assert _rows(write(f"good{suffix}", DOCUMENTS[suffix]))
    read = 0
    for seed in range(CASES):
        rng = random.Random(f"{suffix}{seed}")
        data = MUTATIONS[seed % len(MUTATIONS)](rng, DOCUMENTS[suffix])
        if seed % 3 == 2 and data:
            data = rng.choice(MUTATIONS[:-2])(rng, DOCUMENTS[suffix])
        name = f"case-{seed}{suffix if seed % 5 else rng.choice(['.pdf', '.htm', '.txt', '.docx', ''])}"
        read += _rows(write(name, data)) is not None
    assert CASES / 5 < read < CASES, "the mutations are to be neither harmless nor deadly"


def test_a_mutated_pdf_is_read_or_refused(write: Write) -> None:
    whole = _pdf()
    assert _rows(write("good.pdf", whole))
    body = whole.index(b"stream"), whole.index(b"endstream")
    for seed, mutate in enumerate([_truncated, _without, _repeated, _random_bytes, _other_signs]):
        rng = random.Random(seed)
        _rows(write(f"case-{seed}.pdf", mutate(rng, whole)))
        inner = whole[: body[0]] + mutate(rng, whole[body[0] : body[1]]) + whole[body[1] :]
        _rows(write(f"inner-{seed}.htm", inner))


def test_documents_of_nothing_but_one_sign(write: Write) -> None:
    for number, sign in enumerate(
        ["\t1\n", "| 1 | 2 |\n", "  1  2\n", "<td>1", "<table><tr><td>1</table>", "1\t"]
    ):
        _rows(write(f"sign-{number}.txt", sign * 4_000))


def test_files_that_are_no_documents(write: Write, run: Run) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "x" * 3000)
        archive.writestr("word/document.xml", "Cloth")
    for name, said in (
        ("a.docx", "a Word document"),
        ("a.pdf", "a Word document"),
        ("a.txt", "a Word document"),
    ):
        result = run("add", write(name, buffer.getvalue()))
        assert result.status == 2 and said in result.err and "Traceback" not in result.err
