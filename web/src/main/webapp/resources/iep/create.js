/* Create: keeps the draft while it is typed, and looks in on a search until the PACS has answered. */
"use strict";

(() => {
  const KEEP_AFTER = 700;
  const LOOK_EVERY = 300;
  let keeping = 0;

  document.addEventListener("change", event => {
    if (!event.target.closest("#transfer") || event.target.closest("#found, #priority, #destination")) return;
    clearTimeout(keeping);
    keeping = setTimeout(() => { if (typeof window.iepKeep === "function") window.iepKeep(); }, KEEP_AFTER);
  });

  /* A search was begun: ask how it stands until it is over. Without one the problems want attention. */
  window.iepSearching = () => {
    if (document.querySelector("[data-searching]")) setTimeout(() => iep.quietly("iepLook"), LOOK_EVERY);
    else iep.focusSummary();
  };

  window.iepLooked = () => {
    if (document.querySelector("[data-searching]")) setTimeout(() => iep.quietly("iepLook"), LOOK_EVERY);
    else window.iepAnswered();
  };

  window.iepConfirmed = () => {
    const first = document.getElementById("patient-patientId");
    if (first) first.focus();
    else iep.focusSummary();
  };

  document.addEventListener("click", event => {
    const pick = event.target.closest("[data-pick]");
    if (pick) { document.getElementById("az").close(); window.iepPick([{ name: "id", value: pick.dataset.pick }]); }
  });

  /* Enter in a search field searches; it must not send the transfer. */
  document.addEventListener("keydown", event => {
    if (event.key !== "Enter" || !event.target.matches("#transfer input:not([type=checkbox]):not([type=radio])")) return;
    if (event.target.id === "toInstitution_input") return;
    event.preventDefault();
    const search = event.target.closest("#studies") ? document.getElementById("search") : document.getElementById("ask");
    const searchable = ["patient-patientId", "patient-nhsNumber"].includes(event.target.id) || event.target.closest("#studies");
    if (searchable && search) search.click();
  });

  document.addEventListener("change", event => {
    const row = event.target.closest("#found tbody tr");
    if (!row || event.target.type !== "checkbox") return;
    row.classList.toggle("sel", event.target.checked);
    const problem = document.getElementById("problem-studies");
    if (problem) problem.remove();
    const link = document.querySelector('.esum a[href="#studies"]');
    if (link) link.closest("li").classList.add("righted");
  });

  if (document.querySelector("[data-searching]")) window.iepSearching();
})();
