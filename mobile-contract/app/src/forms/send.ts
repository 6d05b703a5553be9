import type { Draft, Op, Dict } from "@samsyn/sdk";
import { phone } from "../lib/phone.js";
import { person } from "../lib/session.js";
import { now, toast, words } from "../lib/write.js";
import { say } from "../words/index.js";
import type { Making } from "./ops.js";
import type { Voice } from "./rights.js";
import { refusal } from "./wrong.js";

/** Refused is what no server would take: shown at the field, "" at the form. */
export interface Refused {
  readonly field: string;
  readonly words: string;
}

/** send hands a draft to the phone: undefined when it was taken, or what is wrong and where. */
export async function send(draft: Draft): Promise<Refused | undefined> {
  try {
    await phone().edit(draft);
    toast.value = { text: say("saved"), kind: "good" };
    return undefined;
  } catch (cause) {
    const refused = refusal(cause) ?? { field: "", words: words(cause) };
    toast.value = { text: refused.words, kind: "bad" };
    return refused;
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
