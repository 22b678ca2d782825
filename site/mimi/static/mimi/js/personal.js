// Puts what is personal (ticks, progress, "continue", the reader's name) into a page that is the same for everyone.

const listeners = [];
let latest;

// Calls a function with what is personal whenever that has arrived: now, if it has.
export function facts(listener) {
  listeners.push(listener);
  if (latest) listener(latest);
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function showAccount(facts) {
  for (const box of document.querySelectorAll("[data-account]")) {
    box.querySelector("[data-signed-out]").hidden = facts.signed_in;
    const inside = box.querySelector("[data-signed-in]");
    inside.hidden = !facts.signed_in;
    inside.querySelector("[data-name]").textContent = facts.name ?? "";
  }
}

function showDone(facts) {
  const done = new Set(facts.done ?? []);
  for (const mark of document.querySelectorAll("[data-done-for]")) mark.hidden = !done.has(mark.dataset.doneFor);
}

function showQuizzes(facts) {
  for (const mark of document.querySelectorAll("[data-quiz-for]")) {
    const quiz = facts.quizzes?.[mark.dataset.quizFor];
    if (!quiz) continue;
    const { passedText, openText, triedText } = mark.dataset;
    const text = quiz.passed ? passedText : quiz.open ? openText : triedText;
    mark.textContent = fill(text, { best: quiz.best });
    mark.hidden = !quiz.passed && !quiz.open && quiz.best == null;
  }
}

function showProgress(facts) {
  for (const bar of document.querySelectorAll("[data-progress-for]")) {
    const key = bar.dataset.progressFor;
    const percent = facts.courses?.[key] ?? facts.modules?.[key];
    if (!percent) continue;
    bar.value = percent;
    const box = bar.closest("[data-progress-box]");
    const text = box.querySelector("[data-progress-text]");
    text.textContent = fill(text.dataset.text, { percent });
    box.hidden = false;
  }
}

function showResume(facts) {
  if (!facts.any || !facts.resume) return;
  for (const link of document.querySelectorAll("[data-resume]")) {
    link.href = facts.resume.url;
    link.querySelector("[data-resume-text]").textContent = fill(link.dataset.text, { title: facts.resume.title });
    link.hidden = false;
  }
  for (const link of document.querySelectorAll("[data-start]")) link.hidden = true;
}

function showChanged(facts) {
  for (const mark of document.querySelectorAll("[data-changed-for]")) {
    mark.hidden = !facts.changed?.[mark.dataset.changedFor];
  }
}

function showComplete(facts) {
  for (const part of document.querySelectorAll("[data-when-complete]")) part.hidden = facts.course !== 100;
}

async function load() {
  const { personal, course } = document.body.dataset;
  if (!personal) return;
  const url = new URL(personal, location.href);
  if (course) url.searchParams.set("course", course);
  // What a page needs beside that, such as which practices are saved.
  for (const { dataset } of document.querySelectorAll("[data-asks]")) url.searchParams.set(dataset.asks, "1");
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) return;
  latest = await answer.json();
  const shows = [showAccount, showDone, showQuizzes, showProgress, showResume, showChanged, showComplete];
  for (const show of [...shows, ...listeners]) show(latest);
}

// The language switch keeps filters and the place on the page, and closes when one clicks beside it.
function keepPlace() {
  for (const link of document.querySelectorAll("[data-language-link]")) {
    link.addEventListener("click", () => {
      if (location.search && !link.search) link.search = location.search;
      if (location.hash) link.hash = location.hash;
    });
  }
  for (const box of document.querySelectorAll("[data-language]")) {
    document.addEventListener("click", (event) => {
      if (!box.contains(event.target)) box.open = false;
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      box.open = false;
      box.querySelector("summary").focus();
    });
  }
}

// What waits to be sent is sent wherever the reader goes next. The script for it is loaded only then.
function somethingWaits(place) {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(place));
  } catch {
    return false;
  }
}

keepPlace();
if (somethingWaits("mimi:outbox:")) import("./outbox.js");
if (somethingWaits("mimi:note:")) import("./reflection.js");
document.addEventListener("outbox:sent", ({ detail }) => {
  if (!detail.entries.length) load().catch(() => {});
});
load().catch(() => {
  // Without the answer the page stays as everyone sees it.
});
// A page that comes back from the browser's memory asks again.
addEventListener("pageshow", (event) => {
  if (event.persisted) load().catch(() => {});
});
