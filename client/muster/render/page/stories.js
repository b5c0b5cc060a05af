// The side of the page: what happened, who there is, and one person's story.

class Side {
  constructor(content, film, { seek, select }) {
    Object.assign(this, { content, film, seek, select, selected: null, entries: [] });
    for (const tab of document.querySelectorAll("[data-tab]"))
      tab.addEventListener("click", () => this.show(tab.dataset.tab));
    byId("search").addEventListener("input", () => this.filter());
    this.fillMoments();
    this.fillPeople();
    this.show("moments");
  }

  show(name) {
    this.shown = name;
    for (const tab of document.querySelectorAll("[data-tab]")) {
      tab.setAttribute("aria-selected", tab.dataset.tab === name);
      byId(tab.dataset.tab).hidden = tab.dataset.tab !== name;
    }
    this.update(this.time ?? 0);
  }

  line(time, mark, text, then) {
    return make(
      "button",
      { class: "line", onclick: then },
      make("time", {}, clockText(time)),
      mark,
      make("span", {}, text),
    );
  }

  fillMoments() {
    const items = this.content.moments.map(([time, text, who, weight]) => {
      const go = () => (this.seek(time), who >= 0 && this.select(who, false));
      return Object.assign(make("li", {}, this.line(time, dot(this.content.weights[weight]), text, go)), { time });
    });
    const none = make("li", {}, make("span", { class: "line" }, "Nothing out of the ordinary happened."));
    byId("moments").append(...(items.length ? items : [none]));
    this.moments = items;
  }

  fillPeople() {
    this.people = this.content.people.map(([name, role], who) => {
      const mark = make("span");
      const words = make("span", {}, name, " ", make("small", {}, role));
      const item = make("li", {}, make("button", { class: "line", onclick: () => this.select(who) }, mark, words));
      return { item, mark, text: `${name} ${role}`.toLowerCase(), status: -1 };
    });
    byId("everybody").append(...this.people.map((person) => person.item));
  }

  filter() {
    const wanted = byId("search").value.trim().toLowerCase();
    for (const person of this.people) person.item.hidden = !person.text.includes(wanted);
  }

  /** Tells the story of somebody, or of nobody. */
  tell(who, shows = true) {
    this.selected = who;
    document.querySelector('[data-tab="story"]').hidden = who === null;
    if (who === null) {
      if (this.shown === "story") this.show("moments");
      return;
    }
    const [name, role, about] = this.content.people[who];
    const lines = make("div", { class: "about" }, ...about.map((text) => make("p", {}, text)));
    this.state = make("p", { class: "state" });
    this.entries = [...this.decisions(who), ...this.events(who)].sort((a, b) => a.time - b.time);
    const list = make("ol", {}, ...this.entries);
    const none = make("p", {}, "Nothing is recorded of what they decided.");
    const head = make("div", { class: "who" }, make("h2", {}, name), make("p", { class: "role" }, role), this.state);
    byId("story").replaceChildren(head, lines, this.entries.length ? list : none);
    byId("story").scrollTop = 0;
    if (shows) this.show("story");
  }

  events(who) {
    return this.content.told
      .filter((told) => told[3] === who)
      .map(([time, weight, text]) => {
        const go = () => this.seek(time);
        return Object.assign(make("li", {}, this.line(time, dot(this.content.weights[weight]), text, go)), { time });
      });
  }

  decisions(who) {
    return this.content.stories[who].map((entry) => this.decision(...entry));
  }

  decision(time, asked, noticed, choices, chance, how, thought, mood) {
    const text = (number) => this.content.strings[number];
    const taken = choices.find((choice) => choice[2]);
    const jump = (event) => (event.preventDefault(), this.seek(time)); // rather than unfold
    const head = make("span", {}, taken ? text(taken[0]) : "decided", share(taken));
    const { captions } = this.content;
    const small = (line) => make("p", {}, make("small", {}, line));
    const part = (title, lines) => (lines.length ? [small(title), ...lines] : []);
    const line = (number) => make("p", {}, text(number));
    const options = choices.map(([option, permille, chosen]) => choiceLine(text(option), permille, chosen));
    const body = [
      ...part(captions.noticed, noticed.map(line)),
      ...part(captions.options, options),
      ...[text(chance), `decided ${text(how)}`, text(asked)].filter(Boolean).map(small),
      ...part(captions.mood, text(mood) ? [line(mood)] : []),
    ];
    const summary = make("summary", {}, make("time", { onclick: jump }, clockText(time)), head);
    const item = make("li", {}, make("details", {}, summary, make("div", { class: "why" }, ...body)));
    if (text(thought)) item.append(make("p", { class: "thought" }, text(thought)));
    return Object.assign(item, { time });
  }

  update(time) {
    this.time = time;
    if (this.shown === "moments") emphasise(this.moments, time);
    if (this.shown === "people") this.updatePeople(time);
    if (this.shown === "story" && this.selected !== null) this.updateStory(time);
  }

  updatePeople(time) {
    const { frame } = this.film.at(time);
    this.people.forEach((person, who) => {
      const status = this.film.statusOf(who, frame);
      if (status === person.status) return;
      person.status = status;
      const [words, colour, shape] = this.content.statuses[status];
      person.mark.replaceChildren(symbol(shape, colour));
      person.mark.title = words;
    });
  }

  updateStory(time) {
    const now = this.film.at(time);
    const status = this.film.statusOf(this.selected, now.frame);
    const [words, colour, shape] = this.content.statuses[status];
    const place = placeOf(this.content, this.film.person(this.selected, now));
    const text = `${clockText(time)}: ${words}${place ? `, ${place}` : ""}`;
    if (this.state.textContent !== text) this.state.replaceChildren(symbol(shape, colour), text);
    emphasise(this.entries, time, byId("story"));
  }
}

/** Marks the latest of `items` that has happened, pales those to come, and keeps the mark in sight in its `list`. */
function emphasise(items, time, list = null) {
  const now = items.findLastIndex((item) => item.time <= time + 1e-6);
  items.forEach((item, index) => {
    item.classList.toggle("later", index > now);
    if (index !== now) item.classList.remove("now");
  });
  const latest = items[now];
  if (!latest || latest.classList.contains("now")) return;
  latest.classList.add("now");
  if (!list || list.contains(document.activeElement)) return;
  const head = list.firstElementChild.offsetHeight; // which stays on top
  const top = latest.offsetTop - list.offsetTop;
  const isSeen = top >= list.scrollTop + head && top + latest.offsetHeight <= list.scrollTop + list.clientHeight;
  if (!isSeen && now > 0) list.scrollTop = top - head - list.clientHeight / 3;
}
