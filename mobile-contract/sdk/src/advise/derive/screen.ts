import type { Json, Origin, Schema, Type } from "../../core/index.js";
import { wallMillis } from "../../core/hlc.js";
import type { Shown } from "../../replica/index.js";
import type { Held } from "../held.js";

/** The documents of a type that the phone shows. */
export type All = (type: string) => Iterable<Held>;

/** What a derived field is computed for: a Shown of list or watchAll, with its scope. */
export type Derivable = Held & Pick<Shown, "origins">;

/** What a derived field is computed from. */
export interface Screen {
  readonly schema: Schema;
  readonly all: All;
}

/** One way to compute a field; undefined when there is nothing to show. */
export type Rule = (s: Screen, of: Derivable, t: Type) => Json | undefined;

/** writtenAt is when an edit was written, milliseconds; by a clock that runs ahead it was not after the arrival. */
export const writtenAt = (o: Origin): number => (o.ahead ? Math.min(o.at, wallMillis(o.stamp)) : wallMillis(o.stamp));
