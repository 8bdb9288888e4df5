"""Ask the published file through ibis: every mart as a table, and one aggregation in its own words."""

import json
import sys

import ibis

file, questions = sys.argv[1], json.loads(sys.argv[2])
connection = ibis.duckdb.connect(file, read_only=True)

rows = {
    name: int(connection.table(name, database="marts").count().execute())
    for name in connection.list_tables(database="marts")
}
facts = connection.table("fct_facts", database="marts")
valued = facts.filter(facts.value.notnull())
by_unit = (
    valued.group_by("unit")
    .aggregate(facts=valued.count(), total=valued.value.sum())
    .order_by("unit")
    .to_pyarrow()
    .to_pylist()
)
answers = {
    name: [
        [None if value is None else str(value) for value in row]
        for row in connection.con.execute(sql).fetchall()
    ]
    for name, sql in questions.items()
}
try:
    connection.create_table("mine", schema=ibis.schema({"a": "int64"}), database="marts")
    refusal = ""
except Exception as error:
    refusal = str(error)

print(
    json.dumps(
        {
            "version": ibis.__version__,
            "rows": rows,
            "type": str(facts.value.type().copy(nullable=True)),
            "answers": answers,
            "sums": [[str(value) for value in row.values()] for row in by_unit],
            "refusal": refusal,
        }
    )
)
connection.disconnect()
