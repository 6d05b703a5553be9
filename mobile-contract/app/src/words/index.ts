import { effect, signal } from "@preact/signals";
import type { Labels } from "@samsyn/sdk";
import { app } from "./app.js";
import { bell } from "./bell.js";
import { board } from "./board.js";
import { care } from "./care.js";
import { desk } from "./desk.js";
import { team } from "./team.js";

// Each part of the app has a file of words; a word has one meaning everywhere, so a name may be in one file only.
const sv = { ...app.sv, ...care.sv, ...team.sv, ...desk.sv, ...board.sv, ...bell.sv } as const;
const en: Readonly<Record<Word, string>> = { ...app.en, ...care.en, ...team.en, ...desk.en, ...board.en, ...bell.en };

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

const plainClock = forms({ hour: "2-digit", minute: "2-digit" });
const hourMillis = 3_600_000;

/** clock shows a time as 10:05, and which of the two it is in the hour that comes twice when clocks are put back; "" for none. */
export function clock(time: string): string {
  const shown = plainClock(time);
  const [before, after] = [-hourMillis, hourMillis].map((by) => new Date(Date.parse(time) + by)) as [Date, Date];
  if (shown === "" || before.getTimezoneOffset() === after.getTimezoneOffset()) return shown;
  if (plainClock(after.toISOString()) === shown) return shown + " " + say("summerTime");
  return plainClock(before.toISOString()) === shown ? shown + " " + say("winterTime") : shown;
}

/** day shows a date in words: "tisdag 24 november". */
export const day = forms({ weekday: "long", day: "numeric", month: "long" });

/** isToday, as the device's calendar has it. */
const isToday = (time: string): boolean => new Date(time).toDateString() === new Date().toDateString();

/** nearDay is "" for today, "i går", "i morgon", or another day in words. */
export function nearDay(time: string): string {
  if (time === "" || isToday(time)) return "";
  const isIn = (days: number): boolean => {
    const d = new Date();
    d.setDate(d.getDate() + days);
    return d.toDateString() === new Date(time).toDateString();
  };
  return isIn(-1) ? say("yesterday") : isIn(1) ? say("tomorrow") : day(time);
}

/** shortly shows a time without its day when it is today's; "" for none. */
export const shortly = (time: string): string =>
  time === "" ? "" : isToday(time) ? clock(time) : day(time) + " " + clock(time);

/** when shows a day and a time, in the middle of a sentence: "i dag 10:05", "tisdag 24 november 10:05". */
export const when = (time: string): string =>
  time === "" ? "" : (isToday(time) ? say("today").toLowerCase() : day(time)) + " " + clock(time);
