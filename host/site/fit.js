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

/// Heads are dealt out to the cards; a card without one of its own keeps a copy.
function copiesOfCache(row, cards) {
  const heads = row.kv_heads === undefined ? cards : row.kv_heads;
  return heads === 0 ? 1 : cards * Math.ceil(heads / cards) / heads;
}

/// machine: memory (bytes), speed (bytes a second, 0 where it is not known), cards, context, users,
/// cacheBits. Undefined where too little is known of the model.
function fitOf(row, format, machine) {
  const cache = cacheOf(row);
  if (!row.params || !cache) return undefined;
  const sequences = machine.users * copiesOfCache(row, machine.cards);
  const perToken = cache.perToken * sequences * machine.cacheBits / BITS_OF_SIZES;
  const context = Math.min(machine.context, row.context === undefined ? Infinity : row.context);
  const weights = row.params * format.bits / 8;
  const fixed = cache.fixed * sequences;
  const total = weights + perToken * context + fixed;
  const usable = machine.memory * (1 - DATA.reserve);
  const left = usable - weights - fixed;
  const room = left <= 0 ? 0 : perToken > 0 ? left / perToken : Infinity;
  const active = (row.active || 0) * format.bits / 8;
  return {format, weights, cache: perToken * context, fixed, total, usable, context,
    isBound: cache.isBound, fits: total <= usable,
    // How long a context may be is not known where the model's own is not.
    longest: row.context === undefined ? undefined : Math.floor(Math.min(room, row.context)),
    speed: machine.speed > 0 && active > 0 ? machine.speed / active : undefined};
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
