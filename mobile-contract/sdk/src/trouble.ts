/**
 * What can go wrong, in one form: a code, and what to do about it (mobile-contract/errors.md). Codes of the server travel as they
 * came; those below are the SDK's own. No text in here holds what people wrote, so it may be logged.
 */
export type Duty = "fix" | "retry" | "refresh" | "resync" | "upgrade";

/** The SDK's own codes, their duty and what they mean, Swedish first. */
const own = {
  "storage-full": [
    "fix",
    "Telefonen är full. Det du skriver sparas före allt annat; ta bort något annat.",
    "The phone is full. What you write is kept before all else; remove something.",
  ],
  "storage-damaged": [
    "resync",
    "Något som var sparat kunde inte läsas. Det som går att rädda är kvar och resten hämtas igen.",
    "Something saved could not be read. What could be saved is kept, the rest is fetched again.",
  ],
  "storage-lost": [
    "fix",
    "Webbläsaren har tagit bort det som var sparat. Kontrollera det du skrev sist.",
    "The browser has removed what was saved. Check what you wrote last.",
  ],
  "storage-unavailable": [
    "fix",
    "Det går inte att spara i den här webbläsaren. Stäng privat läge eller byt webbläsare.",
    "This browser cannot save. Leave private mode, or use another one.",
  ],
  "crypto-missing": ["upgrade", "Webbläsaren är för gammal. Uppdatera den.", "This browser is too old. Update it."],
  "server-frame": [
    "retry",
    "Servern sa något som inte går att läsa. Appen försöker igen; det du skrivit finns kvar.",
    "The server said what cannot be read. The app tries again; what you wrote is kept.",
  ],
  "no-login": ["refresh", "Du är inte inloggad.", "You are not logged in."],
  "no-network": ["retry", "Ingen kontakt med servern. Fortsätt arbeta.", "No contact with the server. Go on working."],
  "clock-wrong": ["fix", "Telefonens klocka går fel. Ställ den.", "The phone's clock is wrong. Set it."],
  "lease-over": [
    "refresh",
    "För länge utan kontakt med servern. Inget visas; det du skrivit finns kvar.",
    "No contact with the server for too long. Nothing is shown; what you wrote is kept.",
  ],
  "not-sealed": [
    "retry",
    "Det finns osänt som inte kan förseglas. Anslut och försök igen.",
    "Something unsent cannot be sealed. Connect and try again.",
  ],
  "not-answered": ["retry", "Ingen svarade. Försök igen.", "Nobody answered. Try again."],
} as const satisfies Record<string, readonly [Duty, string, string]>;

export type OwnCode = keyof typeof own;

/** Words for people. */
export interface Labels {
  readonly sv: string;
  readonly en: string;
}

/** SamsynError is the one error the SDK throws and reports. */
export class SamsynError extends Error {
  override readonly name = "SamsynError";

  constructor(
    /** One of OwnCode, of errors.md, or of a later server. */
    readonly code: string,
    readonly duty: Duty,
    /** What to show the person. */
    readonly text: Labels,
    /** How long to wait, when the server said so; milliseconds. */
    readonly retryMillis?: number,
    options?: ErrorOptions,
  ) {
    super(code + " (" + duty + ")", options);
  }
}

/** trouble makes an error with one of the SDK's own codes. */
export function trouble(code: OwnCode, cause?: unknown): SamsynError {
  const [duty, sv, en] = own[code];
  return new SamsynError(code, duty, { sv, en }, undefined, cause === undefined ? undefined : { cause });
}

/** asTrouble gives an error as it is when it is one of ours, and else under the code that fits where it was caught. */
export const asTrouble = (cause: unknown, code: OwnCode): SamsynError =>
  cause instanceof SamsynError ? cause : trouble(code, cause);
