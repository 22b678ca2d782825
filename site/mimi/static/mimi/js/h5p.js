// Puts each activity into a frame without an origin, gives the frame the height that it asks for, and keeps what is done
// in it. Only what our own frames say is listened to, each for its own activity.

import { keeper } from "./h5p-results.js";

const TALLEST = 20000;
const SIZES = "h5p";
const RESULTS = "mimi-activity";
const frames = new Map();

function show(box) {
  const stage = box.querySelector("[data-h5p-stage]");
  const frame = document.createElement("iframe");
  // Never with the page's own origin: what plays in it is somebody else's program.
  frame.setAttribute("sandbox", "allow-scripts");
  frame.allow = "fullscreen";
  frame.title = box.dataset.title;
  frame.loading = "lazy";
  frame.className = "h5p-frame";
  frame.src = box.dataset.start;
  stage.append(frame);
  stage.hidden = false;
  box.querySelector("[data-h5p-instead]").hidden = true;
  frames.set(frame.contentWindow, { frame, keep: keeper(box) });
}

function height(value) {
  return Number.isFinite(value) ? `${Math.min(Math.max(Math.ceil(value), 1), TALLEST)}px` : "";
}

// The steps by which H5P's core finds its height: the frame shrinks to what is in it, then grows to what that needs.
const steps = {
  hello(frame, _data, answer) {
    answer("hello");
    addEventListener("resize", () => answer("resize"));
  },
  prepareResize(frame, data, answer) {
    if (frame.clientHeight === data.scrollHeight && data.scrollHeight === data.clientHeight) return;
    frame.style.height = height(data.clientHeight);
    answer("resizePrepared");
  },
  resize(frame, data) {
    frame.style.height = height(data.scrollHeight);
  },
};

addEventListener("message", (event) => {
  const known = frames.get(event.source);
  if (!known || event.origin !== "null") return;
  const { data } = event;
  const deeds = { [SIZES]: steps, [RESULTS]: known.keep }[data?.context];
  if (!deeds || !Object.hasOwn(deeds, data.action)) return;
  // A frame without an origin can be addressed in no other way; it is ours, and is told nothing but what it has said
  // itself before.
  const answer = (told) => event.source?.postMessage({ context: data.context, ...told }, "*");
  if (data.context === SIZES) deeds[data.action](known.frame, data, (action) => answer({ action }));
  else deeds[data.action](data, answer);
});

for (const box of document.querySelectorAll("[data-h5p]")) show(box);
