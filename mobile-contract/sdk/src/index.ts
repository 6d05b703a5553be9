export { open, Samsyn, type Streams, type Token } from "./samsyn.js";
export type { OpenOptions } from "./host.js";
export { SamsynError, type Duty, type OwnCode } from "./trouble.js";
export { Invalid, type Draft, type SetAside, type Shown } from "./replica/index.js";
export type { Status } from "./net/events.js";
export type { Board, BoardEntry, Lock, Locks, Platform, Presence } from "./net/frames.js";
export type { OpenStorage, Storage } from "./storage/storage.js";
export { memoryStorage } from "./storage/memory.js";
export type * from "./core/index.js";
