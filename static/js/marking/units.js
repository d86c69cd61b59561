// The form in units: one criterion ("m:time"), one comment ("c:KEY"), the words on the whole ("o:"). A unit is saved as
// a whole, with the revision it was based on.
export const form = document.getElementById("marking");

export const field = (name) => form.elements.namedItem(name);
const value = (name) => field(name)?.value ?? "";
const set = (name, text) => { const found = field(name); if (found) found.value = text ?? ""; };

// A name like "m:time:words" belongs to the unit "m:time".
export const unitOf = (name) => name.split(":").slice(0, 2).join(":");
export const isUnit = (name) => /^[mco]:/.test(name || "");
export const partOf = (criterion) => form.querySelector(`[data-part="${criterion}"]`);

export function read(unit) {
  const [kind, key] = unit.split(":");
  const base = Number(value(`${unit}:base`)) || 0;
  if (kind === "m") {
    const level = value(`${unit}:level`);
    const body = { base, level: level === "" ? null : Number(level), comment: value(`${unit}:words`) };
    return { address: form.dataset.marks.replace(/-$/, key), body };
  }
  if (kind === "c") {
    const [goal, step] = value(`${unit}:at`).split(" ");
    const body = { base, goal, step: step || null, cell: value(`${unit}:cell`) || null, text: value(`${unit}:text`) };
    return { address: form.dataset.comments.replace(/-$/, key), body };
  }
  return { address: form.dataset.overall, body: { base, text: value("o::text") } };
}

// Puts a version into its fields; true when it differed from what stood there.
export function write(unit, version) {
  const before = JSON.stringify(read(unit).body);
  if (unit.startsWith("m:")) {
    if (version.level === null) for (const radio of radiosOf(unit)) radio.checked = false;
    else set(`${unit}:level`, String(version.level));
    set(`${unit}:words`, version.comment);
  } else {
    set(`${unit}:text`, version.text);
    set(`${unit}:cell`, version.cell);
  }
  return JSON.stringify(read(unit).body) !== before;
}

export const radiosOf = (unit) => form.querySelectorAll(`input[type=radio][name="${unit}:level"]`);
export const setBase = (unit, revision) => set(`${unit}:base`, String(revision));

// The element in which a unit lives: what is said about its saving stands first in it.
export function homeOf(unit) {
  if (unit.startsWith("m:")) return partOf(unit.slice(2)).querySelector(".crit-open");
  if (unit.startsWith("c:")) return document.querySelector(`[data-comment="${unit.slice(2)}"]`);
  return document.getElementById("u-overall");
}

// The page may come with fields that a sent form could not save: unit and revision of two versions, null for a mistake.
// What only lacks is stored as it is: its sentence stays until something is typed.
export function troubledUnits() {
  const boxes = [...document.querySelectorAll("[data-versions], [data-comment] > .err, .crit-open > .err:not(.lacks), .overall > .err")];
  return boxes.map((box) => {
    const over = box.querySelector('[name$=":over"]');
    return [unitOf(box.parentElement.querySelector('[name$=":base"]').name), over && Number(over.value)];
  });
}

// Unfolds what hides a unit.
export function reveal(unit) {
  for (let at = homeOf(unit); at; at = at.parentElement) if (at.matches("details")) at.open = true;
  homeOf(unit).scrollIntoView({ block: "nearest" });
}
