/* Light or dark: follows the system until the reader chooses; the choice is kept in a cookie,
   so that the next page arrives already painted. Also tells the reader's time zone, and shuts the menus of the bar on top.
   Loaded in the head before anything is drawn; therefore it is short and waits for nothing. */
(function () {
  "use strict";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    var found = /(?:^|;\s*)theme=(light|dark)/.exec(document.cookie);
    return found && found[1];
  }
  function now() {
    return chosen() || (system.matches ? "dark" : "light");
  }
  function paint() {
    root.setAttribute("data-theme", now());
    document.querySelectorAll("[data-theme-toggle]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(now() === "dark"));
      button.hidden = false;
    });
  }
  function choose(theme) {
    // Choosing what the system already says means: follow the system again.
    var own = theme !== (system.matches ? "dark" : "light");
    document.cookie = "theme=" + (own ? theme : "") + ";path=/;SameSite=Lax;max-age=" + (own ? 31536000 : 0) + (location.protocol === "https:" ? ";Secure" : "");
    paint();
  }
  function shut_menus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) { menu.open = false; }
    });
  }

  // Times are shown by the reader's own clock; the server learns which it is by the next page.
  var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && document.cookie.indexOf("zone=" + encodeURIComponent(zone)) < 0) {
    document.cookie = "zone=" + encodeURIComponent(zone) + ";path=/;SameSite=Lax;max-age=31536000" + (location.protocol === "https:" ? ";Secure" : "");
  }

  paint();
  system.addEventListener("change", paint);
  document.addEventListener("DOMContentLoaded", paint);
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-theme-toggle]")) { choose(now() === "dark" ? "light" : "dark"); }
    shut_menus(event.target.closest("details.menu"));
  });
  document.addEventListener("submit", function (event) {
    // Texts kept in this browser for a lost connection go with the sign-in: the next person here must not find them.
    if (/\/sign-out(-everywhere)?$/.test(event.target.action)) {
      try { localStorage.clear(); } catch (closed) { return; }
    }
  });
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (open) { shut_menus(null); open.querySelector("summary").focus(); }
  });
})();
