// Light or dark as the reader chose it. A classic script in the head, so that the page is never shown in the wrong colours first.
(() => {
  const root = document.documentElement;
  const key = "mimi:theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const chosen = stored();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-button]")) {
      const show = () => button.setAttribute("aria-pressed", String(isDark()));
      button.hidden = false;
      show();
      dark.addEventListener("change", show);
      button.addEventListener("click", () => {
        const next = isDark() ? "light" : "dark";
        if ((next === "dark") === dark.matches) delete root.dataset.theme;
        else root.dataset.theme = next;
        try {
          if (root.dataset.theme) localStorage.setItem(key, next);
          else localStorage.removeItem(key);
        } catch {
          // A browser that keeps nothing still changes the colours of this page.
        }
        show();
      });
    }
  });
})();
