// The building, drawn once for every change of layout, zoom or theme; doors are drawn with the people, since they move.

const INKS = [
  "page",
  "card",
  "ink",
  "dim",
  "line",
  "accent",
  "outside",
  "room",
  "corridor",
  "stair",
  "wall",
  "furniture",
  "door",
  "exit",
  "outline",
  "bubble",
  "name",
];
const DOORS = { open: 0, closed: 1, locked: 2, barricaded: 3 };

function inks() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(INKS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

function drawBuilding(context, layout, ink) {
  context.clearRect(0, 0, layout.width, layout.height);
  for (const panel of layout.panels) drawStorey(context, layout, panel, ink);
  drawNorth(context, layout, ink);
}

function drawStorey(context, layout, panel, ink) {
  const storey = layout.storeys[panel.storey];
  const scale = layout.scale(panel);
  const path = (points, closed = true) => tracedPath(layout, panel, points, closed);
  context.save();
  clipTo(context, layout, panel);
  for (const region of storey.regions) {
    const shape = path(region.ring);
    context.fillStyle = ink[region.kind];
    context.fill(shape);
    if (region.kind === "stair") hatch(context, layout, panel, region.ring, shape, ink);
  }
  context.fillStyle = ink.furniture;
  for (const ring of storey.furniture) context.fill(path(ring));
  for (const muster of storey.musters) drawMuster(context, layout, panel, muster, ink);
  context.strokeStyle = ink.wall;
  context.lineJoin = "round";
  context.lineWidth = Math.min(Math.max(0.16 * scale, 0.8), 5);
  for (const region of storey.regions) if (region.kind !== "outside") context.stroke(path(region.ring));
  for (const wall of storey.walls) context.stroke(path(wall, false));
  for (const region of storey.regions) nameRegion(context, layout, panel, region, ink);
  context.restore();
  if (panel.head) nameStorey(context, layout, panel, storey, ink);
}

function clipTo(context, layout, panel) {
  const [left, top, right, bottom] = bounds(layout, panel, layout.corners(panel));
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, 4);
  context.clip();
}

function tracedPath(layout, panel, points, closed) {
  const path = new Path2D();
  for (let at = 0; at < points.length; at += 2) path.lineTo(...layout.place(panel, points[at], points[at + 1]));
  if (closed) path.closePath();
  return path;
}

/** Stairs have treads, a third of a metre deep, or as far apart as can be seen. */
function hatch(context, layout, panel, ring, shape, ink) {
  const [left, top, right, bottom] = bounds(layout, panel, ring);
  const step = Math.max(0.33 * layout.scale(panel), 4);
  const upright = bottom - top > right - left;
  context.save();
  context.clip(shape);
  context.globalAlpha = 0.45;
  context.strokeStyle = ink.wall;
  context.lineWidth = 0.8;
  context.beginPath();
  for (let at = upright ? top : left; at < (upright ? bottom : right); at += step) {
    context.moveTo(upright ? left : at, upright ? at : top);
    context.lineTo(upright ? right : at, upright ? at : bottom);
  }
  context.stroke();
  context.restore();
}

function drawMuster(context, layout, panel, muster, ink) {
  const [x, y] = layout.place(panel, ...muster.at);
  context.save();
  context.strokeStyle = ink.exit;
  context.fillStyle = ink.exit;
  context.setLineDash([5, 4]);
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, muster.radius * layout.scale(panel), 0, 7);
  context.stroke();
  context.font = "600 11px system-ui, sans-serif";
  context.textAlign = "center";
  const [left, top, right, bottom] = bounds(layout, panel, layout.corners(panel));
  const half = context.measureText(muster.name).width / 2;
  const centre = Math.min(Math.max(x, left + half + 4), right - half - 4);
  const middle = Math.min(Math.max(y + 4, top + 14), bottom - 6);
  if (2 * half < right - left) context.fillText(muster.name, centre, middle);
  context.restore();
}

function bounds(layout, panel, ring) {
  const points = [];
  for (let at = 0; at < ring.length; at += 2) points.push(layout.place(panel, ring[at], ring[at + 1]));
  const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** A room's name, in lines, where it fits into the room's middle. */
function nameRegion(context, layout, panel, region, ink) {
  const [left, top, right, bottom] = bounds(layout, panel, region.ring);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  if (
    region.kind === "outside" ||
    !context.isPointInPath(tracedPath(layout, panel, region.ring, true), ...device(context, x, y))
  )
    return;
  context.font = "11px system-ui, sans-serif";
  const lines = wrapped(context, region.name, right - left - 8);
  if (
    lines.length * 13 > bottom - top - 6 ||
    lines.some((line) => context.measureText(line).width > right - left - 6)
  )
    return;
  context.fillStyle = ink.name;
  context.textAlign = "center";
  context.textBaseline = "middle";
  lines.forEach((line, index) => context.fillText(line, x, y + (index - (lines.length - 1) / 2) * 13));
}

/** isPointInPath alone among the calls of a canvas wants pixels of the device. */
function device(context, x, y) {
  const { a, d } = context.getTransform();
  return [x * a, y * d];
}

function wrapped(context, text, width) {
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function storeyName(name) {
  return /^\d+$/.test(name) ? `storey ${name}` : name;
}

function nameStorey(context, layout, panel, storey, ink) {
  const [left, top, right] = bounds(layout, panel, layout.corners(panel));
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "bottom";
  context.fillStyle = ink.ink;
  const long = storeyName(storey.name);
  context.fillText(context.measureText(long).width < right - left + GAP - 4 ? long : storey.name, left + 2, top - 3);
}

function drawNorth(context, layout, ink) {
  context.save();
  context.translate(layout.width - 24, layout.height - 26);
  if (layout.turned) context.rotate(-Math.PI / 2);
  context.fillStyle = ink.dim;
  context.fill(new Path2D("M0-14L6 6 0 2-6 6Z"));
  context.restore();
  context.font = "600 11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = ink.dim;
  context.fillText("N", layout.width - (layout.turned ? 46 : 24), layout.height - (layout.turned ? 26 : 48));
}

/** Doors as they stand in a frame: a gap where one is open, a bar where it is shut, a mark where it is barred. */
function drawDoors(context, layout, { doors, barred }, film, frame, ink) {
  doors.forEach((door, number) => {
    const state = film.doorAt(number, frame);
    for (const storey of door.storeys) {
      const panel = layout.panelOf(storey);
      if (panel) drawDoor(context, layout, panel, door, state, barred, ink);
    }
  });
}

function drawDoor(context, layout, panel, door, state, barred, ink) {
  const scale = layout.scale(panel);
  const line = tracedPath(layout, panel, door.line, false);
  const stroke = (colour, width) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(line);
  };
  const wall = Math.min(Math.max(0.16 * scale, 0.8), 5);
  context.lineCap = "butt";
  stroke(ink.corridor, wall + 1.2);
  if (door.exit) stroke(ink.exit, wall + 2.5);
  if (state === DOORS.closed && door.leaf && !door.exit) stroke(ink.door, Math.max(wall * 0.7, 1));
  if (state === DOORS.locked) {
    stroke(barred.locked, wall + 1.6);
    lock(context, layout, panel, door, barred.locked, ink);
  }
  if (state === DOORS.barricaded) barricade(context, layout, panel, door, barred.barricaded, ink);
}

/** A disc on a locked door, as large as it can be seen. */
function lock(context, layout, panel, door, colour, ink) {
  const [ax, ay] = layout.place(panel, door.line[0], door.line[1]);
  const [bx, by] = layout.place(panel, door.line[2], door.line[3]);
  const radius = Math.min(Math.max(0.28 * layout.scale(panel), 3), 8);
  context.beginPath();
  context.arc((ax + bx) / 2, (ay + by) / 2, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = ink.outline;
  context.lineWidth = 1;
  context.stroke();
}

/** Two planks along a barricaded door: crosses are people who are incapacitated. */
function barricade(context, layout, panel, door, colour, ink) {
  const [ax, ay] = layout.place(panel, door.line[0], door.line[1]);
  const [bx, by] = layout.place(panel, door.line[2], door.line[3]);
  const long = Math.hypot(bx - ax, by - ay) || 1;
  const [ux, uy] = [(bx - ax) / long, (by - ay) / long];
  const scale = layout.scale(panel);
  const [reach, apart] = [Math.min(Math.max(0.55 * scale, 5), 14), Math.min(Math.max(0.22 * scale, 2.5), 6)];
  const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
  context.beginPath();
  for (const side of [-apart, apart]) {
    context.moveTo(x - ux * reach - uy * side, y - uy * reach + ux * side);
    context.lineTo(x + ux * reach - uy * side, y + uy * reach + ux * side);
  }
  for (const [under, width] of [
    [ink.outline, apart * 0.9 + 2],
    [colour, apart * 0.9],
  ]) {
    context.strokeStyle = under;
    context.lineWidth = width;
    context.stroke();
  }
}

/** What the strokes of doors mean. */
function doorMarks({ locked, barricaded }) {
  const line = (d, stroke, width) => drawn("path", { d, stroke, "stroke-width": width });
  const disc = { cx: 6.5, cy: 7, r: 3.5, fill: locked, stroke: "var(--outline)" };
  const mark = (text, ...lines) =>
    make("span", {}, drawn("svg", { class: "symbol", viewBox: "0 0 13 13", "aria-hidden": "true" }, ...lines), text);
  return [
    mark("exit", line("M0 7H13", "var(--exit)", 4)),
    mark("door", line("M0 7H13", "var(--door)", 2.5)),
    mark("locked", line("M0 7H13", locked, 3), drawn("circle", disc)),
    mark("barricaded", line("M0 4.5H13M0 9.5H13", "var(--outline)", 4), line("M1 4.5H12M1 9.5H12", barricaded, 2.2)),
  ];
}
