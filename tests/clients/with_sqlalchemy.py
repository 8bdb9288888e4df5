"""Ask the published file through SQLAlchemy: every mart loaded with its comments, then queried."""

import json
import sys
from typing import Any

import duckdb_sqlalchemy
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

file, questions = sys.argv[1], json.loads(sys.argv[2])
engine = sa.create_engine(f"duckdb:///{file}?access_mode=read_only", poolclass=NullPool)

metadata = sa.MetaData()
marts: dict[str, Any] = {}
answers: dict[str, Any] = {}
with engine.connect() as connection:
    for name in sa.inspect(engine).get_table_names(schema="marts"):
        mart = sa.Table(name, metadata, schema="marts", autoload_with=engine)
        marts[mart.name] = {
            "comment": mart.comment,
            "columns": {column.name: [str(column.type), column.comment] for column in mart.columns},
            "key": [column.name for column in mart.primary_key.columns],
            "rows": connection.execute(sa.select(sa.func.count()).select_from(mart)).scalar(),
        }
    for question, sql in questions.items():
        rows = connection.execute(sa.text(sql)).all()
        answers[question] = [[None if value is None else str(value) for value in row] for row in rows]
    facts = metadata.tables["marts.fct_facts"]
    by_unit = (
        sa.select(facts.c.unit, sa.func.count(), sa.func.sum(facts.c.value))
        .where(facts.c.value.is_not(None))
        .group_by(facts.c.unit)
        .order_by(facts.c.unit)
    )
    sums = [[str(value) for value in row] for row in connection.execute(by_unit)]
    try:
        connection.execute(sa.text("create table marts.mine as select 1 as a"))
        refusal = ""
    except sa.exc.DBAPIError as error:
        refusal = str(error)

print(
    json.dumps(
        {
            "version": f"{sa.__version__} with {duckdb_sqlalchemy.__version__}",
            "marts": marts,
            "answers": answers,
            "sums": sums,
            "refusal": refusal,
        }
    )
)
