// The plots and the order in which they stand.

function swatch(kind, label) { return [element("i", {class: "key " + kind}), label]; }

function makePlots() {
  const known = PUBLISHED.map(memoryOf).filter(isNumber).length;
  const memory = plot("Who can run them",
    `Of ${many(known, "published model")} whose cache is known, those whose weights and cache of ` +
    `one sequence fit; engines need some more. ${count(PUBLISHED.length - known)} of ` +
    `${count(PUBLISHED.length)} are not counted: which layers keep all tokens is not known.`,
    drawMemory, memoryControls());
  MEMORY.watchers.push(memory.redraw);
  return [
    plot("Parameters and popularity",
      ["A point a published model; a click finds it in the table, as arrow keys and Enter do.",
        swatch("a", "dense"), swatch("b", "mixture of experts")], drawScatter),
    memory,
    plot("Where sources overlap", "Models that exactly these sources name.", drawOverlap),
    plot("Licences", "All models of this page, published or not.", drawLicences)];
}

function showPlots() {
  if (ROWS.length === 0) return;
  const plots = makePlots();
  replace(byId("plots"), heading("plots", "At a glance"),
    element("div", {class: "pair"}, plots.map(one => one.figure)));
  const redraw = () => { for (const one of plots) one.redraw(); };
  redraw();
  let later = 0;
  addEventListener("resize", () => {
    clearTimeout(later);
    later = setTimeout(redraw, 100);
  });
}
