// What was written before on a criterion opens under its words; a digit or a click puts it where the cursor was.
export function openBank(row) {
  const link = row?.querySelector("[data-bank]");
  if (link) show(link);
}

async function show(link) {
  const list = link.parentElement.querySelector("[data-bank-list]");
  if (!list.hidden) return close(list);
  const answer = await fetch(link.href);
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("bank");
  if (!found) return location.assign(link.href);
  list.replaceChildren(...choices(found));
  list.hidden = false;
  link.setAttribute("aria-expanded", "true");
  (list.querySelector("button") || link).focus();
}

function choices(found) {
  const written = [...found.querySelectorAll("li")];
  if (!written.length) return [...found.childNodes];
  return written.map((line, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "bank-choice";
    const key = document.createElement("kbd");
    key.textContent = place + 1;
    button.append(key, ...line.childNodes);
    return button;
  });
}

function close(list) {
  list.hidden = true;
  const link = list.parentElement.querySelector("[data-bank]");
  link.setAttribute("aria-expanded", "false");
  return list.parentElement.querySelector("textarea");
}

// As if it had been typed: into the words at the cursor, on a line of its own where words stand already.
function take(button) {
  const words = button.querySelector("[data-words]").textContent;
  const text = close(button.closest("[data-bank-list]"));
  const before = text.value.slice(0, text.selectionEnd);
  text.focus();
  text.setRangeText((before && !before.endsWith("\n") ? "\n" : "") + words, text.selectionEnd, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-bank]");
  const choice = event.target.closest(".bank-choice");
  if (link) {
    event.preventDefault();
    show(link);
  } else if (choice) take(choice);
});

document.addEventListener("keydown", (event) => {
  const list = event.target.closest("[data-bank-list]");
  if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = [...list.querySelectorAll("button")];
  const at = all.indexOf(document.activeElement);
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") close(list).focus();
  else if (/^[1-9]$/.test(event.key) && all[event.key - 1]) take(all[event.key - 1]);
  else if (move) all[(at + move + all.length) % all.length].focus();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
});
