// A cell shows its words with their marks and turns into a text field of the same type when it is entered.
// Marks come from the check pane: each finding names its field and its place in code points.

const views = new Map();

export function dress(form) {
  for (const field of form.querySelectorAll("textarea.cell")) {
    const view = document.createElement("div");
    view.className = field.className + " read";
    const enter = document.createElement("button");
    enter.type = "button";
    enter.className = "sr";
    enter.lang = document.documentElement.lang;
    enter.textContent = `${field.dataset.enter}: ${field.labels[0] ? field.labels[0].textContent : ""}`;
    const words = document.createElement("span");
    view.append(words, enter);
    view.lang = field.lang || field.closest("[lang]").lang;
    field.before(view);
    views.set(field.name, { field, view, words, enter });
    view.addEventListener("click", (event) => { if (!event.target.closest("a, button")) open(field.name); });
    enter.addEventListener("click", () => open(field.name));
    field.addEventListener("blur", () => close(field.name));
    field.addEventListener("keydown", (event) => { if (event.key === "Escape") { close(field.name); enter.focus(); } });
    close(field.name);
  }
  const tabs = form.querySelectorAll("label[for]");
  for (const label of tabs) label.addEventListener("click", () => open(label.htmlFor));
}

function open(name) {
  const cell = views.get(name);
  if (!cell) return;
  cell.view.hidden = true;
  cell.field.hidden = false;
  cell.field.focus();
}

function close(name) {
  const { field, view } = views.get(name);
  field.hidden = true;
  view.hidden = false;
  show(name);
}

function show(name) {
  const { field, view, words } = views.get(name);
  const text = field.value;
  view.classList.toggle("is-empty", !text.trim());
  words.replaceChildren(...(text.trim() ? marked(text, findingsOf(name)) : [field.dataset.empty]));
}

export function showAll() {
  for (const [name, { field }] of views) if (field.hidden) show(name);
}

function findingsOf(name) {
  return [...document.querySelectorAll("#check-body li[data-field]")]
    .filter((item) => item.dataset.field === name)
    .map((item) => ({ item, start: Number(item.dataset.start), end: Number(item.dataset.end), quote: item.dataset.quote }))
    .sort((a, b) => a.start - b.start);
}

// Code points, because the server counts them; a mark whose words have changed since is not shown.
function marked(text, findings) {
  const signs = Array.from(text);
  const parts = [];
  let done = 0;
  for (const { item, start, end, quote } of findings) {
    if (start < done || signs.slice(start, end).join("") !== quote) continue;
    parts.push(signs.slice(done, start).join(""));
    const mark = document.createElement("mark");
    mark.className = `f f-${item.dataset.severity}`;
    mark.textContent = quote;
    const link = document.createElement("a");
    link.href = `#${item.id}`;
    link.className = `n n-${item.dataset.severity} after`;
    link.textContent = item.dataset.number;
    parts.push(mark, link);
    done = end;
  }
  parts.push(signs.slice(done).join(""));
  return parts;
}
