/* SPDX-License-Identifier: MPL-2.0
   A slider walks through periods that stand on the page already; without scripts the list is all there is. */
"use strict";
for (const timeline of document.querySelectorAll(".timeline")) {
  const runs = [...timeline.querySelectorAll(".runs li")];
  const slider = timeline.querySelector("input");
  const said = timeline.querySelector("output");
  const mark = timeline.querySelector(".chosen");
  if (runs.length < 2) continue;
  const show = () => {
    const run = runs[Number(slider.value)];
    const words = [...run.children].map((each) => each.textContent).join(" \u00b7 ");
    said.textContent = words;
    slider.setAttribute("aria-valuetext", words);
    mark.setAttribute("x1", run.dataset.x);
    mark.setAttribute("x2", run.dataset.x);
    for (const each of runs) each.classList.toggle("shown", each === run);
  };
  slider.max = String(runs.length - 1);
  slider.value = String(Math.max(0, runs.findIndex((each) => "now" in each.dataset)));
  slider.addEventListener("input", show);
  timeline.querySelector(".slider").hidden = false;
  show();
}
