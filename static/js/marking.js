// The marking page: every field is saved as it is typed, levels and comments are given by keyboard or pointer.
// Without this script the form does the same when it is sent.
import { commentSaved, placeComment } from "./marking/comments.js";
import { keys } from "./marking/keys.js";
import { levelSaved } from "./marking/rubric.js";
import { saver } from "./marking/saving.js";
import { field, form, isUnit, unitOf, write } from "./marking/units.js";
import { clear, showHistory, showRefused, showVersions } from "./marking/versions.js";

const saving = saver({ saved, versions: showVersions, refused: showRefused, place });
const byKey = keys(saving);
let pointed = false;

function saved(unit, told, chosen) {
  if (!saving.isHeld(unit)) clear(unit);
  if (chosen) {
    write(unit, told);
    showHistory(unit, told.history);
  }
  // The rubric was changed since this page was opened: what is typed is saved all the same.
  if (told.rubric && form.dataset.rubric && told.rubric !== form.dataset.rubric) document.getElementById("rubric-changed").hidden = false;
  if (unit.startsWith("m:")) levelSaved(unit, told);
  if (unit.startsWith("c:")) commentSaved(unit, told);
}

function place(unit, body) {
  if (unit.startsWith("c:")) return placeComment(unit, body);
  if (!field(`${unit}:base`)) return false;
  write(unit, body);
  return true;
}

const ours = (target) => target.form === form && isUnit(target.name) && target.type !== "hidden";
document.addEventListener("input", ({ target }) => { if (ours(target) && target.type !== "radio") saving.typed(unitOf(target.name)); });
document.addEventListener("change", ({ target }) => {
  if (!ours(target)) return;
  saving.typed(unitOf(target.name), target.type === "radio" ? 0 : 200);
  // The arrow keys go through the levels one by one; only a pointer has chosen at once.
  if (target.type === "radio") byKey.chosen(target, pointed);
});
document.addEventListener("pointerdown", () => { pointed = true; });
document.addEventListener("keydown", () => { pointed = false; }, true);

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  event.preventDefault();
  const choice = /^(.+):keep$/.exec(button?.name || "");
  if (choice) saving.choose(choice[1], button.value);
  else if ((await saving.settled()) && button?.hasAttribute("formaction")) {
    saving.leave();
    leaveBy(button);
  }
});

// Everything is stored: the form goes with what it is sent for, and without asking again.
function leaveBy(button) {
  form.action = button.formAction;
  form.submit();
}

// On a phone the tabs say which part is on the screen.
const tabs = [...document.querySelectorAll(".jump a")];
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    for (const tab of tabs) {
      if (tab.hash === `#${target.id}`) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
  }
}, { rootMargin: "-45% 0px -45% 0px" });
for (const tab of tabs) seen.observe(document.querySelector(tab.hash));

saving.restore();
// What was typed before this script ran.
for (const each of form.elements) {
  const touched = each.matches("textarea") ? each.value !== each.defaultValue : each.type === "radio" && each.checked && !each.defaultChecked;
  if (touched && ours(each)) saving.typed(unitOf(each.name), 0);
}
