// A ruler that follows the pointer, or stays in the middle of the window where there is none: the text moves under it.

const band = document.createElement("div");
band.className = "ruler";
band.setAttribute("aria-hidden", "true");
// A style sheet of its own, because style attributes are forbidden.
const sheet = new CSSStyleSheet();
sheet.replaceSync(":root { --ruler-at: 45vh }");
const { style } = sheet.cssRules[0];

function follow(event) {
  if (event.pointerType === "mouse" || event.pointerType === "pen") style.setProperty("--ruler-at", `${event.clientY}px`);
}

function show() {
  const wanted = document.documentElement.dataset.ruler === "1";
  if (wanted === band.isConnected) return;
  if (wanted) {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    document.body.append(band);
    addEventListener("pointermove", follow, { passive: true });
  } else {
    band.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    removeEventListener("pointermove", follow);
  }
}

document.addEventListener("reading:changed", show);
show();
