// Comments on the plan: a field waits empty at the end of each row; once it is saved it stays, and another one waits.
import { write } from "./units.js";

const emptyAt = (at) => [...document.querySelectorAll("details.comment-new:not(.is-kept)")].find((each) => each.querySelector('[name$=":at"]').value === at);

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte % 36).toString(36)).join("");
}

function rename(fold, key) {
  const box = fold.querySelector("[data-comment]");
  const old = box.dataset.comment;
  for (const named of fold.querySelectorAll(`[name^="c:${old}:"]`)) named.name = named.name.replace(`c:${old}:`, `c:${key}:`);
  for (const each of fold.querySelectorAll("[id], [for]")) {
    for (const name of ["id", "for"]) if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace(`c-${old}`, `c-${key}`));
  }
  box.dataset.comment = key;
}

// From now on this field holds a comment, and an empty one waits behind it.
function keepFold(fold) {
  const next = fold.cloneNode(true);
  next.open = false;
  next.querySelector("textarea").value = "";
  next.querySelector("select").value = "";
  next.querySelector('[name$=":base"]').value = "0";
  next.querySelector("[data-history]").replaceChildren();
  rename(next, newKey());
  fold.after(next);
  fold.open = true;
  fold.classList.add("is-kept");
}

// Text of a comment that this page does not know goes into the empty field of its row, under the key it was typed with.
export function placeComment(unit, body) {
  if (!document.querySelector(`[data-comment="${unit.slice(2)}"]`)) {
    const fold = emptyAt([body.goal, body.step].filter(Boolean).join(" "));
    if (!fold) return false;
    keepFold(fold);
    rename(fold, unit.slice(2));
  }
  write(unit, body);
  return true;
}

export function commentSaved(unit, told) {
  const box = document.querySelector(`[data-comment="${unit.slice(2)}"]`);
  const fold = box.closest("details.comment-new");
  if (fold && told.revision && !fold.classList.contains("is-kept")) keepFold(fold);
  box.querySelector("[data-said-at]").textContent = told.said_at ? ` · ${told.said_at}` : "";
  box.querySelector(".removes").hidden = !told.revision;
}

// Where a comment can be read or begun, in the order of the plan.
export function commentPlaces() {
  return [...document.querySelectorAll("#plan [data-comment], #plan details.comment-new:not(.is-kept) > summary")]
    .filter((place) => place.checkVisibility());
}

export function leaveComment(text) {
  const fold = text.closest("details.comment-new:not(.is-kept)");
  if (fold && !text.value) {
    fold.open = false;
    fold.querySelector("summary").focus();
  } else text.closest("[data-comment]").focus();
}

document.addEventListener("toggle", (event) => {
  const fold = event.target;
  if (fold.matches?.("details.comment-new:not(.is-kept)") && fold.open && document.activeElement === fold.querySelector("summary")) {
    fold.querySelector("textarea").focus();
  }
}, true);
