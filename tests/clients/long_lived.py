"""What long-lived readers see when the file is replaced under them: the build that each reads.

Arguments: the published file of build `old`, and two more, `new` and `newest`, which take its place in
turn. DuckDB itself and SQLAlchemy's dialect open a file with different settings, which DuckDB refuses
in one process at a time.
"""

import json
import os
import sys

import duckdb
import ibis
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

file, newer, newest = sys.argv[1:]
BUILD = "select build_id from marts.build_info"


def build(connection: duckdb.DuckDBPyConnection) -> str:
    """The build that a connection reads."""
    ((found,),) = connection.execute(BUILD).fetchall()
    return str(found)


def build_of(engine: sa.Engine) -> str:
    """The build that a new connection of an engine reads."""
    with engine.connect() as connection:
        return str(connection.execute(sa.text(BUILD)).scalar())


seen = {}
url = f"duckdb:///{file}?access_mode=read_only"

kept = duckdb.connect(file, read_only=True)
os.replace(newer, file)
seen["a connection that was open"] = build(kept)
beside = duckdb.connect(file, read_only=True)
seen["a second connection of that process"] = build(beside)
kept.close()
beside.close()
with duckdb.connect(file, read_only=True) as fresh:
    seen["after closing all"] = build(fresh)

pooled = sa.create_engine(url)
without_pool = sa.create_engine(url, poolclass=NullPool)
build_of(pooled)
os.replace(newest, file)
seen["from the pool"] = build_of(pooled)
seen["without a pool, while a pool is open"] = build_of(without_pool)
pooled.dispose()
seen["from the pool, after dispose"] = build_of(pooled)
pooled.dispose()
seen["without a pool"] = build_of(without_pool)

connection = ibis.duckdb.connect(file, read_only=True)
seen["ibis, connected anew"] = connection.table("build_info", database="marts").build_id.execute()[0]
connection.disconnect()
print(json.dumps(seen))
