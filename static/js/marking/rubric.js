// The rubric: what a saved level changes on the page, and going from criterion to criterion.
import { form, partOf, radiosOf, read } from "./units.js";

const rows = () => [...form.querySelectorAll(".crit-part")];
export const openRow = () => form.querySelector(".crit-part[open]");

export function levelSaved(unit, told) {
  const row = partOf(unit.slice(2));
  const { level } = read(unit).body;
  const digit = row.querySelector("[data-level]");
  digit.textContent = level ?? "–";
  digit.classList.toggle("none", level === null);
  document.getElementById("sum").textContent = told.sum;
  document.getElementById("of").textContent = told.of;
  document.getElementById("marked").textContent = told.marked;
  document.querySelector('.jump a[href="#rubric"]').textContent = told.tab;
  if (told.suggestion !== undefined) showSuggestion(row, unit, told);
}

function showSuggestion(row, unit, told) {
  row.querySelector("[data-suggestion]").innerHTML = told.suggestion;
  row.querySelector("[data-suggested]").textContent = told.suggested_words;
  for (const radio of radiosOf(unit)) {
    const card = radio.closest(".lev");
    card.querySelector(".sug")?.remove();
    if (told.suggested === null || Number(radio.value) !== told.suggested) continue;
    const mark = document.createElement("span");
    mark.className = "sug";
    mark.textContent = form.dataset.suggested;
    card.append(mark);
  }
}

export function open(row) {
  row.open = true;
  row.querySelector("summary").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// The next criterion without a level, which opens when a level was chosen; null when none is left below.
export function openNext(row) {
  const all = rows();
  const next = all.slice(all.indexOf(row) + 1).find((each) => !each.querySelector("input:checked"));
  if (next) open(next);
  return next || null;
}

export function step(by) {
  const all = rows();
  const at = all.indexOf(openRow());
  open(all[(at + by + all.length) % all.length]);
}
