"use strict";
/* The network: search, filters, size, and chains between two problems. */
document.addEventListener("DOMContentLoaded", () => {
  const data = JSON.parse(document.getElementById("network-data").textContent);
  const get = id => document.getElementById(id);
  const frame = get("network"), svg = frame.querySelector("svg");
  const problems = new Map([...svg.querySelectorAll("[data-problem]")].map(a => [a.dataset.problem, a]));
  const reductions = new Map([...svg.querySelectorAll("[data-reduction]")].map(a => [a.dataset.reduction, a]));
  const titles = new Map(data.problems.map(p => [p.name, p.title]));
  const rows = new Map([...document.querySelectorAll("#problems tbody tr, #reductions tbody tr")]
    .map(row => [row.querySelector("a").textContent.replace(" → ", ":"), row]));
  let chain = null;

  function distances(origin) {
    const far = new Map([[origin, 0]]), queue = [origin];
    for (const here of queue)
      for (const { name } of data.reductions) {
        const [source, target] = name.split(":");
        if (source === here && !far.has(target)) { far.set(target, far.get(here) + 1); queue.push(target); }
      }
    return far;
  }

  function refresh() {
    const word = get("search").value.trim().toLowerCase(), field = get("field").value, evidence = get("evidence").value;
    const most = get("steps").value, far = distances(get("origin").value);
    const fits = name => !word || name.toLowerCase().includes(word) || (titles.get(name) || "").toLowerCase().includes(word);
    const near = name => !most || (far.has(name) && far.get(name) <= Number(most));
    const edges = new Set(), nodes = new Set();
    for (const r of data.reductions) {
      const ends = r.name.split(":");
      if ((!field || r.field === field) && (!evidence || r.evidence === evidence) && ends.every(near) && ends.some(fits)) {
        edges.add(r.name);
        for (const end of ends) nodes.add(end);
      }
    }
    for (const name of titles.keys()) if (fits(name) && near(name) && !field && !evidence) nodes.add(name);
    const steps = new Set(chain || []), visits = new Set(steps.size ? chain.flatMap(name => name.split(":")) : []);
    problems.forEach((a, name) => {
      a.classList.toggle("faded", chain ? !visits.has(name) : !nodes.has(name));
      a.classList.toggle("found", visits.has(name) || (!chain && Boolean(word) && fits(name)));
    });
    reductions.forEach((a, name) => {
      a.classList.toggle("faded", chain ? !steps.has(name) : !edges.has(name));
      a.classList.toggle("found", steps.has(name));
    });
    rows.forEach((row, name) => { row.hidden = !(name.includes(":") ? edges : nodes).has(name); });
    get("shown").textContent = `${nodes.size} problems and ${edges.size} reductions are shown.`;
  }

  const natural = svg.viewBox.baseVal.width;
  let size = 1;
  const legible = () => Math.max(1, 0.75 * natural / frame.clientWidth);
  function zoom(by) {
    const before = svg.getBoundingClientRect().width;
    const middle = [frame.scrollLeft + frame.clientWidth / 2, frame.scrollTop + frame.clientHeight / 2];
    size = by ? Math.max(1, Math.min(12, size * by)) : 1;
    svg.style.width = `${100 * size}%`;
    const grown = svg.getBoundingClientRect().width / before;
    frame.scrollLeft = middle[0] * grown - frame.clientWidth / 2;
    frame.scrollTop = middle[1] * grown - frame.clientHeight / 2;
  }
  function reveal(name) {
    const a = problems.get(name);
    if (!a) return;
    const box = a.getBoundingClientRect(), here = frame.getBoundingClientRect();
    frame.scrollLeft += box.left + box.width / 2 - here.left - here.width / 2;
    frame.scrollTop += box.top + box.height / 2 - here.top - here.height / 2;
  }
  for (const button of document.querySelectorAll("[data-zoom]"))
    button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
  frame.addEventListener("wheel", event => {
    if (event.ctrlKey) { event.preventDefault(); zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1); }
  }, { passive: false });
  frame.addEventListener("keydown", event => {
    if (event.key === "+" || event.key === "=") zoom(1.25);
    if (event.key === "-") zoom(0.8);
  });
  let held = null;
  frame.addEventListener("mousedown", event => { held = [event.clientX, event.clientY, frame.scrollLeft, frame.scrollTop, false]; });
  window.addEventListener("mousemove", event => {
    if (!held) return;
    const dx = event.clientX - held[0], dy = event.clientY - held[1];
    held[4] = held[4] || Math.abs(dx) + Math.abs(dy) > 4;
    frame.scrollLeft = held[2] - dx;
    frame.scrollTop = held[3] - dy;
  });
  let dragged = false;
  window.addEventListener("mouseup", () => { dragged = Boolean(held && held[4]); held = null; });
  frame.addEventListener("dragstart", event => event.preventDefault());
  frame.addEventListener("click", event => { if (dragged) { event.preventDefault(); dragged = false; } }, true);

  const tools = get("tools");
  tools.addEventListener("input", () => { chain = null; refresh(); });
  tools.addEventListener("reset", () => setTimeout(() => { chain = null; get("chain-form").reset(); get("chain").textContent = ""; refresh(); }));
  tools.addEventListener("submit", event => {
    event.preventDefault();
    const word = get("search").value.trim().toLowerCase();
    const names = [...titles.keys()];
    const name = names.find(n => n.toLowerCase() === word) || names.find(n => n.toLowerCase().includes(word));
    if (name && word) { reveal(name); problems.get(name).focus(); }
  });

  const safe = says => { const span = document.createElement("span"); span.textContent = says; return span.innerHTML; };
  const page = name => "reductions/" + name.replace(/[^A-Za-z0-9]+/g, "-") + ".html";
  function tell(from, to) {
    const found = (window.certifyChains[from] || {})[to], place = get("chain");
    chain = found ? found.route : null;
    if (!found) {
      place.innerHTML = `<p>There is no chain of reductions from ${safe(from)} to ${safe(to)}.</p>`;
    } else {
      const status = name => data.reductions.find(r => r.name === name).evidence;
      const items = found.route.map(name => `<li><a href="${page(name)}">${safe(name.replace(":", " → "))}</a> ` +
        `<span class="chip s-${status(name)}">${status(name)}</span></li>`).join("");
      const sizes = found.sizes.map(([name, bound, growth]) =>
        `<tr><th scope="row"><span class="formula"><i>${safe(name)}</i>′</span></th><td>${bound}</td><td>${growth}</td></tr>`).join("");
      place.innerHTML = `<ol class="chain">${items}</ol>` +
        `<p>Weakest evidence: <span class="chip s-${found.evidence}">${found.evidence}</span> ` +
        `${safe(found.weakest.length === found.route.length ? "" : found.weakest.map(n => n.replace(":", " → ")).join(", "))}</p>` +
        `<div class="wide"><table class="grid"><caption>Measures of the image in ${safe(to)} (′), in those of ${safe(from)}</caption>` +
        `<thead><tr><th scope="col">measure</th><th scope="col">at most</th><th scope="col">growth</th></tr></thead><tbody>${sizes}</tbody></table></div>`;
      reveal(from);
    }
    refresh();
  }
  get("chain-form").addEventListener("submit", event => event.preventDefault());
  get("chain-form").addEventListener("input", () => {
    const from = get("chain-from").value, to = get("chain-to").value;
    if (!from || !to) return;
    window.certifyChains = window.certifyChains || {};
    if (window.certifyChains[from]) { tell(from, to); return; }
    const script = document.createElement("script");
    script.src = `data/${from}.js`;
    script.onload = () => tell(from, to);
    script.onerror = () => { get("chain").innerHTML = `<p>The chains from ${safe(from)} are not part of this site.</p>`; };
    document.head.append(script);
  });
  zoom(legible());
  reveal(get("origin").value);
  refresh();
});
