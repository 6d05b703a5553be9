import { judge, type Said } from "@samsyn/sdk/advise";
import type { Draft } from "@samsyn/sdk";
import { me } from "../forms/me.js";
import { codeWords } from "../forms/wrong.js";
import { say } from "../words/index.js";
import { held, phone, schema } from "./phone.js";

/**
 * What this phone can know that the server will say of a draft, told before it is saved: that the citizen has said no, that an answer is
 * not confirmed. The phone may hold an old truth, so whoever means it saves all the same, by the same tap again.
 */
export interface Advice {
  /** The field it is about, "" for all. */
  readonly field: string;
  readonly words: string;
}

/** What was told last: told once, it is not told again of the same draft. */
let told = "";

/** advice is what to tell before a draft is saved; undefined when there is nothing, or it was told. */
export async function advice(draft: Draft): Promise<Advice | undefined> {
  const { code = "", field = "", refused } = await judged(draft);
  const doc = draft.create ? "" : draft.doc;
  const key = refused ? [draft.scope, doc, draft.type, code, field].join("\n") : "";
  if (key === "" || key === told) {
    told = "";
    return undefined;
  }
  told = key;
  return { field, words: codeWords(code) + " " + say("saveAnyway") };
}

async function judged(draft: Draft): Promise<Said> {
  const watched = held(draft.scope).peek();
  try {
    const shown = watched.length > 0 ? watched : await phone().list(draft.scope);
    if (!draft.create && !shown.some((d) => d.doc === draft.doc)) return {};
    return judge(Date.now(), me(), schema.peek(), shown, draft);
  } catch {
    return {}; // no login any more, or values that the schema refuses: saving says so
  }
}
