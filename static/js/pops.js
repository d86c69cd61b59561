// The folds of a row: who acts, on which day, what a goal rests on. The field in the fold holds the truth; ticking and
// picking write into it, and the summary shows how it reads.

const template = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const fieldOf = (pop) => pop.querySelector(".pop-sheet > .field");

export function wirePops(form) {
  form.addEventListener("toggle", (event) => { if (event.target.matches?.(".pop") && event.target.open) opened(event.target); }, true);
  form.addEventListener("change", (event) => picked(event));
  form.addEventListener("input", (event) => {
    const pop = event.target.closest(".pop");
    if (pop && event.target.matches(".pop-sheet > .field")) showPop(pop);
  });
  form.addEventListener("click", (event) => {
    if (event.target.dataset.term) termChosen(event.target);
    if (event.target.matches("[data-shut]")) shut(event.target.closest(".pop"));
  });
  document.addEventListener("click", (event) => shutOthers(event.target.closest(".pop")));
  document.addEventListener("keydown", (event) => {
    const pop = event.key === "Escape" && event.target.closest?.(".pop[open]");
    if (pop) shut(pop);
  });
}

function shut(pop) {
  pop.open = false;
  pop.querySelector("summary").focus();
}

function shutOthers(kept) {
  for (const pop of document.querySelectorAll(".pop[open]")) if (pop !== kept) pop.open = false;
}

function opened(pop) {
  shutOthers(pop);
  const kind = pop.dataset.pop;
  if (kind === "day" && !pop.querySelector(".day-help")) fieldOf(pop).after(template("day-help"));
  const list = pop.querySelector("[data-list]");
  if (list && !list.firstElementChild) list.append(kind === "who" ? peopleList() : factsList());
  if (!pop.querySelector("[data-shut]")) pop.querySelector(".pop-sheet").append(template("shut"));
  tickFrom(pop);
  // Only when nothing else was entered meanwhile: the fold says that it is open a moment after it is.
  if (kind === "day" && document.activeElement === pop.querySelector("summary")) pop.querySelector("input[type=date]").focus();
}

// Chips and names to complete stand in one order; each chip gets its name's boxes where it is picked.
function peopleList() {
  const list = template("people-list");
  list.querySelectorAll("li").forEach((item, place) => {
    const boxes = document.getElementById("person-pick").content.cloneNode(true);
    for (const box of boxes.querySelectorAll("input")) box.value = names()[place];
    boxes.querySelector(".check").append(item.firstElementChild);
    item.append(boxes);
  });
  return list;
}

// The facts stand in the case beside; the list to tick is made from them.
function factsList() {
  const list = document.createElement("ul");
  list.className = "plain opts";
  for (const fact of document.querySelectorAll("#case [data-fact]")) {
    const label = document.createElement("label");
    label.className = "check";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = fact.dataset.fact;
    box.setAttribute("form", "");
    const words = fact.querySelector("p").cloneNode(true);
    words.className = "words-s";
    words.prepend(`${fact.dataset.fact} `);
    label.append(box, words);
    const item = document.createElement("li");
    item.append(label);
    list.append(item);
  }
  return list;
}

// What is written in the field is ticked in the list, whoever wrote it.
function tickFrom(pop) {
  const kind = pop.dataset.pop;
  if (kind === "day") {
    const day = fieldOf(pop).value.trim();
    pop.querySelector("input[type=date]").value = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : "";
    return;
  }
  const chosen = kind === "who" ? namesIn(fieldOf(pop).value) : factsOf(pop);
  for (const box of pop.querySelectorAll("[data-list] input[type=checkbox]")) box.checked = chosen.includes(box.value);
  for (const radio of pop.querySelectorAll("[data-list] input[type=radio]")) {
    radio.closest("label").hidden = chosen.length < 2 || !chosen.includes(radio.value);
    radio.checked = radio.value === chosen[0];
  }
}

function picked(event) {
  const { target } = event;
  const pop = target.closest(".pop");
  if (!pop || target.form) return;
  if (target.type === "date") {
    // Whoever types into the picker passes through years like 0002 and 20263.
    const day = /^(19|20|21)\d\d-/.test(target.value);
    const cleared = !target.value && /^\d{4}-\d{2}-\d{2}$/.test(fieldOf(pop).value.trim());
    if (day || cleared) write(pop, fieldOf(pop), target.value);
    return;
  }
  if (target.type === "radio") write(pop, fieldOf(pop), [target.value, ...namesIn(fieldOf(pop).value).filter((name) => name !== target.value)].join(", "));
  else {
    const field = pop.dataset.pop === "who" ? fieldOf(pop) : factsField(pop);
    const before = pop.dataset.pop === "who" ? namesIn(field.value) : factsOf(pop);
    const after = target.checked ? [...before, target.value] : before.filter((each) => each !== target.value);
    write(pop, field, after.join(", "));
  }
  tickFrom(pop);
}

function write(pop, field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  showPop(pop);
}

function termChosen(button) {
  const pop = button.closest(".pop");
  const [, count, unit] = button.dataset.term.match(/^(\d+)([dwm])$/);
  const day = new Date(`${document.getElementById("date").value || new Date().toISOString().slice(0, 10)}T12:00:00`);
  if (unit === "m") {
    const wanted = day.getDate();
    day.setMonth(day.getMonth() + Number(count));
    // 31 January and a month is the last of February, not 3 March.
    if (day.getDate() !== wanted) day.setDate(0);
  } else day.setDate(day.getDate() + Number(count) * (unit === "w" ? 7 : 1));
  const two = (part) => String(part).padStart(2, "0");
  write(pop, fieldOf(pop), `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`);
  shut(pop);
}

function showPop(pop) {
  const form = pop.closest("form");
  if (pop.dataset.pop === "day") showDay(pop, form);
  else if (pop.dataset.pop === "who") showWho(pop, form);
  else showSupport(pop);
}

function showDay(pop, form) {
  const text = fieldOf(pop).value.trim();
  const shown = pop.querySelector(".shown");
  if (!text) return shown.replaceChildren(hole(form.dataset.holeDay));
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T12:00:00`) : null;
  const valid = day && !Number.isNaN(day.getTime());
  // The months come with the page: browsers know none in Kazakh, and the server writes a day in this order everywhere.
  shown.textContent = valid ? `${day.getDate()} ${form.dataset.months.split(" ")[day.getMonth()]}` : text;
}

function showWho(pop, form) {
  const chips = namesIn(fieldOf(pop).value).map((name, place) => personChip(name, place === 0));
  pop.querySelector(".shown").replaceChildren(...(chips.length ? chips : [hole(form.dataset.holeWho)]));
}

function showSupport(pop) {
  const facts = factsOf(pop).map((id) => {
    const chip = document.createElement("span");
    chip.className = "chip chip-fact";
    chip.tabIndex = 0;
    const tip = document.createElement("span");
    tip.className = "tip";
    tip.textContent = document.querySelector(`[data-fact="${CSS.escape(id)}"] p`)?.textContent || "";
    chip.append(id, tip);
    return chip;
  });
  const strengths = parted(fieldOf(pop).value).map((words) => {
    const chip = document.createElement("span");
    chip.className = "chip chip-strength";
    chip.textContent = words;
    return chip;
  });
  pop.closest(".rests").querySelector(":scope > .shown").replaceChildren(...facts, ...strengths);
  showUse(pop.closest("form"));
}

// The case beside says which goals rest on each fact.
export function showUse(form) {
  const pane = document.getElementById("case");
  const goals = [...form.querySelectorAll(".goal [name$='.facts']")].map((field) => parted(field.value));
  const items = [...pane.querySelectorAll("[data-fact]")];
  let used = 0;
  for (const item of items) {
    const numbers = goals.flatMap((facts, place) => (facts.includes(item.dataset.fact) ? [place + 1] : []));
    used += numbers.length > 0;
    item.classList.toggle("used", numbers.length > 0);
    item.querySelector(".in").textContent = numbers.length ? pane.dataset.inGoals.replace("{numbers}", numbers.join(", ")) : "";
  }
  const count = pane.querySelector("[data-facts-used]");
  count.textContent = count.dataset.factsUsed.replace("{used}", used).replace("{all}", items.length);
}

function hole(words) {
  const span = document.createElement("span");
  span.className = "hole";
  span.textContent = words;
  return span;
}

function personChip(name, leads) {
  const known = document.getElementById("people-list").content.querySelectorAll("li")[names().indexOf(name)];
  const chip = known ? known.firstElementChild.cloneNode(true) : document.createElement("span");
  if (!known) {
    chip.className = "chip";
    chip.textContent = name;
  }
  chip.classList.toggle("chip-help", !leads);
  return chip;
}

const names = () => [...document.getElementById("people").options].map((option) => option.value);
const parted = (text) => text.split(/\s*[,;\n]\s*/).map((part) => part.trim()).filter(Boolean);
const factsField = (pop) => pop.querySelector("[name$='.facts']");
const factsOf = (pop) => parted(factsField(pop).value);

// A name of the case may hold a comma; known names are taken out first, longest first.
function namesIn(text) {
  const known = names().filter((name) => /[,;]/.test(name));
  const held = [];
  for (const name of known.sort((a, b) => b.length - a.length)) {
    if (text.includes(name)) text = text.replace(name, `\u0000${held.push(name) - 1}\u0000`);
  }
  const found = parted(text).map((part) => part.replace(/\u0000(\d+)\u0000/g, (_all, at) => held[at]));
  return [...new Set(found)];
}
