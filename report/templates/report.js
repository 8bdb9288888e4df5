"use strict";
(async () => {
  // The data and Vega stand in the page compressed; Vega runs as an inline script that the content policy knows.
  const unpack = (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (character) => character.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  const data = JSON.parse(await unpack("data"));
  document.head.append(element("script", {}, await unpack("vega")));

  const cellsOf = { filing: 0, line: 1, column: 2, label: 3, text: 4, value: 5, period: 6, evidence: 7, place: 8 };
  const markOf = { verdict: 0, rule: 1, item: 2, period: 3, unit: 4, reported: 5, calculated: 6, gap: 7, tolerance: 8, reason: 9, cells: 10 };
  const verdicts = { exact: "exact", rounding: "within rounding", failed: "does not tie", untested: "not testable" };
  // Only errors are logged: a layer without rows is no defect.
  const options = { renderer: "svg", actions: false, ast: true, logLevel: 1 };
  const picked = {};
  const views = {};

  // Elements. Text from filings is only ever set as text, in its own direction.

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const own = (text, name = "bdi", attributes = {}) => element(name, attributes, text ?? "");

  // Picks

  function radios(fieldset, name, options, chosen) {
    for (const [value, label] of options) {
      const input = element("input", { type: "radio", name, value });
      input.checked = value === chosen;
      input.addEventListener("change", () => pick(name, value));
      fieldset.append(element("label", {}, input, label));
    }
    fieldset.hidden = options.length < 2;
  }

  function pick(name, value) {
    picked[name] = value;
    if (name === "kind") fillPeriods();
    show();
  }

  function fillPeriods() {
    const select = document.getElementById("pick-period");
    const fitting = Object.entries(data.periods).filter(([id, period]) => period.kind === picked.kind && held.has(id)).reverse();
    select.replaceChildren(...fitting.map(([id, period]) => element("option", { value: id }, period.label)));
    picked.period = fitting.length ? fitting[0][0] : null;
  }

  const held = new Set([...data.tiles.map((tile) => tile.p), ...data.facts.map((fact) => fact[1])]);

  // Charts

  function rowsOf(id) {
    const { picks } = data.specs[id];
    let rows = data.charts[id];
    const notes = [];
    if (picks.includes("kind")) rows = rows.filter((row) => row.k === picked.kind);
    if (picks.includes("period")) rows = rows.filter((row) => row.p === picked.period);
    if (!rows.length) return [rows, data.charts[id].length ? "Neither printed nor derivable for this choice of periods." : "Not printed in these filings."];
    if (picks.includes("currency")) {
      const inCurrency = rows.filter((row) => row.c === picked.currency);
      if (!inCurrency.length) notes.push(`Not presented in ${picked.currency}; shown in ${rows[0].c}.`);
      rows = inCurrency.length ? inCurrency : rows.filter((row) => row.c === rows[0].c);
    }
    if (rows.some((row) => row.b === "derived")) notes.push("Pale or hollow: derived from printed periods.");
    return [rows, notes.join(" ")];
  }

  async function drawChart(figure) {
    const id = figure.dataset.chart;
    const { spec, millions, series, legend } = data.specs[id];
    const [rows, note] = rowsOf(id);
    const plot = figure.querySelector(".plot");
    const noteLine = figure.querySelector(".note");
    noteLine.textContent = note;
    noteLine.hidden = !note;
    for (const part of [plot, figure.querySelector("details"), figure.querySelector(".series")]) part.hidden = !rows.length;
    figure.querySelector(".unit").textContent = millions && rows.length ? `${rows[0].c} million` : "";
    if (!rows.length) return;
    fillTable(figure.querySelector("table"), rows);
    const parts = [...new Set(rows.filter((row) => row.r !== "total").map((row) => row.s))];
    const names = [
      ...(series ? parts.map((name, at) => [name, `--series-${at + 1}`]) : []),
      ...legend.filter(([key]) => rows.some((row) => row.s === key || row.r === key)).map(([, name, colour]) => [name, colour]),
    ];
    figure.querySelector(".series").replaceChildren(...names.map(([name, colour]) => element("li", { style: `--swatch: var(${colour})` }, own(name))));
    plot.setAttribute("aria-label", `${figure.querySelector("h3").textContent}: ${rows.map((row) => [row.s, row.x, row.t].filter(Boolean).join(" ")).join("; ")}`);
    views[id]?.finalize();
    const embedded = await vegaEmbed(plot, { ...spec, width: plot.clientWidth, datasets: { ...spec.datasets, rows } }, options);
    views[id] = embedded.view;
  }

  function fillTable(table, rows) {
    const across = [...new Set(rows.map((row) => row.x))];
    const down = [...new Set(rows.map((row) => row.s))];
    const cell = (row) => element("td", row && row.b === "derived" ? { class: "derived" } : {}, row ? row.t : "");
    const find = (x, s) => rows.find((row) => row.x === x && row.s === s);
    if (down.length === 1 && !down[0]) {
      table.replaceChildren(element("tbody", {}, ...rows.map((row) => element("tr", {}, own(row.x, "th", { scope: "row" }), cell(row)))));
      return;
    }
    table.replaceChildren(
      element("thead", {}, element("tr", {}, element("th"), ...across.map((x) => element("th", { scope: "col" }, x)))),
      element("tbody", {}, ...down.map((s) => element("tr", {}, own(s, "th", { scope: "row" }), ...across.map((x) => cell(find(x, s))))))
    );
  }

  function drawTiles() {
    const chosen = data.tiles.filter((tile) => tile.p === picked.period);
    const shown = chosen.filter((tile) => tile.c === picked.currency);
    const tiles = shown.length ? shown : chosen.filter((tile) => tile.c === chosen[0].c);
    document.querySelector(".tiles").replaceChildren(
      ...tiles.map((tile) => element("div", { class: "tile" }, own(tile.l, "span"), element("b", {}, tile.t), element("small", {}, [tile.c, tile.n].filter(Boolean).join(", "))))
    );
  }

  // Statements

  function chooseColumns(table) {
    const heads = [...table.querySelectorAll("thead th")].slice(1);
    const currencies = new Set(heads.map((head) => head.dataset.c));
    const currency = currencies.has(picked.currency) ? picked.currency : data.currencies[0];
    const kinds = ["instant", picked.kind];
    const visible = heads.map((head) => kinds.includes(head.dataset.k) && head.dataset.c === currency);
    heads.forEach((head, at) => (head.hidden = !visible[at]));
    for (const row of table.tBodies[0].rows) {
      if (row.className === "section") continue;
      let any = false;
      visible.forEach((is, at) => {
        const cell = row.cells[at + 1];
        cell.hidden = !is;
        any ||= is && cell.hasChildNodes();
      });
      row.hidden = !any;
    }
    table.closest(".statement").hidden = !visible.some(Boolean);
  }

  // What stands behind a figure

  const dialog = document.getElementById("source");

  function open(title, ...content) {
    dialog.lastElementChild.replaceChildren(own(title, "h3", { id: "source-title" }), ...content.filter(Boolean));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  }

  function cellTable(places) {
    if (!places.length) return null;
    const body = places.map((place) => {
      const cell = data.cells[place];
      return element("tr", {},
        element("td", {}, data.filings[cell[cellsOf.filing]]),
        // in a file without lines of text the place is what a reader can find
        element("td", {}, cell[cellsOf.place] ?? `line ${cell[cellsOf.line]}, cell ${cell[cellsOf.column]}`),
        own(cell[cellsOf.label], "td", { dir: "auto" }),
        element("td", { class: "number" }, own(cell[cellsOf.text] || "(blank)", "bdi", { class: "cell" })),
        element("td", { class: "number" }, cell[cellsOf.value]),
        element("td", {}, data.periods[cell[cellsOf.period]]?.label ?? ""),
        element("td", {}, cell[cellsOf.evidence]));
    });
    const heads = ["Filing", "Place", "Label", "As printed", "Read as", "Period", "Evidence"].map((head) => element("th", { scope: "col" }, head));
    return element("div", { class: "scroll", tabindex: "0" }, element("table", { class: "list" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body)));
  }

  function openFact(place) {
    const [label, period, value, known, cells] = data.facts[place];
    const { label: name, dates } = data.periods[period];
    open(label, element("p", {}, `${name} (${dates})`), element("p", {}, element("b", {}, value)), own(known, "p"), cellTable(cells), proofs(cells));
  }

  // The identities that rest on these cells, each a mark that opens in turn.
  function proofs(cells) {
    const held = new Set(cells);
    const marks = data.ties.groups.flatMap((group) => group.marks).filter((mark) => mark[markOf.cells].some((cell) => held.has(cell)));
    if (!marks.length) return element("p", {}, "No identity rests on it.");
    const list = marks.map((mark) => element("li", {}, markButton(mark), own(` ${ruleOf(mark)}`)));
    return element("details", { open: "" }, element("summary", {}, `Held against other figures ${marks.length} times`), element("ul", { class: "proofs" }, ...list));
  }

  function ruleOf(mark) {
    const rule = mark[markOf.rule];
    return typeof rule === "number" ? `${data.ties.rules[rule][0]}: ${data.ties.rules[rule][1]}` : rule;
  }

  function openMark(mark) {
    const about = [mark[markOf.item]?.replaceAll("_", " "), data.periods[mark[markOf.period]]?.label ?? mark[markOf.period], mark[markOf.unit]].filter(Boolean).join(", ");
    const figures = [["printed", markOf.reported], ["calculated", markOf.calculated], ["gap", markOf.gap], ["rounding explains", markOf.tolerance]]
      .filter(([, at]) => mark[at] !== null).map(([name, at]) => `${name} ${mark[at]}`).join(", ");
    open(ruleOf(mark),
      element("p", {}, element("span", { class: `mark ${mark[markOf.verdict]}`, style: "display:inline-block;vertical-align:-3px" }), ` ${verdicts[mark[markOf.verdict]]}`),
      about ? own(about, "p") : null, figures ? element("p", {}, figures) : null,
      mark[markOf.reason] ? own(mark[markOf.reason], "p") : null, cellTable(mark[markOf.cells]));
  }

  function markButton(mark, tabindex = "0") {
    const said = `${verdicts[mark[markOf.verdict]]}: ${ruleOf(mark)}`;
    const button = element("button", { type: "button", class: `mark ${mark[markOf.verdict]}`, tabindex, "aria-label": said, title: said });
    button.addEventListener("click", () => openMark(mark));
    return button;
  }

  function drawMarks() {
    const place = document.getElementById("marks");
    let filing = null;
    for (const group of data.ties.groups) {
      if (group.filing !== filing) place.append(element("h3", {}, (filing = group.filing)));
      const row = element("div", { class: "marks", role: "group", "aria-label": `${group.filing}, ${group.title}` });
      row.append(...group.marks.map((mark, at) => markButton(mark, at ? "-1" : "0")));
      row.addEventListener("keydown", moveFocus);
      place.append(element("p", { class: "family" }, group.title), row);
    }
  }

  function moveFocus(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const marks = [...event.currentTarget.children];
    const at = marks.indexOf(document.activeElement);
    const to = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : at + step;
    if (at < 0 || !marks[to]) return;
    event.preventDefault();
    marks[at].tabIndex = -1;
    marks[to].tabIndex = 0;
    marks[to].focus();
  }

  // The page

  let shown = Promise.resolve();

  // One drawing after the other: a chart that is still being made must not overtake the one of the next pick.
  function show() {
    document.documentElement.removeAttribute("data-ready");
    for (const chosen of document.querySelectorAll(".chosen")) chosen.textContent = picked.period ? data.periods[picked.period].label : "";
    drawTiles();
    for (const table of document.querySelectorAll(".figures")) chooseColumns(table);
    drawCharts();
  }

  function drawCharts() {
    const drawn = shown.then(() => Promise.all([...document.querySelectorAll(".chart")].map(drawChart)));
    shown = drawn;
    drawn.then(() => { if (shown === drawn) document.documentElement.dataset.ready = "yes"; });
  }

  const kinds = data.kinds;
  picked.kind = kinds.length ? kinds[0][0] : null;
  picked.currency = data.currencies[0];
  radios(document.getElementById("pick-kind"), "kind", kinds, picked.kind);
  radios(document.getElementById("pick-currency"), "currency", data.currencies.map((code) => [code, code]), picked.currency);
  fillPeriods();
  document.getElementById("pick-period").addEventListener("change", (event) => pick("period", event.target.value));
  document.getElementById("statements").addEventListener("click", (event) => {
    const button = event.target.closest("button[data-f]");
    if (button) openFact(Number(button.dataset.f));
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  drawMarks();
  show();
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(drawCharts, 150);
  });
})();
