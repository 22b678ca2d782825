// Keeps two frames at the same place of a page: by the ids that both have in common (a block has the same id in every
// language), by headings where there are too few of them, and by share of the length where neither helps.

const frames = [...document.querySelectorAll("[data-aids-preview] iframe")];
const FEWEST = 2;
// What stands at this share of the window's height is at the same place in both.
const LINE = 0.2;
let leading = null;

const view = (frame) => frame.contentWindow;
const top = (element, frame) => element.getBoundingClientRect().top + view(frame).scrollY;
const length = (frame) => frame.contentDocument.documentElement.scrollHeight;

function shared() {
  const [first, second] = frames.map((frame) => frame.contentDocument);
  const ids = [...first.querySelectorAll("main [id]")].filter((one) => one.offsetParent && second.getElementById(one.id));
  if (ids.length >= FEWEST) return ids.map((one) => [one, second.getElementById(one.id)]);
  const [mine, theirs] = [first, second].map((one) => [...one.querySelectorAll("main :is(h1, h2, h3)")]);
  return mine.length === theirs.length ? mine.map((one, place) => [one, theirs[place]]) : [];
}

// Where a place of one frame is in the other, between the marks before and behind it.
function across(from, to) {
  const order = frames.indexOf(from);
  const marks = shared()
    .map((pair) => [top(pair[order], from), top(pair[1 - order], to)])
    .filter(([mine, theirs]) => mine >= 0 && theirs >= 0)
    .sort((one, other) => one[0] - other[0]);
  const all = [[0, 0], ...marks, [length(from), length(to)]];
  const place = view(from).scrollY + view(from).innerHeight * LINE;
  const behind = all.findIndex(([mine]) => mine > place);
  if (view(from).scrollY <= 0) return 0;
  if (behind < 1) return length(to);
  const [start, end] = [all[behind - 1], all[behind]];
  const share = (place - start[0]) / (end[0] - start[0]);
  return start[1] + share * Math.max(0, end[1] - start[1]) - view(to).innerHeight * LINE;
}

function lead(frame) {
  const other = frames.find((one) => one !== frame);
  if (frame.offsetParent && other.offsetParent) view(other).scrollTo({ top: across(frame, other), behavior: "instant" });
}

function follow(frame) {
  view(frame).addEventListener(
    "scroll",
    () => {
      leading ??= frame;
      if (leading !== frame) return;
      lead(frame);
    },
    { passive: true },
  );
  // Who has the pointer or the focus leads; the other's own scrolling answers nobody.
  for (const name of ["pointerdown", "pointerover", "wheel", "touchstart", "keydown", "focusin"]) {
    frame.contentDocument.addEventListener(name, () => (leading = frame), { passive: true });
  }
}

const ready = (frame) =>
  frame.contentDocument?.readyState === "complete" && frame.contentWindow.location.href !== "about:blank";

function whenReady(frame) {
  return new Promise((resolve) => {
    if (ready(frame)) resolve();
    else frame.addEventListener("load", resolve, { once: true });
  });
}

// Who was shown alone, or was read last, keeps its place when the room changes.
function listen() {
  const settle = () => requestAnimationFrame(() => lead(leading ?? frames[0]));
  document.querySelector("[data-aids-preview] fieldset").addEventListener("change", ({ target }) => {
    leading = frames.find((frame) => frame.dataset.side === target.value) ?? leading;
    settle();
  });
  window.addEventListener("resize", settle);
}

Promise.all(frames.map(whenReady)).then(() => {
  listen();
  for (const frame of frames) {
    follow(frame);
    // A link that was followed inside brings a new document.
    frame.addEventListener("load", () => follow(frame));
  }
});
