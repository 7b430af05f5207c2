/* Keys of the desk. What a key does is to press a button or follow a link that the page has: where there
   is none, the key is left to the browser. Nothing happens while an input method composes. */
(() => {
  "use strict";

  const PATIENCE = 1500; // Milliseconds between the two letters of `g h`.
  const SECOND = "g";

  const button = (...names) => () => names.map((name) => document.querySelector(name)).find(Boolean);

  // `shortcut` is what ARIA calls the key; two letters one after the other have no name there.
  const KEYS = [
    { keys: "Ctrl + S", says: "保存", shortcut: "Control+S Meta+S", of: (e) => command(e, "s"),
      find: button("[name=_continue]", "[name=_save]") },
    { keys: "Ctrl + 回车", says: "保存，看待我审的下一篇", shortcut: "Control+Enter Meta+Enter",
      of: (e) => command(e, "enter"), find: button("[name=_next]") },
    { keys: "Alt + P", says: "", shortcut: "Alt+P", of: (e) => alone(e, "alt") && e.code === "KeyP",
      find: button("button[name=_move][value=publish]", "button[name=_move][value=pass]") },
    { keys: "/", says: "查找", shortcut: "/", of: (e) => plain(e, "/"), find: button("#searchbar") },
    { keys: "g h", says: "回到工作台", find: button("a[data-keys='g h']") },
    { keys: "g q", says: "打开待我审的稿件", find: button("a[data-keys='g q']") },
    { keys: "?", says: "看这张表", shortcut: "?", of: (e) => plain(e, "?"), find: button("#keys-open") },
  ];

  const command = (e, key) => (e.ctrlKey !== e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === key;
  const alone = (e, modifier) => e[`${modifier}Key`] && !e.ctrlKey && !e.metaKey && !e.shiftKey;
  const plain = (e, key) => !e.ctrlKey && !e.metaKey && !e.altKey && e.key.toLowerCase() === key;
  const composes = (e) => e.isComposing || e.keyCode === 229;

  const NO_TEXT = ["button", "checkbox", "radio", "submit", "reset", "file", "image", "range", "color"];
  const types = (target) => target.isContentEditable || target.matches?.("textarea, select")
    || (target.matches?.("input") && !NO_TEXT.includes(target.type));

  let begun = 0; // When the first letter of two was pressed.
  let isLeaving = false; // A form is on its way: what it asks for is asked for once.

  function asked(e) {
    const wasBegun = Date.now() - begun < PATIENCE;
    begun = 0;
    if (e.altKey || e.ctrlKey || e.metaKey) return KEYS.find((key) => key.of?.(e));
    if (types(e.target)) return undefined;
    if (wasBegun) return KEYS.find((key) => key.keys === `${SECOND} ${e.key.toLowerCase()}`);
    if (plain(e, SECOND)) begun = Date.now();
    return KEYS.find((key) => key.of?.(e));
  }

  function press(e) {
    if (composes(e) || document.querySelector("dialog[open]")) return;
    const found = asked(e)?.find();
    if (!found) return;
    e.preventDefault();
    e.stopPropagation();
    if (e.repeat || isLeaving || found.disabled) return;
    if (found.id === "searchbar") found.select();
    else found.click();
  }

  function list() {
    const dialog = document.createElement("dialog");
    const add = (parent, name, text = "") => {
      const made = parent.appendChild(document.createElement(name));
      made.textContent = text;
      return made;
    };
    dialog.className = "keys";
    add(dialog, "h2", "快捷键").id = "keys-title";
    dialog.setAttribute("aria-labelledby", "keys-title");
    const rows = add(dialog, "dl");
    for (const { keys, says, find } of KEYS) {
      const found = find();
      if (!found) continue;
      const row = add(rows, "div");
      add(add(row, "dt"), "kbd", keys);
      add(row, "dd", says || found.textContent.trim());
    }
    const form = add(dialog, "form");
    form.method = "dialog";
    add(form, "button", "关闭");
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  const opener = document.getElementById("keys-open");
  if (opener) {
    opener.parentElement.hidden = false;
    opener.addEventListener("click", list);
  }
  for (const { shortcut, find } of KEYS) if (shortcut) find()?.setAttribute("aria-keyshortcuts", shortcut);

  window.addEventListener("keydown", press, true);
  window.addEventListener("submit", (e) => { isLeaving ||= !e.defaultPrevented && e.target.method === "post"; });
  window.addEventListener("pageshow", () => { isLeaving = false; });
})();
