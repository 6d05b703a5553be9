import type { Edit, Verdict } from "../../src/core/index.js";
import { canonical } from "../../src/core/canonical.js";
import { decode, decodeAnswer } from "../../src/net/codec.js";
import type { PhoneFrame, ServerFrame, Visit } from "../../src/net/frames.js";
import type { Ends, OpenWire, Post, Wire } from "../../src/net/wire.js";
import type { Piece } from "../../src/replica/index.js";
import type { Body, Cuttable } from "./body.js";
import { Echo } from "./echo.js";

/** What a tap tells, and asks. */
export interface Listener {
  heard(verdicts: readonly { readonly verdict: Verdict; readonly lost: boolean }[]): void;
  /** A frame came, before the SDK has it. */
  came(frame: ServerFrame): void;
  /** A frame goes out. */
  goes(frame: PhoneFrame): void;
  /** Something was let through, or the network went. */
  changed(): void;
}

/**
 * Tap is the network of one phone: the SDK's own sockets and requests, with a hand on the tap. It takes the network away, loses
 * answers, holds edits back and sends what the SDK would not send: a batch again, or in another order.
 */
export class Tap {
  online = false;
  /** The next verdicts are lost, and the network with them. */
  lose = false;
  /** The SDK's edits go nowhere. */
  hold = false;
  /** What was sent beside the SDK and is not answered. */
  readonly own = new Set<string>();
  /** The edits of the last submit. */
  last: readonly Edit[] = [];
  /** For requests: what goes in the next ones, in order. */
  private readonly queue: Piece[] = [];
  private readonly waiting = new Set<() => void>();
  private wire: { readonly socket: Cuttable; readonly ends: Ends } | undefined;
  private turn = 0;
  private echo: Echo | undefined;

  constructor(
    private readonly nodes: readonly string[],
    private readonly http: boolean,
    private readonly listener: Listener,
  ) {}

  /** up gives the network back, and lets whoever waits for it connect. */
  up(): void {
    this.online = true;
    for (const go of [...this.waiting]) go();
  }

  /** down takes the network away. */
  down(): void {
    this.online = false;
    this.cut();
  }

  /** there resolves when there is network. */
  there(): Promise<void> {
    if (this.online) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        this.waiting.delete(go);
        resolve();
      };
      this.waiting.add(go);
    });
  }

  /** cut loses the connection. */
  cut(): void {
    const wire = this.wire;
    this.wire = undefined;
    this.own.clear();
    wire?.socket.cut();
    wire?.ends.closed(1006);
    this.listener.changed();
  }

  /** openWire is the network as a run of the app has it. */
  openWire(body: Body): OpenWire {
    return (_url, ends) => this.opens(body, ends);
  }

  private opens(body: Body, ends: Ends): Wire {
    let socket: Cuttable | undefined;
    const connect = (): void => {
      if (this.http) return; // it has no sockets
      this.waiting.delete(connect);
      socket = this.connect(body, ends);
    };
    if (this.online) connect();
    else this.waiting.add(connect);
    return {
      send: (text) => {
        if (this.passes(JSON.parse(text) as PhoneFrame)) socket?.send(text); // the SDK wrote it
      },
      close: () => {
        this.waiting.delete(connect);
        if (this.wire?.socket === socket) this.wire = undefined;
        socket?.close();
      },
    };
  }

  private connect(body: Body, ends: Ends): Cuttable {
    const isMine = (): boolean => this.wire?.socket === socket;
    const socket: Cuttable = body.openSocket(this.node(), {
      opened: () => {
        if (isMine()) ends.opened();
      },
      text: (text) => {
        if (isMine() && this.lets(text)) {
          ends.text(text);
          for (const again of this.echo?.after(text) ?? []) if (isMine()) ends.text(again);
        }
        this.listener.changed();
      },
      closed: (code) => {
        if (!isMine()) return;
        this.wire = undefined;
        this.own.clear();
        ends.closed(code);
        this.listener.changed();
      },
    });
    this.wire = { socket, ends };
    this.echo?.begin();
    return socket;
  }

  /** echoes makes the network give frames twice and late from now on. */
  echoes(seed: number): void {
    this.echo = new Echo(seed);
  }

  private node(): string {
    return this.nodes[this.turn++ % this.nodes.length] ?? "";
  }

  /** passes reports whether a frame of the SDK's goes out. */
  private passes(f: PhoneFrame): boolean {
    if (f.frame === "submit" && this.hold) return false;
    if (f.frame === "submit") this.last = f.edits;
    this.listener.goes(f);
    return true;
  }

  /** lets reports whether a text of the server's reaches the SDK. */
  private lets(text: string): boolean {
    let f: ServerFrame | undefined;
    try {
      f = decode(text);
    } catch {
      return true; // the SDK says what it thinks of it
    }
    if (!f) return true;
    if (f.frame === "verdicts" && this.hears(f.verdicts)) {
      this.down();
      return false;
    }
    this.listener.came(f);
    return true;
  }

  /** hears notes verdicts, and says whether they are lost. */
  private hears(verdicts: readonly Verdict[]): boolean {
    const lost = this.lose;
    this.lose = false;
    for (const v of verdicts) this.own.delete(v.edit);
    this.listener.heard(verdicts.map((verdict) => ({ verdict, lost })));
    return lost;
  }

  /** send sends pieces beside the SDK; over HTTP with the next requests. */
  send(pieces: readonly Piece[]): void {
    if (this.http) {
      this.queue.push(...pieces);
      return;
    }
    for (const p of pieces) {
      for (const e of p.edits) this.own.add(e.id);
      this.last = p.edits;
      this.wire?.socket.send(canonical({ frame: "submit", edits: p.edits, proof: p.proof }));
    }
  }

  /** queued is how much waits for requests. */
  get queued(): number {
    return this.queue.length;
  }

  /** post is a request as a run of the app makes it. */
  post(body: Body): Post {
    return (_url, token, text, signal) => this.posts(body, token, text, signal);
  }

  private async posts(body: Body, token: string, text: string, signal: AbortSignal): ReturnType<Post> {
    const { trouble } = body;
    if (!this.online) throw trouble("no-network");
    const asked = this.put(JSON.parse(text) as Visit); // the SDK wrote it
    const answer = await body.post(this.node() + "/v1/sync", token, canonical(asked), signal);
    if (!this.isUp()) throw trouble("no-network"); // the answer met nobody
    if (answer.status !== 200) return answer;
    const frames = decodeAnswer(answer.text);
    const verdicts = frames.flatMap((f) => (f.frame === "verdicts" ? f.verdicts : []));
    if (verdicts.length > 0 && this.hears(verdicts)) {
      this.down();
      throw trouble("no-network");
    }
    for (const f of frames) this.listener.came(f);
    return answer;
  }

  private isUp(): boolean {
    return this.online;
  }

  /** put puts into a request what is to be sent beside the SDK, and takes out what is held. */
  private put(visit: Visit): Visit {
    const { edits, proof, ...rest } = visit;
    const next = this.queue.shift() ?? (this.hold || !edits ? undefined : { edits, ...(proof && { proof }) });
    if (next) this.last = next.edits;
    if (next) this.listener.goes({ frame: "submit", edits: next.edits, proof: next.proof });
    for (const scope of visit.purged ?? []) this.listener.goes({ frame: "purged", scope });
    for (const box of visit.sealed ?? []) this.listener.goes(box);
    if (visit.pushToken) this.listener.goes(visit.pushToken);
    return { ...rest, ...next };
  }
}
