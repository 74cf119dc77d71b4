// Bars: how many models fit a card, how licences mix, which sources name the same models.

const BAR_HEIGHT = 24;

/// Memory of common cards, in units of 2^30 bytes.
const CARDS = [
  ["8 GiB", "RTX 4060, many laptops", 8],
  ["12 GiB", "RTX 4070", 12],
  ["16 GiB", "RTX 5080, T4", 16],
  ["24 GiB", "RTX 4090, L4, A10", 24],
  ["32 GiB", "RTX 5090", 32],
  ["48 GiB", "L40S, RTX A6000", 48],
  ["80 GiB", "A100, H100", 80],
  ["141 GiB", "H200", 140],
  ["192 GiB", "MI300X", 192],
  ["640 GiB", "8 × H100", 640],
  ["1,128 GiB", "8 × H200", 1120],
];

/// Lines of a label, a bar and what it counts: [{label, note, value, said, kind}].
function drawBars(width, lines, most, label) {
  const room = Math.min(210, width * 0.42);
  const end = width - 92;
  const letters = Math.floor((room - 8) / TEXT_WIDTH);
  return drawing(width, lines.length * BAR_HEIGHT, label, lines.map((line, i) => {
    const y = i * BAR_HEIGHT;
    const note = line.note && line.label.length + line.note.length + 1 < letters ? line.note : "";
    const length = most ? (end - room) * line.value / most : 0;
    return shape("g", {}, shape("title", {}, `${line.label} ${line.note || ""}: ${line.said}`),
      words(0, y + 16, cut(line.label, letters)),
      words(room - 8, y + 16, note, {class: "dim", "text-anchor": "end"}),
      shape("rect", {class: "bar " + (line.kind || ""), x: room, y: y + 5, rx: 2,
        width: Math.max(line.value ? 2 : 0, length), height: BAR_HEIGHT - 10}),
      words(room + length + 8, y + 16, line.said, {class: "dim"}));
  }));
}

function drawMemory(width) {
  const needs = PUBLISHED.map(memoryOf).filter(isNumber);
  if (needs.length === 0) return element("p", {}, "No published model has its memory known.");
  const lines = CARDS.map(([label, note, size]) => {
    const fitting = needs.filter(bytes => bytes <= size * GIB).length;
    return {label, note, value: fitting, kind: "strong",
      said: `${count(fitting)} (${percent(fitting, needs.length)})`};
  });
  return drawBars(width, lines, needs.length, `How many of ${many(needs.length, "model")} fit`);
}

/// How often each key occurs, most frequent first; the rest beyond the limit is one entry.
function tally(keys, limit, rest) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) || 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (sorted.length <= limit) return sorted;
  const tail = sorted.slice(limit - 1);
  return sorted.slice(0, limit - 1)
    .concat([[`${count(tail.length)} ${rest}`, tail.reduce((sum, one) => sum + one[1], 0)]]);
}

function drawLicences(width) {
  const unknown = "not stated";
  const found = tally(ROWS.map(row => row.license || unknown), 11, "other licences");
  const lines = found.map(([label, value]) => ({label, value,
    kind: label === unknown ? "off" : "strong",
    said: `${count(value)} (${percent(value, ROWS.length)})`}));
  return drawBars(width, lines, found.length ? Math.max(...found.map(one => one[1])) : 0,
    "Models by licence");
}

/// One line for each combination of sources: dots for its members, and how many models exactly
/// these sources list (an "UpSet" plot).
function drawOverlap(width) {
  const labels = [...new Set(ROWS.flatMap(row => row.sources))].sort();
  const found = tally(ROWS.filter(row => row.source).map(row => row.source), 12, "others");
  const gap = 34;
  const head = Math.max(0, ...labels.map(label => label.length)) * TEXT_WIDTH * 0.64 + 12;
  const room = labels.length * gap + 14;
  const most = Math.max(1, ...found.map(one => one[1]));
  const place = i => 10 + i * gap;
  const names = labels.map((label, i) =>
    words(0, 0, label, {class: "dim",
      transform: `translate(${place(i) - 2} ${head - 4}) rotate(-40)`}));
  const lines = found.map(([key, value], row) => {
    const y = head + row * BAR_HEIGHT + BAR_HEIGHT / 2;
    const members = key.split("+");
    const on = labels.map((label, i) => members.includes(label) ? i : -1).filter(i => i >= 0);
    const length = (width - room - 92) * value / most;
    return shape("g", {}, shape("title", {}, `${members.join(" and ")}: ${many(value, "model")}`),
      on.length > 1 ? shape("line", {class: "link", x1: place(on[0]), x2: place(on.at(-1)), y1: y,
        y2: y}) : null,
      labels.map((label, i) => shape("circle", {class: on.includes(i) ? "bar strong" : "off",
        cx: place(i), cy: y, r: 5})),
      shape("rect", {class: "bar strong", x: room, y: y - 7, width: Math.max(2, length), height: 14,
        rx: 2}),
      words(room + length + 8, y + 4, `${count(value)} (${percent(value, ROWS.length)})`,
        {class: "dim"}));
  });
  return drawing(width, head + found.length * BAR_HEIGHT, "Models by the sources that name them",
    names, lines);
}
