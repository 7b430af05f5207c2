// The body of an article in an editor. The field that the form sends stays in step with it, so whatever listens
// to the field hears of each change; where this script does not run, the field itself is typed in.

const field = document.getElementById("id_body");

if (field?.dataset.editor && !field.readOnly && !field.disabled) {
  start();
}

async function start() {
  const addresses = ["editor", "text", "schema", "tools"].map((name) => field.dataset[name]);
  const [kit, text, schema, tools] = await Promise.all(addresses.map((address) => import(address)));
  const photos = JSON.parse(field.dataset.photos ?? "[]");
  const box = document.createElement("div");
  box.className = "body-editor";
  const editor = new kit.Editor({
    element: box,
    content: text.toMarkup(field.value),
    extensions: schema.extensions(kit, (key) => photos.find((photo) => String(photo.key) === key)),
    parseOptions: { preserveWhitespace: true },
    injectCSS: false, // It stands in body.css: the page allows no style of its own.
    enableInputRules: ["heading"],
    enablePasteRules: false,
    editorProps: { attributes: named(), handleKeyDown: (view, event) => pressed(view, event) },
  });

  function pressed(view, event) {
    const isLink = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "k";
    if (isLink && !view.composing) {
      event.preventDefault();
      tools.askForLinkIn(editor);
    }
    return isLink;
  }

  field.before(box);
  box.prepend(tools.toolbar(editor, photos));
  field.hidden = true;
  keepInStep(editor, text);
  answer(editor, text);
}

// What a screen reader says of the editor: the name and the help of the field.
function named() {
  const label = field.labels[0];
  label.id ||= "id_body_label";
  const help = field.getAttribute("aria-describedby");
  return { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, ...(help && { "aria-describedby": help }) };
}

// Write down what is in the editor; what was there at first, as it came: a change taken back is none.
function keepInStep(editor, text) {
  const [first, asItCame] = [editor.state.doc, field.value];

  function write() {
    const value = editor.state.doc.eq(first) ? asItCame : text.toSource(editor.state.doc);
    if (!editor.view.composing && value !== field.value) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  editor.on("update", write);
  editor.view.dom.addEventListener("compositionend", () => setTimeout(write, 50)); // The editor reads it first.
  field.form.addEventListener("submit", write, true);
}

// Do for the field what is asked of it while it is out of sight: take the focus, select, replace.
function answer(editor, text) {
  field.focus = () => editor.commands.focus();
  field.labels[0].addEventListener("click", () => editor.commands.focus());
  for (const kind of ["desk:select", "desk:replace"]) {
    field.addEventListener(kind, (event) => {
      event.preventDefault();
      const { start, end, suggestion } = event.detail;
      const range = text.rangeOf(editor.state.doc, field.value, start, end);
      editor.view.focus();
      if (range && kind === "desk:replace") {
        editor.commands.insertContentAt(range, { type: "text", text: suggestion });
      } else if (range) {
        editor.commands.setTextSelection(range);
      }
      show(editor);
    });
  }
}

function show(editor) {
  const { node } = editor.view.domAtPos(editor.state.selection.head);
  (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).scrollIntoView({ block: "center" });
}
