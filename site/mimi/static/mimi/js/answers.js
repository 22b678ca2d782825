// Keeps the answers to a quiz when there is no connection, and goes on with the questions of the quiz's one-page sheet.
//
// With a connection htmx sends an answer and shows the verdict. Without one the answer goes into the outbox, under the id
// that it was first sent with, so that it counts once however often it arrives.

import { put, waiting, newId } from "./outbox.js";

const box = document.querySelector("[data-waiting]");
const stage = document.querySelector("[data-quiz]");
const NOTICE_AFTER = 1_500;

const answered = new Set();
let sheet = null;
let address = null;
let sentSince = [];
let noticeTimer;

const fill = (text, number) => text.replace("{number}", String(number));

function tell(text) {
  if (!box) return;
  box.textContent = text;
  box.hidden = !text;
}

const mine = () => waiting().filter((entry) => entry.url === address);

function showWaiting() {
  const number = mine().length;
  if (number) tell(number === 1 ? box.dataset.one : fill(box.dataset.many, number));
}

// What can be told without the key: whether anything is missing.
function isUnanswered(form) {
  const ticks = [...form.querySelectorAll("input[type=radio], input[type=checkbox]")];
  const fields = [...form.querySelectorAll("select, input[type=text]")];
  return (ticks.length && !ticks.some((tick) => tick.checked)) || fields.some((field) => !field.value.trim());
}

function isBegun(form) {
  return [...form.querySelectorAll("input[type=radio], input[type=checkbox]")].some((tick) => tick.checked) ||
    [...form.querySelectorAll("input[type=text]")].some((field) => field.value.trim());
}

function complain(form) {
  let notice = form.querySelector("[role=alert]");
  if (!notice) {
    notice = document.createElement("div");
    notice.className = "notice is-bad";
    notice.setAttribute("role", "alert");
    form.querySelector("fieldset").after(notice);
  }
  notice.textContent = box.dataset.empty;
  form.querySelector("fieldset input, fieldset select")?.focus();
}

function keep(form) {
  const send = form.elements.send;
  send.value ||= newId();
  address = new URL(form.action, location.href).pathname;
  const entry = put(form.action, new FormData(form), send.value);
  if (!entry) {
    tell(box.dataset.cannot);
    return false;
  }
  answered.add(form.elements.question.value);
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(showWaiting, NOTICE_AFTER);
  return true;
}

function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "start" });
}

function said(text) {
  const notice = document.createElement("div");
  notice.className = "notice";
  const line = document.createElement("p");
  line.textContent = text;
  notice.append(line);
  return notice;
}

// Shows the next question of the sheet, or says that there is none.
function goOn(attempt) {
  const open = (form) => form.querySelector("[type=submit]") && !answered.has(form.dataset.question);
  const next = sheet && [...sheet.querySelectorAll("form[data-question]")].find(open);
  if (!next) {
    const notice = said(sheet ? box.dataset.all : box.dataset.kept);
    stage.replaceChildren(notice);
    focusOn(notice);
    return;
  }
  const form = document.importNode(next, true);
  form.elements.attempt.value = attempt;
  form.dataset.alone = "";
  stage.replaceChildren(form);
  document.dispatchEvent(new CustomEvent("quiz:added"));
  focusOn(form.querySelector("legend"));
}

function wait(form) {
  if (!keep(form)) return;
  for (const id of (form.dataset.answered ?? "").split(" ")) if (id) answered.add(id);
  goOn(form.elements.attempt.value);
}

// On the sheet a kept answer stays where it is, and can't be changed any more.
function close(form) {
  for (const control of form.querySelectorAll("fieldset input, fieldset select, button")) control.disabled = true;
  form.querySelector(".actions")?.replaceWith(said(box.dataset.kept));
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target.closest("form[data-answer]");
    if (!form) return;
    form.elements.send.value ||= newId();
    const onSheet = form.closest("[data-paper]");
    if (!onSheet && !("alone" in form.dataset)) return;
    event.preventDefault();
    if (isUnanswered(form)) complain(form);
    else if (!onSheet) wait(form);
    else if (keep(form)) close(form);
  },
  true,
);

for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(trouble, (event) => {
    const form = event.target.closest?.("form[data-answer]");
    const status = event.detail.xhr?.status ?? 0;
    // Anything but a lost connection or a server that is down is for the browser to show.
    if (status && status < 500) event.target.closest("form")?.submit();
    else if (form) wait(form);
  });
}

function back() {
  const form = stage?.querySelector("form[data-alone]");
  if (mine().length || (form && isBegun(form))) return;
  const last = sentSince.at(-1);
  const query = sentSince.length === 1 && last ? `?question=${last}` : "";
  sentSince = [];
  if (stage && globalThis.htmx) {
    answered.clear();
    globalThis.htmx.ajax("GET", stage.dataset.quizUrl + query, { target: stage, swap: "innerHTML" });
  }
}

document.addEventListener("outbox:sent", ({ detail }) => {
  if (!address || detail.entry.url !== address) return;
  const question = new Map(detail.entry.fields).get("question");
  sentSince.push(question);
  clearTimeout(noticeTimer);
  const problem = detail.answer?.problem;
  if (problem) tell(problem);
  else if (detail.answer && !detail.answer.kept) tell(box.dataset.late);
  else if (mine().length) showWaiting();
  else tell(box.dataset.sent);
  back();
});

document.addEventListener("outbox:waiting", () => {
  if (address && !box.hidden) showWaiting();
});

async function fetchSheet() {
  const answer = await fetch(stage.dataset.paperUrl, { credentials: "same-origin" });
  if (answer.ok) sheet = new DOMParser().parseFromString(await answer.text(), "text/html");
}

// The sheet is fetched while there is a connection, once the page itself is there.
if (stage?.dataset.paperUrl) {
  const start = () => fetchSheet().catch(() => {});
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
}

// Answers that have waited since an earlier visit.
const form = document.querySelector("form[data-answer]");
if (form) {
  address = new URL(form.action, location.href).pathname;
  showWaiting();
}
