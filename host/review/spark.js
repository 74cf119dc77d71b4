// Small lines over the runs, for the table of sources.

const SPARK = {width: 112, height: 26, edge: 3};

/// points: {run, value}, of runs counted from 0; most: the height of a dashed line, if any.
function spark(points, runs, label, most) {
  const {width, height, edge} = SPARK;
  // From zero: a listing that lost a tenth must not look like one that lost all.
  const top = Math.max(1, most || 0, ...points.map(one => one.value));
  const x = run => edge + run / Math.max(1, runs - 1) * (width - 2 * edge);
  const y = value => height - edge - value / top * (height - 2 * edge);
  const last = points.at(-1);
  return shape("svg", {class: "spark", viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": label},
    shape("title", {}, label),
    most ? shape("line", {class: "most", x1: edge, x2: width - edge, y1: y(most), y2: y(most)})
      : null,
    shape("polyline", {class: "line",
      points: points.map(one => `${x(one.run).toFixed(1)},${y(one.value).toFixed(1)}`).join(" ")}),
    shape("circle", {class: "end", cx: x(last.run), cy: y(last.value), r: 2.5}));
}

/// What a source was in each run that it took part in.
function overRuns(name, runs, valueOf) {
  return runs.map((run, place) => {
    const source = listIn(run, "sources").find(one => one.name === name);
    return {run: place, value: source ? valueOf(source, run) : undefined};
  }).filter(one => isNumber(one.value));
}

/// How many models came, run after run, used or not; dashed, the most of the last weeks.
function listedOf(source, runs) {
  const points = overRuns(source.name, runs, one => isNumber(one.listed) ? one.listed
    : one.used === "fresh" ? one.records : undefined);
  if (points.length === 0) return ABSENT;
  const counts = listIn(source, "line").map(one => one.models).filter(isNumber);
  const most = counts.length ? Math.max(...counts) : 0;
  const now = points.at(-1).value;
  const label = `${many(now, "model")} in the last of ${many(points.length, "listing")}` +
    (most > now ? `, at most ${count(most)} in 30 days` : "");
  return [element("span", {class: "what"},
    most > now ? `${count(now)} of ${count(most)}` : count(now)),
    points.length > 1 ? spark(points, runs.length, label, most > now ? most : 0) : null];
}

function daysBetween(from, to) {
  const days = (Date.parse(day(to)) - Date.parse(from)) / 86400000;
  return Number.isFinite(days) ? Math.max(0, Math.round(days)) : undefined;
}

/// How old the newest date of the content was, run after run: a source that stopped climbs.
function contentOf(source, runs) {
  const since = daysBetween(day(source.unchanged_since || ""), REPORT.date) > 0
    ? element("span", {class: "what"}, `the same since ${day(source.unchanged_since)}`) : null;
  if (!source.content_date) return since || ABSENT;
  const points = overRuns(source.name, runs, (one, run) => daysBetween(one.content_date, run.date));
  const age = many(daysBetween(source.content_date, REPORT.asked || REPORT.date), "day");
  const words = `${source.content_date}, ${age} old`;
  return [element("span", {class: "what"}, words), since,
    points.length > 1 ? spark(points, runs.length, "newest date " + words) : null];
}
