// Puts the page together. What is read first is made first, so that it is painted early.

function phrase(parts) {
  return parts.length < 2 ? parts.join("") : parts.slice(0, -1).join(", ") + " and " + parts.at(-1);
}

/// A source that failed gave no listing of that day; one that answered in part did.
function sourcesSentence() {
  const sources = listIn(REPORT, "sources").filter(one => one.verdict !== "disabled");
  const troubled = sources.filter(one => one.verdict !== "ok");
  if (sources.length === 0) return null;
  if (troubled.length === 0) return [many(sources.length, "source"), " ok. "];
  const isOld = one => one.verdict === "old";
  const isPartial = one => one.used === "fresh" && !isOld(one);
  const told = [[troubled.filter(one => !isPartial(one) && !isOld(one)), "failed"],
    [troubled.filter(isPartial), "answered in part"],
    [troubled.filter(isOld), `${troubled.filter(isOld).length === 1 ? "has" : "have"} old content`]]
    .filter(([group]) => group.length > 0)
    .map(([group, what]) => [`${count(group.length)} of ${many(sources.length, "source")} ${what}: `,
      element("span", {class: "warn"}, group.map(one => one.name).join(", ")), ". "]);
  return told.flat();
}

function changesSentence() {
  const found = changeCounts((DATA.changes || {}).models);
  if (!found) return null;
  const parts = Object.entries(found).filter(([, number]) => number > 0)
    .map(([name, number]) => `${count(number)} ${name}`);
  return parts.length ? `Since before: ${phrase(parts)}. ` : "Nothing changed. ";
}

/// How many models are not published, by state.
function statesSentence() {
  const phrases = {"no size": "without a size yet", "left out": "left out by policy",
    rejected: "rejected", held: "held"};
  const parts = Object.entries(phrases)
    .map(([state, words]) => [ROWS.filter(row => !row.size && row.state === state).length, words])
    .filter(([number]) => number > 0).map(([number, words]) => `${count(number)} ${words}`);
  return parts.length ? `; ${phrase(parts)}. ` : ". ";
}

/// Of a listing that has more models than the page has rows.
function wholeSentence() {
  return `${many(WHOLE.candidates, "candidate")}, ${many(WHOLE.models, "published model")}; ` +
    `the ${count(ROWS.length)} most popular are shown as rows. `;
}

function showSummary() {
  const todo = HELD.length + AUDIT.length + namesToConfirm().length;
  const called = `${many(todo, "finding")} ${todo === 1 ? "waits" : "wait"} for a person. `;
  replace(byId("summary"),
    WHOLE ? wholeSentence() : [
      `${count(PUBLISHED.length)} of ${many(ROWS.length, "model")} are published`, statesSentence()],
    sourcesSentence(), changesSentence(),
    todo ? element("span", {class: "warn"}, called) : null,
    SETTLED ? `${many(SETTLED, "decision")} ${SETTLED === 1 ? "waits" : "wait"} for the next run.`
      : null);
  byId("made").textContent = `· ${text(DATA.data_directory)} · made ${day(DATA.made)}`;
  byId("foot").textContent = `muster ${text(DATA.version)}. This page needs no network; ` +
    "muster review makes it again.";
}

function showContents() {
  const names = {attention: "Waiting for a person", sources: "Sources", changes: "What changed",
    plots: "At a glance", candidates: "All models", remainder: "Left aside"};
  replace(byId("contents"), Object.entries(names).map(([id, name]) =>
    byId(id).childElementCount || id === "plots" ? element("a", {href: "#" + id}, name) : null));
}

/// For printing: all folded parts are opened, and what needs a decision is listed completely. Other
/// lists say how many more there are.
function showAll() {
  const folds = "details:not([open]), #attention button.more";
  for (let part; (part = document.querySelector(folds));) {
    if (part.matches("details")) unfold(part);
    else part.click();
  }
}

function keyOnPage(event) {
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    TABLE.input.focus();
    TABLE.input.select();
  } else if (event.key === "Escape" && event.target === TABLE.input) {
    TABLE.input.value = TABLE.words = "";
    showRows();
  }
}

showSummary();
showAttention();
showSources();
showChanges();
showTable();
showRemainder();
showContents();
addEventListener("keydown", keyOnPage);
addEventListener("beforeprint", showAll);
// Plots are below what is seen first: they are drawn when that has been painted.
requestAnimationFrame(() => setTimeout(() => {
  showPlots();
  performance.mark("plots");
}));
performance.mark("table");
