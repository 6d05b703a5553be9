import type { Doc } from "../../lib/docs.js";

/** Author is who wrote something, and when. */
export interface Author {
  readonly who: string;
  readonly at: string;
  /** The citizen wrote it, or somebody for her, and no staff. */
  readonly isTheirs: boolean;
}

/** authorOf is who wrote an edit of a document, and when. */
export function authorOf(d: Doc, edit: string | undefined): Author {
  const origin = edit === undefined ? undefined : d.origins[edit];
  if (!origin) return { who: "", at: "", isTheirs: false };
  const isTheirs = ["citizen", "representative", "server"].includes(origin.role);
  const wall = Number.parseInt(origin.stamp.slice(0, 12), 16);
  return { who: origin.author, at: Number.isNaN(wall) ? "" : new Date(wall).toISOString(), isTheirs };
}

/** raiserOf is who made a document, or "". */
export const raiserOf = (d: Doc): string => authorOf(d, d.created).who;
