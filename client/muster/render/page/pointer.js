// What a mouse or a finger does on the plan: picks, drags, comes closer, and asks who somebody is.

function listenToPointer(stage, page) {
  let held = null;
  const isButton = (event) => event.target.tagName === "BUTTON";
  stage.addEventListener("pointerdown", (event) => {
    held = isButton(event) ? null : { x: event.clientX, y: event.clientY, moved: false };
  });
  stage.addEventListener("pointermove", (event) => {
    if (held && event.buttons & 1) held = dragged(held, event, stage, page);
    else showTip(isButton(event) ? "" : page.tip(event.offsetX, event.offsetY), event, page);
  });
  stage.addEventListener("pointerup", (event) => {
    if (held && !held.moved) page.click(event.offsetX, event.offsetY);
    held = null;
  });
  stage.addEventListener("pointercancel", () => (held = null)); // the finger scrolls the page
  stage.addEventListener("pointerleave", () => (byId("tip").hidden = true));
  stage.addEventListener("wheel", (event) => zoomed(event, page), { passive: false });
}

function dragged(held, event, stage, page) {
  const [x, y] = [event.clientX - held.x, event.clientY - held.y];
  if (!held.moved && Math.hypot(x, y) < 5) return held; // a click may tremble
  if (!held.moved) stage.setPointerCapture(event.pointerId);
  page.layout.move(x, y);
  page.redraw();
  return { x: event.clientX, y: event.clientY, moved: true };
}

function zoomed(event, page) {
  if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
  event.preventDefault();
  page.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.offsetX, event.offsetY);
}

function showTip(text, event, page) {
  const tip = byId("tip");
  tip.hidden = !text;
  if (!text) return;
  tip.textContent = text;
  tip.style.left = `${Math.min(event.offsetX + 12, page.layout.width - tip.offsetWidth - 4)}px`;
  tip.style.top = `${Math.max(event.offsetY - 30, 2)}px`;
}
