// Parameters against popularity: what is used, and how large it is.

const NEAR_PIXELS = 18;

const MANY_DOTS = 800;

/// All dots of a kind are one path element: thousands of elements would make scrolling slow.
function dots(points, kind) {
  const path = points.map(point => `M${point.x.toFixed(1)} ${point.y.toFixed(1)}h0`).join("");
  return shape("path", {class: "dots " + kind, d: path,
    "stroke-width": ROWS.length > MANY_DOTS ? 4 : 6});
}

function grid(across, up, width, height, margin) {
  return [
    across.ticks.map(tick => [
      shape("line", {class: "grid", x1: across.place(tick), x2: across.place(tick), y1: margin.top,
        y2: height - margin.bottom}),
      words(across.place(tick), height - margin.bottom + 16, brief(tick),
        {class: "dim", "text-anchor": "middle"})]),
    up.ticks.map(tick => [
      shape("line", {class: "grid", x1: margin.left, x2: width - margin.right, y1: up.place(tick),
        y2: up.place(tick)}),
      words(margin.left - 6, up.place(tick) + 4, brief(tick),
        {class: "dim", "text-anchor": "end"})]),
    words(width - margin.right, height - 2, "parameters", {class: "dim", "text-anchor": "end"}),
    words(0, 11, "popularity", {class: "dim"})];
}

function nearest(points, x, y) {
  let best = null;
  let distance = NEAR_PIXELS ** 2;
  for (const point of points) {
    const found = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (found < distance) [best, distance] = [point, found];
  }
  return best;
}

/// Shows the model under the pointer, or the one that the arrow keys reached; a click or Enter
/// finds it in the table.
function watch(svg, points, width) {
  const ring = shape("circle", {class: "ring", r: 6, visibility: "hidden"});
  const label = words(0, 0, "");
  svg.append(ring, label);
  const inOrder = [...points].sort((a, b) => b.row.popularity_score - a.row.popularity_score);
  let chosen = null;
  const show = point => {
    chosen = point;
    ring.setAttribute("visibility", chosen ? "visible" : "hidden");
    label.textContent = chosen
      ? `${chosen.row.model_id}: ${billions(chosen.row.parameters)}` : "";
    if (!chosen) return;
    fill(ring, {cx: chosen.x, cy: chosen.y}, []);
    const isRight = chosen.x > width / 2;
    fill(label, {x: chosen.x + (isRight ? -10 : 10), y: Math.max(22, chosen.y - 10),
      "text-anchor": isRight ? "end" : "start"}, []);
  };
  svg.addEventListener("pointermove", event => {
    const box = svg.getBoundingClientRect();
    show(nearest(points, event.clientX - box.left, event.clientY - box.top));
    svg.style.cursor = chosen ? "pointer" : "";
  });
  svg.addEventListener("click", () => { if (chosen) findInTable(chosen.row.model_id); });
  fill(svg, {tabindex: 0, role: "application", keydown: event => {
    const steps = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (event.key === "Enter" && chosen) findInTable(chosen.row.model_id);
    if (!steps) return;
    event.preventDefault();
    const place = inOrder.indexOf(chosen) + steps;
    show(inOrder[Math.max(0, Math.min(inOrder.length - 1, place))]);
    say(label.textContent);
  }}, []);
}

function drawScatter(width) {
  const rows = PUBLISHED.filter(row => row.parameters > 0 && row.popularity_score > 0);
  if (rows.length === 0) return element("p", {}, "No published model has a popularity.");
  const height = 340;
  const margin = {left: 48, right: 14, top: 22, bottom: 34};
  const across = logAxis(rows.map(row => row.parameters), margin.left, width - margin.right);
  const up = logAxis(rows.map(row => row.popularity_score), height - margin.bottom, margin.top);
  const points = rows.map(row =>
    ({row, x: across.place(row.parameters), y: up.place(row.popularity_score)}));
  const svg = drawing(width, height, `Parameters and popularity of ${many(rows.length, "model")}`,
    grid(across, up, width, height, margin).flat(Infinity),
    dots(points.filter(point => !point.row.isMixture), "a"),
    dots(points.filter(point => point.row.isMixture), "b"));
  watch(svg, points, width);
  return svg;
}
