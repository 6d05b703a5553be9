import { effect, signal } from "@preact/signals";
import type { Labels } from "@samsyn/sdk";
import { app } from "./app.js";
import { board } from "./board.js";
import { care } from "./care.js";
import { desk } from "./desk.js";
import { team } from "./team.js";

// Each part of the app has a file of words; a word has one meaning everywhere, so a name may be in one file only.
const sv = { ...app.sv, ...care.sv, ...team.sv, ...desk.sv, ...board.sv } as const;
const en: Readonly<Record<Word, string>> = { ...app.en, ...care.en, ...team.en, ...desk.en, ...board.en };

export type Word = keyof typeof sv;

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

/** forms shows times in one way. Making a format takes long, using it does not: each is made once, when it is first wanted. */
function forms(options: Intl.DateTimeFormatOptions): (time: string) => string {
  const made = new Map<Language, Intl.DateTimeFormat>();
  return (time) => {
    const at = new Date(time);
    if (Number.isNaN(at.getTime())) return "";
    let one = made.get(language.value);
    if (!one) made.set(language.value, (one = new Intl.DateTimeFormat(locale(), options)));
    return one.format(at);
  };
}

const locale = (): string => (language.value === "sv" ? "sv-SE" : "en-GB");

/** clock shows a time as 10:05; "" for none. */
export const clock = forms({ hour: "2-digit", minute: "2-digit" });

/** day shows a date in words: "tisdag 24 november". */
export const day = forms({ weekday: "long", day: "numeric", month: "long" });

/** when shows a day and a time. */
export const when = (time: string): string => (time === "" ? "" : day(time) + " " + clock(time));
