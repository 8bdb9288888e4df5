from pathlib import Path
from ingest.lines import Line


def read_pdf(path: Path, data: bytes) -> tuple[Line, ...]:
    return ()
