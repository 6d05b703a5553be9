import { signal } from "@preact/signals";
import { Invalid, SamsynError, type Draft, type Edit, type Json, type Op } from "@samsyn/sdk";
import { pick, say } from "../words/index.js";
import { advice } from "./advice.js";
import { phone } from "./phone.js";

/** Toast is a short word to the person; it goes away by itself, and is read aloud. */
export interface Toast {
  readonly text: string;
  readonly kind: "good" | "bad";
}

export const toast = signal<Toast | undefined>(undefined);

/** write hands a draft to the phone. It gives undefined, and says why, when no server would take it, or the first
 * time when this phone can tell that ours will not (advice); what was typed stays. */
export async function write(draft: Draft): Promise<Edit | undefined> {
  try {
    const told = await advice(draft);
    if (told) {
      toast.value = { text: told.words, kind: "bad" };
      return undefined;
    }
    const edit = await phone().edit(draft);
    toast.value = { text: say("saved"), kind: "good" };
    return edit;
  } catch (cause) {
    toast.value = { text: words(cause), kind: "bad" };
    return undefined;
  }
}

/** words are what to tell the person of an error. */
export function words(cause: unknown): string {
  if (cause instanceof SamsynError) return pick(cause.text);
  if (cause instanceof Invalid) return say("invalid") + " " + cause.message;
  return say("wentWrong");
}

/** set makes the op that writes a value. */
export const set = (value: Json): Op => ({ set: value });

/** add makes the op that adds an item under a new id. */
export const add = (value: Json): Op => ({ add: { [phone().newId()]: value } });

/** now is the time as values hold it. */
export const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, "Z");
