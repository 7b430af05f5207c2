// A button beside every text that readers pass on, to copy it. Without it the text can be selected.

const SAID_FOR = 4000; // milliseconds

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.textContent.trim());
    return "已复制";
  } catch {
    getSelection().selectAllChildren(text); // No clipboard without HTTPS, or where the reader refuses it.
    return "已选中，请按复制键";
  }
}

function addButton(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text.dataset.copy;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    said.textContent = await copy(text);
    setTimeout(() => said.replaceChildren(), SAID_FOR);
  });
  const line = document.createElement("p");
  line.className = "copy";
  line.append(button, said);
  text.after(line);
}

document.querySelectorAll("[data-copy]").forEach(addButton);
