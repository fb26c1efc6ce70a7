/* The look is kept in a cookie that the server reads, so that no page flashes. */
const YEAR = 365 * 24 * 3600;

export function watchTheme() {
  const form = document.querySelector("[data-theme-form]");
  form.querySelector("[data-without-script]").hidden = true;
  form.theme.addEventListener("change", () => {
    document.documentElement.dataset.theme = form.theme.value;
    document.cookie = `theme=${form.theme.value}; path=/; max-age=${YEAR}; samesite=strict`;
    document.dispatchEvent(new CustomEvent("look"));
  });
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
}
