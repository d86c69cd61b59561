// Rows come, go and move: the server changes the plan, and the page takes over what changed without losing its place.
import { dress, enterCell } from "./cells.js";
import { showUse } from "./pops.js";
import { tell } from "./saving.js";

const CHANGES = /^(add-goal|add-step|remove|up|down|place)\b/;

export function rows(form, saving, afterChange) {
  const changesRows = (button) => button?.name === "do" && CHANGES.test(button.value);

  async function change(what) {
    const before = idsOf(form);
    if (!(await saving.settled())) {
      tell(form.dataset.rowsOffline);
      return false;
    }
    const body = new URLSearchParams(new FormData(form));
    body.set("do", what);
    if (!(await take(form.action, body))) return false;
    focusAfter(what, before);
    return true;
  }

  // Posts, and takes over the page that the answer leads to; false when nothing came back.
  async function take(address, body) {
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.status);
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
    // What is being typed at this moment stays; it is saved on the new text a moment later.
    ignoreActiveValue: true,
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
  const drag = (list, options) => window.Sortable && new Sortable(list, {
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    async onEnd(event) {
      if (event.from === event.to && event.oldIndex === event.newIndex) return;
      const place = event.to.dataset.steps ? `${event.item.id} ${event.to.dataset.steps} ${event.newDraggableIndex}` : `${event.item.id} ${event.newDraggableIndex}`;
      if (!(await change(`place ${place}`))) event.from.insertBefore(event.item, event.from.children[event.oldIndex] || null);
    },
    ...options,
  });
  drag(form.querySelector("#goals"), { handle: "[data-grip=goal]", draggable: ".goal" });
  // Lists come and go with their goals, so each is made draggable when a grip in it is first touched.
  form.addEventListener("pointerover", (event) => {
    const list = event.target.closest("[data-grip=step]")?.closest(".step-list");
    if (!list || list.dataset.draggable) return;
    for (const each of form.querySelectorAll(".step-list:not([data-draggable])")) {
      each.dataset.draggable = "yes";
      drag(each, { handle: "[data-grip=step]", draggable: ".step-row", group: "steps" });
    }
  });
}
