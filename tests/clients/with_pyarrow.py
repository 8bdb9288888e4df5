"""Read the Parquet copies without DuckDB: rows, types and comments of every file of the folder."""

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq

files = {}
for path in sorted(Path(sys.argv[1]).glob("*.parquet")):
    table = pq.read_table(path)
    metadata = {key.decode(): value.decode() for key, value in pq.read_metadata(path).metadata.items()}
    files[path.name] = {
        "rows": table.num_rows,
        "types": {field.name: str(field.type) for field in table.schema},
        "comment": metadata["comment"],
        "column_comments": json.loads(metadata["column_comments"]),
    }
print(json.dumps(files))
