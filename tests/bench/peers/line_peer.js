// The work of ingest, diff and export in Node: line_peer.js ingest HUB_FOLDER PAGES OUT |
// diff BEFORE AFTER OUT | export STAGING OUT
"use strict";
const fs = require("fs");

const read = file => JSON.parse(fs.readFileSync(file, "utf8"));

function candidate(row) {
  const declared = row.tags.find(tag => tag.startsWith("license:"));
  return {model_id: row.id, provider: row.id.split("/")[0], license: declared ? declared.slice(8) : null,
    source: "huggingface_hub", popularity_score: row.downloads,
    tags: [...new Set([...row.tags, "hub-listing"])].sort()};
}

/// Row by row: one text of a million rows is longer than Node's longest.
function writeRows(out, rows, open = "[\n", close = "\n]\n", line = row => JSON.stringify(row, null, 2), comma = ",\n") {
  const file = fs.openSync(out, "w");
  let text = open;
  rows.forEach((row, i) => {
    text += (i ? comma : "") + line(row);
    if (text.length > 1 << 20) { fs.writeSync(file, text); text = ""; }
  });
  fs.writeSync(file, text + close);
  fs.closeSync(file);
}

function ingest(folder, pages, out) {
  const found = new Map();
  for (let page = 0; page < Number(pages); ++page)
    for (const row of read(`${folder}/page-${String(page).padStart(6, "0")}.json`)) {
      const key = row.id.toLowerCase();
      if (!found.has(key)) found.set(key, candidate(row));
    }
  const order = (a, b) => b.popularity_score - a.popularity_score || (a.model_id < b.model_id ? -1 : 1);
  writeRows(out, [...found.values()].sort(order));
}

function diff(before, after, out) {
  const byId = file => new Map(read(file).map(row => [row.model_id.toLowerCase(), row]));
  const old = byId(before), now = byId(after);
  const changed = [];
  for (const [key, row] of now) {
    const was = old.get(key);
    if (!was) { changed.push({added: row}); continue; }
    const fields = {};
    for (const name of new Set([...Object.keys(was), ...Object.keys(row)]))
      if (name !== "popularity_score" && JSON.stringify(was[name]) !== JSON.stringify(row[name]))
        fields[name] = {before: was[name], after: row[name]};
    if (Object.keys(fields).length) changed.push({model_id: row.model_id, fields});
  }
  for (const [key, row] of old) if (!now.has(key)) changed.push({gone: row});
  writeRows(out, changed);
}

function toCsv(staging, out) {
  const cell = value => {
    const text = value === null ? "" : Array.isArray(value) ? value.join(";") : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = read(staging);
  writeRows(out, rows, Object.keys(rows[0]).join(",") + "\r\n", "\r\n", row => Object.values(row).map(cell).join(","), "\r\n");
}

({ingest, diff, export: toCsv})[process.argv[2]](...process.argv.slice(3));
