"""Ask the published file through harlequin's DuckDB adapter, and walk its catalog, without a terminal."""

import json
import sys
from importlib.metadata import entry_points, version
from typing import Any

file, questions = sys.argv[1], json.loads(sys.argv[2])
(adapter,) = entry_points(group="harlequin.adapter", name="duckdb")
connection = adapter.load()(conn_str=[file], read_only=True).connect()


def below(item: Any, label: str) -> Any:
    """The entry of the catalog with this label below another."""
    return next(child for child in item.fetch_children() if child.label == label)


(database,) = connection.get_catalog().items
tree = {
    mart.label: [column.label for column in mart.fetch_children()]
    for mart in below(database, "marts").fetch_children()
}
answers = {
    name: [
        [None if value is None else str(value) for value in row.values()]
        for row in connection.execute(sql).fetchall().to_pylist()
    ]
    for name, sql in questions.items()
}
try:
    connection.execute("create table marts.mine as select 1 as a").fetchall()
    refusal = ""
except Exception as error:
    refusal = str(error)

print(json.dumps({"version": version("harlequin"), "marts": tree, "answers": answers, "refusal": refusal}))
connection.close()
