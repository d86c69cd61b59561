// The drawing of the family: saved as it is typed, by the plan's own saver, and drawn anew by the server after each save.
import { saver, tell } from "./saving.js";

const form = document.getElementById("sketch-form");
const saving = saver(form, refresh);
let asked = 0;

// A drawing that comes back after a later one was asked for is already old.
async function refresh() {
  const mine = ++asked;
  try {
    const answer = await fetch(form.dataset.drawn);
    if (!answer.ok || mine !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["drawn", "asked-body"]) take(document.getElementById(id), fresh.getElementById(id));
  } catch { /* it comes with the next save */ }
}

function take(old, fresh) {
  if (!fresh || old.innerHTML === fresh.innerHTML || old.contains(document.activeElement)) return;
  const open = [...old.querySelectorAll("details")].map((each) => each.open);
  const along = [...old.querySelectorAll(".scroll-x")].map((each) => each.scrollLeft);
  old.replaceChildren(...fresh.childNodes);
  old.querySelectorAll("details").forEach((each, at) => { each.open = open[at] ?? each.open; });
  old.querySelectorAll(".scroll-x").forEach((each, at) => { each.scrollLeft = along[at] ?? 0; });
}

// A new name stands at once on its row, and wherever the person can be chosen.
function rename(field) {
  const name = field.value.trim() || "?";
  for (const option of form.querySelectorAll(`option[data-of="${CSS.escape(field.dataset.names)}"]`)) option.textContent = name;
  document.getElementById(`n.${field.dataset.names}`).textContent = name;
}

form.addEventListener("input", (event) => {
  if (event.target.dataset.names) rename(event.target);
  saving.typed();
});

// Rows come and go by the server; what was typed is saved before, so nothing is lost when it cannot be reached.
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const what = event.submitter?.value;
  if (!(await saving.settled())) {
    tell(form.dataset.offline);
    return;
  }
  if (!what || what === "save") return;
  saving.leave();
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "do", value: what });
  form.append(field);
  form.submit();
});

saving.restore();
const early = [...form.querySelectorAll("input.field")].some((field) => field.value !== field.defaultValue);
if (early) saving.typed();

// A row that was just added, or that a question is about, is entered.
function enter() {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!row?.matches(".sk-cells")) return;
  row.parentElement.open = true;
  row.querySelector("input.field, select.field").focus();
}
addEventListener("hashchange", enter);
enter();
