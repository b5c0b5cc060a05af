// What an instructor can do to the world beside the MSEL, by form: everything that a click on the plan can, and more.

const EVERYWHERE = ["", "everywhere inside"];
const ADVICE = [
  ["none", "advises nothing"],
  ["leave", "advises to leave"],
  ["shelter", "advises to shelter"],
];

const MORE =
  "Doors and rooms can be clicked on the plan, too. " +
  "To speak as somebody, or to inject an injury, choose them there or under People.";

/** Fills the tab with forms for the building and the people of `content`. */
function fillInjects(content, asking, select) {
  byId("injects").replaceChildren(
    alarmForm(content, asking),
    announceForm(content, asking),
    rumourForm(content, asking),
    ...(content.threats ? [threatForm(content, asking)] : []),
    findForm("Lock or open a door", "door", doorList(content), (id) => select({ door: id })),
    findForm("Look at a room", "room", rooms(content), (id) => select({ room: id })),
    make("p", { class: "hint card" }, MORE),
  );
}

function card(id, title, send, ...children) {
  return form({ class: "card", id }, send, make("h3", {}, title), ...children);
}

function row(...children) {
  return make("div", { class: "row" }, ...children);
}

function words(what) {
  return make("input", { name: "text", maxlength: 400, required: "", autocomplete: "off", "aria-label": what });
}

/** What an inject says only where it was chosen: empty fields are left out. */
function only(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value !== "none"));
}

function nameOf(list, id) {
  return list.find(([each]) => each === id)?.[1] ?? "";
}

function alarmForm(content, asking) {
  const where = [EVERYWHERE, ...rooms(content)];
  const start = ({ region }) =>
    asking.inject({ kind: "alarm", regions: region ? [region] : [] }, `Alarm: ${nameOf(where, region)}`);
  const silence = () => asking.inject({ kind: "alarm_off" }, "Alarm off");
  return card(
    "alarm-form",
    "Alarm",
    start,
    choice("region", where, { "aria-label": "Where" }),
    row(make("button", {}, "Start alarm"), make("button", { type: "button", onclick: silence }, "Silence")),
  );
}

function announceForm(content, asking) {
  const where = [EVERYWHERE, ...rooms(content)];
  const send = ({ text, region, advice }, made) => {
    if (!text.trim()) return;
    const inject = only({ kind: "announce", text: text.trim(), advice });
    if (region) inject.regions = [region];
    asking.inject(inject, `Announcement: ${text.trim()}`);
    made.elements.text.value = "";
  };
  return card(
    "announce-form",
    "Announcement over the loudspeakers",
    send,
    words("What is announced"),
    row(choice("region", where, { "aria-label": "Where" }), choice("advice", ADVICE, { "aria-label": "Advice" })),
    make("button", {}, "Announce"),
  );
}

/** A rumour; `here` is the room it reaches, if that is settled. */
function rumourForm(content, asking, here = "") {
  const all = rooms(content);
  const send = ({ text, region, place = "", advice }, made) => {
    if (!text.trim()) return;
    const heard = here || region;
    const inject = only({ kind: "rumour", text: text.trim(), region: heard, place, advice });
    asking.inject(inject, `Rumour, ${nameOf(all, heard)}: ${text.trim()}`);
    made.elements.text.value = "";
  };
  const hears = here ? [] : [labelled("reaches", choice("region", all))];
  const places = [["", "nowhere in particular"], ...all];
  const says = content.threats ? [labelled("says the threat is", choice("place", places))] : [];
  return card(
    here ? "rumour-here" : "rumour-form",
    here ? "Rumour here" : "Rumour",
    send,
    words("What is rumoured"),
    ...hears,
    ...says,
    row(choice("advice", ADVICE, { "aria-label": "Advice" }), make("button", {}, "Spread")),
  );
}

function threatForm(content, asking) {
  const where = rooms(content);
  const send = ({ region }) =>
    asking.inject({ kind: "move_threat", region }, `Threat goes to: ${nameOf(where, region)}`);
  const stop = () => asking.inject({ kind: "stop_threat" }, "The threat is gone");
  return card(
    "threat-form",
    "Threat",
    send,
    choice("region", where, { "aria-label": "Where to" }),
    row(make("button", {}, "Move it there"), make("button", { type: "button", onclick: stop }, "It is gone")),
  );
}

function findForm(title, name, options, choose) {
  const select = choice(name, options, { "aria-label": title });
  return card(`${name}-form`, title, (values) => choose(values[name]), row(select, make("button", {}, "Show")));
}
