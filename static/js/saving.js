// The promise of the bar on top: what it calls saved is on the server's disk; until then this browser keeps the text.
const state = document.getElementById("saved");
const words = document.getElementById("saved-words");
const number = document.getElementById("saved-revision");
const net = document.getElementById("net-state");
const PAUSE = 700;
const RETRY = 3000;

export function saver(form, afterSave) {
  const kept = `plan:${form.dataset.owner}:${form.dataset.run}`;
  const token = document.querySelector("meta[name=csrf-token]").content;
  let timer = 0, sending = false, dirty = false, leaving = false;

  function fields() {
    return new URLSearchParams(new FormData(form));
  }

  function keepHere() {
    try {
      localStorage.setItem(kept, JSON.stringify({ fields: fields().toString() }));
    } catch { /* a full or closed store: the server still has the last save */ }
  }

  function typed() {
    dirty = true;
    keepHere();
    // What was just typed is not saved yet, so the bar must not go on saying so.
    if (state.dataset.state !== "offline") say("saving");
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  async function send() {
    timer = 0;
    if (sending || !dirty) return;
    sending = true;
    dirty = false;
    say("saving");
    try {
      const answer = await fetch(form.dataset.save, {
        method: "PUT", body: fields(), headers: { "X-CSRFToken": token, Accept: "application/json" },
      });
      received(answer, await answer.json());
    } catch {
      offline();
    } finally {
      sending = false;
      if (dirty && !timer) timer = setTimeout(send, PAUSE);
    }
  }

  function received(answer, told) {
    if (answer.status === 409) {
      leaving = true;
      localStorage.removeItem(kept);
      location.assign(told.conflict);
      return;
    }
    if (!answer.ok) {
      // Sent again when more is typed: the same text would be refused the same way.
      clearTimeout(timer);
      timer = -1;
      dirty = true;
      say("error");
      net.textContent = told.error || "";
      return;
    }
    form.elements.base.value = told.revision;
    if (number) {
      number.hidden = false;
      number.textContent = number.textContent.replace(/\d[\d\s]*/, told.revision);
    }
    // Dropped only now that the server has named the revision it stored.
    if (!dirty) localStorage.removeItem(kept);
    say("saved", told.saved_at);
    backOnline();
    afterSave();
  }

  function offline() {
    dirty = true;
    const time = new Date().toTimeString().slice(0, 5);
    say("offline", time);
    if (!net.textContent) net.textContent = net.dataset.offlineSince.replace("{time}", time);
    timer = setTimeout(send, RETRY);
  }

  // Waits until what is typed is stored, or cannot be: true when everything is on the server.
  async function settled() {
    clearTimeout(timer);
    await send();
    while (sending) await new Promise((done) => setTimeout(done, 30));
    return !dirty;
  }

  // Text that an earlier visit could not send comes back, and is sent with the revision it was typed on:
  // if another window has saved since, both texts are shown. True when something came back.
  function restore() {
    let found = null;
    try { found = JSON.parse(localStorage.getItem(kept) || "null"); } catch { /* unreadable: nothing to bring back */ }
    if (!found) return false;
    const old = new URLSearchParams(found.fields);
    let changed = false;
    for (const name of new Set(old.keys())) {
      const now = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((field) => field.type !== "hidden");
      old.getAll(name).forEach((value, place) => {
        if (!now[place] || now[place].value === value) return;
        now[place].value = value;
        changed = true;
      });
    }
    if (!changed) {
      localStorage.removeItem(kept);
      return false;
    }
    form.elements.base.value = old.get("base");
    dirty = true;
    send();
    return true;
  }

  addEventListener("online", () => { clearTimeout(timer); send(); });
  addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
  return { typed, settled, restore, leave: () => { leaving = true; clearTimeout(timer); } };
}

function say(name, time = "") {
  state.dataset.state = name;
  const sentence = state.dataset[name];
  if (sentence) words.textContent = sentence.replace("{time}", time);
}

function backOnline() {
  if (!net.textContent) return;
  net.textContent = net.dataset.back || "";
  net.classList.add("is-back");
  setTimeout(() => { net.textContent = ""; net.classList.remove("is-back"); }, 4000);
}

// A sentence in the line under the bar, for what could not be done.
export function tell(sentence) {
  net.textContent = sentence;
}
