// What all plots share. SVG without a library, as the page loads nothing.

const TEXT_WIDTH = 6.7; // of a letter at 12 px, on average

/// An SVG in the page's own pixels rather than scaled, so that its text has the size of the page's.
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

/// A logarithmic axis that ends a little beyond the values, with ticks at powers of ten.
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

/// A plot in its frame. It is drawn again when the width of its place changes.
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
