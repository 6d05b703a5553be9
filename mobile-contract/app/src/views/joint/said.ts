import { items, member, reading, type Doc } from "../../lib/docs.js";
import { person } from "../../lib/session.js";
import { authorOf } from "../team/author.js";

/** isHers: the visit is to whoever looks at it. */
export const isHers = (): boolean => person.value?.kind === "citizen";

/** Said is what the citizen says about one who comes. */
export interface Said {
  readonly answer: string;
  readonly words: string;
  readonly by: string;
  readonly at: string;
  readonly isTheirs: boolean;
  /** The change of time that it was said to. */
  readonly to: number;
}

/** stanceOn is what the citizen says about somebody, or else about all; a yes that is not marked as hers is none. */
export function stanceOn(d: Doc, id: string): Said {
  const found =
    items(d, "citizenStance").find((i) => i.id === id) ?? items(d, "citizenStance").find((i) => i.id === "all");
  const edit = reading(d, "citizenStance")?.items?.find((i) => i.id === found?.id)?.edit;
  const author = authorOf(d, edit);
  return {
    answer: member(found?.value, "answer"),
    words: member(found?.value, "words"),
    at: member(found?.value, "at"),
    by: author.who,
    isTheirs: author.isTheirs,
    to: Number(member(found?.value, "respondedToSequence")),
  };
}
