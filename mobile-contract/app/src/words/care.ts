/** The words of a visit and of a citizen. */
export const care = {
  sv: {},
  en: {},
} as const;
