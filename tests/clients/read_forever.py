"""Open the published file, ask it, close it, over and over, until standard input ends.

Arguments: `duckdb`, or `sqlalchemy` for an engine without a pool; the file; a query of one row; how
many seconds to rest in between. Prints, at the end, how often it asked, the answers that it got in
turn, and what failed.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing

how, file, sql, rest = sys.argv[1:]
ask: Callable[[], str]
if how == "sqlalchemy":
    import sqlalchemy as sa
    from sqlalchemy.pool import NullPool

    engine = sa.create_engine(f"duckdb:///{file}?access_mode=read_only", poolclass=NullPool)

    def ask() -> str:
        """Ask through the engine."""
        with engine.connect() as connection:
            return "|".join(map(str, connection.execute(sa.text(sql)).one()))
else:
    import duckdb

    def ask() -> str:
        """Ask through a connection of its own."""
        with closing(duckdb.connect(file, read_only=True)) as connection:
            (row,) = connection.execute(sql).fetchall()
            return "|".join(map(str, row))


ended = threading.Event()


def wait_for_the_end() -> None:
    """Wait until whoever started this closes its standard input."""
    sys.stdin.read()
    ended.set()


threading.Thread(target=wait_for_the_end, daemon=True).start()
asked = 0
seen: list[str] = []
failures: list[str] = []
while True:
    last = ended.is_set()
    try:
        answer = ask()
        if seen[-1:] != [answer]:
            seen.append(answer)
    except Exception as error:
        failures.append(f"{type(error).__name__}: {error}")
    asked += 1
    if asked == 1:
        print("reading", flush=True)
    if last:
        break
    time.sleep(float(rest))
print(json.dumps({"asked": asked, "seen": seen, "failures": failures}))
