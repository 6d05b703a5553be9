import { signal } from "@preact/signals";
import { beforeSaving } from "@samsyn/sdk/advise";
import type { Draft } from "@samsyn/sdk";
import { me } from "../forms/me.js";
import { citizenOf, find } from "./docs.js";

/** Asked is a question about medicines that waits until its author has rung a nurse. */
export interface Asked {
  readonly citizen: string;
  /** answer: whether the nurse answered; undefined, it is not urgent after all. */
  readonly answer: (didAnswer: boolean | undefined) => void;
}

export const asked = signal<Asked | undefined>(undefined);

/**
 * ringFirst has somebody ring a nurse before what is urgent about medicines is saved, from whatever form, and gives the draft with what
 * she says of it; undefined when it is not to be saved.
 */
export async function ringFirst(draft: Draft): Promise<Draft | undefined> {
  const before = find(draft.scope, draft.doc)?.view;
  if (!beforeSaving(me(), draft, before).some((d) => d.code === "call-nurse-now")) return draft;
  const didAnswer = await new Promise<boolean | undefined>((answer) => {
    asked.value = { citizen: citizenOf(draft.scope), answer };
  });
  asked.value = undefined;
  if (didAnswer === undefined) return undefined;
  return { ...draft, changes: { ...draft.changes, alreadyPhoned: { set: didAnswer } } };
}
