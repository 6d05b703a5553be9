import { canonical } from "../core/canonical.js";
import { signBatch } from "../reads/index.js";
import type { Replica } from "../replica/index.js";
import type { Key } from "../sign/index.js";
import { trouble, type SamsynError } from "../trouble.js";
import type { Around } from "./around.js";
import type { Carrier } from "./carrier.js";
import { decodeAnswer, readFailure } from "./codec.js";
import type { Failure, ServerFrame, Visit } from "./frames.js";
import type { Keeper } from "./keeper.js";
import { problem } from "./line.js";
import type { Session } from "./session.js";
import type { Post } from "./wire.js";

/** What a background visit needs. */
export interface Visitor {
  readonly url: string;
  readonly post: Post;
  readonly token: string;
  readonly replica: Replica;
  readonly key: Key | undefined;
  readonly session: Session;
  readonly keeper: Keeper;
  readonly carrier: Carrier;
  readonly around: Around;
  readonly signal: AbortSignal;
}

/** Requests of one visit: an outbox of thousands, and a few reloads. */
const maxRounds = 100;
const maxReads = 100;
const maxBoxes = 16;

/**
 * visit is a whole meeting with the server without a socket: for an app that was woken for seconds. It resolves when nothing waits
 * and everything is here, and rejects with no-network or what the server said.
 */
export async function visit(v: Visitor): Promise<void> {
  let push: string | undefined;
  for (let round = 0; round < maxRounds; round++) {
    v.session.begin();
    const more = await exchange(v, push);
    push = more.push;
    await v.keeper.saved();
    if (more.done && !v.replica.reads(1) && v.replica.pending() === 0 && v.session.purges.length === 0) return;
  }
}

async function exchange(v: Visitor, push: string | undefined): Promise<{ done: boolean; push: string | undefined }> {
  const purged = [...v.session.purges];
  const body = await request(v, purged, push);
  const answer = await v.post(v.url + "/v1/sync", v.token, canonical(body), v.signal);
  if (answer.status !== 200) throw refusal(answer.text);
  const frames = decodeAnswer(answer.text);
  v.session.told(purged);
  for (const f of frames) v.session.take(f);
  const first = frames.find((f) => f.frame === "welcome");
  const failed = frames.find((f): f is Failure => f.frame === "error");
  const isTaken = v.session.handsIn && (v.replica.pending() > 0 || !!v.replica.reads(1)) && frames.length > 1;
  if (failed && failed.duty !== "fix" && !isTaken) throw problem(failed);
  const owes = push === undefined && v.around.owed(first?.push) !== undefined;
  return { done: isDone(frames) && !v.session.asked && !owes, push: owes ? first?.push : undefined };
}

const isDone = (frames: readonly ServerFrame[]): boolean => frames.some((f) => f.frame === "caughtUp");

async function request(v: Visitor, purged: readonly string[], push: string | undefined): Promise<Visit> {
  const hello = v.session.hello("");
  const [piece] = v.session.out.pieces();
  const read = v.replica.reads(maxReads);
  const boxes = v.carrier.take(maxBoxes);
  const pushToken = v.around.owed(push);
  await v.keeper.saved(); // before anything of it is sent
  const reads = read && (v.key ? await signBatch(v.key, read) : read);
  return {
    ...hello,
    ...(piece && { edits: piece.edits }),
    ...(piece?.proof && { proof: piece.proof }),
    ...(reads && { reads }),
    ...(purged.length > 0 && { purged }),
    ...(pushToken && { pushToken }),
    ...(boxes.length > 0 && { sealed: boxes.map((b) => ({ frame: "sealed" as const, ...b.box })) }),
  };
}

function refusal(text: string): SamsynError {
  try {
    const f = readFailure(text);
    if (f) return problem(f);
  } catch {
    // no frame: a proxy's page
  }
  return trouble("no-network");
}
