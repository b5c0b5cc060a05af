// Which room somebody is in.
"use strict";

/** Return the name of the region at a point of a storey, in metres; "" when there is none. */
function roomAt(building, storey, x, y) {
  const room = building.regions.find((region) => region.storey === storey && contains(region.outline_m, x, y));
  return room ? room.name : "";
}

/** Whether a polygon, [x, y, x, y ...], has the point inside: a line from it to the east crosses an odd number of sides. */
function contains(outline, x, y) {
  let inside = false;
  for (let i = 0, before = outline.length - 2; i < outline.length; before = i, i += 2) {
    const [ax, ay, bx, by] = [outline[i], outline[i + 1], outline[before], outline[before + 1]];
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
  }
  return inside;
}

module.exports = { roomAt };
