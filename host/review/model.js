// The page's data, and what is derived from it. A list that a report lacks is empty.

const DATA = JSON.parse(byId("data").textContent);
const GIB = 2 ** 30;

function listIn(document, name) {
  return document && Array.isArray(document[name]) ? document[name] : [];
}

const REPORT = DATA.report || {};
const DECISIONS = new Map(listIn(DATA, "decisions").filter(one => one.id !== undefined)
  .map(one => [String(one.id || "").toLowerCase(), one]));
const AUDIT = listIn(REPORT, "pins_that_disagree");
const HELD = listIn(REPORT, "held").filter(one => !isReleased(one));
const UNRESOLVED = listIn(REPORT, "unresolved").filter(one => !isNameSettled(one));
const HELD_IDS = new Set(HELD.map(one => String(one.model_id).toLowerCase()));
const LEFT_OUT = new Map(listIn(REPORT, "left_out")
  .map(one => [String(one.model_id).toLowerCase(), one.reason]));

/// How many findings of the last run have been decided since.
const SETTLED = listIn(REPORT, "held").length - HELD.length +
  listIn(REPORT, "unresolved").length - UNRESOLVED.length;

/// Whether a held change was decided: accepted as it is, or rejected. The next run removes it.
function isReleased(one) {
  const made = DECISIONS.get(String(one.model_id).toLowerCase());
  if (!made || made.decision === "hold") return false;
  // An acceptance counts for the size that was shown; a size that changed since is held again.
  const held = one.size || {};
  return made.decision === "reject" || (made.size !== undefined &&
    Object.keys({...made.size, ...held}).every(field => made.size[field] === held[field]));
}

/// Whether a vendor's name was confirmed or rejected; a serving variant (":free") counts as its
/// model.
function isNameSettled(one) {
  const name = String(one.name).toLowerCase();
  return [name, name.replace(/:[^:]*$/, "")].some(key => {
    const made = DECISIONS.get(key);
    return made && (made.as !== undefined || made.decision === "reject");
  });
}
const CHANGED_IDS = changedIds(DATA.changes || {});

function changedIds(changes) {
  const ids = new Set();
  for (const diff of [changes.staged, changes.models])
    for (const name of ["added", "changed"])
      for (const one of listIn(diff, name)) ids.add(String(one.model_id).toLowerCase());
  return ids;
}

/// The state of a row: in words, and how good that is. The order of the tests matters: a held model
/// is published, too, with its old row.
function stateOf(row) {
  const decision = decisionOn(row);
  if (HELD_IDS.has(row.key)) return ["held", "warn"];
  if (decision && decision.decision === "reject") return ["rejected", "bad"];
  if (row.size && (row.size.unlisted_since || row.size.gone_since)) return ["unlisted", "warn"];
  if (row.size) return ["published", "good"];
  return row.left_out ? ["left out", "quiet"] : ["no size", "warn"];
}

/// The decision on a model, under its row's name or the name it is staged as.
function decisionOn(row) {
  return DECISIONS.get(row.key) || DECISIONS.get(String(row.staged_as).toLowerCase());
}

function prepared(row) {
  const size = row.size || {};
  row.key = row.model_id.toLowerCase();
  row.left_out = LEFT_OUT.get(row.key) || LEFT_OUT.get(String(row.staged_as).toLowerCase());
  row.sources = row.source ? row.source.split("+") : [];
  row.parameters = size.params || (size.params_b ? size.params_b * 1e9 : undefined);
  row.active = size.active_params ||
    (size.moe_active_ratio && row.parameters ? size.moe_active_ratio * row.parameters : undefined);
  row.isMixture = size.moe_active_ratio > 0;
  row.context = size.ctx_len;
  [row.state, row.mood] = stateOf(row);
  row.isNew = CHANGED_IDS.has(row.key) || CHANGED_IDS.has(String(row.staged_as).toLowerCase());
  row.words = [row.model_id, row.staged_as, row.left_out, row.license, row.source, row.unsized,
    row.state, size.attention]
    .concat(row.tags || []).join(" ").toLowerCase();
  return row;
}

const ROWS = listIn(DATA, "rows").map(prepared);
const PUBLISHED = ROWS.filter(row => row.size);
const ROWS_BY_KEY = new Map(ROWS.filter(row => row.staged_as)
  .map(row => [row.staged_as.toLowerCase(), row]).concat(ROWS.map(row => [row.key, row])));

/// The precision and context that memory is computed for. Watchers are called when they change.
const MEMORY = {
  format: listIn(DATA, "formats")[0] || {name: "bf16", bits: 16, packs: "all"},
  context: 32768,
  watchers: [],
};

/// Bytes of the weights and of the cache of one sequence, at most the model's own context long.
/// Undefined when the size of the cache is not known.
function memoryOf(row) {
  const size = row.size || {};
  if (!row.parameters || !isNumber(size.kv_bytes_per_token)) return undefined;
  const context = Math.min(MEMORY.context, size.ctx_len || Infinity);
  return weightBytes({...size, params: row.parameters}, MEMORY.format) +
    size.kv_bytes_per_token * context + (size.kv_bytes_fixed || 0);
}

function chooseMemory(change) {
  Object.assign(MEMORY, change);
  for (const watcher of MEMORY.watchers) watcher();
}

/// The two choices, which may be on the page more than once and stay equal.
function memoryControls() {
  const option = (value, label) => element("option", {value}, label);
  const formats = listIn(DATA, "formats");
  const format = element("select", {change: () => chooseMemory({
    format: formats.find(one => one.name === format.value)})},
    formats.map(one => option(one.name, one.name)));
  const context = element("select", {change: () => chooseMemory({context: Number(context.value)})},
    [4096, 8192, 32768, 131072, 1048576].map(one => option(one, tokens(one) + " tokens")));
  const follow = () => { format.value = MEMORY.format.name; context.value = MEMORY.context; };
  MEMORY.watchers.push(follow);
  follow();
  return [element("label", {}, "Weights", format), element("label", {}, "Context", context)];
}
