import type { Candidate } from "./document.js";
import type { Dict, Json } from "./json.js";

/** A document as people see it. */
export interface View {
  /** The reason it was voided, or "". */
  readonly voided: string;
  /** The edit that creates it has not come yet: do not show it as complete. */
  readonly incomplete: boolean;
  readonly fields: Dict<Reading>;
}

/** One field as people see it. What is empty is left out. */
export interface Reading {
  /** What is shown and in force; undefined when nothing is. Of a counter the sum. */
  readonly value?: Json;
  /** The edit that wrote it. */
  readonly edit?: string;
  /** Of list fields. */
  readonly items?: readonly Item[];
  /** Proposals that wait for an agreement, requests that wait for the server. */
  readonly waiting?: readonly Candidate[];
  /** Values written without knowing of the one shown. */
  readonly beside?: readonly Candidate[];
  /** People must choose, between the candidates: the proposals that wait, or else all values. */
  readonly disputed?: boolean;
  readonly candidates?: readonly Candidate[];
  /** The authors who are told that they wrote without knowing of each other, sorted. */
  readonly told?: readonly string[];
}

/** One entry of a list field. */
export interface Item {
  readonly id: string;
  readonly value: Json;
  readonly edit: string;
  readonly beside?: readonly Candidate[];
  /** An answer to an earlier sequence: it does not count. */
  readonly stale?: boolean;
}
