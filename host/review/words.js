// Numbers, dates and commands as people read them.

const ABSENT = "–";

function isNumber(value) { return typeof value === "number" && Number.isFinite(value); }

function count(value) { return isNumber(value) ? value.toLocaleString("en") : ABSENT; }

function many(value, thing) { return `${count(value)} ${thing}${value === 1 ? "" : "s"}`; }

function day(iso) { return typeof iso === "string" ? iso.slice(0, 10) : ABSENT; }

function digits(value, significant = 3) {
  return Number(value.toPrecision(significant)).toLocaleString("en", {maximumFractionDigits: 3});
}

function billions(parameters) {
  if (!isNumber(parameters)) return ABSENT;
  // What rounds to a thousand millions is a billion.
  return parameters < 9.995e8 ? digits(parameters / 1e6) + " M" : digits(parameters / 1e9) + " B";
}

const GB = 1e9;

/// Memory in 10^9 bytes, as the program shows it. (Cards are sold in GiB, 2^30 bytes.)
function gigabytes(bytes) { return isNumber(bytes) ? digits(bytes / GB) + " GB" : ABSENT; }

/// Bytes of the weights in a format: what it does not pack stays at 16 bits. Where it is not known
/// which are in matrices, all are counted as packed. row: params, matrix_params, expert_params.
function weightBytes(row, format) {
  if (format.packs === "all" || !row.matrix_params) return row.params * format.bits / 8;
  const matrices = Math.min(row.params, row.matrix_params);
  const experts = Math.min(matrices, row.expert_params || 0);
  const packed = format.packs === "experts" && experts > 0 ? experts : matrices;
  return (packed * format.bits + (matrices - packed) * format.other_bits +
    (row.params - matrices) * 16) / 8;
}

function tokens(value) {
  if (!isNumber(value)) return ABSENT;
  if (value >= 1048576) return digits(value / 1048576) + " M";
  return value >= 1024 ? digits(value / 1024) + " k" : count(value);
}

/// Short, for the ends of axes: 1,200,000 as 1.2 M.
function brief(value) {
  for (const [size, unit] of [[1e12, " T"], [1e9, " B"], [1e6, " M"], [1e3, " k"]])
    if (value >= size) return digits(value / size) + unit;
  return digits(value);
}

function percent(part, whole) { return whole ? Math.round(100 * part / whole) + " %" : ABSENT; }

function text(value) {
  if (value === null || value === undefined) return "none";
  if (isNumber(value)) return value.toLocaleString("en", {maximumFractionDigits: 3});
  return typeof value === "string" ? value : JSON.stringify(value);
}

/// Since when no source lists a model; empty for one that is listed.
function absenceOf(one) {
  if (one.gone_since) return `gone from the Hub since ${day(one.gone_since)}`;
  return one.unlisted_since ? `not listed since ${day(one.unlisted_since)}` : "";
}

/// A word for a POSIX shell.
function shellWord(word) {
  return /^[A-Za-z0-9._\/:@%+=,-]+$/.test(word) && !word.startsWith("-")
    ? word : "'" + word.replaceAll("'", "'\\''") + "'";
}

/// The command that records a decision: `muster accept ID --why "…"`.
function commandFor(kind, id, as) {
  return decisionCommand(kind + " " + shellWord(id) + (as ? " --as " + shellWord(as) : ""));
}

function decisionCommand(decision) {
  // Left out when it is the default.
  const data = DATA.data_directory && DATA.data_directory !== "data"
    ? " --data " + shellWord(DATA.data_directory) : "";
  const program = shellWord(DATA.program || "muster");
  return `${program} ${decision}${data} --why "…"`;
}

function commandLine(kind, id, as) { return copyable(commandFor(kind, id, as)); }

function copyable(line) {
  return element("div", {class: "command"}, element("code", {}, line),
    element("button", {class: "copy", "aria-label": "Copy " + line, click: event => {
      event.stopPropagation();
      copy(line);
    }}, "Copy"));
}
