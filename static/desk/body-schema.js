// What a body may hold, for the editor: the same as in articles/body.py.

export function extensions(kit, photoOf) {
  return [
    kit.Document, kit.Text, kit.Paragraph, kit.Bold, kit.Italic, kit.Blockquote,
    kit.BulletList, kit.ListItem, kit.OrderedList.configure({ enableListAttributes: false }),
    kit.Link.configure({ openOnClick: false, autolink: false, linkOnPaste: false }),
    kit.TableRow, kit.TableCell, kit.TableHeader,
    kit.History, kit.Gapcursor,
    crosshead(kit), hardBreak(kit), table(kit), photo(kit, photoOf),
  ];
}

// One level of headings; those of a text that is pasted come down to it. `## ` makes one, as without the editor.
function crosshead(kit) {
  return kit.Heading.extend({
    parseHTML: () => ["h1", "h2", "h3", "h4"].map((tag) => ({ tag, attrs: { level: 3 } })),
    addInputRules() {
      return [kit.textblockTypeInputRule({ find: /^##\s$/, type: this.type, getAttributes: { level: 3 } })];
    },
  }).configure({ levels: [3] });
}

// Ctrl + Enter is a key of the desk.
function hardBreak(kit) {
  return kit.HardBreak.extend({
    addKeyboardShortcuts() {
      return { "Shift-Enter": () => this.editor.commands.setHardBreak() };
    },
  });
}

// Without widths, and without a trap: Tab leaves the table behind its last cell.
function table(kit) {
  return kit.Table.extend({
    renderHTML: () => ["table", ["tbody", 0]],
    addKeyboardShortcuts() {
      return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
    },
  });
}

function photo(kit, photoOf) {
  return kit.Node.create({
    name: "photo",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({
      key: {
        default: null,
        parseHTML: (figure) => figure.dataset.photo,
        renderHTML: ({ key }) => ({ "data-photo": key }),
      },
    }),
    parseHTML: () => [{ tag: "figure[data-photo]" }],
    renderHTML({ node, HTMLAttributes }) {
      const shown = photoOf(node.attrs.key);
      const picture = shown?.address ? [["img", { src: shown.address, alt: "" }]] : [];
      const caption = `图${node.attrs.key}　${shown ? shown.caption : "不是本稿的图片，或已撤下"}`;
      return ["figure", HTMLAttributes, ...picture, ["figcaption", {}, caption]];
    },
  });
}
