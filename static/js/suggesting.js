// Suggests topics, columns, people and headlines below the search box while somebody types: a combobox with a
// listbox, as WAI-ARIA has it. Focus stays in the box; to choose an entry is to go where it leads.

const WAIT = 150; // milliseconds after the last letter

const box = document.getElementById("search");
const list = document.getElementById("suggested");

let timer = 0;
let request = new AbortController();
let chosen = -1; // which entry; none as long as nobody has gone down into the list

const select = (index) => {
  chosen = index;
  [...list.children].forEach((entry, at) => entry.setAttribute("aria-selected", at === index));
  list.children[index]?.scrollIntoView({ block: "nearest" });
  if (index < 0) box.removeAttribute("aria-activedescendant");
  else box.setAttribute("aria-activedescendant", list.children[index].id);
};

function show(found) {
  list.replaceChildren(...found.map(entry));
  list.hidden = !found.length;
  box.setAttribute("aria-expanded", !list.hidden);
  select(-1);
}

function entry({ kind, text, url }, index) {
  const item = document.createElement("li");
  item.id = `suggested-${index}`;
  item.setAttribute("role", "option");
  item.dataset.url = url;
  for (const words of [text, kind]) item.appendChild(document.createElement("span")).textContent = words;
  return item;
}

function close() {
  clearTimeout(timer);
  request.abort(); // What is still under way comes too late.
  show([]);
}

function go(item) {
  close();
  location.assign(item.dataset.url);
}

async function look() {
  request.abort();
  request = new AbortController();
  const { signal } = request;
  const query = new URLSearchParams({ q: box.value });
  try {
    const answer = await fetch(`${box.form.action}suggestions/?${query}`, { signal });
    const found = answer.ok ? await answer.json() : [];
    if (!signal.aborted) show(found);
  } catch {
    if (!signal.aborted) show([]); // Without suggestions one can search all the same.
  }
}

function lookSoon() {
  clearTimeout(timer);
  if (!box.value.trim()) return close();
  timer = setTimeout(look, WAIT);
}

const keys = {
  ArrowDown: () => (list.hidden ? lookSoon() : select(chosen + 1 < list.children.length ? chosen + 1 : -1)),
  ArrowUp: () => list.hidden || select((chosen < 0 ? list.children.length : chosen) - 1),
  Enter: () => chosen >= 0 && go(list.children[chosen]),
  Escape: close,
};

box.setAttribute("role", "combobox");
box.setAttribute("aria-autocomplete", "list");
box.setAttribute("aria-controls", list.id);
list.setAttribute("role", "listbox");
close();

// While an input method composes, its own list is open, and the keys are its own.
box.addEventListener("compositionstart", close);
box.addEventListener("compositionend", lookSoon);
box.addEventListener("input", (event) => event.isComposing || lookSoon());
box.addEventListener("blur", close);
box.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || !(event.key in keys)) return; // 229: Safari's last key
  const isOurs = event.key === "Enter" ? chosen >= 0 : event.key.startsWith("Arrow") || !list.hidden;
  if (isOurs) event.preventDefault();
  keys[event.key]();
});

list.addEventListener("pointerdown", (event) => event.preventDefault()); // The box keeps the focus.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => go(event.target.closest("li")));
