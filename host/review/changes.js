// What is different from an earlier state of the files, in the words of muster diff.

/// The words of a field of models.json; of any other its name.
function wordsOf(field) {
  const known = listIn(DATA, "fields").find(one => one.name === field);
  return known ? known.words : field;
}

function changeItem(one) {
  return element("li", {}, idLink(one.model_id),
    one.what ? element("span", {class: "what"}, one.what) : null);
}

function diffSheets(diff, file) {
  return [[`New in ${file}`, "added"], [`Back in ${file}`, "back"],
    [`Gone from ${file}`, "gone"], ["Moved to the archive", "archived"],
    ["No longer listed by any source", "unlisted"], [`Changed in ${file}`, "changed"], ["Farthest moves by popularity", "moved"]]
    .map(([title, name]) => sheet(title, listIn(diff, name), changeItem, null,
      (diff && diff.more || {})[name])).filter(one => one);
}

/// Counts of a comparison; null when there is none.
function changeCounts(diff) {
  return diff ? Object.fromEntries(["added", "back", "gone", "archived", "unlisted", "changed"]
    .map(name => [name, listIn(diff, name).length + ((diff.more || {})[name] || 0)])) : null;
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
