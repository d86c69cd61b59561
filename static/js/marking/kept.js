// What the server has not acknowledged is kept in this browser, unit by unit, so that two windows do not wipe each
// other's. Sign-out clears it all.
import { form } from "./units.js";

const prefix = `marking:${form.dataset.marker}:${form.dataset.submission}:`;

export function keep(unit, body) {
  try {
    localStorage.setItem(prefix + unit, JSON.stringify(body));
  } catch { /* a full or closed store: the server still has the last save */ }
}

// Dropped only when what the server stored is what is kept here: another window may have written on meanwhile.
export function drop(unit, body) {
  try {
    if (localStorage.getItem(prefix + unit) === JSON.stringify(body)) localStorage.removeItem(prefix + unit);
  } catch { /* a closed store kept nothing */ }
}

export function allKept() {
  const found = [];
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(prefix)) found.push([name.slice(prefix.length), JSON.parse(localStorage.getItem(name))]);
    }
  } catch { /* unreadable: nothing to bring back */ }
  return found;
}
