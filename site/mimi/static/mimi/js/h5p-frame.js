// Runs first within an activity's frame: tells H5P's core what it plays. The frame has no origin, so browsers refuse it
// any store; H5P's core asks for one without care, and gets one that lasts as long as the frame.

function standIn() {
  const held = new Map();
  return {
    getItem: (name) => held.get(String(name)) ?? null,
    setItem: (name, value) => void held.set(String(name), String(value)),
    removeItem: (name) => void held.delete(String(name)),
    clear: () => held.clear(),
    key: (index) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  };
}

for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { value: standIn(), configurable: true });
}
window.H5PIntegration = JSON.parse(document.getElementById("integration").textContent);
