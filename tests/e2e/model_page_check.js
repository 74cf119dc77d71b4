// Looks at the page of one model as a person would, beside the row of models.json that it tells of.

async function at(path) {
  const found = await fetch(new URL(path, location));
  expect(found.ok, `${path} is there`);
  return found;
}

/// Value and origin by the words of the first column.
function facts() {
  const lines = [...document.querySelectorAll("section:nth-of-type(2) tr")];
  return new Map(lines.map(line => [...line.children].map(cell => cell.textContent))
    .map(([words, value, origin]) => [words, {value, origin}]));
}

async function checkFacts(id) {
  const rows = await (await at("../../v1/models.json")).json();
  const row = rows.find(one => one.model_id === id);
  const told = facts();
  const number = count => count.toLocaleString("en-US");
  for (const [words, name] of [["exact parameters", "params"], ["active parameters", "active_params"],
    ["layers", "layers"], ["hidden size", "hidden"], ["cache bytes a token", "kv_bytes_per_token"]]) {
    const cell = told.get(words) || {};
    expect(row[name] > 0 && cell.value === number(row[name]), `${words}: ${cell.value}, not ${row[name]}`);
    expect(cell.origin === row.origin[name], `${words} come from ${cell.origin}`);
  }
  const need = [...document.querySelectorAll("section:nth-of-type(1) tr")].slice(1);
  expect(need.length === 3 && need.every(line => line.children[3].textContent.endsWith("GB")),
    "what it takes in three formats");
}

async function checkLinks(id) {
  for (const link of document.querySelectorAll("a")) {
    if (new URL(link.href).origin !== location.origin) continue;
    const text = await (await at(link.href)).text();
    if (link.href.endsWith(".json")) expect(JSON.parse(text).model_id === id, "the same as JSON");
  }
}

async function check() {
  const release = holdLoad();
  const id = document.querySelector("h1").textContent;
  try {
    expect(document.title === id && location.pathname.endsWith(`/models/${id}.html`), "its id stands above");
    expect(document.styleSheets.length === 1 && document.styleSheets[0].cssRules.length > 5, "it has a style");
    await checkFacts(id);
    await checkLinks(id);
  } catch (error) { faults.push(String(error.stack)); }
  const told = document.createElement("pre");
  told.id = "checked";
  told.textContent = JSON.stringify({faults: faults.concat(started.errors),
    others: performance.getEntriesByType("resource").map(one => one.name)
      .filter(name => !name.startsWith(location.origin + "/some/where/"))});
  document.body.append(told);
  release();
}

check();
