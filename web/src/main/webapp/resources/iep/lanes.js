/* The Lanes page: a pause asks how and why, and the picture moves by itself while it is looked at. */
"use strict";

(() => {
  const sheet = document.getElementById("holding");
  const reason = document.getElementById("holdreason");

  document.addEventListener("click", event => {
    const hold = event.target.closest("[data-hold]");
    if (hold) {
      const node = hold.dataset.hold.startsWith("node:");
      sheet.dataset.target = hold.dataset.hold;
      sheet.querySelector(".what").textContent = hold.dataset.what;
      sheet.querySelector(".ofnode").hidden = !node;
      sheet.querySelector(".oflane").hidden = node;
      reason.value = "";
      sheet.showModal();
      return;
    }
    const mode = event.target.closest("[data-mode]");
    if (mode) {
      sheet.close();
      window.iepHold([{ name: "target", value: sheet.dataset.target }, { name: "mode", value: mode.dataset.mode }, { name: "reason", value: reason.value }]);
      return;
    }
    const release = event.target.closest("[data-release]");
    if (release) window.iepRelease([{ name: "target", value: release.dataset.release }]);
  });

  /* Other hospitals' work moves too, of which no push tells us. */
  setInterval(() => { if (!sheet.open) window.iep.refreshSoon(); }, 1500);
})();
