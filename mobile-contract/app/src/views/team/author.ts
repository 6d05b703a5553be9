import { clockOf } from "../../forms/say.js";
import { writtenAt, type Doc } from "../../lib/docs.js";

/** Author is who wrote something, and when. */
export interface Author {
  readonly who: string;
  readonly at: string;
  /** What is wrong with the clock that it was written by; or "". */
  readonly clock: string;
  /** The citizen wrote it, or somebody for her, and no staff. */
  readonly isTheirs: boolean;
}

/** authorOf is who wrote an edit of a document, and when. */
export function authorOf(d: Doc, edit: string | undefined): Author {
  const origin = edit === undefined ? undefined : d.origins[edit];
  if (!origin) return { who: "", at: "", clock: "", isTheirs: false };
  const isTheirs = ["citizen", "representative", "server"].includes(origin.role);
  return { who: origin.author, at: writtenAt(origin), clock: clockOf(origin), isTheirs };
}

/** raiserOf is who made a document, or "". */
export const raiserOf = (d: Doc): string => authorOf(d, d.created).who;
