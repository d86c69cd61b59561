// The words of the plan: read until they are entered, and asked about where they stand. A finding names its field and
// its place in code points; its words are underlined, and it unfolds beneath them.

// ---------- cells ----------
export function dress(root) {
  for (const field of root.querySelectorAll("textarea.cell")) {
    if (!viewOf(field)) field.before(newView(field));
    // Whoever is writing in it already goes on: the script came after the first words.
    const inUse = field === document.activeElement;
    field.hidden = !inUse;
    viewOf(field).hidden = inUse;
    show(field);
  }
}

function newView(field) {
  const view = document.createElement("div");
  view.className = `${field.className} read`;
  view.lang = field.closest("[lang]").lang;
  const enter = document.createElement("button");
  enter.type = "button";
  enter.className = "sr";
  enter.lang = document.documentElement.lang;
  enter.textContent = field.form.dataset.enter.replace("{cell}", field.ariaLabel);
  view.append(document.createElement("span"), enter);
  return view;
}

const viewOf = (field) => (field.previousElementSibling?.matches(".cell.read") ? field.previousElementSibling : null);

export function enterCell(field) {
  viewOf(field).hidden = true;
  field.hidden = false;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

export function leaveCell(field) {
  const view = viewOf(field);
  if (!view) return;
  field.hidden = true;
  view.hidden = false;
  show(field);
}

export function enterButtonOf(field) {
  return viewOf(field).querySelector(":scope > button");
}

export function showAll(form) {
  for (const field of form.querySelectorAll("textarea.cell")) if (field.hidden) show(field);
}

function show(field) {
  const view = viewOf(field);
  const written = field.value.trim() !== "";
  view.classList.toggle("is-empty", !written);
  const parts = written ? marked(field.value, findingsOf(field.name)) : [field.dataset.empty || field.form.dataset.empty];
  view.firstElementChild.replaceChildren(...parts);
}

function findingsOf(name) {
  return [...document.querySelectorAll("#check-body li[data-field]")]
    .filter((item) => item.dataset.field === name)
    .map((item) => ({ item, start: Number(item.dataset.start), end: Number(item.dataset.end), quote: item.dataset.quote }))
    .sort((a, b) => a.start - b.start);
}

// Code points, because the server counts them; a mark whose words have changed since is not shown. Findings that share
// words share one underline, and their numbers stand together.
function marked(text, findings) {
  const signs = Array.from(text);
  const groups = [];
  for (const each of findings) {
    if (signs.slice(each.start, each.end).join("") !== each.quote) continue;
    const last = groups.at(-1);
    if (last && each.start < last.end) {
      last.end = Math.max(last.end, each.end);
      last.items.push(each.item);
    } else groups.push({ start: each.start, end: each.end, items: [each.item] });
  }
  const parts = [];
  let done = 0;
  for (const { start, end, items } of groups) {
    parts.push(signs.slice(done, start).join(""), markOf(items, signs.slice(start, end).join("")));
    done = end;
  }
  parts.push(signs.slice(done).join(""));
  return parts;
}

const WEIGHT = ["must", "should", "consider"];

// The numbers are kept with the last word, so that no line ends between them; the gravest decides the line.
function markOf(items, quote) {
  const worst = WEIGHT.find((severity) => items.some((item) => item.dataset.severity === severity));
  const mark = document.createElement("mark");
  mark.className = `f f-${worst}`;
  const cut = quote.trimEnd().lastIndexOf(" ") + 1;
  const last = document.createElement("span");
  last.className = "nowrap";
  last.append(quote.slice(cut), ...items.map(numberOf));
  mark.append(quote.slice(0, cut), last);
  return mark;
}

function numberOf(item) {
  const link = document.createElement("a");
  link.href = `#${item.id}`;
  link.className = `n n-${item.dataset.severity}`;
  link.textContent = item.dataset.number;
  return link;
}

// ---------- the check beside the plan: asked for, or following what was just written ----------
export function asking(form, saving) {
  const pane = document.getElementById("check-body");
  const state = document.getElementById("check-state");
  let whole = Boolean(document.querySelector("#dials .dials"));

  // An answer that a later question has overtaken says nothing any more; it would also take the whole check away again.
  let latest = 0;

  async function check(asked) {
    const turn = ++latest;
    whole ||= asked;
    const saved = await saving.settled();
    if (asked && !saved) {
      state.textContent = pane.dataset.failed;
      return;
    }
    if (!form.dataset.check) return followTimeline();
    const slow = setTimeout(() => { state.textContent = pane.dataset.reading; }, 400);
    try {
      const address = new URL(form.dataset.check, location.href);
      if (!whole) address.searchParams.set("cells", 1);
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn === latest) place(fresh);
    } catch {
      if (turn === latest && (asked || saved)) state.textContent = pane.dataset.failed;
    } finally {
      clearTimeout(slow);
    }
  }

  // A reason that is being written stays: the new check is shown when its field is left.
  let waiting = null;
  const writingReason = (at) => pane.contains(at) && at.closest("form") && [...at.closest("form").elements].some((field) => field.name === "reason" && field.value);
  pane.addEventListener("focusout", (event) => {
    if (waiting && !writingReason(event.relatedTarget || document.body)) place(waiting);
  });

  function place(fresh) {
    waiting = writingReason(document.activeElement) ? fresh : null;
    if (waiting) return;
    const openFolds = new Set([...pane.querySelectorAll("details[open]")].map(nameOf));
    for (const part of fresh.querySelectorAll("[data-into]")) document.getElementById(part.dataset.into).replaceChildren(...part.childNodes);
    for (const fold of pane.querySelectorAll("details")) if (openFolds.has(nameOf(fold))) fold.open = true;
    showAll(form);
    showStates(form, whole);
    const { count, readAt } = fresh.querySelector("[data-count]").dataset;
    state.textContent = readAt;
    document.querySelector("[data-count-of-check]").textContent = count === "0" ? "" : ` · ${count}`;
  }

  // Where the checker keeps silent, the picture of the days still follows the plan.
  async function followTimeline() {
    try {
      const answer = await fetch(location.pathname);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("timeline").replaceChildren(...fresh.getElementById("timeline").childNodes);
    } catch { /* without a network the last picture stays */ }
  }

  form.addEventListener("click", (event) => {
    const number = event.target.closest("a.n");
    if (!number) return;
    event.preventDefault();
    unfold(number, form.dataset.close);
  });
  pane.addEventListener("toggle", (event) => { if (event.target.matches(".later")) showStates(form, whole); }, true);
  keys(form, pane);
  return { check, showStates: () => showStates(form, whole) };
}

// A fold is the same one after a new check when it is about the same rule at the same place, or of the same kind.
const nameOf = (fold) => fold.querySelector("[name=key]")?.value || fold.id || fold.className;

// The head of a goal names the questions that are on the page: the first three, and the later ones once they are unfolded.
function showStates(form, whole) {
  const numbers = {}, asked = new Set();
  for (const item of document.querySelectorAll("#check-body .findings > li")) {
    const row = item.querySelector("[data-to]")?.dataset.to;
    const goal = row && document.getElementById(row)?.closest(".goal")?.id;
    if (!goal) continue;
    asked.add(goal);
    if (item.checkVisibility()) (numbers[goal] ||= []).push(item.querySelector(".n").textContent.trim().split(/\s+/).pop());
  }
  for (const place of form.querySelectorAll("[data-state-of]")) {
    const goal = place.dataset.stateOf, mine = numbers[goal];
    place.textContent = mine ? form.dataset.findings.replace("{numbers}", mine.join(", ")) : whole && !asked.has(goal) ? form.dataset.noFindings : "";
  }
}

function unfold(number, close) {
  const id = number.hash.slice(1);
  const open = document.querySelector(`.open-f[data-of="${id}"]`);
  document.querySelectorAll(".open-f").forEach((each) => each.remove());
  if (open) return;
  const item = document.getElementById(id);
  const box = document.createElement("div");
  box.className = `open-f is-${item.dataset.severity}`;
  box.dataset.of = id;
  box.lang = document.documentElement.lang;
  box.tabIndex = -1;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", item.querySelector(".sev").textContent);
  const body = item.lastElementChild.cloneNode(true);
  for (const named of body.querySelectorAll("[id]")) named.id = `open-${named.id}`;
  for (const label of body.querySelectorAll("[for]")) label.htmlFor = `open-${label.htmlFor}`;
  // A form may not stand in the plan's own form: the reason is given in the list beside.
  body.querySelector("form")?.remove();
  body.querySelector("[data-to]")?.remove();
  body.querySelector(".more").prepend(toList(id, item));
  for (const fold of body.querySelectorAll("details")) fold.open = true;
  const shut = document.createElement("button");
  shut.type = "button";
  shut.className = "btn btn-quiet btn-s";
  shut.textContent = close;
  box.append(body, shut);
  const back = () => { box.remove(); document.querySelector(`#plan-form a.n[href="#${id}"]`)?.focus(); };
  shut.addEventListener("click", back);
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); back(); } });
  number.closest(".cell.read").parentElement.append(box);
  box.focus();
}

function toList(id, item) {
  const link = document.createElement("a");
  link.href = `#${id}`;
  link.textContent = item.querySelector("form label").textContent;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    item.querySelector("details.mend").open = true;
    item.querySelector("form [name=reason]").focus();
  });
  return link;
}

// n and p go from finding to finding; off while typing, and off for whoever needs single letters for their own tools.
function keys(form, pane) {
  const choice = document.getElementById("keys");
  const box = choice.querySelector("input");
  let at = -1;
  choice.hidden = !form.dataset.check;
  box.checked = localStorage.getItem("keys") !== "off";
  box.addEventListener("change", () => { if (box.checked) localStorage.removeItem("keys"); else localStorage.setItem("keys", "off"); });
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const step = { n: 1, p: -1 }[event.key];
    const items = [...pane.querySelectorAll(".findings > li")].filter((item) => item.checkVisibility());
    if (!step || !items.length) return;
    event.preventDefault();
    at = (at + step + items.length) % items.length;
    const mark = document.querySelector(`#plan-form a.n[href="#${items[at].id}"]`);
    if (!mark) items[at].tabIndex = -1;
    (mark || items[at]).focus();
    (mark || items[at]).scrollIntoView({ block: "center" });
  });
}
