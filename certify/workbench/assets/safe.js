/* HTML and SVG that come from the server hold names that somebody wrote.  They are read into a document that runs nothing, and what is
   shown is built anew from elements and attributes that are listed here; a drawing is shown as an image, in which nothing runs. */

const ELEMENTS = new Set(`a abbr b blockquote br caption code col colgroup dd details div dl dt em figcaption figure h3 h4 h5 h6 hr i kbd li ol p pre s section
  small span strong sub summary sup table tbody td tfoot th thead tr u ul var`.split(/\s+/));
const FORMULAS = new Set(`math mfrac mi mn mo mover mpadded mrow mspace msqrt mroot mstyle msub msubsup msup mtable mtd mtext mtr munder
  munderover menclose semantics`.split(/\s+/));
const DROPPED = new Set("script style template iframe object embed link meta title form input button select textarea noscript".split(" "));
const ATTRIBUTES = new Set("class colspan rowspan scope open lang dir start type value aria-label".split(" "));
const OF_FORMULAS = new Set(`class display displaystyle mathvariant form fence separator stretchy symmetric movablelimits largeop lspace rspace width height
  columnalign columnspacing rowspacing accent scriptlevel minsize maxsize aria-label`.split(/\s+/));
const ATOP = { h1: "h3", h2: "h3" };
const FORMULA = "http://www.w3.org/1998/Math/MathML";

/* Build what an HTML text says, as a fragment to put into the page. */
export function safe(html) {
  const read = new DOMParser().parseFromString(html, "text/html");
  const made = document.createDocumentFragment();
  for (const child of read.body.childNodes) add(made, child);
  return made;
}

function add(parent, node) {
  if (node.nodeType === Node.TEXT_NODE) parent.append(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const name = node.localName;
  if (DROPPED.has(name)) return;
  if (name === "svg") {
    parent.append(picture(new XMLSerializer().serializeToString(node), node.getAttribute("aria-label") || "A drawing"));
    return;
  }
  let made = parent;
  if (FORMULAS.has(name)) made = document.createElementNS(FORMULA, name);
  else if (ELEMENTS.has(ATOP[name] || name)) made = document.createElement(ATOP[name] || name);
  if (made !== parent) {
    const kept = FORMULAS.has(name) ? OF_FORMULAS : ATTRIBUTES;
    for (const { name: key, value } of node.attributes) if (kept.has(key)) made.setAttribute(key, value);
    if (name === "pre") made.tabIndex = 0;
    if (name === "figure" || (name === "div" && node.classList.contains("wide"))) made.tabIndex = 0;
    if (made.tabIndex === 0 && name !== "summary" && name !== "a") {
      made.setAttribute("role", "group");
      made.setAttribute("aria-label", node.querySelector("caption")?.textContent || "To scroll");
    }
    parent.append(made);
  }
  for (const child of node.childNodes) add(made, child);
}

/* A drawing as an image with a text for those who do not see it. */
export function picture(svg, says) {
  const image = document.createElement("img");
  image.alt = says;
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  const root = read.documentElement;
  if (root.localName !== "svg") {
    image.alt = "A drawing that could not be read";
    return image;
  }
  const box = (root.getAttribute("viewBox") || "").trim().split(/[\s,]+/).map(Number);
  if (box.length === 4 && box[2] > 0 && box[3] > 0) {
    const scale = root.getAttribute("width")?.endsWith("px") ? 1 : 4 / 3;
    image.width = Math.round(box[2] * scale);
    image.height = Math.round(box[3] * scale);
    root.setAttribute("width", image.width);
    root.setAttribute("height", image.height);
  }
  root.removeAttribute("style");
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(root))}`;
  return image;
}

/* A sentence in which words between backticks are code. */
export function sentence(says) {
  return String(says).split("`").map((piece, n) => (n % 2 ? make("code", {}, piece) : piece));
}

/* An element with attributes and children, which are elements or texts. */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter(child => child !== null && child !== ""));
  return made;
}
