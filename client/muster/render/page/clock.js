// Time: it plays, stands or jumps, and tells whoever listens.

const LONGEST_S = 0.25; // after a longer pause, such as a hidden tab, time goes on from where it was

class Clock {
  constructor(end, speeds) {
    Object.assign(this, { end, speeds, time: 0, speed: 1, playing: false, listeners: [] });
    this.before = null;
  }

  seek(time) {
    this.time = Math.min(Math.max(time, 0), this.end);
    this.tell();
  }

  toggle() {
    if (!this.playing && this.time >= this.end) this.time = 0; // at the end, play means again
    this.playing = !this.playing;
    this.before = null;
    this.tell();
    if (this.playing) requestAnimationFrame((now) => this.go(now));
  }

  step(by) {
    this.playing = false;
    this.seek(this.time + by);
  }

  pace(by) {
    const index = this.speeds.indexOf(this.speed) + by;
    this.speed = this.speeds[Math.min(Math.max(index, 0), this.speeds.length - 1)];
    this.tell();
  }

  go(now) {
    if (!this.playing) return;
    const elapsed = this.before === null ? 0 : Math.min((now - this.before) / 1000, LONGEST_S);
    this.before = now;
    this.time = Math.min(this.time + elapsed * this.speed, this.end);
    if (this.time >= this.end) this.playing = false;
    this.tell();
    if (this.playing) requestAnimationFrame((later) => this.go(later));
  }

  tell() {
    for (const listener of this.listeners) listener(this);
  }
}
