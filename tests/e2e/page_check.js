// What the checks of pages share; put before each of them.

const faults = [];
const started = window.__started || {};

function expect(holds, what) { if (!holds) faults.push(what); }

function holdLoad() {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  frame.contentDocument.open();
  return () => { frame.contentDocument.close(); frame.remove(); };
}

function until(holds) {
  return new Promise(done => {
    const from = performance.now();
    const look = () => holds() || performance.now() - from > 10000 ? done() : setTimeout(look, 10);
    look();
  });
}
