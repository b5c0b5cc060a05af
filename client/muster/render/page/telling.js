// Small pieces of what is told: dots, shares, choices, places.

function dot(colour) {
  const mark = make("span", { class: "dot" });
  mark.style.background = colour; // as an attribute, pages that forbid styles in their HTML would not have it
  return mark;
}

function percent(permille) {
  return permille > 0 && permille < 10 ? "<1 %" : `${Math.round(permille / 10)} %`;
}

function choiceLine(text, permille, isTaken) {
  const attributes = { class: isTaken ? "choice taken" : "choice" };
  return make("div", attributes, make("span", { class: "share" }, percent(permille)), make("span", {}, text));
}

function share(choice) {
  return choice && choice[1] ? make("small", {}, ` (${percent(choice[1])})`) : "";
}

/** The region around a point in metres, by the even-odd rule; of several, the one drawn last. */
function regionAt(content, { x, y, storey }) {
  const inside = (ring) => {
    let odd = false;
    for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
      const [ax, ay, bx, by] = [ring[at], ring[at + 1], ring[before], ring[before + 1]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
    }
    return odd;
  };
  return content.storeys[storey]?.regions.findLast((region) => inside(region.ring)) ?? null;
}

/** The name of the room that somebody is in. */
function placeOf(content, body) {
  return regionAt(content, body)?.name ?? "";
}
