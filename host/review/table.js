// The table of all candidates: sorted, filtered, and made in portions as they scroll into view, as
// making all rows of a large catalogue at once would delay the page.

const FIRST_ROWS = 60;
const NEXT_ROWS = 200;

const MOST_FIRST = -1;
const COLUMNS = [
  {name: "Model", value: row => row.key, width: "25%"},
  {name: "State", value: row => row.state, width: "9%"},
  {name: "Popularity", value: row => row.popularity_score, width: "10%", order: MOST_FIRST},
  {name: "Parameters", value: row => row.parameters, width: "9%", order: MOST_FIRST},
  {name: "Active", value: row => row.active, width: "7%", order: MOST_FIRST},
  {name: "Context", value: row => row.context, width: "7%", order: MOST_FIRST},
  {name: "Memory", value: memoryOf, width: "8%", order: MOST_FIRST},
  {name: "Licence", value: row => row.license, width: "12%", kind: "after"},
  {name: "Sources", value: row => row.source, width: "13%"},
];

const STATES = [
  ["all models", () => true],
  ["published", row => row.size !== undefined],
  ["no size", row => row.state === "no size"],
  ["left out", row => row.state === "left out"],
  ["new or changed", row => row.isNew],
  ["held", row => row.state === "held"],
  ["unlisted", row => row.state === "unlisted"],
  ["decided", row => decisionOn(row) !== undefined],
];

const TABLE = {
  column: COLUMNS[2], order: MOST_FIRST, words: "", state: STATES[0][1], source: "",
  found: [], made: 0, body: null, status: null, input: null, end: null};

function isAbsent(value) { return value === undefined || value === null || value === ""; }

/// Unknown values come last, in both directions.
function compare(a, b) {
  const [left, right] = [TABLE.column.value(a), TABLE.column.value(b)];
  if (isAbsent(left) || isAbsent(right)) return isAbsent(left) - isAbsent(right);
  return left === right ? 0 : (left < right ? -1 : 1) * TABLE.order;
}

function foundRows() {
  const wanted = TABLE.words.toLowerCase().split(/\s+/).filter(word => word);
  return ROWS.filter(row => TABLE.state(row) &&
    (!TABLE.source || row.sources.includes(TABLE.source)) &&
    wanted.every(word => row.words.includes(word))).sort(compare);
}

function tableRow(row) {
  const number = value => element("td", {class: "n"}, value);
  const labels = row.sources.join(", ");
  const line = element("tr", {class: "model", tabindex: -1, "aria-expanded": "false"},
    element("td", {class: "id", title: row.model_id}, row.model_id),
    element("td", {class: row.mood, title: row.unsized || row.left_out || absenceOf(row.size || {})}, row.state),
    number(count(row.popularity_score)), number(billions(row.parameters)),
    number(billions(row.active)), number(tokens(row.context)), number(gigabytes(memoryOf(row))),
    element("td", {class: "after", title: row.license || ""}, row.license || ABSENT),
    element("td", {title: labels}, labels || "catalog"));
  line.model = row;
  return line;
}

function addRows(limit) {
  const next = TABLE.found.slice(TABLE.made, TABLE.made + limit);
  TABLE.body.append(...next.map(tableRow));
  TABLE.made += next.length;
  const all = TABLE.found.length;
  TABLE.status.textContent = all === ROWS.length ? many(all, "model")
    : `${count(all)} of ${many(ROWS.length, "model")}`;
  TABLE.end.textContent = TABLE.made < all ? `The first ${count(TABLE.made)} of ${count(all)}` : "";
}

function showRows() {
  TABLE.found = foundRows();
  TABLE.made = 0;
  TABLE.body.replaceChildren();
  addRows(FIRST_ROWS);
  const first = TABLE.body.firstElementChild;
  if (first) first.tabIndex = 0;
}

const MEMORY_PLACE = COLUMNS.findIndex(column => column.value === memoryOf);

/// After a change of precision or context: rows that are open stay open, and the focus stays.
function renewMemory() {
  if (TABLE.column !== COLUMNS[MEMORY_PLACE]) {
    for (const line of TABLE.body.children)
      if (line.model) line.children[MEMORY_PLACE].textContent = gigabytes(memoryOf(line.model));
    return;
  }
  const open = new Set([...TABLE.body.querySelectorAll('tr.model[aria-expanded="true"]')]
    .map(line => line.model));
  const focused = document.activeElement && document.activeElement.model;
  const made = TABLE.made;
  showRows();
  if (made > TABLE.made) addRows(made - TABLE.made);
  for (const line of [...TABLE.body.children]) {
    if (open.has(line.model)) toggle(line);
    if (focused && line.model === focused) line.focus();
  }
}

function toggle(line) {
  const isOpen = line.getAttribute("aria-expanded") === "true";
  line.setAttribute("aria-expanded", String(!isOpen));
  if (isOpen) line.nextElementSibling.remove();
  else line.after(element("tr", {class: "details"},
    element("td", {class: "wide", colspan: COLUMNS.length}, detailsOf(line.model))));
}

function nextLine(line, direction) {
  let next = line;
  do next = direction > 0 ? next.nextElementSibling : next.previousElementSibling;
  while (next && !next.model);
  return next;
}

const PAGE_OF_ROWS = 15;

/// Moves the focus by up to so many rows, making those that do not exist yet.
function stepFar(line, steps) {
  for (let i = 0; i < Math.abs(steps); ++i) {
    if (steps > 0 && !nextLine(line, 1)) addRows(NEXT_ROWS);
    const next = nextLine(line, steps);
    if (!next) break;
    line.tabIndex = -1;
    line = next;
  }
  line.tabIndex = 0;
  line.focus();
}

function keyInRow(event) {
  const line = event.target;
  if (!line.model || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = {
    ArrowDown: () => stepFar(line, 1), ArrowUp: () => stepFar(line, -1),
    PageDown: () => stepFar(line, PAGE_OF_ROWS), PageUp: () => stepFar(line, -PAGE_OF_ROWS),
    End: () => stepFar(line, ROWS.length), Home: () => stepFar(line, -ROWS.length),
    Enter: () => toggle(line), " ": () => toggle(line),
    a: () => copy(commandFor("accept", line.model.model_id)),
    h: () => copy(commandFor("hold", line.model.model_id)),
    r: () => copy(commandFor("reject", line.model.model_id))};
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
}

function clickInTable(event) {
  const line = event.target.closest("tr.model");
  if (line && !getSelection().toString()) toggle(line);
}

function sortBy(column, heads) {
  const isSame = TABLE.column === column;
  TABLE.order = isSame ? -TABLE.order : column.order || 1;
  TABLE.column = column;
  markSorted(heads);
  showRows();
}

function markSorted(heads) {
  heads.forEach((head, i) => {
    if (COLUMNS[i] !== TABLE.column) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", TABLE.order > 0 ? "ascending" : "descending");
  });
}

function tableHead() {
  const heads = COLUMNS.map(column => element("th", {scope: "col",
    class: column.kind || (column.order ? "n" : ""), style: `width: ${column.width}`},
    element("button", {type: "button", click: () => sortBy(column, heads)}, column.name)));
  markSorted(heads);
  return element("thead", {}, element("tr", {}, heads));
}

function tableTools() {
  TABLE.input = element("input", {type: "search", id: "filter", placeholder:
    "Filter: words of id, licence, tags, reason", "aria-label": "Filter models",
    input: () => { TABLE.words = TABLE.input.value; showRows(); },
    keydown: event => { if (event.key === "ArrowDown") focusFirstRow(event); }});
  const state = element("select", {id: "state", "aria-label": "State", change: () => {
    TABLE.state = STATES[state.selectedIndex][1];
    showRows();
  }}, STATES.map(([name]) => element("option", {}, name)));
  const labels = [...new Set(ROWS.flatMap(row => row.sources))].sort();
  const source = element("select", {id: "source", "aria-label": "Source", change: () => {
    TABLE.source = source.value;
    showRows();
  }}, element("option", {value: ""}, "all sources"),
    labels.map(label => element("option", {value: label}, label)));
  TABLE.status = element("span", {class: "quiet", role: "status"});
  return element("div", {class: "tools"}, TABLE.input, state, source, memoryControls(),
    TABLE.status);
}

function focusFirstRow(event) {
  const first = TABLE.body.firstElementChild;
  if (!first) return;
  event.preventDefault();
  first.focus();
}

/// Shows one model in the table, opened, whatever the filters were.
function findInTable(id) {
  byId("state").selectedIndex = 0;
  byId("source").selectedIndex = 0;
  Object.assign(TABLE, {state: STATES[0][1], source: "", words: id});
  TABLE.input.value = id;
  showRows();
  byId("candidates").scrollIntoView();
  const wanted = ROWS_BY_KEY.get(String(id).toLowerCase());
  const line = [...TABLE.body.children].find(one => one.model && one.model === wanted) ||
    TABLE.body.firstElementChild;
  if (!line) return;
  if (line.getAttribute("aria-expanded") !== "true") toggle(line);
  line.focus();
}

function growOnScroll() {
  new IntersectionObserver(seen => {
    if (seen.some(one => one.isIntersecting) && TABLE.made < TABLE.found.length) addRows(NEXT_ROWS);
  }, {rootMargin: "600px"}).observe(TABLE.end);
}

/// Where the models are that are no rows.
function moreRows() {
  if (!WHOLE) return null;
  return element("div", {},
    element("p", {class: "quiet"}, `The ${count(ROWS.length)} most popular of ` +
      `${many(WHOLE.candidates, "candidate")}. All of them, and all published models, as tables:`),
    copyable(programCommand("export staging --format csv")),
    copyable(programCommand("export models --format csv")));
}

function showTable() {
  TABLE.body = element("tbody", {click: clickInTable, keydown: keyInRow});
  TABLE.end = element("p", {class: "quiet"});
  replace(byId("candidates"),
    heading("candidates", "All models", ["Press ", element("kbd", {}, "/"),
      " to filter; in the table ", element("kbd", {}, "↑"), " ", element("kbd", {}, "↓"), " move, ",
      element("kbd", {}, "Enter"), " opens, ", element("kbd", {}, "a"), ", ",
      element("kbd", {}, "h"), " and ", element("kbd", {}, "r"),
      " copy the command that accepts, holds or rejects."]),
    tableTools(), moreRows(),
    element("div", {class: "scroll whole"}, element("table", {class: "models", role: "treegrid",
      "aria-label": "All models"}, tableHead(), TABLE.body)),
    TABLE.end);
  showRows();
  growOnScroll();
  MEMORY.watchers.push(renewMemory);
}
