/* Create: uploads a disk or folder in pieces, a few files at a time, and has the page look what is in it. */
"use strict";

(() => {
  const PIECE = 8 * 1024 * 1024;
  const AT_ONCE = 3;
  const TRIES = 3;
  const $ = id => document.getElementById(id);
  let running = null;

  document.addEventListener("click", event => {
    const button = event.target.closest("[data-chooses]");
    if (button) $(button.dataset.chooses).click();
    if (event.target.closest("#stopupload") && running) running.abort();
  });

  document.addEventListener("change", event => {
    if (!event.target.matches("#folder, #files") || !event.target.files.length) return;
    upload([...event.target.files]);
    event.target.value = "";
  });

  window.addEventListener("beforeunload", event => { if (running) event.preventDefault(); });

  /* The page has looked; whoever waited for it hears of it. */
  window.iepUploadTaken = () => {
    const done = $("uploaded");
    if (done) done.focus();
    else iep.focusSummary();
  };

  async function upload(files) {
    if (running) return;
    const section = document.querySelector("#upload [data-next]");
    const id = section.dataset.upload || crypto.randomUUID();
    const first = Number(section.dataset.next);
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const stop = new AbortController();
    let sent = 0;
    let next = 0;
    let whole = 0;
    running = stop;
    show("");
    tell();

    function tell() {
      $("uploadbar").value = total ? sent / total : 0;
      $("uploadstate").textContent = `Uploading: ${whole} of ${files.length} files, ${megabytes(sent)} of ${megabytes(total)} MB.`;
    }

    async function work() {
      while (next < files.length) {
        const at = next++;
        await send(id, first + at, files[at], stop.signal, bytes => { sent += bytes; tell(); });
        whole++;
        tell();
      }
    }

    try {
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      window.iepUploaded([{ name: "upload", value: id }]);
    } catch (problem) {
      const cancelled = stop.signal.aborted && problem.name === "AbortError";
      stop.abort();
      if (!section.dataset.upload) fetch(`upload/${id}`, { method: "DELETE" }).catch(() => undefined);
      show(cancelled ? "You have stopped the upload." : problem.message);
    } finally {
      running = null;
      $("uploading").hidden = true;
    }
  }

  /* A file, piece by piece; each is tried again when the network breaks. */
  async function send(id, number, file, signal, onSent) {
    let offset = 0;
    do {
      const piece = file.slice(offset, offset + PIECE);
      await put(`upload/${id}/${number}?offset=${offset}&size=${file.size}`, piece, signal, file.name);
      offset += piece.size;
      onSent(piece.size);
    } while (offset < file.size);
  }

  async function put(address, piece, signal, name) {
    for (let attempt = 1; ; attempt++) {
      let response;
      try {
        response = await fetch(address, { method: "PUT", body: piece, signal, redirect: "manual", headers: { "Content-Type": "application/octet-stream" } });
      } catch (failure) {
        if (failure.name === "NotReadableError" || failure.name === "NotFoundError") throw new Error(`${name} cannot be read from the disk. Choose the disk again, or have it written anew.`);
        if (signal.aborted) throw failure;
        if (attempt === TRIES) throw new Error("The exchange cannot be reached, or a file cannot be read. Choose the disk or folder again.");
        continue;
      }
      if (response.ok) return;
      if (response.type === "opaqueredirect") throw new Error("Your session is over. Sign in again; what you typed is kept.");
      throw new Error(await reason(response));
    }
  }

  async function reason(response) {
    try {
      const problem = await response.json();
      return [problem.detail, ...(problem.problems || []).map(each => each.message)].join(" ");
    } catch (notJson) {
      return "The exchange did not take it. Try again.";
    }
  }

  function show(problem) {
    $("uploading").hidden = problem !== "";
    $("uploadfailed").hidden = problem === "";
    $("uploadfailed").querySelector("span").textContent = problem;
  }

  function megabytes(bytes) {
    return (bytes / 1e6).toFixed(1);
  }
})();
