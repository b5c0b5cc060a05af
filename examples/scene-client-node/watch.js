#!/usr/bin/env node
// Prints who is where, once a second: node watch.js HOST:PORT [--token-file F --ca F]
"use strict";

const { parseArgs } = require("node:util");
const { connect } = require("./connect");
const { Reader } = require("./reader");
const { roomAt } = require("./rooms");

const USAGE = `usage: node watch.js HOST:PORT [--from S] [--speed X] [--most N] [--token-file F --ca F]

  --from S         begin at this simulated second; otherwise a run's newest, a recording's first
  --speed X        simulated seconds in one of the wall clock
  --most N         people to list, 20 unless said otherwise; 0: all
  --token-file F   the server's token
  --ca F           PEM: who signed the server's certificate
`;
const OPTIONS = {
  from: { type: "string" },
  speed: { type: "string", default: "1" },
  most: { type: "string", default: "20" },
  "token-file": { type: "string" },
  ca: { type: "string" },
};
// In the order of the enum Status in scene.proto.
const STATUSES = ["", "unaware", "aware", "hiding", "out", "at a muster point", "injured", "incapacitated"];
const EVERY_MS = 1000;

function main() {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (positionals.length !== 1) throw new Error(USAGE);
  const most = number("most", values.most);
  const request = { rate_hz: 10, speed: number("speed", values.speed) };
  if (values.from !== undefined) request.from_s = number("from", values.from);
  const client = connect(positionals[0], { tokenFile: values["token-file"], ca: values.ca });
  client.GetScene({}, { deadline: Date.now() + 10_000 }, (error, scene) => {
    if (error) return fail(error);
    console.log(`${scene.title}: ${scene.people.length} people in ${scene.building.name}`);
    watch(client, request, scene, most);
  });
}

function watch(client, request, scene, most) {
  const reader = new Reader(scene);
  const stream = client.Watch(request);
  let printed = -Infinity;
  let isNew = false;
  const print = () => {
    report(reader, scene, most);
    printed = Date.now();
    isNew = false;
  };
  stream.on("data", ({ frame }) => {
    reader.take(frame);
    isNew = true;
    if (frame.notice) console.error(frame.notice);
    if (Date.now() - printed >= EVERY_MS) print();
  });
  stream.on("end", () => {
    if (isNew) print();
    client.close();
  });
  stream.on("error", fail);
  process.on("SIGINT", () => process.exit(0));
  process.stdout.on("error", () => process.exit(0)); // whoever read our output has seen enough
}

function report({ time, alarm, people }, scene, most) {
  const counts = STATUSES.map((word, code) => [word, people.status.filter((each) => each === code).length]);
  const told = counts.filter(([, count]) => count).map(([word, count]) => `${count} ${word}`);
  console.log(`\n${clock(time)}  ${told.join(", ")}${alarm ? "  (alarm)" : ""}`);
  const listed = scene.people.slice(0, most || undefined);
  listed.forEach((person, i) => {
    const room = roomAt(scene.building, people.storey[i], people.x_mm[i] / 1000, people.y_mm[i] / 1000);
    console.log(`  ${person.name.padEnd(28)} ${room.padEnd(32)} ${STATUSES[people.status[i]] ?? "?"}`);
  });
  const others = scene.people.length - listed.length;
  if (others > 0) console.log(`  ... and ${others} more`);
}

function clock(seconds) {
  const whole = Math.floor(seconds + 1e-6);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function number(name, text) {
  const value = Number(text);
  if (text.trim() && Number.isFinite(value) && value >= 0) return value;
  throw new Error(`--${name} is ${text}; give a number, at least 0`);
}

function fail(error) {
  console.error(`watch.js: ${error.details || error.message}`);
  process.exit(1);
}

try {
  main();
} catch (error) {
  fail(error);
}
