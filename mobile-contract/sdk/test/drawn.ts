import fc from "fast-check";

/** What one run of property tests draws the next draws, too; RAPID_SEED names another seed, as for those in Go, and 0 draws anew. */
export const drawn = Number(process.env["RAPID_SEED"] ?? 1);

if (drawn) fc.configureGlobal({ seed: drawn });
