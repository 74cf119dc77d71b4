// What needs a decision, and what the run left out, with reasons.

function idText(id) { return element("span", {class: "id"}, text(id)); }

/// A model's id: a link that finds it in the table, if it is on this page.
function idLink(id) {
  if (!ROWS_BY_KEY.has(String(id).toLowerCase())) return idText(id);
  return element("a", {href: "#candidates", class: "id", click: event => {
    event.preventDefault();
    findInTable(id);
  }}, id);
}

/// more: how many others there are, which are not in the list.
function sheet(title, items, toItem, note, more) {
  if (items.length === 0) return null;
  return element("div", {class: "sheet"},
    element("h3", {}, title, " ",
      element("span", {class: "count"}, count(items.length + (more || 0)))),
    note ? element("p", {class: "quiet"}, note) : null, listOf(items, toItem),
    more ? element("p", {class: "quiet"}, `… and ${count(more)} more, which are not listed here.`)
      : null);
}

/// How many entries of a list the report leaves out.
function moreIn(name) { return (REPORT.more || {})[name] || 0; }

/// A sheet of a list of the report.
function reportSheet(title, name, toItem, note) {
  return sheet(title, listIn(REPORT, name), toItem, note, moreIn(name));
}

function heldItem(one) {
  return element("li", {}, idLink(one.model_id), element("span", {class: "what"}, text(one.reason)),
    commandLine("accept", text(one.model_id)),
    folded("Or reject it", () => element("div", {}, commandLine("hold", text(one.model_id)),
      commandLine("reject", text(one.model_id)))));
}

function auditText(one) {
  const by = one.origin ? ` (${one.origin})` : "";
  if (one.verdict === "missing")
    return `The Hub answered${one.answered ? " on " + day(one.answered) : ""} that it has no such ` +
      "model, or that it is private.";
  if (one.verdict === "moved") return `It is ${text(one.derived)} now.`;
  const said = `the evidence says ${text(one.derived)}${by}`;
  return `${wordsOf(one.field)}: pinned ${text(one.pinned)}, ${said}`;
}

function auditItem(one) {
  return element("li", {}, idLink(one.model_id), element("span", {class: "what"}, auditText(one)));
}

/// Likely matches as ids; reports of different versions write them differently.
function likelyOf(one) {
  return listIn(one, "likely").map(match => typeof match === "string" ? match : match.model_id)
    .filter(match => typeof match === "string");
}

function matchItem(one) {
  return element("li", {}, idText(one.name), element("span", {class: "quiet"}, " from " +
    text(one.source)), likelyOf(one).map(match => commandLine("accept", text(one.name), match)));
}

function namesToConfirm() { return UNRESOLVED.filter(one => likelyOf(one).length > 0); }

function hasMoved(one) { return one.verdict === "moved"; }

function attentionParts() {
  return [
    sheet("Held changes", HELD, heldItem,
      "The old row stays published until one of these is accepted."),
    sheet("Catalog entries that moved", AUDIT.filter(hasMoved), auditItem,
      "Rename the entry in catalog.json, or keep it for pages that link to it."),
    sheet("Pins that disagree with the evidence", AUDIT.filter(one => !hasMoved(one)), auditItem,
      "Correct or remove the pin in catalog.json; muster audit checks again."),
    sheet("Names to confirm", namesToConfirm(), matchItem,
      "A vendor's name without a Hub id, and the model that it most likely means.")]
    .filter(one => one);
}

function showAttention() {
  const parts = attentionParts();
  for (const part of parts) part.classList.add("todo");
  if (parts.length === 0) return;
  replace(byId("attention"), heading("attention", "Waiting for a person"),
    element("div", {class: "flow"}, parts));
}

function modelItem(one) {
  const what = one.reason || [one.relation, one.base_model].filter(part => part).join(" of ");
  return element("li", {}, idLink(one.model_id),
    what ? element("span", {class: "what"}, what) : null);
}

// What the run report calls the kinds of reasons. What is not known here says nothing of the Hub.
const UNSIZED_KINDS = {
  "not-recorded": "Not recorded here: a run with a network asks the Hub",
  "not-asked": "Not asked for in this run: the next one asks",
  "not-answered": "The Hub gave no answer in this run: the next one asks again",
  "none-on-hub": "The Hub answered that there is none",
  unreadable: "What the Hub gave cannot be read",
  gated: "Gated: it takes a token with access",
  disagreement: "What is known contradicts itself",
  "not-modelled": "No formula is known for the architecture",
  "not-allowed": "What could tell was not to be used (--evidence)",
  incomplete: "Something is missing that a pin can say"};

/// Reports of earlier versions have no kinds: there, equal reasons are one.
function kindOf(one) { return UNSIZED_KINDS[one.kind] || text(one.reason); }

function unsizedGroup(kind, models) {
  if (models.length === 1) return modelItem(models[0]);
  const toItem = one => element("li", {}, idLink(one.model_id),
    one.reason === kind ? null : element("span", {class: "what"}, text(one.reason)));
  return element("li", {}, folded(`${kind} (${count(models.length)})`,
    () => listOf(models, toItem, 20)));
}

/// Models without a size, by what is missing: the kind of most models first.
function unsizedSheet() {
  const kinds = new Map();
  for (const one of listIn(REPORT, "unsized")) {
    const kind = kindOf(one);
    if (!kinds.has(kind)) kinds.set(kind, []);
    kinds.get(kind).push(one);
  }
  const groups = [...kinds].sort((a, b) => b[1].length - a[1].length);
  const all = listIn(REPORT, "unsized").length;
  const part = sheet("No size yet, by reason", groups,
    ([kind, models]) => unsizedGroup(kind, models),
    "These are in no models.json. A pin in catalog.json publishes one.");
  if (part) part.querySelector(".count").textContent = many(all + moreIn("unsized"), "model") +
    (moreIn("unsized") ? `, of which ${count(all)} are listed` : "");
  return part;
}

function absentItem(one) {
  const said = absenceOf(one) || (one.limit_may_explain
    ? "the limit of what listed it may be why"
    : "a source that could tell did not answer in full");
  return element("li", {}, idLink(one.model_id), element("span", {class: "what"},
    one.source ? `${said}; was listed by ${one.source.replaceAll("+", " and ")}` : said));
}

function licenceItem(one) {
  const said = [one.state, one.license, listIn(one, "others").join(", ")].filter(part => part);
  return element("li", {}, idLink(one.model_id), element("span", {class: "what"}, said.join("; ")));
}

function refusedItem(one) {
  return element("li", {}, `${one.source}, ${text(one.where)}`,
    element("span", {class: "what"}, text(one.why)));
}

function remainderParts() {
  const refused = listIn(REPORT, "sources")
    .flatMap(source => listIn(source, "rejections").map(one => ({source: source.name, ...one})));
  const joinItem = one => element("li", {}, idText(one.name), " is matched to ",
    idLink(one.model_id), one.by ? element("span", {class: "what"}, "by " + text(one.by)) : null);
  const asModel = one => typeof one === "string" ? {model_id: one} : one;
  return [
    unsizedSheet(),
    sheet("Names without a match", UNRESOLVED.filter(one => likelyOf(one).length === 0),
      one => element("li", {}, idText(one.name), element("span", {class: "quiet"},
        " from " + text(one.source))), "Most are closed models: nothing to do."),
    reportSheet("Joined by inference", "inferred", joinItem),
    reportSheet("Licences inherited or in conflict", "licenses", licenceItem),
    reportSheet("Variants of other models", "variants", modelItem),
    reportSheet("Left out by policy", "left_out", modelItem),
    reportSheet("No longer listed", "unlisted", absentItem,
      "No source lists these any more. Their rows stand on for the time of grace (--grace), then " +
      "they go to archive.json; muster reject takes one away at once."),
    reportSheet("Moved to the archive by the last run", "archived", absentItem),
    reportSheet("Back from the archive", "back", modelItem),
    reportSheet("Rejected by a person", "rejected", one => modelItem(asModel(one))),
    sheet("Rejected rows", refused, refusedItem),
    sheet("Notes", listIn(REPORT, "notes"), one => element("li", {}, text(one)))]
    .filter(one => one);
}

function showRemainder() {
  const parts = remainderParts();
  if (parts.length === 0) return;
  replace(byId("remainder"), heading("remainder", "Left aside, and why"),
    element("div", {class: "flow"}, parts));
}
