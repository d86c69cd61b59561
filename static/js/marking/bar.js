// The bar on top says how the words stand; its icon follows. The line under it says what keeps them from being saved.
const state = document.getElementById("saved");
const words = document.getElementById("saved-words");
const net = document.getElementById("net-state");
const icon = state.querySelector("use");
const ICONS = { new: "check", saved: "check", saving: "wait", offline: "net", error: "flag" };

export function say(name, time = "") {
  state.dataset.state = name;
  icon.setAttribute("href", `#i-${ICONS[name]}`);
  const sentence = state.dataset[name];
  if (sentence) words.textContent = sentence.replace("{time}", time);
}

export function tell(sentence, link = null) {
  if (net.textContent !== sentence + (link?.textContent || "")) net.replaceChildren(sentence, ...(link ? [" ", link] : []));
  net.classList.remove("is-back");
}

// Clears the line, but lets the good news stand for its while.
export function calm() {
  if (!net.classList.contains("is-back")) tell("");
}

export function tellOffline(time) {
  say("offline", time);
  tell(net.dataset.offlineSince.replace("{time}", time));
}

export function tellBack() {
  if (!net.textContent) return;
  tell(net.dataset.back);
  net.classList.add("is-back");
  setTimeout(() => { if (net.classList.contains("is-back")) tell(""); }, 4000);
}
