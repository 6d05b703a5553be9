/** How far a replica has read a scope. Chain is the first 16 hex digits of the hash of the commit at seq. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
  readonly chain: string;
}

/** The sum mod 2^64 of the numbers of a scope's hot documents; 16 hex digits on the wire (checksum.ts). */
export type Checksum = bigint;
