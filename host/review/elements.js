// Elements are made from names and texts, never from markup: nothing that came from outside can
// become part of the page.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== undefined && value !== null && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return node;
}

/// element("a", {href: "#top", click: jump}, "text", child): null children are left out.
function element(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function shape(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function byId(id) { return document.getElementById(id); }

function replace(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(child => child));
}

function heading(section, title, lead) {
  return [
    element("h2", {id: section + "-title"}, title),
    lead ? element("p", {class: "lead"}, lead) : null];
}

/// A list whose tail is made when it is asked for: a report may have thousands of entries.
function listOf(items, toItem, shown = 8) {
  const list = element("ul", {class: "plain"}, items.slice(0, shown).map(toItem));
  if (items.length <= shown) return list;
  const more = element("button", {class: "more", click: () => {
    list.append(...items.slice(shown).map(toItem));
    more.remove();
  }}, `${count(items.length - shown)} more`);
  return element("div", {}, list, more);
}

const UNMADE = new WeakMap();

/// A part that is made when it is opened.
function folded(title, make) {
  const part = element("details", {toggle: () => { if (part.open) unfold(part); }},
    element("summary", {}, title));
  UNMADE.set(part, make);
  return part;
}

/// Opens such a part and makes its content at once. The browser's own toggle event comes later.
function unfold(part) {
  part.open = true;
  const make = UNMADE.get(part);
  UNMADE.delete(part);
  if (make) part.append(make());
}

let silence = 0;

/// Shows a message for a moment; screen readers speak it (role "status").
function say(text) {
  byId("said").textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { byId("said").textContent = ""; }, 2500);
}

function copy(text) {
  const done = () => say("Copied: " + text);
  const failed = () => say("The browser does not allow copying: " + text);
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, failed);
  else failed();
}
