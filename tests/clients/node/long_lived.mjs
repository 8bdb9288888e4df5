// What a long-lived Node process sees when the file is replaced under it. Arguments: the published
// file of build `old`, and one of build `new`, which takes its place.
import { renameSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [file, newer] = process.argv.slice(2);
const settings = { access_mode: "READ_ONLY" };

async function build(instance) {
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll("select build_id from marts.build_info")).getRows();
  connection.closeSync();
  return rows[0][0];
}

const created = await DuckDBInstance.create(file, settings);
const shared = await DuckDBInstance.fromCache(file, settings);
await build(created);
renameSync(newer, file);
const seen = {
  "an instance that was open": await build(created),
  "from the cache, while one of it is open": await build(await DuckDBInstance.fromCache(file, settings)),
  "created anew": await build(await DuckDBInstance.create(file, settings)),
};
shared.closeSync();
console.log(JSON.stringify(seen));
