// Ask the published file through @duckdb/node-api.
import { DuckDBInstance } from "@duckdb/node-api";

const [file, questions] = [process.argv[2], JSON.parse(process.argv[3])];
const instance = await DuckDBInstance.create(file, { access_mode: "READ_ONLY" });
const connection = await instance.connect();
const answers = {};
for (const [name, sql] of Object.entries(questions)) {
  const rows = (await connection.runAndReadAll(sql)).getRows();
  answers[name] = rows.map((row) => row.map((value) => (value === null ? null : String(value))));
}
let refusal = "";
try {
  await connection.run("create table marts.mine as select 1 as a");
} catch (error) {
  refusal = error.message;
}
connection.closeSync();
instance.closeSync();
console.log(JSON.stringify({ answers, refusal }));
