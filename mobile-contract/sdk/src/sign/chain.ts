/**
 * Link is a place in a replica's chain of edits: 64 hex digits.
 */
export type Link = string;

/**
 * Proof stands beside a row of edits that follow each other in a replica's chain: the link before the first, and the signature of
 * the last, in standard base64. A proof whose sig is "" is still to be signed.
 */
export interface Proof {
  readonly link: Link;
  readonly sig: string;
}
