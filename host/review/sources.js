// The table of sources: the last run, and the verdicts of earlier ones.

const VERDICT_MOODS = {ok: "good", partial: "warn", shrunk: "warn", old: "warn", disabled: "quiet"};
const RUNS_SHOWN = 30;

/// "disabled" is what scripts read: a source without its secret, or a run without a network.
function wordsOf(verdict) { return verdict === "disabled" ? "not asked" : verdict; }

function moodOf(verdict) { return VERDICT_MOODS[verdict] || "bad"; }

function runMark(run, name) {
  const source = listIn(run, "sources").find(one => one.name === name);
  if (!source)
    return element("i", {class: "quiet off", title: `${day(run.date)}: did not take part`});
  const mood = moodOf(source.verdict);
  const look = {warn: " half", bad: " empty"}[mood] || "";
  return element("i", {class: mood + look,
    title: `${day(run.date)}: ${wordsOf(source.verdict)}, ${many(source.records, "model")}`});
}

/// The runs that asked sources (`muster update` asks none), latest last.
function askingRuns() {
  return listIn(DATA, "history").filter(run => listIn(run, "sources").length > 0)
    .slice(-RUNS_SHOWN);
}

function historyOf(name, runs) {
  const verdicts = runs.map(run => listIn(run, "sources").find(one => one.name === name))
    .filter(one => one);
  const good = verdicts.filter(one => one.verdict === "ok").length;
  return element("span", {class: "runs", role: "img",
    "aria-label": `ok in ${good} of ${many(verdicts.length, "run")}`},
    runs.map(run => runMark(run, name)));
}

function usedBy(source) {
  if (source.used === "none" || !source.used) return "nothing";
  const unknown = source.without_id || 0;
  const what = many(source.records - unknown, "model");
  const used = source.used === "stale"
    ? `${what} of ${day(source.since)}, its last good listing` : what;
  return unknown ? `${used}; ${count(unknown)} without a Hub id` : used;
}

function sourceRow(source, runs) {
  return element("tr", {},
    element("td", {}, element("b", {}, source.name)),
    element("td", {},
      element("span", {class: "verdict " + moodOf(source.verdict)}, wordsOf(source.verdict))),
    element("td", {}, usedBy(source)),
    element("td", {}, source.reason ||
      (source.rejected ? `${many(source.rejected, "row")} rejected` : ""),
      source.verdict === "shrunk" ? copyable(decisionCommand("accept --source " + shellWord(source.name))) : null),
    element("td", {}, listedOf(source, runs)),
    element("td", {}, contentOf(source, runs)),
    element("td", {}, historyOf(source.name, runs)));
}

function showSources() {
  const sources = listIn(REPORT, "sources");
  if (sources.length === 0) {
    replace(byId("sources"), heading("sources", "Sources", REPORT.command
      ? `The last run, muster ${REPORT.command} of ${day(REPORT.date)}, asked no source.`
      : "There is no report of a run here: muster run writes one."));
    return;
  }
  const runs = askingRuns();
  const head = ["Source", "Verdict", "Used", "Why", "Listed", "Content",
    runs.length > 1 ? `Last ${runs.length} runs` : "Runs"];
  replace(byId("sources"),
    heading("sources", "Sources", `As of the run of ${day(REPORT.asked || REPORT.date)}.`),
    element("div", {class: "sheet scroll"}, element("table", {class: "stack"},
      element("thead", {}, element("tr", {}, head.map(one => element("th", {scope: "col"}, one)))),
      element("tbody", {}, sources.map(source => sourceRow(source, runs))))));
}
