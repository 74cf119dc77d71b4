// What the models are to run on. It stands in the address, so that it can be sent and kept.

const ANY_FORMAT = "the best that fits";
const ANY_CARD = "any machine";
const OTHER_MEMORY = "other memory";
const CHOICE = {gpu: "", count: 1, gb: 24, context: DATA.context, users: 1, kv: 16, as: "",
  only: true, words: ""};

function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  const number = (name, usual) => {
    const value = Number(said.get(name));
    return Number.isFinite(value) && value > 0 ? value : usual;
  };
  const isKnown = DATA.gpus.some(one => one.name === said.get("gpu"));
  CHOICE.gpu = isKnown || said.get("gpu") === OTHER_MEMORY ? said.get("gpu") : "";
  CHOICE.count = number("count", 1);
  CHOICE.gb = number("gb", 24);
  CHOICE.context = number("context", DATA.context);
  CHOICE.users = Math.floor(number("users", 1)) || 1;
  CHOICE.kv = number("kv", 16);
  CHOICE.as = DATA.formats.some(one => one.name === said.get("as")) ? said.get("as") : "";
  CHOICE.only = said.get("only") !== "no";
  CHOICE.words = said.get("words") || "";
}

function writeAddress() {
  const said = new URLSearchParams();
  const add = (name, value, usual) => { if (value !== usual) said.set(name, value); };
  add("gpu", CHOICE.gpu, "");
  if (CHOICE.gpu === OTHER_MEMORY) add("gb", CHOICE.gb, 0);
  else add("count", CHOICE.count, 1);
  add("context", CHOICE.context, DATA.context);
  add("users", CHOICE.users, 1);
  add("kv", CHOICE.kv, 16);
  add("as", CHOICE.as, "");
  add("only", CHOICE.only ? "" : "no", "");
  add("words", CHOICE.words, "");
  history.replaceState(null, "", "#" + said);
}

/// Undefined when none is chosen.
function chosenMachine() {
  if (!CHOICE.gpu) return undefined;
  const asked = {context: CHOICE.context, users: CHOICE.users, cacheBits: CHOICE.kv};
  if (CHOICE.gpu === OTHER_MEMORY) return {memory: CHOICE.gb * GB, speed: 0, cards: 1, ...asked};
  const card = DATA.gpus.find(one => one.name === CHOICE.gpu);
  return {memory: card.memory_bytes * CHOICE.count, speed: card.bytes_per_second * CHOICE.count,
    cards: CHOICE.count, ...asked};
}

/// Best first: the order in which they are tried.
function chosenFormats(row) {
  return CHOICE.as ? [formatNamed(CHOICE.as)] : formatsFor(row, DATA.usual_formats);
}

function choose(change) {
  Object.assign(CHOICE, change);
  writeAddress();
  showMachine();
  showModels();
}

function selection(label, id, options, value, change) {
  const node = element("select", {id, change: () => change(node.value)},
    options.map(([name, words]) => element("option", {value: name, selected: String(name) === String(value)},
      words === undefined ? name : words)));
  return element("label", {}, label, node);
}

function numberInput(label, id, value, change) {
  const node = element("input", {id, type: "number", min: 1, value,
    change: () => { if (node.value > 0) change(Number(node.value)); }});
  return element("label", {}, label, node);
}

function showMachine() {
  const focused = document.activeElement && document.activeElement.id;
  const cards = [["", ANY_CARD], ...DATA.gpus.map(one =>
    [one.name, `${one.name}, ${digits(one.memory_bytes / GIB)} GiB`]), [OTHER_MEMORY, OTHER_MEMORY]];
  const contexts = [...new Set([4096, 8192, 32768, 131072, 1048576, CHOICE.context])]
    .sort((a, b) => a - b).map(one => [one, tokens(one) + " tokens"]);
  replace(byId("machine"), element("div", {class: "machine"},
    selection("Runs on", "gpu", cards, CHOICE.gpu, gpu => choose({gpu})),
    CHOICE.gpu === OTHER_MEMORY
      ? numberInput("Memory in GB", "gb", CHOICE.gb, gb => choose({gb}))
      : selection("Cards", "count", [...new Set([1, 2, 4, 8, CHOICE.count])].map(one => [one]),
        CHOICE.count, count => choose({count: Number(count)})),
    selection("Context", "context", contexts, CHOICE.context,
      context => choose({context: Number(context)})),
    numberInput("Users at once", "users", CHOICE.users, users => choose({users: Math.floor(users)})),
    selection("Bits of the cache", "kv", [...new Set([16, 8, 4, CHOICE.kv])].map(one => [one]),
      CHOICE.kv, kv => choose({kv: Number(kv)})),
    selection("Weights as", "as", [["", ANY_FORMAT], ...DATA.formats.map(one => [one.name])],
      CHOICE.as, as => choose({as})),
    element("label", {class: "line"}, element("input", {type: "checkbox", id: "only",
      checked: CHOICE.only, change: event => choose({only: event.target.checked})}),
    "only what fits")));
  if (focused && byId(focused)) byId(focused).focus();
}
