/** The words of team meetings, joint visits and questions. */
export const team = {
  sv: {},
  en: {},
} as const;
