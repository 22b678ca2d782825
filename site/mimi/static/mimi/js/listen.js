// Reads the text of a page aloud, sentence by sentence, with a voice of the reader's device, and shows where it is.
import { sentences } from "./sentences.js";

const RATE_KEY = "mimi:speech-rate";
const VOICES_MILLISECONDS = 1_500;
const MARK = "listening";
// Which of several voices of a language is the best; any other of the language will do.
const PREFERRED = { nb: ["nb-no", "nb", "no-no", "no"], de: ["de-at", "de-de"], el: ["el-gr"], en: ["en-gb", "en-ie"] };

const codeOf = ({ lang }) => lang.toLowerCase().replaceAll("_", "-");

// A voice of this device only: with one that lives elsewhere the text would go to strangers.
function voiceFor(language) {
  const preferred = PREFERRED[language] ?? [language];
  const families = new Set([language, ...preferred.map((code) => code.split("-")[0])]);
  const rank = (voice) => {
    const place = preferred.indexOf(codeOf(voice));
    return place < 0 ? preferred.length : place;
  };
  return speechSynthesis
    .getVoices()
    .filter((voice) => voice.localService && families.has(codeOf(voice).split("-")[0]))
    .sort((a, b) => rank(a) - rank(b))[0];
}

// Some browsers know their voices only a moment after they were asked.
async function findVoice(language) {
  const found = voiceFor(language);
  if (found) return found;
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, VOICES_MILLISECONDS);
    const look = () => {
      if (!voiceFor(language)) return;
      clearTimeout(timer);
      resolve();
    };
    speechSynthesis.addEventListener?.("voiceschanged", look);
  });
  return voiceFor(language);
}

function storedRate() {
  try {
    return localStorage.getItem(RATE_KEY);
  } catch {
    return null;
  }
}

function storeRate(rate) {
  try {
    if (rate === "1") localStorage.removeItem(RATE_KEY);
    else localStorage.setItem(RATE_KEY, rate);
  } catch {
    // It holds for this page.
  }
}

// Where the browser can't mark a part of a text, the paragraph is marked.
let marked = null;

function mark(sentence) {
  if (globalThis.CSS?.highlights) {
    if (sentence) CSS.highlights.set(MARK, new Highlight(sentence.range));
    else CSS.highlights.delete(MARK);
    return;
  }
  marked?.classList.remove("is-listening");
  marked = sentence?.block ?? null;
  marked?.classList.add("is-listening");
}

// The page follows the voice, unless the reader has gone to look at something else.
function follow(sentence, before) {
  const isInView = ({ range, block }) => {
    const box = range.getClientRects().length ? range.getBoundingClientRect() : block.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight * 0.8;
  };
  if (isInView(sentence) || (before && !isInView(before))) return;
  const shown = sentence.range.getClientRects().length ? sentence.block : sentence.block.closest("figure");
  shown?.scrollIntoView({ block: "center" });
}

function start(box, text) {
  const language = document.documentElement.lang;
  const part = (name) => box.querySelector(`[data-listen-${name}]`);
  const player = box.querySelector("[data-player]");
  const [begin, toggle, speed] = [part("start"), part("toggle"), part("speed")];
  let list = [];
  let at = 0;
  let voice = null;
  let isPlaying = false;
  // Which utterance is the one that counts: those that were cut short end, too.
  let turn = 0;
  let utterance = null;

  const show = () => {
    toggle.querySelector("[data-when-playing]").hidden = !isPlaying;
    toggle.querySelector("[data-when-paused]").hidden = isPlaying;
    part("place").textContent = box.dataset.place
      .replace("{number}", String(at + 1))
      .replace("{total}", String(list.length));
    part("previous").setAttribute("aria-disabled", String(at === 0));
    part("next").setAttribute("aria-disabled", String(at >= list.length - 1));
  };

  const quiet = () => {
    turn += 1;
    isPlaying = false;
    speechSynthesis.cancel();
  };

  const stop = () => {
    quiet();
    mark(null);
    at = 0;
    const hadFocus = player.contains(document.activeElement);
    player.hidden = true;
    if (hadFocus) begin.focus();
  };

  const speak = (before) => {
    quiet();
    isPlaying = true;
    const mine = turn;
    const sentence = list[at];
    // Kept here, for a browser that forgets an utterance never says that it has ended.
    utterance = new SpeechSynthesisUtterance(sentence.text);
    utterance.voice = voice;
    utterance.lang = voice.lang.replaceAll("_", "-");
    utterance.rate = Number(speed.value);
    utterance.onend = () => {
      if (mine !== turn) return;
      if (at < list.length - 1) {
        at += 1;
        speak(sentence);
      } else {
        stop();
      }
    };
    utterance.onerror = () => {
      if (mine !== turn) return;
      quiet();
      show();
    };
    mark(sentence);
    follow(sentence, before);
    show();
    speechSynthesis.speak(utterance);
  };

  // A pause begins the sentence anew: on many phones a voice that was paused never goes on.
  const pause = () => {
    quiet();
    show();
  };

  const go = (by) => {
    if (!list[at + by]) return;
    at += by;
    if (isPlaying) {
      speak();
    } else {
      mark(list[at]);
      follow(list[at]);
      show();
    }
  };

  begin.addEventListener("click", async () => {
    if (!player.hidden) {
      toggle.focus();
      return;
    }
    // Asked at once: some phones let a page speak only while it is being touched.
    voice = voiceFor(language) ?? (await findVoice(language));
    part("silent").hidden = Boolean(voice);
    if (!voice) return;
    list = sentences(text, language);
    if (!list.length) return;
    at = 0;
    player.hidden = false;
    toggle.focus();
    speak();
  });
  toggle.addEventListener("click", () => (isPlaying ? pause() : speak()));
  part("previous").addEventListener("click", () => go(-1));
  part("next").addEventListener("click", () => go(1));
  part("stop").addEventListener("click", stop);
  player.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop();
  });
  speed.addEventListener("change", () => {
    storeRate(speed.value);
    if (isPlaying) speak();
  });
  // A browser would read on over the next page.
  addEventListener("pagehide", () => {
    if (!player.hidden) stop();
  });

  const rate = storedRate();
  if ([...speed.options].some(({ value }) => value === rate)) speed.value = rate;
  begin.hidden = false;
}

const box = document.querySelector("[data-listen]");
const text = box?.closest("[data-reading]");
if (text && "speechSynthesis" in globalThis && "SpeechSynthesisUtterance" in globalThis) start(box, text);
