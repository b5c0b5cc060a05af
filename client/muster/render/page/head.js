// What stands around the playback and does not change: title, facts, outcome, legend, controls, help.

function fillHead(content, film) {
  byId("title").textContent = content.title;
  byId("lead").textContent = content.lead;
  const fact = ([name, text]) => make("div", {}, make("dt", {}, name), make("dd", {}, text));
  byId("facts").append(...content.facts.map(fact));
  byId("notices").append(...content.notices.map((text) => make("p", {}, text)));
  byId("outcome").append(make("span", {}, `In the end, of ${film.people} people:`), ...outcomes(content, film));
  const exactly = content.unit < 0.0101 ? "the centimetre" : `${content.unit.toFixed(2)} m`;
  byId("footer").textContent =
    `Made by muster ${content.version} from a recording. Positions every ${film.every} s, to ${exactly}. ` +
    "This page asks nothing of any network.";
}

function outcomes(content, film) {
  const counts = film.counts(film.frames - 1, content.statuses.length);
  const entry = ([words, colour, shape], status) =>
    make("span", {}, symbol(shape, colour), `${counts[status]} ${words}`);
  return content.statuses.map(entry).filter((_, status) => counts[status]);
}

/** Fills the legend with whatever occurs; returns for each status what is to be told how many have it. */
function fillLegend(content, film) {
  const seen = film.seen(content.statuses.length);
  const tellers = content.statuses.map(([words, colour, shape], status) => {
    const number = make("b", {}, "0");
    const entry = make("span", {}, symbol(shape, colour), number, words);
    if (seen[status]) byId("legend").append(entry);
    return (count) => {
      number.textContent = count;
      entry.classList.toggle("none", !count);
    };
  });
  if (film.threats) byId("legend").append(make("span", {}, symbol("threat", content.threat), "intruder"));
  byId("doors").append(...doorMarks(content.barred), ...smokeMarks(content.smoke));
  return tellers;
}

function fillControls(content, film, choose) {
  byId("time").max = film.end;
  byId("speed").append(...content.speeds.map((speed) => make("option", { value: speed }, `${speed}×`)));
  const tab = (name, storey) =>
    make("button", { "data-storey": storey, "aria-pressed": storey === null, onclick: () => choose(storey) }, name);
  const tabs = content.storeys.map((storey, index) => tab(storey.name, index));
  if (tabs.length > 1) byId("storeys").append(tab("all", null), ...tabs);
  for (const [, keys, help] of content.keys) {
    const shown = keys.map((key) => make("kbd", {}, key.replace("_", " ")));
    byId("keys").append(make("dt", {}, ...shown), make("dd", {}, help));
  }
}
