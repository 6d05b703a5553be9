/*
 * @samsyn/sdk/advise: what a phone says and does by itself, without a server and without anybody asking. A port of the Go package
 * sync/advise, and of what sync/care derives for the screen, proven equal by vectors/advise.json and vectors/derived.json. Pure: the
 * same arguments give the same answer. What comes back holds codes, references and times, never a value for a field to be written; the
 * words for codes are in label.
 */
export { appointments, type Alarm, type Known, type Moved, type Plan } from "./appointments.js";
export { derive } from "./derive/derive.js";
export type { All, Derivable } from "./derive/screen.js";
export { beforeOpening, beforeSaving, type Demand } from "./demands.js";
export type { Held, Me } from "./held.js";
export { judge, type Said, type Written } from "./judge.js";
export { suggests } from "./suggests.js";
export { label, type AdviceCode } from "./texts.js";
