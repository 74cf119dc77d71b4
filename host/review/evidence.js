// The details of one model: its facts, their origins, and the commands that decide on it.

function originOf(row, field) {
  const place = (row.origin || {})[field];
  return place === undefined ? "" : listIn(DATA, "origins")[place];
}

function factRow(row, {name, words, unit}) {
  return element("tr", {}, element("th", {scope: "row"}, words[0].toUpperCase() + words.slice(1)),
    element("td", {class: "n"}, text(row.size[name]) + (unit || "")),
    element("td", {class: "quiet"}, originOf(row, name)));
}

function sizeFacts(row) {
  if (!row.size)
    return element("p", {}, row.unsized || (row.left_out ? "Left out: " + row.left_out
      : "No size is known, and no reason is given."));
  return element("table", {class: "facts"}, listIn(DATA, "fields")
    .filter(field => row.size[field.name] !== undefined).map(field => factRow(row, field)));
}

function evidenceText(row) {
  const found = row.evidence;
  if (!found) return null;
  const parts = [`Checked with the Hub on ${day(found.checked)}`,
    found.commit ? `commit ${found.commit.slice(0, 10)}` : null,
    found.total ? `${count(found.total)} stored elements` : null];
  return element("p", {class: "quiet"}, parts.filter(part => part).join("; "));
}

function pinText(row) {
  if (!row.pins) return null;
  const {model_id: _, why, checked, ...fields} = row.pins;
  const pinned = Object.entries(fields).map(([field, value]) => `${field} ${text(value)}`);
  return element("p", {}, "In the catalog: ", pinned.join(", ") || "no pins",
    why ? `; ${why}` : "", checked ? ` (${day(checked)})` : "");
}

function decisionText(row) {
  const made = decisionOn(row);
  if (!made) return null;
  return element("p", {}, element("b", {}, text(made.decision)),
    ` on ${day(made.date)}: `, text(made.why));
}

function buildRow(one) {
  return element("tr", {}, element("th", {scope: "row"}, idText(one.repository)),
    element("td", {}, one.format || "format not known",
      one.bits_per_weight ? `, ${one.bits_per_weight} bits` : ""),
    element("td", {class: "n"}, one.bytes ? gigabytes(one.bytes) : ""),
    element("td", {class: "n"}, isNumber(one.downloads) ? many(one.downloads, "download") : ""),
    element("td", {class: "quiet"}, one.by_owner ? "by the owner" : ""));
}

/// What others made of the model, folded: some models have dozens.
function buildsOf(row) {
  const builds = listIn(row.builds, "builds");
  if (builds.length === 0) return null;
  const all = builds.length + (row.builds.not_listed || 0);
  return element("details", {class: "builds"},
    element("summary", {}, many(all, "build") + " in other formats"),
    element("table", {class: "facts"}, builds.map(buildRow)),
    row.builds.not_listed
      ? element("p", {class: "quiet"}, `and ${count(row.builds.not_listed)} more`) : null);
}

function commandsFor(row) {
  const kinds = ["accept", "hold", "reject"];
  return [element("h3", {}, "Decide"), kinds.map(kind => commandLine(kind, row.model_id))];
}

function hubLink(row) {
  // Only ids that the Hub may have: vendors' names would be broken links.
  if (!/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)?$/.test(row.model_id)) return null;
  return element("p", {}, element("a", {href: "https://huggingface.co/" + row.model_id,
    rel: "noreferrer noopener", target: "_blank"}, "Its page on the Hub"));
}

function detailsOf(row) {
  const held = HELD.find(one => String(one.model_id).toLowerCase() === row.key);
  return element("div", {class: "pair"},
    element("div", {}, element("h3", {}, row.size ? "Size and its evidence" : "Not published"),
      sizeFacts(row), row.staged_as ? element("p", {class: "quiet"}, "On the Hub it is ",
        idText(row.staged_as), " now.") : null, evidenceText(row), pinText(row), buildsOf(row)),
    element("div", {}, held ? element("p", {class: "warn"}, "Held: " + text(held.reason)) : null,
      decisionText(row), commandsFor(row), hubLink(row),
      row.tags ? element("p", {}, row.tags.map(tag => [element("span", {class: "tag"}, tag), " "]))
        : null));
}
