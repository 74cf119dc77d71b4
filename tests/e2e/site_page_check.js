// Looks at the first page of a published site as a person would, and writes what is wrong into
// <pre id="checked">. EXPECTED is what `muster fit` says of the same models, put before this.

function lines() { return [...document.querySelectorAll("#rows tr")]; }

function ids() { return lines().map(line => line.children[0].textContent); }

function set(id, value) {
  const node = document.getElementById(id);
  node.value = value;
  node.dispatchEvent(new Event(node.type === "search" ? "input" : "change"));
}

function checkSearch() {
  const all = TABLE.found.length;
  expect(all === ROWS.length && all > 100, `all models at first, not ${all}`);
  set("search", "qwen apache");
  const found = TABLE.found;
  expect(found.length > 0 && found.length < all, "a search finds some");
  expect(found.every(row => row.words.includes("qwen") && row.words.includes("apache")),
    "those with its words");
  expect(location.hash.includes("qwen"), "and stands in the address");
  set("search", "no such model");
  expect(lines().length === 0, "or none");
  set("search", "");
}

function isNear(a, b, most) { return a === undefined ? b === undefined : Math.abs(a - b) <= most; }

/// Number for number what the program says.
function checkFit({choice, rows}) {
  Object.assign(CHOICE, {gpu: "", count: 1, context: DATA.context, users: 1, kv: 16, as: ""}, choice);
  choose({});
  const found = new Map(ROWS.filter(row => row.fit && row.fit.fits).map(row => [row.id, row.fit]));
  const name = JSON.stringify(choice);
  expect(found.size === rows.length && rows.length > 0,
    `${name}: ${found.size} fit, and muster fit has ${rows.length}`);
  for (const row of rows) {
    const fit = found.get(row.model_id);
    expect(fit !== undefined, `${name}: ${row.model_id} fits`);
    if (!fit) continue;
    expect(fit.format.name === row.weights, `${name}: ${row.model_id} as ${row.weights}`);
    expect(isNear(fit.total, row.total_bytes, 1), `${name}: ${row.model_id} takes ${fit.total}`);
    if (fit.longest !== undefined)
      expect(isNear(fit.longest, row.longest_context, 1), `${name}: ${row.model_id} ${fit.longest}`);
    expect(isNear(fit.speed, row.tokens_per_second_at_most, 0.06), `${name}: ${row.model_id} ${fit.speed}`);
  }
}

function checkControls() {
  Object.assign(CHOICE, {gpu: "", count: 1, context: DATA.context, users: 1, kv: 16, as: ""});
  choose({});
  set("gpu", "RTX 4090");
  const some = TABLE.found.length;
  expect(some > 0 && some < ROWS.length, "some models fit on a card");
  expect(document.getElementById("status").textContent.includes("fit on 23.2 GB"), "which is said: " +
    document.getElementById("status").textContent);
  set("context", "131072");
  expect(TABLE.found.length < some, "with a longer context fewer");
  document.getElementById("only").click();
  expect(TABLE.found.length === ROWS.length, "all are shown when they need not fit");
  expect(document.querySelector("tr.large") !== null, "those that are too large quietly");
  set("gpu", "other memory");
  expect(document.getElementById("gb") !== null, "any memory can be given");
  location.hash = "#gpu=H100&count=2&context=8192";
}

function checkAddress() {
  expect(CHOICE.gpu === "H100" && CHOICE.count === 2 && CHOICE.context === 8192,
    "an address says what is looked at");
  expect(document.getElementById("gpu").value === "H100", "and the page shows it");
  const heads = [...document.querySelectorAll("th button")];
  heads.find(one => one.textContent === "Parameters").click();
  const sizes = TABLE.found.map(row => row.params || row.params_b * 1e9);
  expect(sizes.every((size, i) => i === 0 || sizes[i - 1] >= size), "sorted by size");
  expect(lines()[0].querySelector("a").getAttribute("href") === `models/${TABLE.found[0].id}.html`,
    "a model leads to its page");
}

async function check() {
  const release = holdLoad();
  try {
    await until(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    checkSearch();
    for (const one of EXPECTED) checkFit(one);
    checkControls();
    await until(() => CHOICE.gpu === "H100");
    checkAddress();
  } catch (error) { faults.push(String(error.stack)); }
  const at = name => Math.round((performance.getEntriesByName(name)[0] || {}).startTime);
  const told = document.createElement("pre");
  told.id = "checked";
  told.textContent = JSON.stringify({faults: faults.concat(started.errors), table_ms: at("table"),
    paint_ms: at("first-contentful-paint"), others: performance.getEntriesByType("resource")
      .map(one => one.name).filter(name => !name.startsWith(location.origin + "/some/where/"))});
  document.body.append(told);
  release();
}

check();
