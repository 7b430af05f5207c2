// Proofreading as somebody types. The server finds; here its findings are shown, led to and, where an
// editor chooses so, adopted. Without it the panel tells what was found when the page was opened.
"use strict";

{
  const PAUSE = 800; // Milliseconds without a key before a text is checked.
  const NAMES = ["kicker", "headline", "subhead", "dateline", "body", "source_name", "caption", "alt"];
  const COUNTED = ["kicker", "headline", "subhead", "body"];
  const WORDS = /[A-Za-z0-9]+(?:[.,:'’-][A-Za-z0-9]+)*|[^\sA-Za-z0-9]/gu; // As in articles/typed.py.

  const panel = document.getElementById("proof");
  const findings = document.getElementById("proof-findings");
  const summary = document.getElementById("proof-summary");
  const form = document.querySelector("#article_form, #photo_form");
  let checked = new Map(); // What each field held when it was last checked: places are those of this text.
  let isComposing = false;
  let timer = 0;
  let request = null;

  function isRead(field) {
    return NAMES.includes(field.name) || (/-credit_line$/.test(field.name) && !field.name.includes("__prefix__"));
  }

  function fields() {
    return form ? [...form.elements].filter(isRead) : [];
  }

  // --- Checking ---

  function schedule(after = PAUSE) {
    clearTimeout(timer);
    timer = setTimeout(check, after);
  }

  function asked(values) {
    return JSON.stringify({
      fields: Object.fromEntries(values),
      article: panel.dataset.article,
      issue: form.elements.issue?.value ?? "",
    });
  }

  async function answer(values, signal) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const response = await fetch(panel.dataset.address, { method: "POST", headers, body: asked(values), signal });
    if (!response.headers.get("Content-Type")?.includes("json")) {
      return { error: "校对没有进行。可能已经退出登录，请在另一个窗口重新登录。" };
    }
    return response.json();
  }

  async function check() {
    if (isComposing) {
      return; // The end of the composition asks again.
    }
    request?.abort();
    const own = (request = new AbortController());
    const values = new Map(fields().map((field) => [field.name, field.value]));
    try {
      const found = await answer(values, own.signal);
      if (!own.signal.aborted) {
        show(found, values);
      }
    } catch {
      if (!own.signal.aborted) {
        summary.textContent = "暂时连不上服务器，下面是此前的校对结果。";
      }
    }
  }

  function show(found, values) {
    if (found.error) {
      summary.textContent = found.error;
      return;
    }
    checked = values;
    const focusable = () => [...findings.querySelectorAll("a, button")];
    const place = focusable().indexOf(document.activeElement);
    findings.innerHTML = found.html; // Our own template's, escaped there.
    offer();
    focusable()[place]?.focus();
    if (summary.textContent !== found.summary) {
      summary.textContent = found.summary;
    }
  }

  function offer() {
    findings.querySelectorAll("button[hidden]").forEach((button) => button.removeAttribute("hidden"));
  }

  // --- Leading to a place, and adopting what is suggested ---

  // The server counts characters, a browser the halves of the rare ones.
  function index(text, characters) {
    return [...text].slice(0, characters).join("").length;
  }

  function place(of) {
    const field = document.getElementById(of.dataset.field);
    if (!field || field.readOnly || field.disabled) {
      return null;
    }
    const [start, end] = [of.dataset.start, of.dataset.end].map((number) => index(field.value, Number(number)));
    return { field, start, end, isFresh: field.value === checked.get(field.name) };
  }

  // Whether a field is edited in something else, which then does what is asked for: see body.js.
  function isDoneElsewhere(kind, { field, start, end }, suggestion = "") {
    const asked = new CustomEvent(kind, { cancelable: true, detail: { start, end, suggestion } });
    return !field.dispatchEvent(asked);
  }

  function select(found) {
    const { field, start, end } = found;
    if (isDoneElsewhere("desk:select", found)) {
      return;
    }
    field.setSelectionRange(end, end);
    field.blur(); // A browser brings the caret into view as a field gets the focus.
    field.focus();
    field.setSelectionRange(start, end);
  }

  function lead(event, link) {
    const found = place(link);
    if (!found) {
      return;
    }
    event.preventDefault();
    if (found.isFresh) {
      select(found);
    } else {
      found.field.focus();
      schedule(0);
    }
  }

  function adopt(button) {
    const found = place(button);
    if (!found?.isFresh || isComposing) {
      summary.textContent = "文字刚有改动，正在重新校对，请稍候再选。";
      schedule(0);
      return;
    }
    if (isDoneElsewhere("desk:replace", found, button.dataset.suggestion)) {
      schedule(0);
      return;
    }
    select(found);
    // Typed as by the editor, so that it can be undone.
    if (!document.execCommand("insertText", false, button.dataset.suggestion)) {
      found.field.setRangeText(button.dataset.suggestion, found.start, found.end, "end");
      found.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    schedule(0);
  }

  findings.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-field]");
    if (chosen?.matches("button")) {
      adopt(chosen);
    } else if (chosen && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      lead(event, chosen);
    }
  });

  // --- How long a text is ---

  function length(field) {
    let text = field.value;
    if (field.name === "body") {
      text = /^\s*<[A-Za-z/!]/.test(text)
        ? text.replace(/<[^>]*>/g, " ").replace(/&#?\w+;/g, "字")
        : text.replace(/^\s*(?:## |\[\[图\d+\]\]\s*$)/gm, "");
    }
    return text.match(WORDS)?.length ?? 0;
  }

  function counter(field) {
    const label = document.createElement("span");
    label.id = `${field.id}_count`;
    label.className = "proof-count";
    label.title = panel.dataset.counting;
    field.insertAdjacentElement("afterend", label);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${label.id}`.trim());
    return () => {
      label.textContent = `${length(field)} 字`;
    };
  }

  // --- While somebody types ---

  function listen() {
    const counters = fields().filter((field) => COUNTED.includes(field.name)).map(counter);
    const typed = (event) => {
      if (!event.isComposing && isRead(event.target)) {
        counters.forEach((tell) => tell());
        schedule();
      }
    };
    form.addEventListener("compositionstart", () => {
      isComposing = true;
    });
    form.addEventListener("compositionend", (event) => {
      isComposing = false;
      typed({ target: event.target });
    });
    form.addEventListener("input", typed);
    counters.forEach((tell) => tell());
    checked = new Map(fields().map((field) => [field.name, field.defaultValue]));
    if (fields().some((field) => field.value !== field.defaultValue)) {
      schedule(0); // The browser has kept what was typed before a reload.
    }
    offer();
  }

  if (form && fields().length) {
    listen();
  }
}
