// Where each storey lies on the canvas: side by side at one scale, or one alone; and how far the viewer has zoomed in.

const GAP = 14;
const HEAD = 20; // for the storey's name
const TOP = 40; // below the buttons
const WORTH_TURNING = 1.3;

class Layout {
  constructor(storeys) {
    Object.assign(this, { storeys, chosen: null, zoom: 1, panX: 0, panY: 0, panels: [], width: 1, height: 1 });
  }

  resize(width, height) {
    Object.assign(this, { width, height });
    this.arrange();
  }

  choose(storey) {
    this.chosen = storey;
    this.fit();
    this.arrange();
  }

  fit() {
    Object.assign(this, { zoom: 1, panX: 0, panY: 0 });
  }

  /** Finds the largest scale at which shelves of storeys fit, turned by a right angle where that shows far more. */
  arrange() {
    const shown = this.storeys
      .map((_, index) => index)
      .filter((index) => this.chosen === null || index === this.chosen);
    const [upright, turned] = [false, true].map((turned) => this.largest(shown, turned));
    this.turned = turned > WORTH_TURNING * upright;
    this.panels = this.shelve(shown, this.turned ? turned : upright, this.turned) ?? [];
    this.centre();
  }

  largest(shown, turned) {
    let low = 0;
    let high = 200; // pixels a metre
    for (let turn = 0; turn < 30; turn++) {
      const scale = (low + high) / 2;
      if (this.shelve(shown, scale, turned)) low = scale;
      else high = scale;
    }
    return low;
  }

  shelve(shown, scale, turned) {
    const panels = [];
    const head = shown.length > 1 ? HEAD : 0;
    let [left, top, shelf] = [GAP, TOP, 0];
    for (const storey of shown) {
      const [x0, y0, x1, y1] = this.storeys[storey].box;
      const [wide, deep] = turned ? [y1 - y0, x1 - x0] : [x1 - x0, y1 - y0];
      const [width, height] = [wide * scale, deep * scale + head];
      if (left + width + GAP > this.width && left > GAP) [left, top, shelf] = [GAP, top + shelf + GAP, 0];
      if (left + width + GAP > this.width || top + height + GAP > this.height) return null;
      panels.push({ storey, left, top, width, height, scale, head });
      shelf = Math.max(shelf, height);
      left += width + GAP;
    }
    return panels;
  }

  centre() {
    const right = Math.max(...this.panels.map((panel) => panel.left + panel.width));
    const bottom = Math.max(...this.panels.map((panel) => panel.top + panel.height));
    for (const panel of this.panels) {
      panel.left += (this.width - GAP - right) / 2;
      panel.top += (this.height - GAP - bottom) / 2;
    }
  }

  /** Pixels of a point in metres on a panel; north is up, or left where the plan is turned. */
  place(panel, x, y) {
    const [x0, , x1, y1] = this.storeys[panel.storey].box;
    const [right, down] = this.turned ? [y1 - y, x1 - x] : [x - x0, y1 - y];
    return [
      (panel.left + right * panel.scale) * this.zoom + this.panX,
      (panel.top + panel.head + down * panel.scale) * this.zoom + this.panY,
    ];
  }

  /** The point in metres below a pixel, and its storey; null beside all panels. */
  point(left, top) {
    const [wide, deep] = [(left - this.panX) / this.zoom, (top - this.panY) / this.zoom];
    for (const panel of this.panels) {
      const [right, down] = [(wide - panel.left) / panel.scale, (deep - panel.top - panel.head) / panel.scale];
      const [x0, y0, x1, y1] = this.storeys[panel.storey].box;
      const [x, y] = this.turned ? [x1 - down, y1 - right] : [x0 + right, y1 - down];
      if (x0 <= x && x <= x1 && y0 <= y && y <= y1) return { x, y, storey: panel.storey };
    }
    return null;
  }

  /** The corners of what a panel shows, in metres, as flat as a ring. */
  corners(panel) {
    const [x0, y0, x1, y1] = this.storeys[panel.storey].box;
    return [x0, y0, x1, y1];
  }

  panelOf(storey) {
    return this.panels.find((panel) => panel.storey === storey);
  }

  scale(panel) {
    return panel.scale * this.zoom;
  }

  /** Comes closer by a factor, keeping the point under the pointer where it is. */
  zoomBy(factor, x = this.width / 2, y = this.height / 2) {
    const zoom = Math.min(Math.max(this.zoom * factor, 1), 40);
    const real = zoom / this.zoom;
    this.move(x - (x - this.panX) * real - this.panX, y - (y - this.panY) * real - this.panY, zoom);
  }

  move(byX, byY, zoom = this.zoom) {
    this.zoom = zoom;
    const slack = 0.4; // of the picture may be empty
    this.panX = clamped(this.panX + byX, this.width * (1 - slack - zoom), this.width * slack, zoom);
    this.panY = clamped(this.panY + byY, this.height * (1 - slack - zoom), this.height * slack, zoom);
  }
}

function clamped(value, low, high, zoom) {
  return zoom <= 1.001 ? 0 : Math.min(Math.max(value, low), high);
}
