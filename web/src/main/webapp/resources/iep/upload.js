/* Create: uploads a disk or folder in pieces, a few files at a time, and has the page look what is in it. */
"use strict";

(() => {
  const PIECE = 8 * 1024 * 1024;
  const AT_ONCE = 3;
  const TRIES = 3;
  const PREAMBLE = 128;
  const START = 132;
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

  /* A file, piece by piece. Of what is no image the exchange hears that it was there, and nothing more. */
  async function send(id, number, file, signal, onSent) {
    const size = isImage(await read(file, 0, START)) ? file.size : 0;
    let offset = 0;
    do {
      const piece = size ? await read(file, offset, PIECE) : new ArrayBuffer(0);
      await put(`upload/${id}/${number}?offset=${offset}&size=${size}`, piece, signal);
      offset += piece.byteLength;
      onSent(size ? piece.byteLength : file.size);
    } while (offset < size);
  }

  async function read(file, offset, length) {
    try {
      return await file.slice(offset, offset + length).arrayBuffer();
    } catch (failure) {
      throw new Error(`${file.name} cannot be read. Choose the disk or folder again, or have the disk written anew.`);
    }
  }

  /* PS3.10 7.1: "DICM" after the preamble; or, from before that, an element of group 0008 at once. The exchange looks closer. */
  function isImage(start) {
    const bytes = new Uint8Array(start);
    const word = String.fromCharCode(...bytes.subarray(PREAMBLE, START));
    return word === "DICM" || (bytes[0] === 8 && bytes[1] === 0) || (bytes[0] === 0 && bytes[1] === 8);
  }

  /* A piece is sent again when the network breaks. */
  async function put(address, piece, signal) {
    for (let attempt = 1; ; attempt++) {
      let response;
      try {
        response = await fetch(address, { method: "PUT", body: piece, signal, redirect: "manual", headers: { "Content-Type": "application/octet-stream" } });
      } catch (failure) {
        if (signal.aborted) throw failure;
        if (attempt === TRIES) throw new Error("The exchange cannot be reached. Try again when the network is back.");
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
