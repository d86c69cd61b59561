// The plan editor: cells are read until entered, words are saved as typed, rows change in place, the check follows.
import { wirePops } from "./pops.js";
import { rows, unhide } from "./rows.js";
import { saver, tell } from "./saving.js";
import { asking, dress, enterButtonOf, enterCell, leaveCell } from "./words.js";

const form = document.getElementById("plan-form");
const saving = saver(form, () => { changed = true; });
const asked = asking(form, saving);
const row = rows(form, saving, () => asked.check(false));
let changed = false;

// A case that is still a draft has nothing to report to.
const flag = document.getElementById("report-flag")?.content.firstElementChild;
for (const spot of flag ? document.querySelectorAll("[data-in]") : []) {
  const link = flag.cloneNode(true);
  link.href = link.getAttribute("href").replace("/report/-", `/report/${spot.dataset.in}`);
  link.querySelector(".sr").textContent = ` ${spot.dataset.in}`;
  spot.after(link);
}

// The check follows when a cell is left, never while somebody is typing.
async function follow() {
  if (document.activeElement.matches("textarea.cell")) return;
  await saving.settled();
  if (!changed) return;
  changed = false;
  asked.check(false);
}

form.addEventListener("input", (event) => { if (event.target.form === form) saving.typed(); });
form.addEventListener("change", (event) => { if (event.target.form === form) follow(); });
form.addEventListener("toggle", (event) => { if (event.target.matches?.(".pop") && !event.target.open) follow(); }, true);
// The last line for a review, or for what waits, is always an empty one.
form.addEventListener("change", async (event) => {
  const last = event.target.closest(".review-row:last-child, .later-row:last-of-type");
  if (last && event.target.value.trim()) row.change("save");
});
// In another language the case beside and the names read differently: the whole page comes anew.
form.querySelector("#language")?.addEventListener("change", async () => {
  if (await saving.settled()) {
    saving.leave();
    location.reload();
  }
});
// Entered as the pointer goes down: leaving the cell before changes its height,
// so by the time the pointer is up, the click would land beside the cell meant.
form.addEventListener("mousedown", (event) => {
  const view = event.target.closest(".cell.read");
  if (!view || event.button || event.target.closest("a, button")) return;
  event.preventDefault();
  enterCell(view.nextElementSibling);
});
form.addEventListener("click", (event) => {
  const view = event.target.closest(".cell.read");
  if (view && !event.target.closest("a")) enterCell(view.nextElementSibling);
});
form.addEventListener("focusout", (event) => {
  if (!event.target.matches("textarea.cell")) return;
  leaveCell(event.target);
  setTimeout(follow, 0);
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.matches("textarea.cell")) return;
  const field = event.target;
  leaveCell(field);
  enterButtonOf(field).focus();
});

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  event.preventDefault();
  if (row.changesRows(button)) row.change(button.value);
  else if (button?.value === "check") asked.check(true).then(() => document.getElementById("check").scrollIntoView({ block: "nearest" }));
  else if (button?.value === "hand-in") handIn();
  else if (!(await saving.settled())) tell(document.getElementById("net-state").dataset.offline);
});

async function handIn() {
  if (await saving.settled()) {
    saving.leave();
    location.assign(form.dataset.handIn);
  } else tell(form.dataset.handInOffline);
}

// Small forms beside the plan: what they say goes to the server, and the part that it changes is shown anew.
document.querySelector(".work").addEventListener("submit", async (event) => {
  const { then } = event.target.dataset;
  if (!then) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target));
  if (then === "rows") {
    await saving.settled();
    row.take(event.target.action, body);
    return;
  }
  try {
    const answer = await fetch(event.target.action, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    event.target.reset();
    await asked.check(false);
    // The button that was pressed is gone: what it asked for is read next, or the list in which it stood.
    if (document.activeElement === document.body) place(body.get("key")).focus();
  } catch { tell(document.getElementById("net-state").dataset.offline); }
});

const place = (key) =>
  [...document.querySelectorAll("[data-hint]")].find((each) => each.dataset.hint === key) ?? document.getElementById("check");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault();
    asked.check(true);
  }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const moved = document.activeElement.closest(".step-row, .goal");
    const way = event.key === "ArrowUp" ? "up" : "down";
    const button = moved?.querySelector(`button[name=do][value="${way} ${moved.id}"]`);
    if (button && !button.disabled) {
      event.preventDefault();
      document.activeElement.blur();
      row.change(button.value);
    }
  }
});

// On a phone the tabs say which part is on the screen.
const tabs = [...document.querySelectorAll(".jump a")];
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    for (const tab of tabs) tab.toggleAttribute("aria-current", tab.hash === `#${entry.target.id}`);
  }
}, { rootMargin: "-45% 0px -45% 0px" });
for (const tab of tabs) seen.observe(document.querySelector(tab.hash));

saving.restore();
dress(form);
// What was typed before this script arrived is saved like everything else.
const early = [...form.querySelectorAll("textarea.cell, input.field")].some((field) => field.value !== field.defaultValue);
if (early) saving.typed();
unhide(form);
wirePops(form);
if (document.querySelector("#dials .dials")) asked.showStates();
else if (form.querySelector("[name=goal]")) asked.check(false);

// A row that was added before this script ran is entered as if it had been added by it.
const added = document.querySelector(".goal:target, .step-row:target")?.querySelector("textarea.cell");
if (added && !added.value) enterCell(added);
