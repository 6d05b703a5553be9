import type { Labels } from "../core/index.js";
import texts from "./texts.json";

/**
 * What a phone says by itself. call-nurse-now comes before a question about medicines that cannot wait is saved, read-answer and
 * read-urgent before a visit is opened, answer-again with a meeting or visit that moved.
 */
export type AdviceCode = keyof typeof texts;

/** label is what people are shown of a code. Words for codes of refusals are in published/errors.json. */
export function label(code: AdviceCode): Labels {
  return texts[code];
}
