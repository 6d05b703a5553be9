import { effect, signal } from "@preact/signals";
import type { Labels } from "@samsyn/sdk";
import { en } from "./en.js";
import { sv, type Word } from "./sv.js";

export type Language = "sv" | "en";

const key = "samsyn-app/language";
const kept = localStorage.getItem(key);

/** language of the screen; Swedish unless the person chose another. */
export const language = signal<Language>(kept === "en" ? "en" : "sv");

effect(() => {
  localStorage.setItem(key, language.value);
  document.documentElement.lang = language.value;
});

/** say gives one of the app's own words. */
export const say = (word: Word): string => (language.value === "sv" ? sv : en)[word];

/** pick gives a label of the schema's, or fallback where there is none. */
export const pick = (labels: Labels | undefined, fallback = ""): string => labels?.[language.value] ?? fallback;

const locale = (): string => (language.value === "sv" ? "sv-SE" : "en-GB");

/** clock shows a time as 10:05; "" for none. */
export function clock(time: string): string {
  return time === "" ? "" : new Date(time).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
}

/** day shows a date in words: "tisdag 24 november". */
export function day(time: string): string {
  return time === ""
    ? ""
    : new Date(time).toLocaleDateString(locale(), { weekday: "long", day: "numeric", month: "long" });
}

/** when shows a day and a time. */
export const when = (time: string): string => (time === "" ? "" : day(time) + " " + clock(time));
