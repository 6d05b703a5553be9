/** The words of the coordinator's board. */
export const board = {
  sv: {},
  en: {},
} as const;
