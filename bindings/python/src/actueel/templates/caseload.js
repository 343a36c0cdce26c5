// SPDX-License-Identifier: MPL-2.0
// Sorting and choosing rows. Without this the page says the same, in the order of what comes first.
"use strict";
(() => {
  const part = document.querySelector("[data-list]");
  if (!part) return;
  const body = part.querySelector("tbody");
  const rows = [...body.rows];
  const said = document.createElement("p");
  said.className = "meta";
  said.setAttribute("role", "status");

  const value = (row, at) => row.cells[at].dataset.v;
  [...part.querySelectorAll("thead th")].forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent;
    head.textContent = "";
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      part.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const way = down ? -1 : 1;
      const place = new Map(rows.map((row, index) => [row, index]));
      rows
        .slice()
        .sort((a, b) => {
          const x = value(a, at), y = value(b, at);
          return way * (x < y ? -1 : x > y ? 1 : 0) || place.get(a) - place.get(b);
        })
        .forEach((row) => body.append(row));
    });
  });

  const controls = document.createElement("div");
  controls.className = "controls";
  const choose = (label, options) => {
    const wrap = document.createElement("label");
    const select = document.createElement("select");
    options.forEach(([code, text]) => select.append(new Option(text, code)));
    wrap.append(label, select);
    controls.append(wrap);
    select.addEventListener("change", show);
    return select;
  };
  const told = part.dataset;
  const any = ["", told.any];
  const kinds = [...document.querySelectorAll("[data-kind]")].map((tile) => [tile.dataset.kind, tile.dataset.label]);
  const kind = choose(told.only, [any, ...kinds]);
  const teams = [...new Set(rows.map((row) => row.dataset.team))].sort();
  const team = teams.length > 1 ? choose(told.team, [any, ...teams.map((name) => [name || "-", name || told.none])]) : null;

  function show() {
    let n = 0;
    for (const row of rows) {
      const of = row.dataset.team || "-";
      const fits = (!kind.value || row.dataset.kinds.split(" ").includes(kind.value)) && (!team || !team.value || of === team.value);
      row.hidden = !fits;
      n += fits ? 1 : 0;
    }
    said.textContent = told.shown.replace("#", n);
  }
  controls.append(said);
  part.querySelector(".card").before(controls);
  show();
})();
