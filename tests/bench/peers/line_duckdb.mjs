// The work of ingest, diff and export as DuckDB does it, with as many threads as there are cores.
// DUCKDB_FROM: a folder with the npm package. line_duckdb.mjs ingest HUB_FOLDER PAGES OUT | …
import {createRequire} from "module";

const require = createRequire(process.env.DUCKDB_FROM + "/");
const {DuckDBInstance} = require("@duckdb/node-api");
const [, , command, ...words] = process.argv;
const rows = file => `read_json_auto('${file}', format='array', maximum_object_size=1000000000)`;
const queries = {
  ingest: (folder, pages, out) => `copy (select id as model_id, split_part(id, '/', 1) as provider,
      list_filter(tags, tag -> tag like 'license:%')[1][9:] as license, 'huggingface_hub' as source,
      downloads as popularity_score, list_sort(list_distinct(list_append(tags, 'hub-listing'))) as tags
    from ${rows(folder + "/page-*.json")} qualify row_number() over (partition by lower(id)) = 1
    order by popularity_score desc, model_id) to '${out}' (format json, array true)`,
  diff: (before, after, out) => `copy (select coalesce(b.model_id, a.model_id) as model_id, a as before, b as after
    from ${rows(before)} a full join ${rows(after)} b on lower(a.model_id) = lower(b.model_id)
    where a is distinct from b) to '${out}' (format json, array true)`,
  export: (staging, out) => `copy (select * replace (array_to_string(tags, ';') as tags) from ${rows(staging)})
    to '${out}' (header true)`};
const connection = await (await DuckDBInstance.create()).connect();
await connection.run(queries[command](...words));
