// The table of models: searched, sorted, and made in portions as it scrolls into view.

const FIRST_ROWS = 60;
const NEXT_ROWS = 200;
const MOST_FIRST = -1;
const ROWS = DATA.rows.map(row => ({...row, key: row.id.toLowerCase(),
  words: [row.id, row.license].join(" ").toLowerCase()}));

const fitted = (row, name) => row.fit && row.fit[name];
/// What a model that does not fit would do, if it did, is no matter.
const ifItFits = (row, name) => row.fit && row.fit.fits ? row.fit[name] : undefined;

/// Of a format that the repository itself is not in, or not known to be in.
function markOf(name, row) {
  if (ownFormat(row).name !== name) return " *";
  return isStorageKnown(row) ? "" : " ?";
}

const COLUMNS = [
  {name: "Model", value: row => row.key, width: "28%"},
  {name: "Parameters", value: row => row.params || row.params_b * 1e9, width: "9%",
    order: MOST_FIRST, words: billions},
  {name: "Active", value: row => row.active, width: "8%", order: MOST_FIRST, words: billions},
  {name: "Context", value: row => row.context, width: "8%", order: MOST_FIRST, words: tokens},
  {name: "As", value: row => row.fit && row.fit.format.name, width: "7%",
    words: (name, row) => name ? name + markOf(name, row) : ABSENT},
  {name: "Memory", value: row => fitted(row, "total"), width: "9%", order: MOST_FIRST,
    words: (bytes, row) => (fitted(row, "isBound") ? "≤ " : "") + gigabytes(bytes)},
  {name: "Longest context", value: row => ifItFits(row, "longest"), width: "9%", order: MOST_FIRST,
    words: tokens},
  {name: "Tokens/s at most", value: row => ifItFits(row, "speed"), width: "9%", order: MOST_FIRST,
    words: speed => isNumber(speed) ? count(Math.round(speed)) : ABSENT},
  {name: "Popularity", value: row => row.popularity, width: "9%", order: MOST_FIRST, words: count},
  {name: "Licence", value: row => row.license, width: "11%", words: plain, kind: "after"},
];
const TABLE = {column: COLUMNS[8], order: MOST_FIRST, found: [], made: 0};

function plain(value) { return value || ABSENT; }

function isAbsent(value) { return value === undefined || value === null || value === ""; }

/// Unknown values come last, in both directions.
function compare(a, b) {
  const [left, right] = [TABLE.column.value(a), TABLE.column.value(b)];
  if (isAbsent(left) || isAbsent(right)) return isAbsent(left) - isAbsent(right);
  return left === right ? 0 : (left < right ? -1 : 1) * TABLE.order;
}

/// Without a machine: what a model needs as it is stored.
function fitAll() {
  const machine = chosenMachine();
  const none = {memory: 0, speed: 0, cards: 1, context: CHOICE.context, users: CHOICE.users,
    cacheBits: CHOICE.kv};
  for (const row of ROWS) {
    const formats = machine ? chosenFormats(row) : chosenFormats(row).slice(0, 1);
    row.fit = bestFitOf(row, formats, machine || none);
    if (row.fit && !machine) row.fit.longest = undefined;
  }
  return machine;
}

function tableRow(row, machine) {
  const isLarge = machine && !(row.fit && row.fit.fits);
  return element("tr", {class: isLarge ? "large" : ""},
    element("td", {class: "id", title: row.id}, element("a", {href: `models/${row.id}.html`}, row.id)),
    COLUMNS.slice(1).map(column => element("td", {class: column.kind || (column.order ? "n" : "")},
      column.words(column.value(row), row))));
}

function addRows(limit) {
  const next = TABLE.found.slice(TABLE.made, TABLE.made + limit);
  byId("rows").append(...next.map(row => tableRow(row, TABLE.machine)));
  TABLE.made += next.length;
  byId("end").textContent = TABLE.made < TABLE.found.length
    ? `The first ${count(TABLE.made)} of ${count(TABLE.found.length)}` : "";
}

/// Models with the searched words that do not fit, and are hidden for that.
function hiddenCount() {
  const wanted = searchedWords();
  return CHOICE.only ? ROWS.filter(row => wanted.every(word => row.words.includes(word)) &&
    !(row.fit && row.fit.fits)).length : 0;
}

function searchedWords() { return CHOICE.words.toLowerCase().split(/\s+/).filter(word => word); }

function status(machine) {
  const fitting = ROWS.filter(row => row.fit && row.fit.fits).length;
  const unknown = ROWS.filter(row => !row.fit).length;
  if (!machine) return `${count(TABLE.found.length)} of ${many(ROWS.length, "model")}; memory as ` +
    `${CHOICE.as || "they are stored (?: at 16 bits, as that is not known)"}. ` +
    "Choose what they are to run on to see which fit.";
  return `${count(TABLE.found.length)} of ${many(ROWS.length, "model")} shown; ${count(fitting)} fit ` +
    `on ${gigabytes(machine.memory * (1 - DATA.reserve))} (${percent(DATA.reserve, 1)} of the memory ` +
    `is left to the engine)` + (unknown ? `; of ${count(unknown)} too little is known` : "") +
    (TABLE.found.length === 0 && hiddenCount() > 0
      ? `. ${many(hiddenCount(), "model")} with these words ${hiddenCount() === 1 ? "does" : "do"} not fit: ` +
        "untick \"only what fits\" to see." : ".") + " * computed: the repository itself is in " +
    "another format; the model's page lists the builds that are known. ? at 16 bits: how the " +
    "repository is stored is not known.";
}

function showModels() {
  TABLE.machine = fitAll();
  const wanted = searchedWords();
  TABLE.found = ROWS.filter(row => wanted.every(word => row.words.includes(word)) &&
    (!TABLE.machine || !CHOICE.only || (row.fit && row.fit.fits))).sort(compare);
  TABLE.made = 0;
  byId("rows").replaceChildren();
  byId("status").textContent = status(TABLE.machine);
  addRows(FIRST_ROWS);
}

function sortBy(column, heads) {
  TABLE.order = TABLE.column === column ? -TABLE.order : column.order || 1;
  TABLE.column = column;
  markSorted(heads);
  showModels();
}

function markSorted(heads) {
  heads.forEach((head, i) => {
    if (COLUMNS[i] !== TABLE.column) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", TABLE.order > 0 ? "ascending" : "descending");
  });
}

function makeTable() {
  const heads = COLUMNS.map(column => element("th", {scope: "col",
    class: column.kind || (column.order ? "n" : ""), style: `width: ${column.width}`},
  element("button", {type: "button", click: () => sortBy(column, heads)}, column.name)));
  markSorted(heads);
  const search = element("input", {type: "search", id: "search", value: CHOICE.words,
    placeholder: "Search: words of the name or the licence", "aria-label": "Search models",
    input: () => { CHOICE.words = search.value; writeAddress(); showModels(); }});
  replace(byId("models"),
    element("div", {class: "tools"}, search, element("span", {class: "quiet", id: "status", role: "status"})),
    element("div", {class: "scroll whole"}, element("table", {class: "models"},
      element("thead", {}, element("tr", {}, heads)), element("tbody", {id: "rows"}))),
    element("p", {class: "quiet", id: "end"}));
  new IntersectionObserver(seen => {
    if (seen.some(one => one.isIntersecting) && TABLE.made < TABLE.found.length) addRows(NEXT_ROWS);
  }, {rootMargin: "600px"}).observe(byId("end"));
}

readAddress();
byId("summary").textContent = `${many(ROWS.length, "model")}, ` +
  `${count(ROWS.filter(row => row.exact).length)} of them with a size that is certain to the parameter, ` +
  `${count(ROWS.filter(row => row.kv !== undefined).length)} with a known KV cache, ` +
  `${count(ROWS.filter(row => row.context).length)} with a known context.` +
  (DATA.date ? ` Data of ${DATA.date}.` : "");
showMachine();
makeTable();
showModels();
addEventListener("hashchange", () => {
  readAddress();
  byId("search").value = CHOICE.words;
  showMachine();
  showModels();
});
performance.mark("table");
