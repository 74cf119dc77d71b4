// What changed since an earlier state of the files.

const MOVES_SHOWN = 5;

// Every source adds its tag to what it lists, so that this tag comes and goes with the source,
// which is reported itself.
const SOURCE_TAGS = ["community-ranking", "hub-listing", "vendor-index"];

const FIELD_NAMES = {params_b: "billions of parameters", params: "parameters",
  active_params: "active parameters", hidden: "hidden size", moe_active_ratio: "active share",
  ctx_len: "context", kv_heads: "KV heads", head_dim: "head size",
  kv_bytes_per_token: "cache bytes a token", kv_bytes_fixed: "fixed cache bytes",
  license: "licence", model_id: "spelling", popularity_score: "popularity", dtype: "stored as"};

function nameOf(field) {
  return Object.prototype.hasOwnProperty.call(FIELD_NAMES, field) ? FIELD_NAMES[field] : field;
}

function without(list, other) { return list.filter(one => !other.includes(one)); }

function listText(field, before, after) {
  const parts = without(after, before).map(one => "+" + one)
    .concat(without(before, after).map(one => "−" + one));
  return parts.length ? [field, ...parts].join(" ") : "";
}

function sourceText(before, after) {
  const came = without(after, before).join(" and ");
  const went = without(before, after).join(" and ");
  return [came ? "now listed by " + came : "", went ? "no longer listed by " + went : ""]
    .filter(part => part).join(", ");
}

/// A change in words; empty when another field of the same change says it already.
function fieldText(field, change, all) {
  const {before, after} = change;
  if (Array.isArray(before) || Array.isArray(after)) {
    const expected = all.source ? SOURCE_TAGS : [];
    return listText(field, without(before || [], expected), without(after || [], expected));
  }
  if (field === "source") return sourceText((before || "").split("+"), (after || "").split("+"));
  const times = isNumber(before) && isNumber(after) && before > 0 && after > 0
    ? ` (${digits(after / before)}×)` : "";
  if (field === "params_b" && all.params) return "";
  return `${nameOf(field)} ${text(before)} → ${text(after)}${times}`;
}

/// The fields whose values changed. A new origin of the same value is no news.
function newsOf(one) {
  return Object.entries(one.fields || {}).filter(([field]) => !field.startsWith("origin"));
}

function changedItem(one) {
  const said = newsOf(one).map(([field, change]) => fieldText(field, change, one.fields));
  return element("li", {}, idLink(one.model_id), said.filter(part => part).map(part =>
    element("span", {class: "what"}, part)));
}

function wholeItem(row) {
  const said = [
    row.params_b ? billions(row.params_b * 1e9) + " parameters" : null,
    row.popularity_score ? "popularity " + count(row.popularity_score) : null,
    row.license, row.source ? "from " + row.source.replaceAll("+", ", ") : null];
  return element("li", {}, idLink(row.model_id), element("span", {class: "what"},
    said.filter(part => part).join("; ")));
}

function movedItem(one) {
  return element("li", {}, idLink(one.model_id),
    element("span", {class: "what"}, `place ${count(one.from)} → ${count(one.to)}`));
}

function diffSheets(diff, file) {
  return [
    sheet(`New in ${file}`, listIn(diff, "added"), wholeItem),
    sheet(`Gone from ${file}`, listIn(diff, "gone"), wholeItem),
    sheet(`Changed in ${file}`, listIn(diff, "changed").filter(one => newsOf(one).length > 0),
      changedItem),
    sheet("Farthest moves by popularity", listIn(diff, "moved").slice(0, MOVES_SHOWN), movedItem)]
    .filter(one => one);
}

/// Counts of a comparison; null when there is none.
function changeCounts(diff) {
  return diff ? {
    added: listIn(diff, "added").length,
    gone: listIn(diff, "gone").length,
    changed: listIn(diff, "changed").filter(one => newsOf(one).length > 0).length} : null;
}

function showChanges() {
  const {staged, models, against} = DATA.changes || {};
  if (!staged && !models) {
    replace(byId("changes"), heading("changes", "What changed",
      "No earlier state is known here. The next run keeps one; until then, --against names a " +
      "directory or a file to compare with."));
    return;
  }
  const parts = diffSheets(models, "models.json").concat(diffSheets(staged, "the candidates"));
  replace(byId("changes"),
    heading("changes", "What changed", parts.length ? `Compared with ${against}.`
      : `Nothing, compared with ${against}.`),
    element("div", {class: "flow"}, parts));
}
