// A large file is being made: ask quietly how far it is, and say every quarter, not every percent.
const PAUSE = 700;
const QUARTER = 25;
const said = document.getElementById("said");
let quarter = 0, wait = PAUSE;

function say(place) {
  const far = place.querySelector("progress");
  const now = far ? Math.floor(far.value / QUARTER) : QUARTER;
  if (now <= quarter) return;
  quarter = now;
  said.textContent = place.querySelector("p, .banner")?.textContent ?? "";
}

async function ask() {
  const place = document.getElementById("how-far");
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.getElementById("how-far");
    // Signed out, or the hour is over: the page says so better than we could.
    if (!newer) return location.reload();
    place.replaceWith(document.importNode(newer, true));
    say(newer);
    wait = PAUSE;
    if (!("going" in newer.dataset)) return newer.dataset;
  } catch {
    wait = Math.min(wait * 2, 10_000);
  }
  setTimeout(ask, wait);
}

if ("going" in document.getElementById("how-far").dataset) setTimeout(ask, PAUSE);
