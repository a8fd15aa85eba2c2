"use strict";
/* Pages: steps of constructions; texts in the workbench, where a server has one. */
document.addEventListener("DOMContentLoaded", () => {
  for (const stepper of document.querySelectorAll(".stepper")) {
    const steps = [...stepper.querySelectorAll(".step")];
    const controls = stepper.querySelector(".controls");
    if (!controls) continue;
    const says = controls.querySelector("output");
    const buttons = [...controls.querySelectorAll("button")];
    let at = steps.length - 1;
    const show = next => {
      at = Math.max(0, Math.min(steps.length - 1, next));
      steps.forEach((step, number) => { step.hidden = number !== at; });
      says.textContent = steps[at].dataset.says;
      buttons[0].disabled = at === 0;
      buttons[1].disabled = at === steps.length - 1;
    };
    for (const button of buttons) button.addEventListener("click", () => show(at + Number(button.dataset.go)));
    stepper.addEventListener("keydown", event => {
      if (event.key === "ArrowLeft") show(at - 1);
      if (event.key === "ArrowRight") show(at + 1);
    });
    controls.hidden = false;
    show(at);
  }
  const bench = document.querySelector('header nav a[href="/workbench"]'); // a server put it there
  for (const source of bench ? document.querySelectorAll("pre[data-text]") : []) {
    const link = document.createElement("a");
    link.href = `${bench.getAttribute("href")}#${encodeURIComponent(source.dataset.text)}`;
    link.textContent = "Try it in the workbench";
    const line = document.createElement("p");
    line.append(link);
    source.before(line);
  }
});
