// A draft of a case is saved field by field as it is typed; what the bar calls saved is on the server's disk. Each
// change names what stood there before, so two people on one draft lose nothing: where both wrote, both texts are shown.
import { freshToken } from "./saving.js";

const form = document.getElementById("draft-form");
const state = document.getElementById("saved");
const words = document.getElementById("saved-words");
const number = document.getElementById("saved-revision");
const net = document.getElementById("net-state");
const meta = document.querySelector("meta[name=csrf-token]");
const PAUSE = 700;
const RETRY = 3000;
const LINT = 900;

function tabId() {
  let id = sessionStorage.getItem("tab");
  if (!id) sessionStorage.setItem("tab", id = Math.random().toString(36).slice(2));
  return id;
}
const copies = `draft:${form.dataset.owner}:${form.dataset.draft}:`;
const kept = copies + tabId();

// Fields by name: a text, or the ticked boxes of one name.
const lists = new Set([...form.querySelectorAll(".ticks > [name=ticks]")].map((each) => each.value));
const names = new Set();
for (const each of form.elements) if (each.id !== "" && !each.id.startsWith("new-") || each.type === "checkbox") if (each.name) names.add(each.name);
for (const each of ["do", "base", "csrf_token", "ticks", "into"]) names.delete(each);

function value(name) {
  const found = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  if (lists.has(name)) return found.filter((box) => box.checked).map((box) => box.value);
  const field = found[0];
  if (!field) return "";
  return field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
}
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// What the server has, as far as this page knows; what differs from it is still to be sent.
const stored = {};
for (const name of names) stored[name] = first(name);
function first(name) {
  const found = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  if (lists.has(name)) return found.filter((box) => box.defaultChecked).map((box) => box.value);
  const field = found[0];
  if (field.type === "checkbox") return field.defaultChecked ? "1" : "";
  if (field.tagName === "SELECT") return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
  return field.defaultValue;
}

const touched = new Set();
let timer = 0, lintTimer = 0, sending = false, leaving = false;

function changes() {
  return [...touched].filter((name) => !same(value(name), stored[name])).map((name) => ({ name, now: value(name), was: stored[name] }));
}

function typed(name) {
  touched.add(name);
  const waiting = changes();
  try {
    if (waiting.length) localStorage.setItem(kept, JSON.stringify(waiting));
  } catch { /* a full or closed store: the server still has the last save */ }
  if (!waiting.length) return;
  if (state.dataset.state !== "offline") say("saving");
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE);
}

const put = (body) => fetch(form.dataset.save, {
  method: "PUT", body: JSON.stringify({ changes: body }),
  headers: { "X-CSRFToken": meta.content, "Content-Type": "application/json", Accept: "application/json" },
});

// True when everything that was typed until now is on the server.
async function send() {
  clearTimeout(timer);
  timer = 0;
  const sent = changes();
  if (sending || !sent.length) return !sent.length && !sending;
  sending = true;
  say("saving");
  try {
    let answer = await put(sent);
    if (answer.status === 400 && await freshToken((page) => page.getElementById("draft-form"))) answer = await put(sent);
    return received(answer, await answer.json(), sent);
  } catch {
    offline();
    return false;
  } finally {
    sending = false;
  }
}

function received(answer, told, sent) {
  if (answer.status === 409) {
    localStorage.removeItem(kept);
    leaving = true;
    location.assign(told.conflict);
    return false;
  }
  if (!answer.ok) {
    say("error");
    tell(told.error || "");
    return false;
  }
  for (const each of sent) stored[each.name] = each.now;
  form.elements.base.value = told.revision;
  if (number) {
    number.hidden = false;
    number.textContent = number.textContent.replace(/\d[\d\s]*/, told.revision);
  }
  if (net.textContent) tell(state.dataset.state === "offline" ? net.dataset.back : "");
  clearTimeout(lintTimer);
  lintTimer = setTimeout(refresh, LINT);
  if (changes().length) {
    say("saving");
    timer = setTimeout(send, PAUSE);
    return false;
  }
  localStorage.removeItem(kept);
  say("saved", told.saved_at);
  return true;
}

function offline() {
  const time = new Date().toTimeString().slice(0, 5);
  if (state.dataset.state !== "offline") {
    say("offline", time);
    tell(net.dataset.offlineSince.replace("{time}", time));
  }
  timer = setTimeout(send, RETRY);
}

function say(name, time = "") {
  state.dataset.state = name;
  const sentence = state.dataset[name];
  if (sentence) words.textContent = sentence.replace("{time}", time);
}

function tell(sentence) {
  net.textContent = sentence;
  if (sentence === net.dataset.back) setTimeout(() => { if (net.textContent === sentence) net.textContent = ""; }, 4000);
}

async function settled() {
  for (;;) {
    while (sending) await new Promise((done) => setTimeout(done, 30));
    if (!changes().length) return true;
    if (!(await send()) && state.dataset.state !== "saving") return false;
  }
}

// The lint and the drawing follow what was saved; nothing moves under a cursor that stands beside them.
async function refresh() {
  if (!form.dataset.beside) return;
  try {
    const answer = await fetch(form.dataset.beside);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    take("parts", fresh.getElementById("parts-fresh"));
    take("drawn", fresh.getElementById("drawn-fresh"));
    take("beside", fresh.getElementById("beside-fresh"));
  } catch { /* it comes with the next save */ }
}
function take(id, fresh) {
  const old = document.getElementById(id);
  if (!old || !fresh || old.contains(document.activeElement) || old.innerHTML === fresh.innerHTML) return;
  const open = [...old.querySelectorAll("details")].map((each) => each.open);
  old.replaceChildren(...fresh.childNodes);
  [...old.querySelectorAll("details")].forEach((each, at) => { if (open[at]) each.open = true; });
}

form.addEventListener("input", (event) => {
  const { name } = event.target;
  if (!names.has(name)) return;
  typed(name);
  if (lists.has(name)) showChosen(name);
});

function showChosen(name) {
  const place = form.querySelector(`[data-chosen="${CSS.escape(name)}"]`);
  const ticked = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:checked`)];
  place.textContent = ticked.map((box) => (box.nextElementSibling.querySelector("b") ?? box.nextElementSibling).textContent.trim()).join(", ") || form.dataset.nothing;
}

// Rows come and go by the server. Everything typed is saved before, so only the button itself is sent.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.dataset.adds) return;
  event.preventDefault();
  form.querySelector(`button[value="${CSS.escape(event.target.dataset.adds)}"]`).click();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (!(await settled())) {
    tell(form.dataset.rowsOffline);
    return;
  }
  if (!button || button.value === "save") return;
  leaving = true;
  const sent = document.createElement("form");
  sent.method = "post";
  sent.action = form.action;
  const adds = button.value.startsWith("add ") ? form.elements[`new ${button.value.slice(4)}`] : null;
  for (const [name, text] of [["csrf_token", meta.content], ["base", form.elements.base.value], ["do", button.value], ...(adds ? [[adds.name, adds.value]] : [])]) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = text;
    sent.append(field);
  }
  document.body.append(sent);
  sent.submit();
});

// What an earlier visit could not send is sent now: each change still says what stood there before it.
async function restore() {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(copies))) {
    const copy = localStorage.getItem(key);
    let answer;
    try {
      answer = await put(JSON.parse(copy));
    } catch { return; }
    if (![200, 409].includes(answer.status)) return;
    const told = await answer.json();
    if (localStorage.getItem(key) === copy) localStorage.removeItem(key);
    const here = JSON.parse(copy).some((each) => names.has(each.name));
    if (changes().length || (answer.ok && !here)) continue;
    leaving = true;
    if (answer.status === 409) location.assign(told.conflict);
    else location.reload();
    return;
  }
}

addEventListener("online", () => send());
addEventListener("beforeunload", (event) => { if (changes().length && !leaving) event.preventDefault(); });
// A link to a field in a fold: the fold opens before the cursor goes there.
function reach() {
  const field = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!field) return;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", reach);
document.getElementById("beside")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && link.pathname === location.pathname && link.hash === location.hash) reach();
});
restore();
for (const name of names) if (!same(value(name), stored[name])) typed(name);
reach();
