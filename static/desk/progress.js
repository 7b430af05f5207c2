// A batch at work: its page moves along with it, and is loaded anew once the work has ended.
"use strict";

const panel = document.getElementById("progress");
const bar = panel.querySelector("progress");
const EVERY = 1000;
const IDLE = 30 * 60 * 1000; // Each look keeps the session alive, which is to end where nobody is about.
let since = panel.dataset.since;
let seen = Date.now();

function show(told) {
  bar.max = told.total || 1;
  bar.value = told.done;
  document.getElementById("progress-state").textContent = told.label;
  document.getElementById("progress-text").textContent = told.text;
  const warning = document.getElementById("progress-warning");
  if (warning.textContent !== told.warning) {
    warning.textContent = told.warning;
  }
  since = told.since;
}

async function look() {
  if (document.hidden) {
    return true;
  }
  const answer = await fetch(`${panel.dataset.address}?since=${encodeURIComponent(since)}`, {
    credentials: "same-origin",
    headers: { Accept: "application/json" },
  });
  if (!answer.ok || answer.redirected) {
    return false; // Signed out, or gone: whoever reloads the page will be told.
  }
  const told = await answer.json();
  show(told);
  if (!told.live) {
    location.reload();
  }
  return told.live;
}

async function watch() {
  if (Date.now() - seen > IDLE) {
    document.getElementById("progress-warning").textContent = "已不再自动更新。要看最新进展，请刷新页面。";
    return;
  }
  let goesOn = true;
  try {
    goesOn = await look();
  } catch {
    goesOn = true; // The network or the server is away for a moment.
  }
  if (goesOn) {
    setTimeout(watch, EVERY);
  }
}

function notice() {
  seen = Date.now();
}

for (const kind of ["pointermove", "keydown", "scroll"]) {
  addEventListener(kind, notice, { passive: true });
}
setTimeout(watch, EVERY);
