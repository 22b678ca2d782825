// Whether one sees where the focus is; nothing when it has left the page or come back to its beginning.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element.dataset.seen === "yes") return null;
  element.dataset.seen = "yes";
  const html = element.outerHTML.slice(0, 140).replace(/\s+/g, " ");
  const ring = (target, pseudo) => {
    const style = getComputedStyle(target, pseudo);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || (style.boxShadow !== "none" && style.boxShadow !== "");
  };
  const around = [element, element.parentElement, element.closest("label, li, article, summary")].filter(Boolean);
  const seen = ring(element, "::after") || ring(element, "::before") || around.some((target) => ring(target));
  const box = element.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
  const problem = !seen ? "the focus does not show" : !inside ? "the focus is outside of the window" : "";
  return { problem, html };
};
