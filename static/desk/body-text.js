// A body as it is typed and as the editor has it: both ways, as articles/body.py does it on the server.

const BLOCKS = "p|h3|ul|ol|li|blockquote|figure|table|thead|tbody|tr|th|td";
const AROUND_TAGS = new RegExp(`\\s*(</?(?:${BLOCKS})\\b[^>]*>)\\s*`, "g");
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;
const PHOTO = /^\[\[图([1-9]\d{0,17})\]\]$/;
const CROSSHEAD = "## ";

const NAMES = {
  paragraph: "p", heading: "h3", bulletList: "ul", orderedList: "ol", listItem: "li", blockquote: "blockquote",
  tableRow: "tr", tableCell: "td", tableHeader: "th",
};
const MARKS = { link: "a", bold: "strong", italic: "em" };

const isMarkup = (source) => /^\s*<[A-Za-z/!]/.test(source);
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

// --- From what is typed ---

export function toMarkup(source) {
  if (isMarkup(source)) {
    return source.replace(AROUND_TAGS, "$1");
  }
  return source.split(LINE_END).map((line) => line.trim()).filter(Boolean).map(block).join("");
}

function block(line) {
  const photo = PHOTO.exec(line);
  if (photo) {
    return `<figure data-photo="${photo[1]}"></figure>`;
  }
  return line.startsWith(CROSSHEAD) ? `<h3>${escaped(line.slice(CROSSHEAD.length))}</h3>` : `<p>${escaped(line)}</p>`;
}

// --- To what is typed ---

export function toSource(doc) {
  const lines = plainLines(doc);
  return lines ? lines.filter(Boolean).join("\n\n") : blocks(doc);
}

// The lines of a body that can be typed as such; null where it holds more.
function plainLines(doc) {
  const lines = [];
  for (const node of doc.children) {
    const line = plainLine(node);
    if (line === null) {
      return null;
    }
    lines.push(line);
  }
  return isMarkup(lines.find(Boolean) ?? "") ? null : lines;
}

function plainLine(node) {
  if (node.type.name === "photo") {
    return `[[图${node.attrs.key}]]`;
  }
  const isCrosshead = node.type.name === "heading";
  const text = node.textContent.trim();
  const isPlain = node.children.every((part) => part.isText && part.marks.length === 0) && !LINE_END.test(text);
  if (!isPlain || !(isCrosshead || node.type.name === "paragraph")) {
    return null;
  }
  if (!isCrosshead && (text.startsWith(CROSSHEAD) || PHOTO.test(text))) {
    return null; // It would come back as something else.
  }
  return isCrosshead && text ? CROSSHEAD + text : text;
}

function blocks(parent) {
  const isOne = parent.childCount === 1 && ["listItem", "tableCell", "tableHeader"].includes(parent.type.name);
  if (isOne && parent.firstChild.type.name === "paragraph") {
    return inline(parent.firstChild).trim();
  }
  return parent.children.map(markup).filter(Boolean).join(parent.type.name === "doc" ? "\n" : "");
}

function markup(node) {
  const kind = node.type.name;
  if (kind === "photo") {
    return `<figure data-photo="${node.attrs.key}"></figure>`;
  }
  if (kind === "table") {
    return table(node);
  }
  const inner = node.isTextblock ? inline(node).trim() : blocks(node);
  return inner || !node.isTextblock ? `<${NAMES[kind]}${spans(node.attrs)}>${inner}</${NAMES[kind]}>` : "";
}

function table(node) {
  const isHead = (row) => row.children.every((cell) => cell.type.name === "tableHeader");
  const end = node.children.findIndex((row) => !isHead(row));
  const parts = [["thead", node.children.slice(0, Math.max(end, 0))], ["tbody", node.children.slice(Math.max(end, 0))]];
  const filled = parts.filter(([, rows]) => rows.length > 0);
  return `<table>${filled.map(([name, rows]) => `<${name}>${rows.map(markup).join("")}</${name}>`).join("")}</table>`;
}

function spans(attrs) {
  return ["colspan", "rowspan"].map((name) => (attrs[name] > 1 ? ` ${name}="${attrs[name]}"` : "")).join("");
}

// The text of a block. Marks that the next piece has too stay open.
function inline(node) {
  let [out, open] = ["", []];
  const close = (count) => {
    while (open.length > count) {
      out += `</${MARKS[open.pop().type.name]}>`;
    }
  };
  for (const piece of node.children) {
    const marks = piece.marks.filter((mark) => mark.type.name in MARKS);
    const same = open.findIndex((mark, place) => !marks[place]?.eq(mark));
    close(same < 0 ? open.length : same);
    for (const mark of marks.slice(open.length)) {
      out += mark.attrs.href ? `<a href="${escaped(mark.attrs.href).replace(/"/g, "&quot;")}">` : `<${MARKS[mark.type.name]}>`;
      open.push(mark);
    }
    out += piece.isText ? escaped(piece.text) : "<br>";
  }
  close(0);
  return out;
}

// --- A place in what is typed, and in the editor ---

function textOf(source) {
  if (isMarkup(source)) {
    return new DOMParser().parseFromString(source.replace(AROUND_TAGS, "$1"), "text/html").body.textContent;
  }
  const lines = source.split(LINE_END).map((line) => line.trimStart());
  return lines.map((line) => (PHOTO.test(line.trim()) ? "" : line.replace(/^## /, ""))).join("");
}

// Where the editor has the characters of `source` from `start` to `end`; null where it says something else there.
export function rangeOf(doc, source, start, end) {
  const lead = textOf(source.slice(0, start)).length;
  const wanted = textOf(source.slice(0, end)).slice(lead);
  const range = { from: null, to: null };
  let seen = 0;
  doc.descendants((node, place) => {
    if (!node.isTextblock) {
      return range.to === null;
    }
    const text = node.textContent;
    const margin = text.length - text.trimStart().length;
    for (let at = margin; at < text.trimEnd().length; at += 1, seen += 1) {
      const position = place + 1 + at + breaksBefore(node, at);
      range.from ??= seen === lead ? position : null;
      range.to ??= seen === lead + wanted.length - 1 ? position + 1 : null;
    }
    return false;
  });
  const isThere = range.from !== null && range.to !== null && doc.textBetween(range.from, range.to) === wanted;
  return isThere ? range : null;
}

// How many line breaks stand before a character of a block: each has a place of its own.
function breaksBefore(block, at) {
  let [breaks, seen] = [0, 0];
  for (const piece of block.children) {
    if (seen > at || (seen === at && piece.isText)) {
      break;
    }
    seen += piece.isText ? piece.text.length : 0;
    breaks += piece.isText ? 0 : 1;
  }
  return breaks;
}
