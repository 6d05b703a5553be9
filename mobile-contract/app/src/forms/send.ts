import type { Draft, Op, Dict } from "@samsyn/sdk";
import { label } from "@samsyn/sdk/advise";
import { advice } from "../lib/advice.js";
import { phone } from "../lib/phone.js";
import { ringFirst } from "../lib/ringfirst.js";
import { person } from "../lib/session.js";
import { now, toast, words } from "../lib/write.js";
import { pick, say } from "../words/index.js";
import type { Making } from "./ops.js";
import type { Voice } from "./rights.js";
import { refusal } from "./wrong.js";

/** Refused is what no server would take, or ours will not as far as this phone knows: shown at the field, "" at the form. */
export interface Refused {
  readonly field: string;
  readonly words: string;
}

/**
 * send hands a draft to the phone: undefined when it was taken, or what is wrong and where. shown are the fields that the form has, where
 * it has not all; what is wrong with another is said of the whole form.
 */
export async function send(draft: Draft, shown?: readonly string[]): Promise<Refused | undefined> {
  const refused = await sent(draft);
  if (!refused) {
    toast.value = { text: say("saved"), kind: "good" };
    return undefined;
  }
  toast.value = { text: refused.words, kind: "bad" };
  requestAnimationFrame(() => document.querySelector(".wrong, .desk-wrong")?.scrollIntoView({ block: "center" }));
  return shown?.includes(refused.field) === false ? { ...refused, field: "" } : refused;
}

async function sent(draft: Draft): Promise<Refused | undefined> {
  try {
    const told = await advice(draft);
    if (told) return told;
    const confirmed = await ringFirst(draft);
    if (!confirmed) return { field: "urgency", words: pick(label("call-nurse-now")) };
    await phone().edit(confirmed);
    return undefined;
  } catch (cause) {
    return refusal(cause) ?? { field: "", words: words(cause) };
  }
}

/** making is what ops are made with now. */
export const making = (sequence: Making["sequence"]): Making => ({
  newId: () => phone().newId(),
  now: now(),
  actor: person.value?.actor ?? "",
  sequence,
});

/** inVoice says in whose name changes are made. */
export const inVoice = (changes: Dict<Op>, voice: Voice): Pick<Draft, "changes" | "onBehalfOf"> => ({
  changes,
  ...(voice === "citizen" ? { onBehalfOf: "citizen" } : {}),
});
