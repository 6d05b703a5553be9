/** The words of notices, choices, the outbox, forms and settings. */
export const desk = {
  sv: {},
  en: {},
} as const;
