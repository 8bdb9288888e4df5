"""Ask the published file with the DuckDB of this interpreter: opened, and attached under another name."""

import json
import sys
from contextlib import closing
from typing import Any

import duckdb

file, questions = sys.argv[1], json.loads(sys.argv[2])


def ask(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The answers as text, NULL as None."""
    return {
        name: [
            [None if value is None else str(value) for value in row]
            for row in connection.execute(sql).fetchall()
        ]
        for name, sql in questions.items()
    }


with closing(duckdb.connect(file, read_only=True)) as connection:
    opened = ask(connection)
    try:
        connection.execute("create table marts.mine as select 1 as a")
        refusal = ""
    except duckdb.Error as error:
        refusal = str(error)

with closing(duckdb.connect()) as connection:
    connection.execute(f"attach '{file}' as t (read_only)")
    connection.execute("use t")
    attached = ask(connection)

print(
    json.dumps({"version": duckdb.__version__, "answers": opened, "attached": attached, "refusal": refusal})
)
