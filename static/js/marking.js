// Marking as typed: each field is saved on its own with the revision it was based on. "Saved" appears only after the
// server named the new revision; until then this browser keeps the text. Without this script the form does the same.
const form = document.getElementById("marking");
const state = document.getElementById("saved");
const words = document.getElementById("saved-words");
const net = document.getElementById("net-state");
const token = document.querySelector("meta[name=csrf-token]").content;
const kept = `marking:${form.dataset.marker}:${form.dataset.submission}`;
const waiting = new Map();
let timer = 0, sending = null, leaving = false, offlineSince = "";

const field = (name) => form.elements.namedItem(name);
const value = (name) => { const found = field(name); return found ? found.value : ""; };
// A name like "m:time:words" belongs to the unit "m:time"; it is saved as a whole.
const unitOf = (name) => name.split(":").slice(0, 2).join(":");

function say(name, time = "") {
  state.dataset.state = name;
  const sentence = state.dataset[name];
  if (sentence) words.textContent = sentence.replace("{time}", time);
}

function request(unit) {
  const [kind, key] = unit.split(":");
  const base = Number(value(`${unit}:base`)) || 0;
  if (kind === "m") {
    const level = value(`${unit}:level`);
    return [form.dataset.marks.replace(/-$/, key), { base, level: level === "" ? null : Number(level), comment: value(`${unit}:words`) }];
  }
  if (kind === "c") {
    const [goal, step] = value(`${unit}:at`).split(" ");
    return [form.dataset.comments.replace(/-$/, key), { base, goal, step: step || null, cell: value(`${unit}:cell`) || null, text: value(`${unit}:text`) }];
  }
  return [form.dataset.overall, { base, text: value("o::text") }];
}

function keepHere() {
  const texts = {};
  for (const unit of waiting.keys()) texts[unit] = request(unit)[1];
  try {
    if (waiting.size) localStorage.setItem(kept, JSON.stringify(texts));
    else localStorage.removeItem(kept);
  } catch { /* a full or closed store: the server still has the last save */ }
}

function typed(unit, soon = 600) {
  waiting.set(unit, (waiting.get(unit) || 0) + 1);
  keepHere();
  clearTimeout(timer);
  timer = setTimeout(send, soon);
}

function send() {
  clearTimeout(timer);
  if (!sending && waiting.size) sending = sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  say("saving");
  let time = "";
  while (waiting.size) {
    const [unit, turn] = waiting.entries().next().value;
    const [address, body] = request(unit);
    let answer, told;
    try {
      answer = await fetch(address, {
        method: "PUT", body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
      });
      told = await answer.json();
    } catch {
      offlineSince = offlineSince || new Date().toTimeString().slice(0, 5);
      say("offline", offlineSince);
      net.textContent = (net.dataset.offlineSince || "").replace("{time}", offlineSince);
      timer = setTimeout(send, 3000);
      return;
    }
    if (answer.status === 409) { conflict(unit, told); continue; }
    if (!answer.ok) { say("error"); net.textContent = told.error || ""; return; }
    field(`${unit}:base`).value = told.revision;
    time = told.saved_at;
    if (waiting.get(unit) === turn) waiting.delete(unit);
    if (unit.startsWith("m:")) shown(unit, told);
    keepHere();
  }
  if (time) say("saved", time);
  if (net.textContent) { net.textContent = offlineSince ? net.dataset.back : ""; setTimeout(() => { net.textContent = ""; }, 4000); }
  offlineSince = "";
}

// Both texts are shown; ours stays in the field and is sent again only when the marker goes on typing or saves.
function conflict(unit, told) {
  waiting.delete(unit);
  keepHere();
  field(`${unit}:base`).value = told.revision;
  const host = unit.startsWith("m:") ? part(unit.slice(2)).querySelector(".crit-open")
    : unit.startsWith("c:") ? document.querySelector(`[data-comment="${unit.slice(2)}"]`) : field("o::text").parentElement;
  host.querySelector(":scope > .warn")?.remove();
  const box = document.createElement("div");
  box.className = "warn";
  box.setAttribute("role", "alert");
  const line = (name, text) => { const p = document.createElement("p"); p.className = name; p.textContent = text; box.append(p); };
  line("", form.dataset.clash);
  line("label", form.dataset.theirs);
  line("words-s", [told.theirs.level, told.theirs.comment ?? told.theirs.text].filter((one) => one !== null && one !== undefined && one !== "").join(" · ") || "–");
  host.prepend(box);
  const details = host.closest("details");
  if (details) details.open = true;
  say("error");
}

const part = (criterion) => form.querySelector(`[data-part="${criterion}"]`);

function shown(unit, told) {
  const row = part(unit.slice(2));
  const level = value(`${unit}:level`);
  const digit = row.querySelector("[data-level]");
  digit.textContent = level === "" ? "–" : level;
  digit.classList.toggle("none", level === "");
  row.querySelector(".warn")?.remove();
  document.getElementById("sum").textContent = told.sum;
  document.getElementById("of").textContent = told.of;
  document.getElementById("marked").textContent = told.marked;
  document.querySelector('.jump a[href="#rubric"]').textContent = told.tab;
  if (told.suggestion === undefined) return;
  row.querySelector("[data-suggestion]").innerHTML = told.suggestion;
  row.querySelector("[data-suggested]").textContent = told.suggested_words;
  for (const lev of row.querySelectorAll(".lev")) {
    lev.querySelector(".sug")?.remove();
    if (told.suggested === null || Number(lev.querySelector("input").value) !== told.suggested) continue;
    const mark = document.createElement("span");
    mark.className = "sug";
    mark.textContent = form.dataset.suggested;
    lev.append(mark);
  }
}

function toNext(row) {
  const rows = [...form.querySelectorAll(".crit-part")];
  const left = rows.slice(rows.indexOf(row) + 1).find((each) => !each.querySelector("input:checked"));
  if (!left) return;
  left.open = true;
  left.querySelector("summary").focus({ preventScroll: true });
  left.scrollIntoView({ block: "nearest" });
}

// What an earlier visit could not send comes back with the revision it was based on, and is sent.
function restore() {
  let found = null;
  try { found = JSON.parse(localStorage.getItem(kept) || "null"); } catch { /* unreadable: nothing to bring back */ }
  for (const [unit, body] of Object.entries(found || {})) {
    const base = field(`${unit}:base`);
    if (!base) continue;
    const set = (name, text) => { const one = field(`${unit}:${name}`); if (one && text !== null && text !== undefined) one.value = text; };
    if (unit.startsWith("m:")) { set("level", body.level); set("words", body.comment); } else { set("text", body.text); set("cell", body.cell || ""); }
    base.value = body.base;
    const details = unit.startsWith("c:") && document.querySelector(`[data-comment="${unit.slice(2)}"]`).closest("details");
    if (details) details.open = true;
    waiting.set(unit, 1);
  }
  send();
}

document.addEventListener("input", (event) => {
  const name = event.target.name || "";
  if (event.target.form !== form || !/^[mco]:/.test(name)) return;
  if (event.target.type === "radio") return;
  typed(unitOf(name));
});
document.addEventListener("change", (event) => {
  const target = event.target;
  if (target.form !== form || !/^[mco]:/.test(target.name || "")) return;
  typed(unitOf(target.name), target.type === "radio" ? 0 : 200);
});
form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
document.getElementById("save-all").addEventListener("click", async (event) => {
  event.preventDefault();
  if (waiting.size) await send();
  for (const warn of document.querySelectorAll("[data-comment] > .warn, .crit-open > .warn, .overall > .warn")) {
    const named = warn.parentElement.querySelector('[name$=":base"]');
    if (named) { warn.remove(); typed(unitOf(named.name), 0); }
  }
});
addEventListener("online", send);
addEventListener("pagehide", keepHere);
addEventListener("beforeunload", (event) => { if (waiting.size && !leaving) event.preventDefault(); });

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit(document.getElementById("ready"));
    return;
  }
  const at = event.target;
  const typing = at.matches("textarea, select, input:not([type=radio])") || at.isContentEditable;
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const open = form.querySelector(".crit-part[open]");
  if (/^[0-3]$/.test(event.key) && open) {
    const radio = open.querySelector(`input[type=radio][value="${event.key}"]`);
    event.preventDefault();
    radio.checked = true;
    typed(unitOf(radio.name), 0);
    toNext(open);
  } else if (event.key.toLowerCase() === "c" && open) {
    event.preventDefault();
    open.querySelector("textarea").focus();
  } else if (event.key === "[" || event.key === "]") {
    const link = document.querySelector(`.stepper a[rel=${event.key === "[" ? "prev" : "next"}]`);
    if (link) link.click();
  }
});
restore();
