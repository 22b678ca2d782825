// Lets a reader keep a module on her device, and says what is kept, how large and how old it is.
import { inWords, isPossible, keep, lists, remove } from "./kept.js";

function start(box) {
  const url = location.pathname;
  const texts = box.dataset;
  const state = box.querySelector("[data-keep-state]");
  const [keepButton, renewButton, removeButton] = ["keep", "renew", "remove"].map((name) =>
    box.querySelector(`[data-keep-${name}]`),
  );
  const buttons = [keepButton, renewButton, removeButton];
  const say = (text) => {
    state.textContent = text;
  };
  const wait = (waits) => buttons.forEach((button) => button.setAttribute("aria-disabled", String(waits)));
  const isWaiting = () => keepButton.getAttribute("aria-disabled") === "true";

  const show = (list) => {
    say(list ? inWords(texts.kept, list) : texts.nothing);
    const focused = document.activeElement;
    keepButton.hidden = Boolean(list);
    renewButton.hidden = removeButton.hidden = !list;
    box.querySelector("[data-keep-all]").hidden = !list;
    // The button that was pressed may be gone.
    if (buttons.includes(focused) && focused.hidden) (list ? renewButton : keepButton).focus();
  };
  const look = async () => (await lists()).find((list) => list.url === url);

  const keepNow = async () => {
    if (isWaiting()) return;
    wait(true);
    const answer = await keep(url, ({ done, total }) => {
      say(texts.working.replace("{done}", String(done + 1)).replace("{total}", String(total)));
    });
    wait(false);
    show(await look());
    // What was kept before is kept still.
    if (answer.problem) say(texts[answer.problem]);
    else navigator.storage?.persist?.();
  };

  keepButton.addEventListener("click", keepNow);
  renewButton.addEventListener("click", keepNow);
  removeButton.addEventListener("click", async () => {
    if (isWaiting()) return;
    wait(true);
    await remove(url);
    wait(false);
    show(await look());
    say(texts.removed);
  });
  look().then((list) => {
    show(list);
    box.hidden = false;
  });
}

if (isPossible) for (const box of document.querySelectorAll("[data-keep]")) start(box);
