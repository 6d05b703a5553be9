import type { Word } from "../../words/index.js";

/** phases are the parts of a routine, in their order. */
export const phases = ["before", "during", "after"] as const;

export type Phase = (typeof phases)[number];

export const phaseWords: Readonly<Record<Phase, Word>> = {
  before: "tmPhaseBefore",
  during: "tmPhaseDuring",
  after: "tmPhaseAfter",
};
