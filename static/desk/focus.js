/* The focus of a photo: a click on the picture fills in its two fields, and the cuts follow. */

"use strict";

(() => {
  const box = document.querySelector(".focus");
  const fields = ["x", "y"].map((axis) => document.getElementById(`id_focus_${axis}`));
  if (!box || fields.includes(null)) return;

  const picture = box.querySelector(".focus-picture");
  const original = picture.querySelector("img");
  const mark = picture.querySelector(".focus-mark");
  const crops = [...box.querySelectorAll(".focus-crops img")];

  const clamp = (value, most) => Math.max(0, Math.min(most, value));
  const focus = () => fields.map((field) => clamp(field.value === "" ? 50 : Number(field.value), 100));

  /* How far along its free room a part begins that has the focus in its middle, in hundredths. */
  const start = (whole, part, at) =>
    whole > part ? (clamp((whole * at) / 100 - part / 2, whole - part) / (whole - part)) * 100 : 0;

  const cut = (crop, [x, y]) => {
    const size = [original, crop].map((image) => [image.getAttribute("width"), image.getAttribute("height")]);
    const [[width, height], [across, down]] = size.map((pair) => pair.map(Number));
    const scale = Math.min(width / across, height / down);
    if (crop.getAttribute("src") !== original.getAttribute("src")) crop.src = original.src;
    crop.style.aspectRatio = `${across} / ${down}`;
    crop.style.objectPosition = `${start(width, across * scale, x)}% ${start(height, down * scale, y)}%`;
  };

  const show = () => {
    const [x, y] = focus();
    mark.hidden = false;
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    crops.forEach((crop) => cut(crop, [x, y]));
  };

  picture.addEventListener("click", (event) => {
    const area = original.getBoundingClientRect();
    const along = [(event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height];
    fields.forEach((field, index) => {
      field.value = Math.round(clamp(along[index] * 100, 100));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  fields.forEach((field) => field.addEventListener("input", (event) => event.isComposing || show()));
  picture.classList.add("focus-ready");
  show();
})();
