/* The console's own behaviour: keys, the list that moves by itself, clocks, small courtesies. No library. */
"use strict";

const iep = (() => {
  const $ = id => document.getElementById(id);

  /* ---- Requests that the page makes by itself do not keep a session alive ---- */

  let byItself = false;
  const open = XMLHttpRequest.prototype.open;
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.open = function (...args) {
    this.iepByItself = byItself;
    return open.apply(this, args);
  };
  XMLHttpRequest.prototype.send = function (...args) {
    if (this.iepByItself) this.setRequestHeader("X-By-Itself", "true");
    return send.apply(this, args);
  };

  /** Calls a remote command of the page and marks its request. */
  function quietly(command) {
    if (typeof window[command] !== "function") return;
    byItself = true;
    try { window[command](); } finally { byItself = false; }
  }

  /* ---- Moving by itself: push, and a poll while the socket is down ---- */

  const MIN_PAUSE = 400;
  const POLL = 5000;
  let pushOpen = false;
  let lastRefresh = Date.now();
  let timer = 0;

  function refreshSoon() {
    if (timer || document.hidden) { if (document.hidden) stale = true; return; }
    timer = setTimeout(() => {
      timer = 0;
      /* Before the page is ready its forms lack the nonce that the server asks for. */
      if (document.readyState !== "complete") { refreshSoon(); return; }
      lastRefresh = Date.now();
      quietly("iepRefresh");
    }, Math.max(50, lastRefresh + MIN_PAUSE - Date.now()));
  }

  let stale = false;
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && stale) { stale = false; refreshSoon(); }
  });

  window.iepPushOpen = () => { pushOpen = true; refreshSoon(); };
  window.iepPushClosed = () => { pushOpen = false; };
  window.iepPushChanged = reference => {
    const page = $("main");
    const only = page && page.dataset.only;
    if (!only || only === reference) refreshSoon();
  };
  setInterval(() => { if (!pushOpen && typeof window.iepRefresh === "function") refreshSoon(); }, POLL);

  /* ---- The list ---- */

  const list = {
    /** Takes the fresh rows as they are: filter, tab or page has changed. */
    replace() {
      const fresh = freshBody();
      const old = $("rows") && $("rows").tBodies[0];
      if (!fresh || !old) return;
      old.replaceWith(fresh);
      done();
    },

    /**
     * Brings changed rows up to date. While the pointer is over the list or a row has the focus the order stays, so
     * that nothing jumps away under a click; the new order comes when the pointer leaves.
     */
    merge() {
      const fresh = freshBody();
      const old = $("rows") && $("rows").tBodies[0];
      if (!fresh || !old) return;
      const before = new Map([...old.rows].map(row => [row.dataset.reference, row]));
      for (const row of fresh.rows) {
        const was = before.get(row.dataset.reference);
        if (row.dataset.reference && (!was || was.dataset.state !== row.dataset.state)) mark(row);
        else if (was && was.classList.contains("moved")) row.classList.add("moved");
        if (was && was.classList.contains("at")) row.classList.add("at");
      }
      if (old.matches(":hover") || old.contains(document.activeElement)) inPlace(old, before, fresh);
      else old.replaceWith(fresh);
      done();
    }
  };

  function freshBody() {
    const table = document.querySelector("#fresh table");
    if (!table) return null;
    const asOf = $("asof");
    if (asOf) asOf.textContent = "Up to date at " + table.dataset.asof;
    const body = table.tBodies[0];
    $("fresh").textContent = "";
    return body;
  }

  function inPlace(old, before, fresh) {
    const focused = document.activeElement && document.activeElement.closest("tr");
    const left = new Set(before.keys());
    let added = 0;
    for (const row of [...fresh.rows]) {
      const was = before.get(row.dataset.reference);
      left.delete(row.dataset.reference);
      if (!was) added++;
      else if (was.innerHTML !== row.innerHTML) {
        const refocus = was === focused ? document.activeElement.className : null;
        was.replaceWith(row);
        if (refocus) { const again = row.getElementsByClassName(refocus)[0]; if (again) again.focus({ preventScroll: true }); }
      }
    }
    for (const reference of left) before.get(reference).classList.add("over");
    const waiting = $("waiting");
    if (waiting && added) waiting.textContent = added === 1 ? "1 new row, shown when the pointer leaves the list" : added + " new rows, shown when the pointer leaves the list";
    if (added || left.size) old.addEventListener("mouseleave", () => refreshSoon(), { once: true });
  }

  function mark(row) {
    row.classList.add("moved");
    setTimeout(() => {
      const now = row.isConnected ? row : document.querySelector(`tr[data-reference="${row.dataset.reference}"]`);
      if (now) now.classList.remove("moved");
    }, 6000);
  }

  function done() {
    const waiting = $("waiting");
    if (waiting && !document.querySelector("#rows tbody:hover")) waiting.textContent = "";
    tick();
  }

  /* ---- Blue-light clocks: h:mm, amber from three quarters of the time, red and the word late when it is over ---- */

  const HOUR = 3600000;
  function tick() {
    for (const mark of document.querySelectorAll(".bluelight[data-due]")) {
      const since = Number(mark.dataset.since);
      const target = Number(mark.dataset.due) - since;
      const clock = mark.querySelector(".clock");
      if (!since || target <= 0 || !clock) continue;
      const gone = Math.max(0, Date.now() - since);
      const late = gone >= target;
      clock.textContent = Math.floor(gone / HOUR) + ":" + String(Math.floor(gone / 60000) % 60).padStart(2, "0") + (late ? " late" : "");
      mark.classList.toggle("late", late);
      mark.classList.toggle("warn", !late && gone * 4 >= target * 3);
      const bar = mark.querySelector("rect");
      if (bar) bar.setAttribute("width", String(Math.min(100, Math.floor(gone * 100 / target))));
    }
  }
  setInterval(tick, 20000);

  /* ---- Keys ---- */

  function typing(target) {
    return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog[open]");
  }

  function step(by) {
    const rows = [...document.querySelectorAll("table.list[id] tbody tr:not(.none)")];
    if (!rows.length) return;
    const at = rows.findIndex(row => row.classList.contains("at"));
    const to = Math.min(rows.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by));
    rows.forEach((row, index) => row.classList.toggle("at", index === to));
    const link = rows[to].querySelector("a.open");
    if (link) link.focus({ preventScroll: true });
    rows[to].scrollIntoView({ block: "nearest" });
  }

  const keys = {
    "/": () => { const search = document.querySelector(".find input"); if (search) { search.focus(); search.select(); } },
    "n": () => { const link = $("new"); if (link) link.click(); },
    "h": () => { const link = document.querySelector(".brand"); if (link) link.click(); },
    "?": () => { const sheet = $("keys"); if (sheet && !sheet.open) sheet.showModal(); },
    "ArrowDown": () => step(1),
    "ArrowUp": () => step(-1),
    "Enter": event => {
      if (event.target.closest("a, button, summary")) return false;
      const link = document.querySelector("tr.at a.open");
      if (!link) return false;
      link.click();
      return true;
    }
  };

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape" && event.target.matches(".find input")) { event.target.blur(); return; }
    if (event.key === "ArrowDown" && event.target.matches(".find input")) { event.target.blur(); step(1); event.preventDefault(); return; }
    const arrow = event.key.startsWith("Arrow");
    if (typing(event.target) || (arrow && !document.querySelector("table.list[id]"))) return;
    if (Object.hasOwn(keys, event.key) && keys[event.key](event) !== false) event.preventDefault();
  });

  /* ---- Clicks: next step in a row, refresh, a whole row, dialogs ---- */

  document.addEventListener("click", event => {
    const action = event.target.closest("button[data-action]");
    if (action && typeof window.iepAct === "function") {
      action.disabled = true;
      const row = action.closest("[data-reference]");
      window.iepAct([{ name: "reference", value: row.dataset.reference }, { name: "action", value: action.dataset.action }]);
      return;
    }
    if (event.target.closest("#refresh")) { window.iepRefresh(); return; }
    const opener = event.target.closest("[data-opens]");
    if (opener) { $(opener.dataset.opens).showModal(); return; }
    const closer = event.target.closest("[data-closes]");
    if (closer) { $(closer.dataset.closes).close(); }
  });

  document.addEventListener("dblclick", event => {
    const row = event.target.closest("#rows tbody tr");
    const link = row && !event.target.closest("a, button") && row.querySelector("a.open");
    if (link) link.click();
  });

  /* ---- Focus goes to a new error summary; a sent form is not sent twice ---- */

  function focusSummary() {
    const summary = document.querySelector("[data-take-focus]");
    if (summary) { summary.removeAttribute("data-take-focus"); summary.focus(); summary.scrollIntoView({ block: "center" }); }
  }

  /* A problem goes from its field when the field is changed; the next Send or Save says whether it is right now. */
  document.addEventListener("change", event => {
    const field = event.target;
    const problem = field.id && $("problem-" + field.id);
    if (problem) problem.remove();
    const wrong = field.closest(".wrong");
    if (wrong) wrong.classList.remove("wrong");
    if (field.getAttribute("aria-invalid") === "true") field.setAttribute("aria-invalid", "false");
    const link = field.id && document.querySelector(`.esum a[href="#${CSS.escape(field.id)}"]`);
    if (link) link.closest("li").classList.add("righted");
  });

  document.addEventListener("DOMContentLoaded", () => { tick(); focusSummary(); });

  return { list, refreshSoon, focusSummary, quietly };
})();
window.iep = iep;
