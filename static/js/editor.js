// The editor's promise: what the screen calls saved is on the server's disk; until then this browser keeps the text.
import { dress, showAll } from "./cells.js";

const form = document.getElementById("plan-form");
const state = document.getElementById("saved");
const words = document.getElementById("saved-words");
const net = document.getElementById("net-state");
const kept = `plan:${form.dataset.owner}:${form.dataset.run}`;
const token = document.querySelector("meta[name=csrf-token]").content;
let timer = 0, sending = false, dirty = false, leaving = false;

function say(name, time = "") {
  if (!state) return;
  state.dataset.state = name;
  const sentence = state.dataset[name];
  if (words && sentence) words.textContent = sentence.replace("{time}", time);
}

function fields() {
  return new URLSearchParams(new FormData(form));
}

function keepHere() {
  try { localStorage.setItem(kept, JSON.stringify({ at: Date.now(), fields: fields().toString() })); } catch { /* a full or closed store: the server still has the last save */ }
}

function typed() {
  dirty = true;
  keepHere();
  clearTimeout(timer);
  timer = setTimeout(send, 700);
}

async function send() {
  if (sending || !dirty) return;
  sending = true; dirty = false;
  say("saving");
  try {
    const body = fields();
    const answer = await fetch(form.dataset.save, {
      method: "PUT", body, headers: { "X-CSRFToken": token, Accept: "application/json" },
    });
    const told = await answer.json();
    if (answer.status === 409) { leaving = true; localStorage.removeItem(kept); location.assign(told.conflict); return; }
    if (!answer.ok) { dirty = true; say("error"); net.textContent = told.error || ""; return; }
    form.elements.base.value = told.revision;
    const number = document.getElementById("saved-revision");
    if (number) number.textContent = number.textContent.replace(/\d[\d\s]*/, told.revision);
    if (!dirty) localStorage.removeItem(kept);
    say("saved", told.saved_at);
    if (net.textContent) { net.textContent = net.dataset.back || ""; setTimeout(() => { net.textContent = ""; }, 4000); }
  } catch {
    dirty = true;
    const time = new Date().toTimeString().slice(0, 5);
    say("offline", time);
    net.textContent = (net.dataset.offlineSince || net.dataset.offline || "").replace("{time}", time);
    timer = setTimeout(send, 3000);
  } finally {
    sending = false;
    if (dirty && navigator.onLine !== false && !timer) timer = setTimeout(send, 700);
  }
}

async function check() {
  const body = document.getElementById("check-body");
  await settled();
  const slow = setTimeout(() => { body.textContent = body.dataset.reading; }, 400);
  try {
    const answer = await fetch(form.dataset.check);
    if (!answer.ok) throw new Error(answer.status);
    body.innerHTML = await answer.text();
    showAll();
  } catch {
    body.textContent = body.dataset.failed;
  } finally {
    clearTimeout(slow);
  }
}

async function settled() {
  clearTimeout(timer);
  await send();
  while (sending) await new Promise((done) => setTimeout(done, 30));
}

// Text that an earlier visit could not send comes back, and is sent.
function restore() {
  let found = null;
  try { found = JSON.parse(localStorage.getItem(kept) || "null"); } catch { /* unreadable: nothing to bring back */ }
  if (!found) return;
  const old = new URLSearchParams(found.fields);
  let changed = false;
  for (const [name, value] of old) {
    const field = form.elements.namedItem(name);
    if (!field || name === "csrf_token" || name === "base" || field instanceof RadioNodeList || field.type === "checkbox" || field.type === "hidden") continue;
    if (field.value !== value) { field.value = value; changed = true; }
  }
  // Sent with the revision it was typed on: if another window has saved since, both texts are shown.
  if (changed) { form.elements.base.value = old.get("base"); dirty = true; send(); } else localStorage.removeItem(kept);
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && button.value === "check") { event.preventDefault(); check(); return; }
  leaving = true;
  clearTimeout(timer);
});
addEventListener("online", () => { clearTimeout(timer); send(); });
addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); check(); }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const row = document.activeElement.closest(".step-row, .goal");
    const button = row && row.querySelector(`button[name=do][value^="${event.key === "ArrowUp" ? "up" : "down"} "]`);
    if (button && !button.disabled) { event.preventDefault(); button.click(); }
  }
});
restore();
dress(form);
