import type { Edit, Op } from "@samsyn/sdk";
import type { Doc } from "../../lib/docs.js";
import { set, write } from "../../lib/write.js";

/** change writes into a document that is there; undefined when it was not taken. */
export const change = (d: Doc, changes: Readonly<Record<string, Op>>, onBehalfOf = ""): Promise<Edit | undefined> =>
  write({ scope: d.scope, doc: d.doc, type: d.type, ...(onBehalfOf === "" ? {} : { onBehalfOf }), changes });

/** put does the same for a button, which waits for nothing. */
export async function put(d: Doc, changes: Readonly<Record<string, Op>>, onBehalfOf = ""): Promise<void> {
  await change(d, changes, onBehalfOf);
}

/** toState brings a document into a state. */
export const toState = (d: Doc, state: string, reason = "", onBehalfOf = ""): Promise<Edit | undefined> =>
  change(d, { state: set(state), ...(reason === "" ? {} : { stateReason: set(reason) }) }, onBehalfOf);
