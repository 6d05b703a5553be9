import type { Stamp } from "./document.js";

/** How far ahead of the server a stamp may be before it loses every tie, milliseconds. */
export const skewLimitMillis = 5 * 60 * 1000;

const form = /^[0-9a-f]{16}-[0-9A-Za-z_]{1,64}$/;
const maxWall = 2 ** 48 - 1;
const maxCount = 2 ** 16 - 1;

/** Builds a stamp. Wall is clamped to 0 … 2^48-1 milliseconds. */
export function newStamp(wallMillis: number, count: number, replica: string): Stamp {
  const wall = Math.min(Math.max(Math.trunc(wallMillis), 0), maxWall);
  return `${hex(wall, 12)}${hex(count, 4)}-${replica}`;
}

function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, "0");
}

/** Whether a text is a stamp with a replica's id of 1 to 64 letters, digits or "_". */
export function isStamp(text: string): boolean {
  return form.test(text);
}

/** The time part, or 0 for a text that is not a stamp. */
export function wallMillis(stamp: Stamp): number {
  return digits(stamp, 0, 12);
}

function digits(stamp: Stamp, from: number, to: number): number {
  const text = stamp.slice(from, to);
  return stamp.length >= 16 && /^[0-9a-fA-F]+$/.test(text) ? Number.parseInt(text, 16) : 0;
}

/** The id after the dash, or "". */
export function replicaOf(stamp: Stamp): string {
  return stamp.slice(17);
}

/**
 * The stamp after a replica's latest one, or its first after "", at the phone's time now. It is greater than the latest
 * also when the phone's clock was set back; only in the last millisecond there is (year 10889) it stays.
 */
export function nextStamp(replica: string, last: Stamp, nowMillis: number): Stamp {
  const wall = wallMillis(last);
  const count = digits(last, 12, 16);
  const now = Math.min(Math.trunc(nowMillis), maxWall);
  if (now > wall) return newStamp(now, 0, replica);
  if (count < maxCount) return newStamp(wall, count + 1, replica);
  return wall < maxWall ? newStamp(wall + 1, 0, replica) : newStamp(wall, count, replica);
}
