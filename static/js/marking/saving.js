// Each unit is saved on its own. "Saved" appears only after the server named the new revision; a unit that cannot be
// saved holds up no other, and what two people wrote is never decided here.
import { freshToken } from "../saving.js";
import { calm, say, tell, tellBack, tellOffline } from "./bar.js";
import { allKept, drop, keep } from "./kept.js";
import { form, read, reveal, setBase, troubledUnits } from "./units.js";

const PAUSE = 600;
const RETRY = 3000;
const LOOK_AGAIN = 15000;

// `shows` are the parts of the page that say what became of a unit: saved, versions (two of them), refused, place.
export function saver(shows) {
  const waiting = new Map();
  const held = new Map();
  const refused = new Map();
  const meta = document.querySelector("meta[name=csrf-token]");
  let timer = 0, sending = null, leaving = false, away = "", savedAt = "";

  function typed(unit, soon = PAUSE) {
    keep(unit, read(unit).body);
    if (held.has(unit)) return;
    refused.delete(unit);
    waiting.set(unit, (waiting.get(unit) || 0) + 1);
    // What was just typed is not saved yet, so the bar must not go on saying so.
    if (!away) say("saving");
    later(soon);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  }

  function send() {
    clearTimeout(timer);
    if (!sending && waiting.size) sending = sendAll().finally(() => { sending = null; });
    return sending;
  }

  async function sendAll() {
    if (!away) say("saving");
    let pause = PAUSE;
    for (const unit of [...waiting.keys()]) {
      const outcome = await sendOne(unit);
      if (outcome === "stop") return;
      if (outcome === "later") pause = RETRY;
    }
    if (waiting.size) later(pause);
    showState();
  }

  // One unit: "done" (stored, refused, or held for a choice), "later" (the server is busy), "stop" (nothing gets through).
  async function sendOne(unit, choice = {}) {
    const turn = waiting.get(unit);
    const { address, body } = read(unit);
    const { answer, told } = await put(address, { ...body, ...choice });
    if (!answer) return "stop";
    if (answer.status >= 500 || answer.status === 429) {
      tell(told.error || "");
      return "later";
    }
    if (answer.ok) stored(unit, turn, body, told, choice);
    else if (answer.status === 409 && told.theirs) hold(unit, told);
    else refuse(unit, told.error);
    return "done";
  }

  function stored(unit, turn, body, told, choice) {
    if (waiting.get(unit) === turn) waiting.delete(unit);
    held.delete(unit);
    refused.delete(unit);
    setBase(unit, told.revision);
    drop(unit, body);
    // What was typed while this was under way is kept with the revision that it now stands on.
    if (waiting.has(unit)) keep(unit, read(unit).body);
    savedAt = told.saved_at;
    shows.saved(unit, told, Boolean(choice.keep));
  }

  // Nothing more of this unit is sent until its marker has chosen between the two versions.
  function hold(unit, told) {
    waiting.delete(unit);
    held.set(unit, told.revision);
    keep(unit, read(unit).body);
    shows.versions(unit, told);
  }

  function refuse(unit, sentence) {
    waiting.delete(unit);
    refused.set(unit, sentence);
    tell(sentence);
    shows.refused(unit, sentence);
  }

  // Without an answer there is no network, or nobody is signed in; both are tried again, and all is kept here.
  async function put(address, body, again = true) {
    let answer, told;
    try {
      answer = await fetch(address, {
        method: "PUT", body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", "X-CSRFToken": meta.content, Accept: "application/json" },
      });
      told = await answer.json();
      if ((answer.status === 403 || told.token_expired) && !(again && (await renewed()))) return signedOut();
    } catch {
      away ||= new Date().toTimeString().slice(0, 5);
      tellOffline(away);
      later(RETRY);
      return {};
    }
    if (answer.status === 403 || told.token_expired) return put(address, body, false);
    if (away) tellBack();
    away = "";
    return { answer, told };
  }

  // The same person must still be signed in.
  const renewed = () => freshToken((page) => page.getElementById("marking")?.dataset.marker === form.dataset.marker);

  function signedOut() {
    away ||= new Date().toTimeString().slice(0, 5);
    say("error");
    const link = document.createElement("a");
    link.href = form.dataset.signIn;
    link.target = "_blank";
    link.textContent = form.dataset.signInAgain;
    tell(form.dataset.signedOut, link);
    later(LOOK_AGAIN);
    return {};
  }

  function showState() {
    if (held.size || refused.size) say("error");
    else if (waiting.size) say("saving");
    else if (savedAt) {
      say("saved", savedAt);
      calm();
    }
  }

  // The marker chose one of two versions, or both; the server keeps the other one in its record.
  async function choose(unit, kept) {
    clearTimeout(timer);
    await sending;
    await sendOne(unit, { keep: kept, over: held.get(unit) });
    if (waiting.size) send();
    else if (!away) showState();
  }

  // Waits until everything is stored, or cannot be: true when nothing is left to lose by leaving.
  async function settled() {
    await sending;
    await send();
    const [stuck] = [...held.keys(), ...refused.keys()];
    if (stuck) {
      tell(held.size ? form.dataset.choose : form.dataset.mend);
      reveal(stuck);
    }
    return !stuck && !waiting.size;
  }

  // What an earlier visit could not send comes back with the revision it was based on, and is sent. What has no place on
  // this page stays where it is kept.
  function restore() {
    for (const [unit, body] of allKept()) {
      if (!shows.place(unit, body)) continue;
      setBase(unit, body.base);
      waiting.set(unit, 1);
    }
    for (const [unit, over] of troubledUnits()) {
      keep(unit, read(unit).body);
      if (over === null) waiting.set(unit, 1);
      else {
        held.set(unit, over);
        waiting.delete(unit);
      }
    }
    if (held.size) say("error");
    send();
  }

  addEventListener("online", () => send());
  addEventListener("focus", () => { if (away) send(); });
  addEventListener("beforeunload", (event) => { if (!leaving && (waiting.size || held.size || refused.size)) event.preventDefault(); });
  return { typed, settled, restore, choose, isHeld: (unit) => held.has(unit), leave: () => { leaving = true; } };
}
