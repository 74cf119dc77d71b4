// Whether a model runs on a machine: the same computation as `muster fit`, number for number.

const DATA = JSON.parse(byId("data").textContent);
const GIB = 2 ** 30;
const BITS_OF_SIZES = 16;  // kv and fixed are given so

/// What a sequence keeps at 16 bits. Where the kinds of the layers are not known, each could keep
/// keys and values of every token.
function cacheOf(row) {
  if (row.kv !== undefined) return {perToken: row.kv, fixed: row.fixed || 0, isBound: false};
  if (!row.layers || row.kv_heads === undefined || row.head_dim === undefined) return undefined;
  return {perToken: 2 * row.layers * row.kv_heads * row.head_dim * BITS_OF_SIZES / 8, fixed: 0,
    isBound: true};
}

function isPowerOfTwo(number) { return Number.isInteger(Math.log2(number)); }

/// Heads are dealt out evenly to the cards, or copied; else each card takes whole layers.
function splitsWithinLayers(row, cards) {
  const heads = row.kv_heads || 0;
  return (heads > 0 && heads % cards === 0) ||
    ((heads === 0 || cards % heads === 0) && isPowerOfTwo(cards));
}

/// A card without a head of its own keeps a copy.
function copiesOfCache(row, cards) {
  const heads = row.kv_heads || 0;
  return heads > 0 && cards > heads && splitsWithinLayers(row, cards) ? cards / heads : 1;
}

/// Of parts of whole layers the largest decides.
function filledShare(row, cards) {
  if (splitsWithinLayers(row, cards)) return 1;
  const layers = Math.max(row.layers || cards, 1);
  return layers / (Math.ceil(layers / cards) * cards);
}

const REQUANTISED_BITS = 6;

function formatNamed(name) { return DATA.formats.concat(DATA.mixed).find(one => one.name === name); }

/// The format that the repository itself is in; bf16 where that is not known.
function ownFormat(row) { return formatNamed(row.weight_format) || formatNamed("bf16"); }

/// Whether that is known, and not assumed.
function isStorageKnown(row) {
  return row.weight_format ? formatNamed(row.weight_format) !== undefined : row.dtype !== undefined;
}

/// How the model is stored, and those of these formats that have fewer bits; most bits first. What
/// is stored with few bits stays as it is.
function formatsFor(row, names) {
  const own = ownFormat(row);
  if (own.bits < REQUANTISED_BITS) return [own];
  return [own].concat(names.map(formatNamed).filter(one => one.bits < own.bits))
    .sort((a, b) => b.bits - a.bits);
}

/// At least so many bytes of weights are read for a token: of what is no matrix of a layer nearly
/// all is two tables, of which it passes the head. 0 where the active weights are not known.
function activeWeightBytes(row, format) {
  const active = row.active || 0;
  if (format.packs === "all" || !row.matrix_params) return active * format.bits / 8;
  const experts = row.expert_params || 0;
  const beside = (row.text_params || 0) - row.matrix_params - (row.lookup_params || 0);
  const unpacked = experts > 0 ? Math.min(active, Math.max(beside, 0) / 2)
    : active - Math.min(active, row.matrix_params);
  const other = format.packs === "experts" && experts > 0
    ? Math.max(Math.min(row.matrix_params - experts, active - unpacked), 0) : 0;
  return ((active - unpacked - other) * format.bits + other * format.other_bits + unpacked * 16) / 8;
}

/// machine: memory and speed of all cards (bytes, bytes a second; 0 where it is not known), which
/// are alike, how many cards, context, users, cacheBits. Undefined where too little is known of the model.
function fitOf(row, format, machine) {
  const cache = cacheOf(row);
  if (!row.params || !cache) return undefined;
  const sequences = machine.users * copiesOfCache(row, machine.cards);
  const perToken = cache.perToken * sequences * machine.cacheBits / BITS_OF_SIZES;
  const context = Math.min(machine.context, row.context === undefined ? Infinity : row.context);
  const weights = weightBytes(row, format);
  const fixed = cache.fixed * sequences;
  const total = weights + perToken * context + fixed;
  const usable = machine.memory * (1 - DATA.reserve) * filledShare(row, machine.cards);
  const left = usable - weights - fixed;
  const room = left <= 0 ? 0 : perToken > 0 ? left / perToken : Infinity;
  const active = activeWeightBytes(row, format);
  return {format, weights, cache: perToken * context, fixed, total, usable, context,
    isBound: cache.isBound, fits: total <= usable,
    // How long a context may be is not known where the model's own is not.
    longest: row.context === undefined ? undefined : Math.floor(Math.min(room, row.context)),
    // Split by layers, one user's token passes the cards one after the other.
    speed: machine.speed > 0 && active > 0
      ? machine.speed / (splitsWithinLayers(row, machine.cards) ? 1 : machine.cards) / active
      : undefined};
}

/// The first of the formats, best first, in which the model fits; else the last.
function bestFitOf(row, formats, machine) {
  let found;
  for (const format of formats) {
    found = fitOf(row, format, machine);
    if (!found || found.fits) break;
  }
  return found;
}
