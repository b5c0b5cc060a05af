// Puts together what a stream of frames says. All numbers are whole: millimetres, degrees, codes.
"use strict";

const COLUMNS = [
  "x_mm", "y_mm", "z_mm", "heading_deg", "speed_dms", "storey", "status", "pose", "health", "act", "flags",
];

class Reader {
  constructor(scene) {
    this.time = 0;
    this.alarm = false;
    this.people = table(scene.people.length); // this.people.x_mm[i] is of scene.people[i]
    this.intruders = table(scene.intruders);
    this.doors = new Int32Array(scene.building.doors.length);
    this.smoke = new Int32Array(scene.building.regions.length); // 1/km of extinction: one sees 3000 / smoke metres
    this.speech = new Map(); // agent -> what is being said
  }

  take(frame) {
    if (frame.is_key) this.forget();
    this.time = frame.time_s;
    this.alarm = frame.alarm;
    for (const name of COLUMNS) {
      add(frame.people?.[name], this.people[name]);
      add(frame.intruders?.[name], this.intruders[name]);
    }
    add(frame.doors, this.doors);
    add(frame.smoke_per_km, this.smoke);
    for (const agent of frame.silent) this.speech.delete(agent);
    for (const speech of frame.said) this.speech.set(speech.agent, speech);
  }

  forget() {
    const tables = [...Object.values(this.people), ...Object.values(this.intruders)];
    for (const column of [...tables, this.doors, this.smoke]) column.fill(0);
    this.speech.clear();
  }
}

function table(rows) {
  return Object.fromEntries(COLUMNS.map((name) => [name, new Int32Array(rows)]));
}

function add(change, column) {
  if (!change) return;
  let row = 0;
  change.changes.forEach((difference, i) => {
    row = change.steps.length ? row + change.steps[i] : i;
    column[row] += difference;
  });
}

module.exports = { Reader };
