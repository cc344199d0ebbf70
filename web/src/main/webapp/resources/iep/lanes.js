/* The Lanes page: a pause asks how and why, and the picture moves by itself while it is looked at. */
"use strict";

(() => {
  const sheet = document.getElementById("holding");
  const reason = document.getElementById("holdreason");

  document.addEventListener("click", event => {
    const hold = event.target.closest("[data-hold]");
    if (hold) {
      const kind = ["node", "worker"].find(each => hold.dataset.hold.startsWith(each + ":")) || "lane";
      sheet.dataset.target = hold.dataset.hold;
      sheet.querySelector(".what").textContent = hold.dataset.what;
      for (const each of ["node", "worker", "lane"]) sheet.querySelector(".of" + each).hidden = each !== kind;
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
    const whole = event.target.closest("[data-whole]");
    if (whole) {
      event.preventDefault();
      show("whole", whole.dataset.whole === "true" ? "true" : "");
    }
  });

  /* What is shown stands in the address, so that it can be kept and passed on. */
  function show(name, value) {
    const address = new URL(location.href);
    if (value) address.searchParams.set(name, value); else address.searchParams.delete(name);
    location.assign(address);
  }

  const institution = document.getElementById("ofinstitution");
  if (institution) institution.addEventListener("change", () => show("institution", institution.value));

  /* Other hospitals' work moves too, of which no push tells us. */
  setInterval(() => { if (!sheet.open) window.iep.refreshSoon(); }, 1500);
})();
