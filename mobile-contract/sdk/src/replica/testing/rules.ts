import type { Policy, Schema } from "../../core/index.js";

export const noteType = "note";

const label = { sv: "", en: "" };
const rule = (policy: Policy) => ({ label, policy });

/** One type with a field of each kind of merge that matters to a phone. Values are not checked. */
export const rules: Schema = {
  types: {
    [noteType]: {
      type: noteType,
      label,
      scopes: ["*"],
      rights: { create: [], write: [] },
      fields: { title: rule("lastWriter"), notes: rule("journal"), tags: rule("addWins"), where: rule("immutable") },
    },
  },
};
