// The promise of the bar on top: what it calls saved is on the server's disk; until then this browser keeps the text.
const state = document.getElementById("saved");
const words = document.getElementById("saved-words");
const number = document.getElementById("saved-revision");
const net = document.getElementById("net-state");
const PAUSE = 700;
const RETRY = 3000;
const SIGNS = { offline: "net", error: "flag" };
const rest = (time) => new Promise((done) => setTimeout(done, time));

// One copy for each tab: what one tab has stored says nothing about what another could not.
function tabId() {
  let id = sessionStorage.getItem("tab");
  if (!id) sessionStorage.setItem("tab", id = Math.random().toString(36).slice(2));
  return id;
}

export function saver(form, afterSave) {
  const copies = `${form.dataset.kind || "plan"}:${form.dataset.owner}:${form.dataset.run}:`;
  const kept = copies + tabId();
  const meta = document.querySelector("meta[name=csrf-token]");
  let timer = 0, sending = false, dirty = false, leaving = false;

  const fields = () => new URLSearchParams(new FormData(form));

  function keepHere() {
    try {
      localStorage.setItem(kept, fields().toString());
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

  const put = (body) => fetch(form.dataset.save, {
    method: "PUT", body, headers: { "X-CSRFToken": meta.content, Accept: "application/json" },
  });

  // True when everything that was typed until now is on the server.
  async function send() {
    clearTimeout(timer);
    timer = 0;
    if (sending || !dirty) return !dirty;
    sending = true;
    dirty = false;
    say("saving");
    try {
      let answer = await put(fields());
      if (answer.status === 400 && await freshToken((page) => page.getElementById(form.id))) answer = await put(fields());
      return received(answer, await answer.json());
    } catch {
      offline();
      return false;
    } finally {
      sending = false;
    }
  }

  function received(answer, told) {
    if (answer.status === 409) {
      // Typed while the refused save was on its way: that too must stand on the page with both texts.
      if (dirty) {
        timer = setTimeout(send, 0);
        return false;
      }
      localStorage.removeItem(kept);
      leave();
      location.assign(told.conflict);
      return false;
    }
    if (!answer.ok) {
      dirty = true;
      say("error");
      tell(told.error || "");
      // A server in trouble may recover while the student reads; words that it refuses stay as they are.
      if (answer.status >= 500) timer = setTimeout(send, RETRY);
      return false;
    }
    form.elements.base.value = told.revision;
    // Where cells are compared one by one, the page says what it shows: from now on, what it has just sent.
    if (told.seen) form.elements.seen.value = told.seen;
    if (number) {
      number.hidden = false;
      number.textContent = number.textContent.replace(/\d[\d\s]*/, told.revision);
    }
    backOnline();
    afterSave();
    if (dirty) {
      timer ||= setTimeout(send, PAUSE);
      return false;
    }
    // Dropped only now that the server has named the revision it stored.
    localStorage.removeItem(kept);
    say("saved", told.saved_at);
    return true;
  }

  function offline() {
    dirty = true;
    const time = new Date().toTimeString().slice(0, 5);
    if (state.dataset.state !== "offline") {
      say("offline", time);
      tell(net.dataset.offlineSince.replace("{time}", time));
    }
    timer = setTimeout(send, RETRY);
  }

  // Waits until what is typed is stored (true), or until a save fails (false).
  async function settled() {
    for (;;) {
      while (sending) await rest(30);
      if (!dirty) return true;
      if (!(await send()) && (state.dataset.state !== "saving" || leaving)) return false;
    }
  }

  // What an earlier visit could not send is sent as it was, on the revision it was typed on: when the plan has changed
  // since, both texts are shown. Then the page is shown anew, because it was drawn without these words.
  async function restore() {
    const found = Object.keys(localStorage).filter((key) => key.startsWith(copies));
    for (const key of found) {
      const copy = localStorage.getItem(key);
      const body = new URLSearchParams(copy);
      body.set("csrf_token", meta.content);
      const answer = await put(body).catch(() => null);
      if (!answer || ![200, 409].includes(answer.status)) return;
      const told = await answer.json();
      if (localStorage.getItem(key) === copy) localStorage.removeItem(key);
      if (answer.status === 409) {
        leave();
        location.assign(told.conflict);
        return;
      }
      if (String(told.revision) !== form.elements.base.value && !dirty) {
        leave();
        location.reload();
        return;
      }
    }
  }

  function leave() {
    leaving = true;
    clearTimeout(timer);
  }

  addEventListener("online", () => send());
  addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
  return { typed, settled, restore, leave };
}

function say(name, time = "") {
  state.dataset.state = name;
  state.querySelector("use").setAttribute("href", `#i-${SIGNS[name] || "check"}`);
  const sentence = state.dataset[name];
  if (sentence) words.textContent = sentence.replace("{time}", time);
  // The bar scrolls away on a phone; what is not saved is said beside the thumb too.
  const near = document.getElementById("saved-near");
  if (near) near.textContent = name === "saved" || name === "saving" ? "" : words.textContent;
}

function backOnline() {
  if (state.dataset.state !== "offline" && !net.dataset.since) {
    if (net.textContent) tell("");
    return;
  }
  tell(net.dataset.back || "");
  net.classList.add("is-back");
  setTimeout(() => { tell(""); net.classList.remove("is-back"); }, 4000);
}

// A sentence in the line under the bar, for what could not be done.
export function tell(sentence) {
  net.textContent = sentence;
  if (state.dataset.state === "offline") net.dataset.since = "offline";
  else delete net.dataset.since;
}

// A page that was open for long, or whose person signed in again in another tab, has an old token and a living session.
// The page is asked for once more; `isOurs` says of it whether the same person may still go on with the same work.
export async function freshToken(isOurs) {
  const answer = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!isOurs(page)) return false;
  const meta = document.querySelector("meta[name=csrf-token]");
  meta.content = page.querySelector("meta[name=csrf-token]").content;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = meta.content;
  return true;
}
