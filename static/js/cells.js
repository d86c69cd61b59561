// A cell shows its words with their marks and turns into a text field of the same type when it is entered.
// Marks come from the check pane: each finding names its field and its place in code points.

export function dress(root) {
  for (const field of root.querySelectorAll("textarea.cell")) {
    if (!viewOf(field)) field.before(newView(field));
    field.hidden = true;
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
  enter.textContent = field.dataset.enter;
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
  const parts = written ? marked(field.value, findingsOf(field.name)) : [field.dataset.empty];
  view.firstElementChild.replaceChildren(...parts);
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
    parts.push(signs.slice(done, start).join(""), markOf(item, quote));
    done = end;
  }
  parts.push(signs.slice(done).join(""));
  return parts;
}

// The number is kept with the last word, so that no line ends between them.
function markOf(item, quote) {
  const { severity, number } = item.dataset;
  const mark = document.createElement("mark");
  mark.className = `f f-${severity}`;
  const cut = quote.trimEnd().lastIndexOf(" ") + 1;
  const last = document.createElement("span");
  last.className = "nowrap";
  const link = document.createElement("a");
  link.href = `#${item.id}`;
  link.className = `n n-${severity}`;
  link.textContent = number;
  last.append(quote.slice(cut), link);
  mark.append(quote.slice(0, cut), last);
  return mark;
}
