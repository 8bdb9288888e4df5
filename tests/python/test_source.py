"""What ingest refuses to read, what it says about it, and that nothing is written then."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from announcements import announcement
from conftest import ROOT, Run, Write

from ingest import source
from ingest.errors import IngestError
from ingest.formats.pdf_chars import sign_of
from ingest.formats.tabbed import read_tabbed
from ingest.source import read_source

TEXT = announcement()
BOM = b"\xef\xbb\xbf"
Seeds = Callable[[], dict[str, bytes]]

# file name, its bytes, what the message has to hold beside the file's path
REFUSED = {
    "empty": ("a.txt", b"", ["empty", "Extract the document's text again"]),
    "whitespace": ("a.txt", b" \r\n\n \t \n", ["empty", "Extract the document's text again"]),
    "only a byte order mark": ("a.txt", BOM, ["empty", "Extract"]),
    "whitespace after a byte order mark": ("a.txt", BOM + b" \t\n\xc2\xa0", ["empty", "Extract"]),
    "NUL": ("a.txt", b"Yarn\t1\nCloth\t\x002\n", [", line 2:", "binary", "Extract"]),
    "UTF-16": ("a.txt", TEXT.encode("utf-16"), [", line 1:", "Convert the file to UTF-8"]),
    "UTF-16 without mark": ("a.txt", "Yarn\t1\n".encode("utf-16-le"), [", line 1:", "binary"]),
    "escape": ("a.txt", b"Yarn\t1\n\n\x1b[0m\n", [", line 3:", "binary", "Extract"]),
    "control after CRLF": ("a.txt", b"Yarn\t1\r\n\r\n\x02\r\n", [", line 3:", "binary"]),
    "control after CR": ("a.txt", b"Yarn\t1\r\r\x02\r", [", line 3:", "binary"]),
    "Latin-1": ("a.txt", b"Yarn\t1\nCaf\xe9\t2\n", [", line 2:", "UTF-8", "Convert"]),
    "not UTF-8 after CR": ("a.txt", b"Yarn\t1\rCaf\xe9\t2\r", [", line 2:", "byte 10", "UTF-8"]),
    "truncated UTF-8": ("a.txt", b"Yarn\t1\n\xe2\x82", [", line 2:", "UTF-8", "Convert"]),
    "not UTF-8 after mark": ("a.txt", BOM + b"a\t1\n\xff", [", line 2:", "byte 7", "UTF-8"]),
    "PDF": ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\t", ["PDF", "damaged", "Download it again"]),
    "no table": ("a.txt", b"Larkspur Mills\nspins cloud.\n", ["no table of figures", "tabs"]),
    "blank in the name": ("lm 2031.txt", TEXT.encode(), ["filing id", "Rename the file"]),
    "no stem": (".txt", TEXT.encode(), ["filing id", "Rename the file"]),
    "letter not ASCII": ("lm-é.txt", TEXT.encode(), ["filing id", "Rename the file"]),
}


def _texts(path: Path) -> list[str]:
    return [line.text for line in read_source(path).lines]


_EACH = pytest.mark.parametrize(("name", "data", "said"), list(REFUSED.values()), ids=list(REFUSED))


@_EACH
def test_a_bad_file_is_refused_by_name(name: str, data: bytes, said: list[str], write: Write) -> None:
    path = write(name, data)
    with pytest.raises(IngestError) as caught:
        read_source(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    for part in said:
        assert part in message
    assert message.endswith((".", ")"))


@_EACH
def test_a_bad_file_changes_no_seed(
    name: str, data: bytes, said: list[str], write: Write, run: Run, seeds: Seeds
) -> None:
    assert run("add", write("other.txt")).status == 0
    before = seeds()
    assert before
    result = run("add", write(name, data))
    assert result.status == 2
    assert result.err.startswith("error: ") and "Traceback" not in result.err
    assert seeds() == before


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_bad_file_of_three_adds_none(place: int, write: Write, run: Run, seeds: Seeds) -> None:
    assert run("add", write("other.txt")).status == 0
    before = seeds()
    files = [write("one.txt"), write("two.txt")]
    files.insert(place, write("bad.txt", b"Caf\xe9\t1\n"))
    result = run("add", *files)
    assert result.status == 2
    assert str(files[place]) in result.err
    assert seeds() == before
    assert run("add", *(path for path in files if path.stem != "bad")).status == 0
    assert seeds() != before


def test_a_document_without_an_issuer_among_several_adds_none(write: Write, run: Run, seeds: Seeds) -> None:
    nobody = write("nobody.txt", announcement(opening=("All mills are open.",), closing=()))
    result = run("add", write("one.txt"), nobody)
    assert result.status == 2 and "nobody.txt" in result.err and "--issuer" in result.err
    assert seeds() == {}


def test_a_missing_file(write: Write, run: Run, seeds: Seeds) -> None:
    path = write("here.txt").with_name("gone.txt")
    with pytest.raises(IngestError, match=r"gone\.txt: there is no such file\. Check the path"):
        read_source(path)
    result = run("add", path.with_name("here.txt"), path)
    assert result.status == 2 and str(path) in result.err
    assert seeds() == {}


def test_a_folder(write: Write, run: Run, seeds: Seeds) -> None:
    folder = write("here.txt").parent
    with pytest.raises(IngestError, match=r"documents: this is not a file\. Name the documents"):
        read_source(folder)
    assert run("add", folder).status == 2
    assert seeds() == {}


def test_a_file_that_may_not_be_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("locked.txt")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(IngestError, match=r"locked\.txt: .*Permission denied.*"):
        read_source(path)


def test_a_huge_file(write: Write, run: Run, seeds: Seeds, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("lm.txt")
    size = path.stat().st_size
    monkeypatch.setattr(source, "MAX_BYTES", size)
    assert read_source(path).filing_id == "lm"
    monkeypatch.setattr(source, "MAX_BYTES", size - 1)
    with pytest.raises(IngestError, match=rf"lm\.txt: {size:,} bytes is more than .*Cut out"):
        read_source(path)
    assert run("add", path).status == 2
    assert seeds() == {}


@pytest.mark.parametrize(
    ("bound", "what"),
    [("MAX_CHARACTERS", "characters of text"), ("MAX_CELLS", "cells"), ("MAX_LINES", "lines")],
)
def test_a_document_of_too_much(bound: str, what: str, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("lm.txt")
    assert read_source(path).filing_id == "lm"
    monkeypatch.setattr(source, bound, 10)
    with pytest.raises(IngestError, match=rf"lm\.txt: \d+ {what} are more than the 10 .*Cut out"):
        read_source(path)


def test_two_files_with_one_filing_id(write: Write, run: Run, seeds: Seeds) -> None:
    first, second = write("lm.txt"), write("lm.tab")
    result = run("add", first, second)
    assert result.status == 2
    assert str(first) in result.err and str(second) in result.err and "Rename" in result.err
    assert seeds() == {}


def test_the_source_keeps_the_hash_of_the_bytes_and_the_name(write: Write) -> None:
    path = write("lm-2031.q2_a.txt", BOM + TEXT.encode())
    read = read_source(path)
    assert (read.filing_id, read.file_name) == ("lm-2031.q2_a", "lm-2031.q2_a.txt")
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "data",
    [
        BOM + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["byte order mark", "CRLF", "CR CR LF", "CR"],
)
def test_marks_and_line_ends_are_no_part_of_a_line(data: bytes, write: Write) -> None:
    assert read_source(write("lm.txt", data)).lines == read_tabbed(TEXT.split("\n"))


def test_the_last_line_counts_with_and_without_a_newline(write: Write) -> None:
    assert _texts(write("a.txt", b"Cloth\t1\nYarn\t2")) == ["Cloth\t1", "Yarn\t2"]
    assert _texts(write("b.txt", b"Cloth\t1\nYarn\t2\n"))[:2] == ["Cloth\t1", "Yarn\t2"]


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011"])
def test_a_hyphen_of_any_form_is_one(hyphen: str, write: Write) -> None:
    row = f"Half{hyphen}year\t{hyphen}1"
    assert _texts(write("a.txt", f"{row}\n{row}"))[0] == "Half-year\t-1"
    table = "<table>" + f"<tr><td>Half{hyphen}year</td><td>{hyphen}1</td><td>2</td></tr>" * 3 + "</table>"
    lines = read_source(write("a.html", table)).lines
    assert next(line.cells[:2] for line in lines if line.table) == ("Half-year", "-1")
    assert sign_of(ord(hyphen)) == "-"


@pytest.mark.parametrize("dash", ["\u2013", "\u2014"])
def test_a_dash_is_no_hyphen(dash: str, write: Write) -> None:
    row = f"Half{dash}year\t{dash}1"
    assert _texts(write("a.txt", f"{row}\n{row}"))[0] == row
    assert sign_of(ord(dash)) == dash


def test_lines_end_at_line_ends_only(write: Write) -> None:
    text = "Cloth\u2028and\x0cyarn\x85\x0b\t1"
    assert _texts(write("a.txt", f"{text}\n{text}")) == [text, text]


def test_the_module_runs_and_exits_with_a_status(project: Path, write: Write, seeds: Seeds) -> None:
    def ingest(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ingest", *map(str, arguments), "--project", str(project)],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
            text=True,
        )

    good = ingest("add", write("good.txt"))
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout == "added good: 1 tables, 24 cells, 1 figures in running text\n"
    before = seeds()
    bad = ingest("add", write("good.txt"), write("bad.txt", b""))
    assert bad.returncode == 2 and "bad.txt" in bad.stderr and "Traceback" not in bad.stderr
    assert seeds() == before


def test_a_page_is_told_by_its_bytes_and_a_text_by_having_none(write: Write) -> None:
    page = "<table><tr><td></td><td>2031</td></tr>" + "<tr><td>Cloth</td><td>1,000</td></tr>" * 3 + "</table>"
    assert read_source(write("a.txt", f"\n<div>Larkspur</div>{' ' * 5000}{page}")).format == "html"
    assert read_source(write("a.pdf", f"Larkspur\n<html>{page}</html>")).format == "html"
    assert read_source(write("b.html", f"<!-- a\npage --> <!-- 2 --><div>{page}</div>")).format == "html"
    assert read_source(write("a.htm", TEXT)).format == "tabbed"
    ruled = "| | 2031 | 2030 |\n|---|---|---|\n| Yarn | 5 | 6 |\n| Silk | 7 | 8 |\n"
    assert (
        read_source(write("c.md", f"<!-- Page 1 -->\n\n<!-- a -->\n# Larkspur\n\n{ruled}")).format
        == "markdown"
    )
    assert read_source(write("b.txt", TEXT.replace("Yarn", "<b>Yarn</b>"))).format == "tabbed"


def test_a_message_of_any_reader_begins_with_the_path(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.layout.MAX_CHARACTERS", 10)
    path = write("a.txt", "Cloth  1,000  1,200\n" * 3)
    with pytest.raises(IngestError, match=r"at most 10 are read\. Add the pages") as caught:
        read_source(path)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (MemoryError(), "not enough memory"),
        (RecursionError("too deep"), "a fault in ingest stops its reading (RecursionError: too deep)"),
        (KeyError("x"), "report it with the file"),
    ],
)
def test_a_fault_of_ingest_is_a_message(
    fault: Exception, said: str, write: Write, run: Run, seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise fault

    path = write("a.txt")
    monkeypatch.setattr("ingest.reader.read_source", fail)
    result = run("add", path)
    assert (result.status, seeds()) == (2, {})
    assert result.err.startswith(f"error: {path}: ") and said in result.err


def test_help_and_text_need_no_library_of_another_format() -> None:
    code = "import sys, ingest.__main__; from ingest.source import read_source; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    heavy = {"dbt", "duckdb", "lxml", "pypdfium2", "markdown_it", "yaml"}
    assert not heavy & {name.split(".")[0] for name in loaded.stdout.split()}
