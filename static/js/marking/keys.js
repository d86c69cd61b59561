// Marking by keyboard. A letter is known by what it writes where that is Latin, else by its place on the keyboard, so
// that the keys work in a Russian, Ukrainian or Kazakh layout. Single keys can be switched off.
import { openBank } from "./bank.js";
import { commentPlaces, leaveComment } from "./comments.js";
import { form } from "./units.js";
import { open, openNext, openRow, step } from "./rubric.js";

const box = document.querySelector("#keys input");
const isText = (at) => at.matches("textarea, select, input:not([type=radio], [type=checkbox])") || at.isContentEditable;

function keyOf({ key, code, shiftKey }) {
  if (/^[a-z0-9[\]]$/i.test(key)) return key.toLowerCase();
  if (shiftKey) return "";
  const found = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  if (found) return (found[1] || found[2]).toLowerCase();
  return { BracketLeft: "[", BracketRight: "]" }[code] || "";
}

export function keys(saving) {
  // The criterion that was marked last, and the one that opened after it: words are about the first, then it goes on.
  let marked = null, next = null;

  function chosen(radio, goOn) {
    marked = radio.closest(".crit-part");
    next = goOn ? openNext(marked) : null;
  }

  function level(digit) {
    const row = openRow();
    const radio = row?.querySelector(`input[type=radio][value="${digit}"]`);
    if (!radio) return;
    radio.checked = true;
    saving.typed(radio.name.split(":").slice(0, 2).join(":"), 0);
    chosen(radio, true);
  }

  function toWords() {
    const row = marked || openRow();
    if (!row) return;
    row.open = true;
    row.querySelector("textarea").focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function leave(text) {
    const row = text.closest(".crit-part");
    if (text.closest("[data-comment]")) leaveComment(text);
    else if (row) {
      open(row === marked && next ? next : row);
      marked = next = null;
    } else text.blur();
  }

  function toComment() {
    const places = commentPlaces();
    const place = places[(places.indexOf(document.activeElement) + 1) % places.length];
    place?.focus();
    place?.scrollIntoView({ block: "center" });
  }

  async function toPlan(way) {
    const link = document.querySelector(`.stepper a[rel=${way}]`);
    if (link && (await saving.settled())) link.click();
  }

  function single(event) {
    const key = keyOf(event);
    if (/^[0-3]$/.test(key)) level(key);
    else if (key === "c") toWords();
    else if (key === "o") document.getElementById("overall")?.focus();
    else if (key === "b") openBank(marked || openRow());
    else if (key === "j" || key === "k") { marked = next = null; step(key === "j" ? 1 : -1); }
    else if (key === "r") toComment();
    else if (key === "[" || key === "]") toPlan(key === "[" ? "prev" : "next");
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit(document.getElementById("ready"));
    } else if (event.key === "Escape" && isText(at)) leave(at);
    else if (event.key === "Enter" && at.matches("[data-comment]")) {
      event.preventDefault();
      at.querySelector("textarea").focus();
    } else if (event.key === "Enter" && at.type === "radio") event.preventDefault();
    else if (box.checked && !isText(at) && !event.ctrlKey && !event.metaKey && !event.altKey) single(event);
  });
  choice();
  return { chosen };
}

function choice() {
  document.getElementById("keys").hidden = false;
  box.checked = localStorage.getItem("keys") !== "off";
  box.addEventListener("change", () => { if (box.checked) localStorage.removeItem("keys"); else localStorage.setItem("keys", "off"); });
}
