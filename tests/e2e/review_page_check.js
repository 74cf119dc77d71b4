// Looks at the review page as a person would, in the page itself, and writes what is wrong into
// <pre id="checked">. The load event waits for it: a frame that is still open holds it back.

function all(selector) { return [...document.querySelectorAll(selector)]; }

function cells(place) {
  return all("tr.model").map(line => line.children[place].textContent);
}

function numbers(place) {
  return cells(place).filter(value => value !== "–").map(value => Number(value.replaceAll(",", "")));
}

function isSorted(values, before) {
  return values.every((value, i) => i === 0 || before(values[i - 1], value) || values[i - 1] === value);
}

function press(node, key) {
  node.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
}

function filterBy(value) {
  const input = document.getElementById("filter");
  input.value = value;
  input.dispatchEvent(new Event("input"));
}

function checkTable() {
  expect(all("tr.model").length > 0 && all("tr.model").length < 500, "rows come in portions");
  expect(isSorted(numbers(2), (a, b) => a > b), "the most popular stand first");
  const heads = all("th[scope=col] button").filter(one => one.textContent === "Model");
  heads[0].click();
  expect(isSorted(cells(0).map(id => id.toLowerCase()), (a, b) => a < b), "sorted by id");
  heads[0].click();
  expect(isSorted(cells(0).map(id => id.toLowerCase()), (a, b) => a > b), "sorted by id, backwards");
  expect(heads[0].parentElement.getAttribute("aria-sort") === "descending", "the head says so");
}

function checkFilter() {
  filterBy("wanted needle");
  expect(cells(0).join() === "Wanted/The-Needle", "the filter finds one: " + cells(0).join());
  filterBy("no such words");
  expect(cells(0).length === 0, "the filter finds none");
  filterBy("");
  expect(cells(0).length > 1, "without words all are back");
  press(document.body, "/");
  expect(document.activeElement.id === "filter", "/ goes to the filter");
}

function checkRow() {
  filterBy("needle");
  const line = all("tr.model")[0];
  line.focus();
  press(line, "Enter");
  const details = document.querySelector("tr.details");
  expect(details !== null, "Enter opens a row");
  const shown = details ? details.textContent : "";
  for (const part of ["muster accept Wanted/The-Needle", "muster reject Wanted/The-Needle",
    "config.json formula"])
    expect(shown.includes(part), "a row shows: " + part);
  filterBy("");
}

function checkKeys() {
  const first = all("tr.model")[0];
  first.focus();
  press(document.activeElement, "ArrowDown");
  expect(document.activeElement === all("tr.model")[1], "the arrow goes to the next row");
  press(document.activeElement, "PageDown");
  expect(document.activeElement === all("tr.model")[16], "PageDown goes a page on");
  press(document.activeElement, "Home");
  expect(document.activeElement === first, "Home goes to the first");
  const copied = [];
  Object.defineProperty(navigator, "clipboard", {configurable: true, value: {
    writeText: text => { copied.push(text); return Promise.resolve(); }}});
  for (const key of ["a", "h", "r"]) press(first, key);
  expect(copied.map(text => text.split(" ")[1]).join() === "accept,hold,reject",
    "a, h and r copy commands: " + copied.join());
  delete navigator.clipboard;
  expect(document.querySelector("table.models").getAttribute("role") === "treegrid", "a treegrid");
}

function checkWords() {
  const attention = document.getElementById("attention").textContent;
  expect(attention.includes("Wanted/The-Needle"), "what is held waits for a person");
  expect(!attention.includes("Maker4/Model-4"), "what was accepted does not");
  const told = document.getElementById("summary").textContent;
  for (const part of ["1 left out by policy", "3 findings wait for a person",
    "1 decision waits for the next run", "1 of 2 sources failed: <img"])
    expect(told.includes(part), "the headline says: " + part + ", and not: " + told);
  const left = document.getElementById("remainder").textContent;
  expect(left.includes("Not recorded here: a run with a network asks the Hub (2)"),
    "what is not recorded is one kind, whatever the reasons: " + left.slice(0, 200));
}

function checkLines() {
  const fading = all("#sources tbody tr")[1];
  const shown = fading.textContent;
  for (const part of ["43 of 60", "2026-04-01, 30 days old"])
    expect(shown.includes(part), "a source shows: " + part + ", and not: " + shown);
  const [listed, content] = fading.querySelectorAll("svg.spark");
  const points = listed.querySelector(".line").getAttribute("points").split(" ");
  expect(points.length === 2, "a point a run");
  expect(listed.querySelector(".most") !== null, "the most of the last weeks is dashed");
  expect(content === undefined, "one age makes no line");
}

function choose(id, place) {
  const choice = document.getElementById(id);
  choice.selectedIndex = place;
  choice.dispatchEvent(new Event("change"));
}

function checkStates() {
  const names = [...document.getElementById("state").options].map(one => one.textContent);
  choose("state", names.indexOf("published"));
  expect(cells(1).length > 0 && cells(1).every(state => /^(published|held)$/.test(state)),
    "the published, held ones among them");
  choose("state", 0);
  choose("source", 1);
  const label = document.getElementById("source").value;
  expect(cells(8).length > 0 && cells(8).every(one => one.includes(label)), "of one source");
  choose("source", 0);
}

function checkMemory() {
  const line = all("tr.model")[0];
  press(line, "Enter");
  line.focus();
  const format = all(".tools select").find(one => one.textContent.includes("int4"));
  const before = cells(6).join();
  format.selectedIndex = format.selectedIndex ? 0 : 2;
  format.dispatchEvent(new Event("change"));
  expect(cells(6).join() !== before, "another precision is another memory");
  expect(document.activeElement === line, "the keyboard stays where it was");
  expect(line.getAttribute("aria-expanded") === "true", "what was open stays open");
  format.selectedIndex = 0;
  format.dispatchEvent(new Event("change"));
  press(line, "Enter");
}

function checkHead() {
  scrollTo(0, document.querySelector("table.models").getBoundingClientRect().top + scrollY + 900);
  const top = document.querySelector("table.models thead th").getBoundingClientRect().top;
  expect(Math.abs(top) < 2, "the head of the table stays in sight, not at " + top);
  scrollTo(0, 0);
}

function checkPaper() {
  dispatchEvent(new Event("beforeprint"));
  expect(all("details").every(one => one.open && one.childElementCount > 1), "paper shows all parts");
  expect(all("#attention button.more").length === 0, "and what waits for a person whole");
}

function checkPlots() {
  const plots = all("#plots svg");
  expect(plots.length === 4, "four plots are drawn, not " + plots.length);
  expect(plots.every(one => one.querySelectorAll("rect, path, circle").length > 0), "with content");
  expect(plots.every(one => !one.outerHTML.includes("NaN")), "at places that are numbers");
  const counted = PUBLISHED.map(memoryOf).filter(isNumber).length;
  const caption = document.getElementById("plots").textContent;
  expect(caption.includes(`Of ${many(counted, "published model")} whose cache is known`) &&
    caption.includes(`${count(PUBLISHED.length - counted)} of ${count(PUBLISHED.length)} are not counted`),
    "what the shares are of is said");
  const bars = () => all("#plots svg")[1].textContent;
  const before = bars();
  const format = all("#plots select")[0];
  format.value = "int4";
  format.dispatchEvent(new Event("change"));
  expect(bars() !== before, "another precision is another plot");
}

function checkEscapes() {
  filterBy("evil/");
  expect(cells(0).join().includes("<script>"), "a name of markup is text");
  expect(window.wasAttacked === undefined, "no script from outside ran");
  expect(all("main img, main script, main b > i").length === 0, "no element from outside is there");
  filterBy("");
}

async function check() {
  const release = holdLoad();
  try {
    await until(() => performance.getEntriesByName("plots").length > 0 &&
      performance.getEntriesByName("first-contentful-paint").length > 0);
    checkTable();
    checkFilter();
    checkRow();
    checkPlots();
    checkEscapes();
    checkWords();
    checkLines();
    checkKeys();
    checkStates();
    checkMemory();
    checkHead();
    checkPaper();
  } catch (error) { faults.push(String(error.stack)); }
  const at = name => Math.round((performance.getEntriesByName(name)[0] || {}).startTime);
  const told = document.createElement("pre");
  told.id = "checked";
  told.textContent = JSON.stringify({faults: faults.concat(started.errors),
    table_ms: at("table"), paint_ms: at("first-contentful-paint"), plots_ms: at("plots")});
  document.body.append(told);
  release();
}

check();
