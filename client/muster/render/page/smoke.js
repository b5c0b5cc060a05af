// Smoke over the building: regions shaded by how thick it is, with how far one sees there, and where it burns.

const FLAME = new Path2D(
  "M0-1L.28-.5.62-.08.66.42.36.86 0 1-.36.86-.66.42-.6-.02-.32-.22-.22-.58Z", // of height 2
);

/** How opaque smoke of `extinction` 1/m is, seen from above; as `veil` in smoke.py. */
function veil({ thickest, depth }, extinction) {
  return thickest * (1 - Math.exp(-depth * extinction));
}

function metres(sight) {
  return sight < 9.95 ? `${sight.toFixed(1)} m` : `${Math.round(sight)} m`;
}

function drawSmoke(context, layout, content, film, frame, ink) {
  if (!content.smoke) return;
  const inside = layout.panels.flatMap((panel) =>
    layout.storeys[panel.storey].regions.filter(({ kind }) => kind !== "outside").map((region) => [panel, region]),
  );
  for (const [panel, region] of inside)
    drawHaze(context, layout, panel, region, content.smoke, film.smokeAt(region.number, frame));
  for (const [panel, region] of inside) labelHaze(context, layout, panel, region, content.smoke, film, frame, ink);
}

function drawHaze(context, layout, panel, region, signs, extinction) {
  const opacity = veil(signs, extinction);
  if (opacity < 0.01) return;
  context.save();
  context.globalAlpha = opacity;
  context.fillStyle = signs.colour;
  context.fill(tracedPath(layout, panel, region.ring, true));
  context.restore();
}

function labelHaze(context, layout, panel, region, signs, film, frame, ink) {
  const extinction = film.smokeAt(region.number, frame);
  const burns = region.number === signs.fire && film.fireAt(frame) > 0;
  const sight = 3 / Math.max(extinction, 1e-3); // Jin (1978)
  const text = sight < signs.hazy ? metres(sight) : "";
  const [left, top, right, bottom] = bounds(layout, panel, region.ring);
  context.font = "600 10px system-ui, sans-serif";
  const wide = context.measureText(text).width + 6;
  const fits = right - left > wide + 4 && bottom - top > 30;
  if (!burns && (!text || !fits)) return;
  const [x, y] = [(left + right) / 2, fits ? bottom - 10 : (top + bottom) / 2];
  if (text) label(context, text, x + (burns ? 8 : 0), y, ink.outline, ink.page);
  if (burns) drawFlame(context, x - (text ? wide / 2 + 2 : 0), y, signs.flame, ink);
}

function drawFlame(context, x, y, colour, ink) {
  context.save();
  context.translate(x, y);
  context.scale(8, 8);
  context.fillStyle = colour;
  context.strokeStyle = ink.outline;
  context.lineWidth = 0.2;
  context.fill(FLAME);
  context.stroke(FLAME);
  context.restore();
}

/** What shades of smoke and the flame mean. */
function smokeMarks(signs) {
  if (!signs) return [];
  const swatch = (sight) => {
    const shade = { width: 13, height: 13, fill: signs.colour, "fill-opacity": veil(signs, 3 / sight) };
    const square = drawn("rect", { ...shade, stroke: "var(--wall)", "stroke-width": 0.6 });
    const picture = drawn("svg", { class: "symbol", viewBox: "0 0 13 13", "aria-hidden": "true" }, square);
    return make("span", {}, picture, metres(sight));
  };
  return [make("span", {}, "in smoke one sees"), ...signs.scale.map(swatch)];
}
