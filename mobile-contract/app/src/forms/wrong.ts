import { Invalid } from "@samsyn/sdk";
import { schema } from "../lib/phone.js";
import { language, say, type Word } from "../words/index.js";
import { word } from "../words/schema.js";
import { fieldLabel } from "./say.js";
import type { Wrong } from "./typed.js";

const words: Readonly<Record<Wrong["why"], Word>> = {
  missing: "wrongMissing",
  number: "wrongNumber",
  range: "wrongRange",
  short: "wrongShort",
  long: "wrongLong",
  form: "wrongForm",
  few: "wrongFew",
  many: "wrongMany",
  twice: "wrongTwice",
};

/** wrongWords say what to do about what is wrong, and in which part of the field. */
export function wrongWords(type: string, field: string, wrong: Wrong): string {
  const where = /^[a-zA-Z]/.test(wrong.at) ? fieldLabel(type, field + "." + wrong.at) + ": " : "";
  return where + say(words[wrong.why]) + (wrong.limit === undefined ? "" : " " + String(wrong.limit));
}

/** codeWords say what a code of the server's or the SDK's means. */
export const codeWords = (code: string): string => word(schema.value, "codes", code, language.value);

/** refusal is what the SDK says of a draft that no server would take: the field, or "", and words. */
export function refusal(cause: unknown): { readonly field: string; readonly words: string } | undefined {
  if (!(cause instanceof Invalid)) return undefined;
  return { field: cause.field, words: cause.code === "revoked" ? say("notHere") : codeWords(cause.code) };
}
