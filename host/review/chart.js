// What all plots share.

const TEXT_WIDTH = 6.7; // of a letter at 12 px, on average

/// An SVG as wide as its place: its text has the size of the page's text on every screen.
function drawing(width, height, label, ...children) {
  return shape("svg", {viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
    "aria-label": label}, ...children);
}

function words(x, y, value, attributes) {
  return shape("text", {x, y, ...attributes}, value);
}

function cut(value, letters) {
  return value.length > letters ? value.slice(0, Math.max(1, letters - 1)) + "…" : value;
}

/// From numbers to places on a logarithmic axis that ends a little beyond them; ticks at decades.
function logAxis(values, from, to) {
  const exponents = values.map(Math.log10);
  const low = exponents.reduce((a, b) => Math.min(a, b)) - 0.1;
  const high = exponents.reduce((a, b) => Math.max(a, b)) + 0.1;
  const place = value => from + (Math.log10(value) - low) / (high - low) * (to - from);
  const step = Math.max(1, Math.ceil((high - low) / 7));
  const ticks = [];
  for (let decade = Math.ceil(low); decade <= high; decade += step) ticks.push(10 ** decade);
  return {place, ticks};
}

/// Everything drawn is drawn again when its place changes its width.
function plot(title, lead, draw, controls) {
  const place = element("div", {class: "plot"});
  const figure = element("figure", {class: "sheet"}, element("figcaption", {}, title),
    element("p", {}, lead), controls ? element("div", {class: "tools"}, controls) : null, place);
  const redraw = () => {
    const width = Math.floor(place.clientWidth);
    if (width > 0) replace(place, draw(width));
  };
  return {figure, redraw};
}
