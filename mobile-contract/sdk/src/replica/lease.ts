import { keySelf, touch, type State } from "./state.js";

// A phone may show what it holds for some hours after it was last in contact with the server: it may be lost, and then nobody
// can ask it to purge.

const hourMillis = 60 * 60 * 1000;
/** How far a clock may be set back before it looks like a trick, and how often contact is written down. */
const slackMillis = 5 * 60 * 1000;

/** heard says that a frame came from the server. */
export function heard(s: State, now: number): void {
  const far = now - s.lease.heard;
  if (s.lease.heard !== 0 && far >= 0 && far < slackMillis) return;
  s.lease.heard = now;
  touch(s, keySelf);
}

/** lease takes the hours that the welcome says; 0 when it says nothing. */
export function lease(s: State, hours: number): void {
  if (s.lease.hours === hours) return;
  s.lease.hours = hours;
  touch(s, keySelf);
}

/**
 * lapsed reports whether the phone must show nothing it holds: it has had no contact for too long, or its clock was set back. What
 * waits in the outbox stays, and is sent. The next frame from the server ends it.
 */
export function lapsed(s: State, now: number): boolean {
  const { hours, heard: at } = s.lease;
  return hours > 0 && at > 0 && (now - at >= hours * hourMillis + slackMillis || now < at - slackMillis);
}
