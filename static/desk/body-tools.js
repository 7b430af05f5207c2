// The tools above the editor of a body: a row of buttons, and the dialogs for a link and for a photo.

const make = (name, text = "", attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
};

// Each tool: its label, what it does to a chain of commands, when it is on, what is told of it.
const TOOLS = [
  { label: "小标题", run: (to) => to.toggleHeading({ level: 3 }), on: ["heading"], tip: "在段首打“## ”也可以" },
  { label: "加粗", run: (to) => to.toggleBold(), on: ["bold"], tip: "Ctrl + B", keys: "Control+B" },
  { label: "着重", run: (to) => to.toggleItalic(), on: ["italic"], tip: "Ctrl + I", keys: "Control+I" },
  { label: "列表", run: (to) => to.toggleBulletList(), on: ["bulletList"], tip: "不编号的列表" },
  { label: "编号", run: (to) => to.toggleOrderedList(), on: ["orderedList"], tip: "编号的列表" },
  { label: "引文", run: (to) => to.toggleBlockquote(), on: ["blockquote"], tip: "成段的引文" },
  { label: "链接", ask: askForLink, on: ["link"], tip: "给选中的文字加链接，Ctrl + K", keys: "Control+K" },
  { label: "表格", run: (to) => to.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), tip: "插入三行三列的表格" },
  { label: "图片", ask: askForPhoto, tip: "把本稿的图片放在这里", needsPhotos: true },
  { label: "撤销", run: (to) => to.undo(), tip: "Ctrl + Z", keys: "Control+Z" },
  { label: "重做", run: (to) => to.redo(), tip: "Ctrl + Y", keys: "Control+Y" },
];
const TABLE_TOOLS = [
  { label: "加行", run: (to) => to.addRowAfter(), tip: "在下面加一行" },
  { label: "删行", run: (to) => to.deleteRow(), tip: "删除这一行" },
  { label: "加列", run: (to) => to.addColumnAfter(), tip: "在右边加一列" },
  { label: "删列", run: (to) => to.deleteColumn(), tip: "删除这一列" },
  { label: "合并", run: (to) => to.mergeCells(), tip: "合并选中的格子" },
  { label: "拆分", run: (to) => to.splitCell(), tip: "拆开合并的格子" },
  { label: "表头行", run: (to) => to.toggleHeaderRow(), tip: "第一行是不是表头" },
  { label: "删表格", run: (to) => to.deleteTable(), tip: "删除整个表格" },
];

// Return the row of tools of `editor`, for an article with these `photos`.
export function toolbar(editor, photos) {
  const bar = make("div", "", { role: "toolbar", "aria-label": "正文格式", class: "body-tools" });
  const inTable = make("div", "", { role: "group", "aria-label": "表格" });
  const given = TOOLS.filter((tool) => !tool.needsPhotos || photos.length);
  const made = [...given.map((tool) => [tool, bar]), ...TABLE_TOOLS.map((tool) => [tool, inTable])];
  const buttons = made.map(([tool, where]) => {
    const button = where.appendChild(make("button", tool.label, { type: "button", title: tool.tip, tabindex: "-1" }));
    if (tool.keys) {
      button.setAttribute("aria-keyshortcuts", tool.keys);
    }
    button.addEventListener("mousedown", (event) => event.preventDefault()); // What is selected stays so.
    button.addEventListener("click", () => use(tool, editor, photos));
    return { tool, button };
  });
  bar.append(inTable);
  walkByArrows(bar);
  const show = () => tell(editor, buttons, inTable);
  editor.on("transaction", show);
  show();
  return bar;
}

export function askForLinkIn(editor) {
  use({ ask: askForLink }, editor, []);
}

function use(tool, editor, photos) {
  if (editor.view.composing) {
    return;
  }
  if (tool.ask) {
    tool.ask(editor, photos);
  } else {
    tool.run(editor.chain().focus()).run();
  }
}

function tell(editor, buttons, inTable) {
  inTable.hidden = !editor.isActive("table");
  for (const { tool, button } of buttons) {
    if (tool.on) {
      button.setAttribute("aria-pressed", String(tool.on.some((name) => editor.isActive(name))));
    }
    // Not `disabled`: a button that has the focus keeps it.
    button.setAttribute("aria-disabled", String(Boolean(tool.run) && !tool.run(editor.can().chain()).run()));
  }
}

// One stop for Tab; the arrows go on from there.
function walkByArrows(bar) {
  const buttons = () => [...bar.querySelectorAll("button")].filter((button) => !button.closest("[hidden]"));
  const stop = (button) => {
    bar.querySelectorAll("button").forEach((one) => one.setAttribute("tabindex", one === button ? "0" : "-1"));
  };
  stop(buttons()[0]);
  bar.addEventListener("focusin", (event) => stop(event.target));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && !event.isComposing) {
      const all = buttons();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
      event.preventDefault();
    }
  });
}

// --- Dialogs ---

function dialog(title) {
  const box = make("dialog", "", { class: "body-dialog", "aria-labelledby": "body-dialog-title" });
  box.append(make("h2", title, { id: "body-dialog-title" }));
  const form = box.appendChild(make("form", "", { method: "dialog" }));
  box.addEventListener("close", () => box.remove());
  return { box, form };
}

function open(box, form, editor) {
  const row = form.appendChild(make("p", "", { class: "body-dialog-ways" }));
  const cancel = row.appendChild(make("button", "取消", { type: "button" }));
  cancel.addEventListener("click", () => box.close());
  box.addEventListener("close", () => editor.commands.focus());
  document.body.append(box);
  box.showModal();
  return row;
}

function askForLink(editor) {
  const { box, form } = dialog("链接");
  const label = form.appendChild(make("label", "网址", { for: "body-dialog-href" }));
  const field = make("input", "", { id: "body-dialog-href", inputmode: "url", "aria-describedby": "body-dialog-error" });
  label.after(field);
  const error = form.appendChild(make("p", "", { id: "body-dialog-error", role: "alert" }));
  field.value = editor.getAttributes("link").href ?? "";
  const row = open(box, form, editor);
  row.prepend(make("button", "确定"));
  if (field.value) {
    const remove = make("button", "去掉链接", { type: "button" });
    remove.addEventListener("click", () => {
      editor.chain().extendMarkRange("link").unsetLink().run();
      box.close();
    });
    row.prepend(remove);
  }
  form.addEventListener("submit", (event) => {
    const href = address(field.value.trim());
    error.textContent = href ? "" : "请填写网址，例如 https://example.com/，或本站的 /articles/1/。";
    if (href) {
      link(editor, href);
    } else {
      event.preventDefault();
    }
  });
  field.focus();
}

// The address that is meant, or "" for none that a body may lead to.
function address(typed) {
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(typed) || /^\/(?!\/)\S*$/.test(typed)) {
    return typed;
  }
  return /^[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$/.test(typed) ? `https://${typed}` : "";
}

function link(editor, href) {
  if (editor.state.selection.empty && !editor.isActive("link")) {
    const marks = [{ type: "link", attrs: { href } }];
    editor.commands.insertContent({ type: "text", text: href, marks });
  } else {
    editor.chain().extendMarkRange("link").setLink({ href }).run();
  }
}

function askForPhoto(editor, photos) {
  const { box, form } = dialog("放在这里的图片");
  const list = form.appendChild(make("ul", "", { class: "body-dialog-photos" }));
  for (const photo of photos) {
    const button = list.appendChild(make("li")).appendChild(make("button", "", { type: "button" }));
    if (photo.address) {
      button.append(make("img", "", { src: photo.address, alt: "" }));
    }
    button.append(make("span", `图${photo.key}　${photo.caption}`));
    button.addEventListener("click", () => {
      place(editor, photo.key);
      box.close();
    });
  }
  open(box, form, editor);
}

// A photo has one place: from another it moves here.
function place(editor, key) {
  const { state, view } = editor;
  const change = state.tr;
  const node = state.schema.nodes.photo.create({ key: String(key) });
  const { $to } = state.selection;
  change.insert($to.depth ? $to.after(1) : $to.pos, node);
  state.doc.descendants((other, at) => {
    if (other.type.name === "photo" && other.attrs.key === String(key)) {
      const now = change.mapping.map(at, 1);
      change.delete(now, now + other.nodeSize);
    }
  });
  view.dispatch(change.scrollIntoView());
}
