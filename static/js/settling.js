// Settling two markings: levels and reasons are kept as they are typed. Without this script the form keeps them when sent.
import { saver } from "./marking/saving.js";
import { field, form, isUnit, unitOf, write } from "./marking/units.js";
import { clear, showRefused, showVersions } from "./marking/versions.js";

const saving = saver({ saved, versions: showVersions, refused: showRefused, place });

function saved(unit, told, chosen) {
  if (!saving.isHeld(unit)) clear(unit);
  if (chosen) write(unit, told);
}

function place(unit, body) {
  if (!field(`${unit}:base`)) return false;
  write(unit, body);
  return true;
}

form.addEventListener("input", ({ target }) => {
  if (isUnit(target.name)) saving.typed(unitOf(target.name), target.type === "radio" ? 0 : undefined);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter;
  const choice = /^(.+):keep$/.exec(button?.name || "");
  if (choice) saving.choose(choice[1], button.value);
  else if (await saving.settled()) {
    saving.leave();
    form.submit();
  }
});

saving.restore();
