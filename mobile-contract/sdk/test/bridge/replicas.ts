import type { Schema } from "../../src/core/index.js";
import { Replica } from "../../src/replica/index.js";

/**
 * The replica that each phone has opened last: an app has no need to reach in, a test that compares has. Phones are told apart by
 * their schemas, of which each has an object of its own; replica ids are the same on every day.
 */
export type Replicas = WeakMap<Schema, Replica>;

const restore = Replica.restore.bind(Replica);

/** noteIn has the replicas that are opened from now on noted. */
export function noteIn(replicas: Replicas): void {
  Replica.restore = (options, stored) => {
    const made = restore(options, stored);
    replicas.set(options.schema, made);
    return made;
  };
}
