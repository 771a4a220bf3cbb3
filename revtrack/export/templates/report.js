// The report reads in full without this script: it adds filters, views and steps from change to change.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const body = document.body;
  for (const control of all(".controls")) control.hidden = false;

  // --- filters: pressed values of one group are alternatives, groups narrow each other -------------------------------
  const entries = all(".entry").map((element) => ({
    element,
    kind: [element.dataset.kind],
    field: element.dataset.fields.split(" ").filter(Boolean),
    actors: JSON.parse(element.dataset.actors),
    polarity: element.dataset.polarity,
    text: element.textContent.toLowerCase(),
  }));
  const chips = all("[data-filter]");
  const clear = one("[data-clear]");
  const actor = one("[data-actor]");
  const polarity = one("select[data-polarity]");
  const search = one("[data-search]");
  const shown = one("[data-shown]");

  // The address carries the filter. A page that does not hold every row asks for those that fit; others filter theirs.
  const asks = one("[data-ask]");
  const NAMES = ["kind", "field", "actor", "force", "words"];
  function address() {
    const query = new URLSearchParams(location.search);
    for (const name of NAMES) query.delete(name);
    for (const chip of chips) {
      if (chip.getAttribute("aria-pressed") === "true") query.append(chip.dataset.filter, chip.dataset.value);
    }
    if (actor && actor.value) query.set("actor", actor.value);
    if (polarity && polarity.value) query.set("force", polarity.value);
    if (search && search.value.trim()) query.set("words", search.value.trim());
    const said = String(query);
    return `${location.pathname}${said ? `?${said}` : ""}`;
  }
  function restore() {
    const query = new URLSearchParams(location.search);
    for (const chip of chips) {
      const on = query.getAll(chip.dataset.filter).includes(chip.dataset.value);
      chip.setAttribute("aria-pressed", String(on));
    }
    if (actor) actor.value = query.get("actor") || "";
    if (polarity) polarity.value = query.get("force") || "";
    if (search) search.value = query.get("words") || "";
    return NAMES.some((name) => query.get(name));
  }
  function changed() {
    if (asks) {
      location.assign(`${address()}#changes`);
      return;
    }
    filter();
    keep(location.hash);
  }
  function keep(hash) {
    try {
      history.replaceState(null, "", `${address()}${hash}`);
    } catch {
      // a report opened as a file may not change its address
    }
  }
  for (const link of all("[data-order]")) {
    link.addEventListener("click", () => {
      const query = new URLSearchParams(address().split("?")[1] || "");
      query.set("order", link.dataset.order);
      link.href = `${location.pathname}?${query}#changes`;
    });
  }

  function filter() {
    const wanted = { kind: [], field: [] };
    for (const chip of chips) {
      if (chip.getAttribute("aria-pressed") === "true") wanted[chip.dataset.filter].push(chip.dataset.value);
    }
    const words = search ? search.value.trim().toLowerCase() : "";
    const who = actor ? actor.value : "";
    const force = polarity ? polarity.value : "";
    const free = !wanted.kind.length && !wanted.field.length && !words && !who && !force;
    let count = 0;
    for (const entry of entries) {
      const fits =
        (!wanted.kind.length || wanted.kind.some((value) => entry.kind.includes(value))) &&
        (!wanted.field.length || wanted.field.some((value) => entry.field.includes(value))) &&
        (!who || entry.actors.includes(who)) &&
        (!force || entry.polarity === force) &&
        (!words || entry.text.includes(words));
      entry.element.hidden = !fits;
      count += fits;
    }
    if (clear) clear.setAttribute("aria-pressed", String(free));
    if (shown) {
      shown.hidden = free;
      shown.textContent = shown.dataset.words.replace("{shown}", count).replace("{total}", entries.length);
    }
    mark();
  }

  function clearFilter() {
    for (const chip of chips) chip.setAttribute("aria-pressed", "false");
    if (search) search.value = "";
    if (actor) actor.value = "";
    if (polarity) polarity.value = "";
    changed();
  }

  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      changed();
    });
  }
  if (clear) clear.addEventListener("click", clearFilter);
  if (actor) actor.addEventListener("change", changed);
  if (polarity) polarity.addEventListener("change", changed);
  if (search) search.addEventListener(asks ? "change" : "input", changed);

  // --- views of the full text -----------------------------------------------------------------------------------
  const views = all("button[data-view]");
  const only = one("[data-only-changes]");
  const expand = one("[data-expand]");
  const folds = all(".fold");
  const hidden = one("[data-hidden]");

  for (const view of views) {
    view.addEventListener("click", () => {
      body.dataset.view = view.dataset.view;
      for (const other of views) other.setAttribute("aria-pressed", String(other === view));
    });
  }
  function onlyChanges(on) {
    only.setAttribute("aria-pressed", String(on));
    body.classList.toggle("only-changes", on);
    hidden.textContent = on ? hidden.dataset.hidden : "";
  }
  only.addEventListener("click", () => onlyChanges(only.getAttribute("aria-pressed") !== "true"));
  expand.addEventListener("click", () => {
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
    relabel();
  });
  // A page may leave long folds to be fetched when they are opened; in a report everything is here.
  const load = window.loadFold || (() => Promise.resolve());
  for (const fold of folds) fold.addEventListener("toggle", () => fold.open && load(fold));
  function relabel() {
    const closed = folds.some((fold) => !fold.open);
    expand.textContent = closed ? expand.dataset.open : expand.dataset.close;
  }
  for (const fold of folds) fold.addEventListener("toggle", relabel);

  // --- anchors: whatever hides the target of a link makes way ------------------------------------------------------
  function reveal() {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return; // not a link of ours
    }
    if (!target) {
      const absent = folds.filter((fold) => fold.dataset.load);
      if (absent.length && location.hash.startsWith("#c-")) Promise.all(absent.map(load)).then(reveal);
      return;
    }
    if (target.closest(".entry[hidden]")) clearFilter();
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (body.classList.contains("only-changes") && target.closest("#text") && !target.closest(".changed")) onlyChanges(false);
    // The old text's anchors have no box of their own in the merged view.
    (target.offsetParent ? target : target.closest(".row") || target).scrollIntoView();
    const stop = target.closest("[data-stop]");
    if (stop) arrive(stop, false);
  }
  addEventListener("hashchange", reveal);

  // --- from change to change ----------------------------------------------------------------------------------------
  const position = one(".position");
  let current = null;

  const stops = () => all("[data-stop]").filter((stop) => !stop.hidden);
  function mark() {
    const places = stops();
    if (current && !places.includes(current)) leave();
    position.textContent = `${current ? places.indexOf(current) + 1 : 0} / ${places.length}`;
  }
  function leave() {
    if (current) current.classList.remove("current");
    current = null;
  }
  function arrive(stop, focus) {
    leave();
    current = stop;
    stop.classList.add("current");
    mark();
    if (focus) {
      stop.focus({ preventScroll: true });
      stop.scrollIntoView({ block: "start" });
    }
  }
  function step(by) {
    const places = stops();
    if (!places.length) return;
    const at = current ? places.indexOf(current) : by > 0 ? -1 : 0;
    const next = places[(at + by + places.length) % places.length];
    arrive(next, true);
    const name = next.id || (next.querySelector("[id]") || {}).id;
    if (name) keep(`#${encodeURIComponent(name)}`);
  }
  for (const button of all("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));

  // --- a quote with where it stands and the address of its row, in one click ------------------------------------------
  const words = one("[data-copy]").dataset;
  function citation(entry) {
    const sides = all(".side", entry).filter((side) => side.querySelector("blockquote"));
    const titles = all(".texts dd");
    const told = sides.map((side) => {
      const at = side.classList.contains("old") ? 0 : 1;
      const title = titles[at].querySelector(".title");
      const where = all(".where > *", side).map((part) => part.textContent.trim()).join(" ");
      return `“${side.querySelector("blockquote").textContent.trim()}”（《${(title || one("h1")).textContent.trim()}》${where}）`;
    });
    const here = `${location.origin === "null" ? "" : location.origin}${location.pathname}${asks ? "" : location.search}`;
    return `${told.join("\n")}\n${here}#${entry.id}`;
  }
  function copy(entry) {
    const button = entry.querySelector(".copy");
    const done = () => (button.textContent = words.copied);
    const text = citation(entry);
    const aside = () => {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy"); // what a file opened without a server may use
      field.remove();
      done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, aside);
    else aside();
  }
  for (const { element } of entries) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.addEventListener("click", () => copy(element));
    element.querySelector(".label").append(button);
  }

  // Single keys can be switched off: a reader who dictates would trigger them by speaking.
  const keys = one("[data-keys]");
  keys.addEventListener("click", () => {
    keys.setAttribute("aria-pressed", String(keys.getAttribute("aria-pressed") !== "true"));
  });
  const ways = { n: 1, j: 1, p: -1, k: -1 };
  addEventListener("keydown", (event) => {
    if (keys.getAttribute("aria-pressed") !== "true" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "?") {
      one(".keyring").open = !one(".keyring").open;
      return;
    }
    if (event.key === "c" && current && current.matches(".entry")) {
      copy(current);
      return;
    }
    const by = ways[event.key];
    if (by) {
      event.preventDefault();
      step(by);
    }
  });

  const narrowed = restore();
  if (clear) clear.setAttribute("aria-pressed", String(!narrowed));
  if (narrowed && !asks) filter();
  const narrowing = one(".narrowing");
  if (narrowing && !narrowed && matchMedia("(max-width: 52rem)").matches) narrowing.open = false;
  mark();
  if (location.hash) reveal();
})();
