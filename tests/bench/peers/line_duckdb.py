#!/usr/bin/env python3
"""The work of ingest, update, diff and export as DuckDB does it, with as many threads as there are
cores.

    line_duckdb.py ingest HUB_FOLDER PAGES OUT | update STAGING EVIDENCE HUB_FOLDER OUT
                   | diff BEFORE AFTER OUT | export STAGING OUT

update joins the candidates with their evidence, where the listing shows the commit that it is of,
and computes the columns of models.json, with their origins, by the formula of the one architecture
that line_data.py makes: its rows equal those of muster. Of the listing it reads the pages; muster
reads what it kept of them. It leaves out what muster does beside: to check the files, to know other
architectures and ways to store them, to compare with the models of before, to keep the evidence and
to report. Rows are on one line each, with less space between. Ends with status 3 where there is no
module duckdb.
"""
import sys

try:
    import duckdb
except ImportError:
    sys.exit(3)


def rows(file):
    return f"read_json_auto('{file}', format='array', maximum_object_size=1000000000)"


def ingest(folder, pages, out):
    return f"""copy (select id as model_id, split_part(id, '/', 1) as provider,
      list_filter(tags, lambda tag: tag like 'license:%')[1][9:] as license, 'huggingface_hub' as source,
      downloads as popularity_score, list_sort(list_distinct(list_append(tags, 'hub-listing'))) as tags
    from {rows(folder + '/page-*.json')} qualify row_number() over (partition by lower(id)) = 1
    order by popularity_score desc, model_id) to '{out}' (format json, array true)"""


def update(staging, evidence, folder, out):
    by_formula = ("active_params", "kv_bytes_fixed", "kv_bytes_per_token", "matrix_params", "moe_active_ratio")
    by_config = ("attention", "ctx_len", "dtype", "head_dim", "hidden", "kv_heads", "layers")
    origin = ", ".join([*(f"{name}: 'config.json formula'" for name in by_formula),
                        *(f"{name}: 'config.json'" for name in by_config),
                        "license_class: case license when 'other' then 'the licence is not known here'"
                        " else 'the licence is known' end",
                        *(f"{name}: 'config.json formula, equal to the Hub totals'" for name in ("params", "params_b"))])
    return f"""copy (with known as (select lower(model_id) as id, commit, total, config.* from {rows(evidence)}),
      listed as (select lower(id) as id, sha from {rows(folder + '/page-*.json')}),
      sized as (select id, commit, total, num_hidden_layers as layers, hidden_size as hidden, max_position_embeddings as ctx_len,
        num_key_value_heads as kv_heads, num_attention_heads as heads, head_dim, torch_dtype as dtype,
        layers * (2 * hidden * head_dim * (heads + kv_heads) + 3 * hidden * intermediate_size) as matrix_params,
        (case when tie_word_embeddings then 1 else 2 end) * vocab_size * hidden + matrix_params
          + layers * 2 * hidden + hidden as params,
        case when tie_word_embeddings then params else params - vocab_size * hidden end as active_params from known)
    select s.model_id, round(params / 1e9, case when params >= 1e8 then 3
      else 2 - floor(log10(params / 1e9))::int end) as params_b, layers, hidden, 0 as moe_active_ratio, ctx_len, params,
      params = total as exact, active_params, kv_heads, head_dim,
      case when kv_heads = heads then 'mha' when kv_heads = 1 then 'mqa' else 'gqa' end as attention,
      4 * layers * kv_heads * head_dim as kv_bytes_per_token, 0 as kv_bytes_fixed, dtype, matrix_params, license,
      case license when 'apache-2.0' then 'open' when 'mit' then 'open' when 'cc-by-nc-4.0' then 'research'
        when 'other' then 'unknown' else 'conditions' end as license_class,
      case license when 'apache-2.0' then 'Apache-2.0' when 'mit' then 'MIT' when 'cc-by-nc-4.0' then 'CC-BY-NC-4.0'
        end as license_spdx, source, {{{origin}}} as origin
    from {rows(staging)} s join sized on lower(s.model_id) = sized.id
      join listed on sized.id = listed.id and sized.commit = listed.sha order by s.model_id)
    to '{out}' (format json, array true)"""


def diff(before, after, out):
    return f"""copy (select coalesce(b.model_id, a.model_id) as model_id, a as before, b as after
    from {rows(before)} a full join {rows(after)} b on lower(a.model_id) = lower(b.model_id)
    where a is distinct from b) to '{out}' (format json, array true)"""


def export(staging, out):
    return f"""copy (select * replace (array_to_string(tags, ';') as tags) from {rows(staging)})
    to '{out}' (header true)"""


duckdb.sql({"ingest": ingest, "update": update, "diff": diff, "export": export}[sys.argv[1]](*sys.argv[2:]))
