import type { Schema } from "../../src/core/index.js";
import { Replica } from "../../src/replica/index.js";

/**
 * The replica that each phone has opened last: an app has no need to reach in, a test that compares has. Phones are told apart by
 * their schemas, of which each has an object of its own; replica ids are the same on every day.
 */
export const replicas = new WeakMap<Schema, Replica>();

const restore = Replica.restore.bind(Replica);
Replica.restore = (options, stored) => {
  const made = restore(options, stored);
  replicas.set(options.schema, made);
  return made;
};
