// The page 导入: its whole zone takes a drop, and tells what has been chosen. Without it the field alone does.
"use strict";

const zone = document.getElementById("drop");
const field = document.getElementById("id_files");
const chosen = document.getElementById("chosen");
const SHOWN = 20;

function size(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function complaint(files, bytes) {
  if (files.length > Number(field.dataset.filesLimit)) {
    return `一次最多上传 ${field.dataset.filesLimit} 个文件。请把文件压缩成一个 zip 再上传。`;
  }
  if (bytes > Number(field.dataset.sizeLimit)) {
    return `这些文件共 ${size(bytes)}，超过 ${size(Number(field.dataset.sizeLimit))}。请分几次上传。`;
  }
  return "";
}

function line(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

function tell() {
  const files = [...field.files];
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  field.setCustomValidity(complaint(files, bytes));
  const lines = files.slice(0, SHOWN).map((file) => line(`${file.name}（${size(file.size)}）`));
  if (files.length > SHOWN) {
    lines.push(line(`…… 等共 ${files.length} 个文件，${size(bytes)}`));
  }
  chosen.replaceChildren(...lines);
}

function hold(event) {
  if (event.dataTransfer?.types.includes("Files")) {
    event.preventDefault();
    zone.classList.toggle("over", event.type === "dragover");
  }
}

zone.addEventListener("dragover", hold);
zone.addEventListener("dragleave", hold);
zone.addEventListener("drop", (event) => {
  hold(event);
  const dropped = event.dataTransfer;
  if ([...(dropped?.items ?? [])].some((item) => item.webkitGetAsEntry?.()?.isDirectory)) {
    chosen.replaceChildren(line("文件夹不能直接上传。请先把它打成 zip，再拖进来。"));
  } else if (dropped?.files.length) {
    field.files = dropped.files;
    tell();
  }
});
field.addEventListener("change", () => {
  tell();
  field.reportValidity();
});
field.form.addEventListener("submit", () => {
  document.getElementById("sending").hidden = false;
});
tell(); // What the browser has kept through a reload.
