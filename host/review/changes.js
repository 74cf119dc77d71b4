// What is different from an earlier state of the files.

const MOVES_SHOWN = 5;

function fieldText(field, change) {
  const {before, after} = change;
  if (Array.isArray(before) || Array.isArray(after)) {
    const old = new Set(before || []);
    const now = new Set(after || []);
    return [field].concat([...now].filter(one => !old.has(one)).map(one => "+" + one),
      [...old].filter(one => !now.has(one)).map(one => "−" + one)).join(" ");
  }
  const times = isNumber(before) && isNumber(after) && before > 0 && after > 0
    ? ` (${digits(after / before)}×)` : "";
  return `${field} ${text(before)} → ${text(after)}${times}`;
}

/// Fields whose values changed; another origin of the same value is no news.
function newsOf(one) {
  return Object.entries(one.fields || {}).filter(([field]) => !field.startsWith("origin"));
}

function changedItem(one) {
  return element("li", {}, idLink(one.model_id), newsOf(one).map(([field, change]) =>
    element("span", {class: "what"}, fieldText(field, change))));
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
