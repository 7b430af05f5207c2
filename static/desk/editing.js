// An article's page that says it is open, hears who else has it open, and keeps what is typed but not saved.
// Nothing is sent, stored or said while an input method composes.
"use strict";

(() => {
  const panel = document.getElementById("presence");
  const form = document.getElementById(panel.dataset.form);
  const othersLine = document.getElementById("presence-others");
  const noticeLine = document.getElementById("presence-notice");
  const EVERY = 20 * 1000;
  const PAUSE = 2 * 1000; // How long nobody types before what they have typed is kept.
  const IDLE = 30 * 60 * 1000; // Each word to the server keeps the session alive, which is to end unattended.
  const SMALL = 60 * 1024; // Bytes that a page may still send while it closes: browsers allow 64 KB.
  const HERE = `editing-${panel.dataset.key}`; // What the server does not have yet, in this browser.
  const NOT_TEXT = new Set(["csrfmiddlewaretoken", "revision"]);
  const isFresh = "fresh" in panel.dataset; // The form says what is stored, nothing else yet.
  const offered = Number(panel.dataset.offered ?? 0); // When the words came that the page offers to restore.

  let composing = false;
  let isSending = false;
  let isLeaving = false;
  let isSent = false;
  let kept = isFresh ? null : ""; // What the form said when it was last kept or, untouched, as it is stored.
  let touched = Date.now();
  let pause = 0;
  let names = othersLine.textContent;

  function fields() {
    const entries = [...new FormData(form)];
    return entries.filter(([name, value]) => typeof value === "string" && !NOT_TEXT.has(name) && !name.startsWith("_"));
  }

  const said = () => JSON.stringify(fields());
  const isChanged = () => kept !== null && said() !== kept;

  function message(text, ...extra) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("revision", form.elements.revision.value);
    for (const [name, value] of [...extra, ...(text === null ? [] : [["_typed", "1"], ...JSON.parse(text)])]) {
      data.append(name, value);
    }
    return data;
  }

  function store(text, isOnItsWay = false) {
    try {
      if (text === null) {
        localStorage.removeItem(HERE);
      } else {
        localStorage.setItem(HERE, JSON.stringify({ at: Date.now(), text, isOnItsWay }));
      }
    } catch {
      // No room or not allowed: the server keeps it, as soon as it can be reached.
    }
  }

  function stored() {
    try {
      return JSON.parse(localStorage.getItem(HERE));
    } catch {
      return null;
    }
  }

  function tell(line, text) {
    if (line.textContent !== text) {
      line.textContent = text;
    }
  }

  function show(told) {
    const now = told.others.map((one) => one.name).join();
    // Read out who comes and goes, not the minutes.
    othersLine.setAttribute("aria-live", now === names ? "off" : "polite");
    names = now;
    tell(othersLine, told.others.map((one) => `${one.name}正在编辑（${one.since}）`).join("；"));
    tell(noticeLine, told.notice);
  }

  // Send one message; return what is told, or null where the server did not take it.
  async function post(data) {
    const answer = await fetch(panel.dataset.address, { method: "POST", body: data, redirect: "manual" });
    if (answer.ok) {
      return answer.json();
    }
    const isOut = answer.type === "opaqueredirect" || answer.status === 403;
    tell(noticeLine, isOut ? "登录已失效。写的文字存在这台电脑上。请重新登录，再打开这一页恢复。" : "暂时连不上，写的文字存在这台电脑上。");
    return null;
  }

  async function speak(text) {
    if (isSending) {
      return;
    }
    isSending = true;
    try {
      const told = await post(message(text));
      if (told && !isLeaving) {
        if (text !== null) {
          kept = text;
          store(null);
        }
        show(told);
      }
    } catch {
      tell(noticeLine, "暂时连不上，写的文字存在这台电脑上。");
    } finally {
      isSending = false;
    }
  }

  function keep() {
    if (composing || isLeaving || !isChanged()) {
      return;
    }
    if (offered) { // These would take the place of those.
      tell(noticeLine, "请先恢复或丢弃上面未保存的内容。在此之前，新写的不会自动暂存。");
      return;
    }
    store(said());
    speak(said());
  }

  function beat() {
    if (composing || isLeaving || Date.now() - touched > IDLE) {
      return;
    }
    if (isChanged() && !offered) {
      keep();
    } else {
      speak(null);
    }
  }

  function typed(event) {
    clearTimeout(pause);
    if (!composing && !event.isComposing) {
      pause = setTimeout(keep, PAUSE);
    }
  }

  function leave() {
    if (isLeaving) {
      return;
    }
    isLeaving = true;
    const text = !isSent && !offered && isChanged() ? said() : null;
    const isSmall = text !== null && new Blob([text]).size < SMALL;
    if (text !== null) {
      store(text, isSmall); // Nobody here will hear whether it has arrived.
    }
    const data = message(isSmall ? text : null, ["_left", "1"]);
    fetch(panel.dataset.address, { method: "POST", body: data, keepalive: true, redirect: "manual" }).catch(() => {});
  }

  // What this browser has kept of an earlier visit: hand it over, and let the page offer it.
  async function handOver() {
    const earlier = stored();
    if (!isFresh || earlier === null) {
      return;
    }
    if (offered && earlier.isOnItsWay) { // It has arrived.
      store(null);
      return;
    }
    if (earlier.at < offered) { // First what came later, from elsewhere.
      return;
    }
    const told = await post(message(earlier.text)).catch(() => null);
    if (told) {
      store(null);
      location.replace(location.pathname + location.search);
    }
  }

  form.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(pause);
  });
  form.addEventListener("compositionend", (event) => {
    composing = false;
    typed(event);
  });
  form.addEventListener("focusin", () => {
    kept ??= said();
  });
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    isSent = true;
    if (stored() !== null) {
      store(said()); // The server could not be reached lately: this may not reach it either.
    }
  });
  panel.addEventListener("submit", () => store(null)); // Thrown away.
  for (const kind of ["pointerdown", "pointermove", "keydown", "scroll"]) {
    addEventListener(kind, () => (touched = Date.now()), { passive: true });
  }
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      isLeaving = false;
      isSent = false;
      beat();
    }
  });
  // Handed over again where the server could not be reached, as long as nobody has begun to write.
  setInterval(() => (kept === null ? handOver().then(beat) : beat()), EVERY);
  handOver().then(beat);
})();
