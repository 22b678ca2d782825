// What is written into a plan and not saved yet, kept in this browser until it is.

const PREFIX = "mimi:plan:";

export class Drafts {
  constructor(plan) {
    this.prefix = `${PREFIX}${plan}:`;
  }

  // Says whether the browser keeps it: it may have no room, or be told to keep nothing.
  put(row, field, draft) {
    try {
      localStorage.setItem(`${this.prefix}${row}:${field}`, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  get(row, field) {
    try {
      return JSON.parse(localStorage.getItem(`${this.prefix}${row}:${field}`));
    } catch {
      return null;
    }
  }

  drop(row, field) {
    try {
      localStorage.removeItem(`${this.prefix}${row}:${field}`);
    } catch {
      // Nothing was kept, so nothing stays.
    }
  }

  // Returns [row, field, draft] of all that is kept of the plan.
  all() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      return keys.map((key) => {
        const [row, field] = key.slice(this.prefix.length).split(":");
        return [row, field, this.get(row, field)];
      });
    } catch {
      return [];
    }
  }
}
