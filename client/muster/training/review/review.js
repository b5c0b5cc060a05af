// What a review has beside the playback. `muster` is the page; ratings, notes and plans are the evaluator's.

const review = content.review;
const RATINGS = ["P", "S", "M", "U", "not observed"];
const RUN_COLOURS = ["#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#999999"];

/** A moment one can go to; shows whom it concerns. */
function moment(time, agent, ...children) {
  const go = () => {
    muster.seek(time);
    if (agent >= 0) muster.select(agent, false);
    byId("playback").scrollIntoView({ behavior: "smooth" });
  };
  return make("li", {}, make("button", { class: "line", onclick: go }, make("time", {}, clockText(time)), ...children));
}

function taskBox(task) {
  const choices = RATINGS.map((rating) =>
    make("option", { value: rating }, rating === "not observed" ? rating : `${rating}: ${review.words[rating]}`),
  );
  const select = make("select", { "data-task": task.id, "aria-label": `Rating of: ${task.text}` }, ...choices);
  select.prepend(make("option", { value: "" }, "not decided yet"));
  select.value = task.rating;
  const note = make("textarea", { "data-note": task.id, rows: 2, placeholder: "What you saw; why" });
  note.value = task.note;
  const said = task.proposed === "not observed" ? task.proposed : `${task.proposed}, ${review.words[task.proposed]}`;
  const accept = () => ((select.value = task.proposed), changed());
  const moments = task.evidence.map(([time, place, text, agent]) =>
    moment(time, agent, make("span", {}, place ? `${text} (${place})` : text)),
  );
  return make(
    "div",
    { class: "task", id: `task-${task.id}` },
    make(
      "div",
      {},
      make("p", {}, make("b", {}, task.text), ` ${task.role}`),
      make("p", { class: "why" }, `Proposed: ${said}. ${task.why}`),
      make("ol", {}, ...moments),
    ),
    make("div", { class: "rate" }, select, make("button", { onclick: accept }, "as proposed"), note),
  );
}

function fillObjectives() {
  for (const objective of review.objectives) {
    const title = make("h3", {}, objective.text, make("small", {}, objective.capability));
    byId("objectives").append(make("div", { class: "objective" }, title, ...objective.tasks.map(taskBox)));
  }
  const procedure = byId("procedure");
  procedure.querySelector("summary").textContent = `Judged against: ${review.procedure.title} (${review.procedure.kind})`;
  procedure.querySelector("pre").textContent = review.procedure.text;
  byId("overview").value = review.overview;
}

function fillCare() {
  byId("title").textContent = `Review: ${review.title}`;
  byId("lead").textContent = review.description;
  const until = review.retain_until ? ` To be deleted by ${review.retain_until} (muster purge).` : "";
  byId("care").textContent = `${review.notice} Trainees are named by their roles.${until}`;
  const [text, isLow] = review.share;
  byId("share").textContent = text;
  byId("share").hidden = !isLow;
  if (!isLow) byId("facts").append(make("div", {}, make("dt", {}, "decisions"), make("dd", {}, text)));
  const roles = review.roles.map(([title]) => title).join(", ") || "nobody";
  byId("facts").append(make("div", {}, make("dt", {}, "played"), make("dd", {}, roles)));
}

function fillStories() {
  for (const story of review.stories) {
    const lines = story.lines.map(([time, how, text]) => {
      const line = moment(time, story.agent, make("span", { class: "how" }, how), make("span", { class: "what" }, text));
      line.classList.add(`how-${how}`);
      return line;
    });
    byId("trainees").append(
      make("h2", {}, `${story.role}: what was seen and heard, and what was done`),
      make("p", { class: "hint" }, "Hearing is told from where they stood, coarser than in the simulation."),
      make("ol", { class: "trainee" }, ...lines),
    );
  }
}

function fillAnswers() {
  byId("answers-section").hidden = !review.answers.length;
  for (const [time, agent, name, question, answer, source] of review.answers) {
    const list = make("ol", { class: "trainee" }, moment(time, agent, make("b", {}, name)));
    const by = make("p", { class: "hint" }, `answered by: ${source}`);
    byId("answers").append(make("div", { class: "answer" }, list, make("p", {}, question), make("p", {}, `“${answer}”`), by));
  }
}

function row(...cells) {
  return make("tr", {}, ...cells.map((cell) => make("td", {}, cell)));
}

function heads(...texts) {
  return make("tr", {}, ...texts.map((text) => make("th", {}, text)));
}

function fillEvents() {
  byId("msel").append(heads("When", "What", "Expected of the player", "Controller"));
  for (const [time, text, expected, controller] of review.events) {
    const when = time === null ? "did not come" : make("button", { onclick: () => muster.seek(time) }, clockText(time));
    byId("msel").append(row(when, text, expected, controller));
  }
  byId("notes-section").hidden = !review.notes.length;
  byId("notes").append(...review.notes.map(([time, text]) => moment(time, -1, make("span", {}, text))));
}

function fillRuns() {
  byId("runs-section").hidden = !review.runs.length;
  if (!review.runs.length) return;
  const name = (run, index) => `${run.day}${index === review.runs.length - 1 ? " (this run)" : ""}`;
  byId("runs").append(heads("Proposed for", ...review.runs.map(name)));
  for (const task of review.objectives.flatMap((objective) => objective.tasks))
    byId("runs").append(row(task.text, ...review.runs.map((run) => run.proposed[task.id] || "not observed")));
  byId("runs").append(row("Seed", ...review.runs.map((run) => String(run.seed))));
  const before = byId("charts").children.length;
  muster.charts.add("Out of the building, run by run", (plot) => steps(plot, "out"));
  muster.charts.add("Harmed, run by run", (plot) => steps(plot, "harmed"));
  byId("run-plots").append(...[...byId("charts").children].slice(before));
}

function steps(plot, what) {
  plot.scale(Math.max(...review.runs.map((run) => (what === "out" ? run.people : run.harmed.length))), "people");
  plot.timeAxis();
  review.runs.forEach((run, index) => {
    const isThis = index === review.runs.length - 1;
    const colour = isThis ? "var(--ink)" : RUN_COLOURS[index % RUN_COLOURS.length];
    plot.steps(run[what].filter((time) => time <= plot.end), colour, isThis ? "none" : "5 3");
    plot.explain(bar(colour), `${run.day}: ${run[what].length}`);
  });
}

/** Each rerun is a dot, with the act above and without it below, over one scale of people. */
function strip(measure) {
  const most = Math.max(...measure.with_act, ...measure.without_act, 1);
  const picture = drawn("svg", { class: "still", viewBox: "0 0 420 66", role: "img", "aria-label": measure.name });
  [measure.with_act, measure.without_act].forEach((counts, line) => {
    const y = 16 + 22 * line;
    picture.append(drawn("text", { x: 0, y: y + 4 }, line ? "without" : "with"));
    for (const count of counts)
      picture.append(drawn("circle", { cx: 70 + (330 * count) / most, cy: y, r: 5, fill: "var(--accent)", opacity: 0.3 }));
  });
  for (const value of [0, most])
    picture.append(drawn("text", { class: "faint", x: 70 + (330 * value) / most, y: 62, "text-anchor": "middle" }, String(value)));
  return make("figure", {}, make("figcaption", {}, measure.name, make("small", {}, "people")), picture);
}

function fillSupposed() {
  byId("supposed-section").hidden = !review.supposed.length;
  for (const each of review.supposed) {
    const reruns = each.measures[0]?.with_act.length ?? 0;
    const how = `${reruns} reruns with it and ${reruns} without; people counted ${each.horizon_s} s later. `;
    const act = make("ol", { class: "trainee" }, moment(each.time_s, -1, make("b", {}, each.what)));
    const strips = make("div", { class: "strips" }, ...each.measures.map(strip));
    byId("supposed").append(act, make("p", { class: "hint" }, how + each.caveat), strips);
  }
}

function fillHotWash() {
  for (const [question, answer] of review.hot_wash) {
    const text = make("textarea", { rows: 2, "data-hot-wash": "", "aria-label": question });
    text.value = answer;
    byId("hot-wash").append(make("label", { class: "wide" }, question, text));
  }
  byId("support").textContent = `Somebody to talk to: ${review.support}`;
  const lines = review.improvements.length ? review.improvements : [["", "", "", ""]];
  lines.forEach(addAction);
}

function addAction(values) {
  const fields = ["area", "action", "owner", "due"];
  const inputs = fields.map((name, index) => make("input", { "data-plan": name, "aria-label": name, value: values[index] }));
  const line = row(...inputs);
  line.append(make("td", {}, make("button", { title: "remove", onclick: () => (line.remove(), changed()) }, "×")));
  byId("plan").tBodies[0].append(line);
}

/** All that was decided, as `muster review --ratings` reads it. */
function decided() {
  const tasks = [...document.querySelectorAll("select[data-task]")].map((select) => {
    const id = select.dataset.task;
    return { id, rating: select.value, note: document.querySelector(`[data-note="${CSS.escape(id)}"]`).value };
  });
  const lines = [...byId("plan").tBodies[0].rows].map((line) =>
    Object.fromEntries([...line.querySelectorAll("[data-plan]")].map((input) => [input.dataset.plan, input.value.trim()])),
  );
  return {
    format: review.format,
    recording: review.recording,
    exercise: review.exercise,
    tasks,
    hot_wash: [...document.querySelectorAll("[data-hot-wash]")].map((text) => text.value),
    improvements: lines.filter((line) => Object.values(line).some(Boolean)),
    overview: byId("overview").value,
  };
}

function save() {
  const text = JSON.stringify(decided(), null, 2);
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })) });
  link.download = `${review.recording.replace(/\.muster$/, "")}.ratings.json`;
  link.click();
  byId("review-state").textContent = `saved as ${link.download}`;
}

function takeIn(saved) {
  if (saved.format !== review.format || saved.exercise !== review.exercise) throw new Error("of another exercise");
  for (const { id, rating, note } of saved.tasks ?? []) {
    const select = document.querySelector(`select[data-task="${CSS.escape(id)}"]`);
    if (!select) continue;
    select.value = rating ?? "";
    document.querySelector(`[data-note="${CSS.escape(id)}"]`).value = note ?? "";
  }
  [...document.querySelectorAll("[data-hot-wash]")].forEach((text, index) => (text.value = saved.hot_wash?.[index] ?? ""));
  byId("overview").value = saved.overview ?? "";
  byId("plan").tBodies[0].replaceChildren();
  for (const line of saved.improvements ?? []) addAction([line.area, line.action, line.owner, line.due].map((text) => text ?? ""));
  byId("review-state").textContent = "taken in";
}

async function load(event) {
  try {
    takeIn(JSON.parse(await event.target.files[0].text()));
  } catch (error) {
    byId("review-state").textContent = `this file cannot be taken in: ${error.message}`;
  }
}

function changed() {
  byId("review-state").textContent = "not saved yet";
}

fillCare();
fillObjectives();
fillStories();
fillAnswers();
fillEvents();
fillRuns();
fillSupposed();
fillHotWash();
byId("save-review").addEventListener("click", save);
byId("load-review").addEventListener("change", load);
byId("add-action").addEventListener("click", () => addAction(["", "", "", ""]));
for (const place of ["review", "review-more"])
  byId(place).addEventListener("input", (event) => event.target.type === "file" || changed());
document.body.dataset.review = "ready";
