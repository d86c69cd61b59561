// Rows come, go and move: the server changes the plan, and the page takes over what changed without losing its place.
import { showUse } from "./pops.js";
import { tell } from "./saving.js";
import { dress, enterCell } from "./words.js";

const loaded = {};

// What others made is fetched when the page is first touched: to read a plan nobody needs it.
function library(address) {
  loaded[address] ||= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = () => { delete loaded[address]; failed(new Error(address)); };
    document.head.append(script);
  });
  return loaded[address];
}

const CHANGES = /^(add-goal|add-step|remove|up|down|place)\b/;

export function rows(form, saving, afterChange) {
  const changesRows = (button) => button?.name === "do" && CHANGES.test(button.value);

  // One after the other: a second press before the first answer would be based on rows that are no longer there.
  let last = Promise.resolve();
  const inTurn = (act) => (last = last.then(act, act));
  const change = (what) => inTurn(() => changeNow(what));
  const take = (address, body) => inTurn(() => takeNow(address, body));

  async function changeNow(what) {
    const before = idsOf(form);
    if (!(await saving.settled())) {
      tell(form.dataset.rowsOffline);
      return false;
    }
    const body = new URLSearchParams(new FormData(form));
    body.set("do", what);
    if (!(await takeNow(form.action, body))) return false;
    focusAfter(what, before);
    return true;
  }

  // Posts, and takes over the page that the answer leads to; false when nothing came back.
  async function takeNow(address, body) {
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.status);
      await library(form.dataset.morph);
    } catch {
      tell(form.dataset.rowsOffline);
      return false;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.getElementById("plan-form")) {
      saving.leave();
      location.assign(answer.url);
      return false;
    }
    adopt(fresh);
    afterChange();
    return true;
  }

  function focusAfter(what, before) {
    const added = idsOf(form).find((id) => !before.includes(id));
    const field = added && document.getElementById(added).querySelector("textarea.cell");
    const row = what.split(" ")[1];
    if (field) enterCell(field);
    else if (what.startsWith("remove")) document.querySelector("#undo button")?.focus();
    else if (what === "save") return;
    else if (row) document.getElementById(row)?.querySelector(".row-menu > summary").focus();
    document.activeElement.scrollIntoView({ block: "nearest" });
  }

  makeDraggable(form, change);
  return { change, changesRows, take };
}

const idsOf = (form) => [...form.querySelectorAll(".goal[id], .step-row")].map((row) => row.id);

function adopt(fresh) {
  dress(fresh.getElementById("plan-form"));
  unhide(fresh);
  const active = document.activeElement.matches("textarea.cell") ? document.activeElement : null;
  Idiomorph.morph(document.getElementById("plan"), fresh.getElementById("plan"), {
    // What is being typed at this moment stays; it is saved on the new text a moment later. A pressed button does not.
    ignoreActiveValue: document.activeElement.matches("textarea, input, select"),
    callbacks: {
      beforeNodeMorphed: (node) => node.id !== "dials",
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches(".fold")),
    },
  });
  showUse(document.getElementById("plan-form"));
  if (active?.isConnected) enterCell(active);
}

export function unhide(root) {
  for (const grip of root.querySelectorAll(".grip")) grip.hidden = false;
}

function makeDraggable(form, change) {
  const drag = (list, options) => new Sortable(list, {
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    async onEnd(event) {
      if (event.from === event.to && event.oldIndex === event.newIndex) return;
      const goal = event.to.dataset.steps ? `${event.to.dataset.steps} ` : "";
      const done = await change(`place ${event.item.id} ${goal}${event.newDraggableIndex}`);
      if (!done) event.from.insertBefore(event.item, event.from.children[event.oldIndex] || null);
    },
    ...options,
  });
  // Lists come and go with their goals, so a list is made draggable when a grip in it is first pointed at.
  form.addEventListener("pointerover", async (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip) return;
    await library(form.dataset.sortable);
    const goals = form.querySelector("#goals");
    if (!Sortable.get(goals)) drag(goals, { handle: "[data-grip=goal]", draggable: ".goal" });
    for (const list of form.querySelectorAll(".step-list")) {
      if (!Sortable.get(list)) drag(list, { handle: "[data-grip=step]", draggable: ".step-row", group: "steps" });
    }
  });
  form.addEventListener("focusin", () => library(form.dataset.morph).catch(() => {}), { once: true });
}
