import { effect, signal } from "@preact/signals";

/** Theme is how the screen looks: as the phone, or for sunlight or night whatever the phone says. */
export type Theme = "auto" | "day" | "dark";

const key = "samsyn-app/theme";
const kept = localStorage.getItem(key);

export const theme = signal<Theme>(kept === "day" || kept === "dark" ? kept : "auto");

effect(() => {
  const root = document.documentElement;
  localStorage.setItem(key, theme.value);
  if (theme.value === "auto") delete root.dataset["theme"];
  else root.dataset["theme"] = theme.value;
  const ground = { auto: "#0b4f6c", day: "#ffffff", dark: "#0d1418" }[theme.value];
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", ground);
});
