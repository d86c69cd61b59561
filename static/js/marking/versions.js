// Two versions of a field stand side by side until the marker has chosen; what was not chosen stays beside the field.
import { field, form, homeOf, read, reveal } from "./units.js";

const template = document.getElementById("two-versions");

export function showVersions(unit, told) {
  clear(unit);
  const box = template.content.firstElementChild.cloneNode(true);
  for (const named of box.querySelectorAll("[name]")) named.name = unit + named.name;
  box.querySelector('[name$=":over"]').value = told.revision;
  box.querySelector("[data-theirs]").replaceChildren(...worded(unit, told.theirs));
  const mine = read(unit).body;
  const both = [mine.text ?? mine.comment, told.theirs.text ?? told.theirs.comment];
  const levels = [mine.level ?? null, told.theirs.level ?? null];
  // Two levels cannot both be kept, nor two texts of which one is empty.
  const clash = levels[0] !== levels[1] && !levels.includes(null);
  box.querySelector('[value="both"]').hidden = clash || both[0] === both[1] || !both.every(Boolean);
  homeOf(unit).prepend(box);
  reveal(unit);
}

function worded(unit, theirs) {
  const parts = [];
  const add = (name, kind, text) => { const part = document.createElement(name); part.className = kind; part.textContent = text; parts.push(part, " "); };
  if (theirs.level !== undefined) add("b", "num", theirs.level ?? "–");
  const cell = theirs.cell && [...field(`${unit}:cell`).options].find((option) => option.value === theirs.cell);
  if (cell) add("span", "tag", cell.textContent);
  parts.push(theirs.comment || theirs.text || form.dataset.noWords);
  return parts;
}

export function showRefused(unit, sentence) {
  clear(unit);
  const line = document.createElement("p");
  line.className = "err";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  homeOf(unit).prepend(line);
}

export function showHistory(unit, html) {
  homeOf(unit).querySelector("[data-history]").innerHTML = html;
}

export function clear(unit) {
  homeOf(unit).querySelectorAll(":scope > [data-versions], :scope > .err").forEach((each) => each.remove());
}
