import type { Schema } from "../../src/core/index.js";
import type { Body, Cuttable, Loaded } from "./body.js";
import { exchange } from "./exchange.js";
import { speak } from "./lines.js";
import type { Replicas } from "./replicas.js";

/*
 * Phones that live in this page, each run of an app in a frame of its own: the SDK, its timers, its sockets and its hold on the
 * database are the frame's, and gone with it at once. What is not the app's stays here: the tap, the day's clock, what is told.
 */

const replicas: Replicas = new WeakMap();
const relay = new WebSocket(location.origin.replace(/^http/, "ws") + "/lines");
let sockets = 0;

/** makeBody opens the app in a frame, and waits until it is loaded. */
function makeBody(): Promise<Body> {
  const frame = document.createElement("iframe");
  return new Promise((resolve, reject) => {
    frame.onload = () => {
      const loaded = frame.contentWindow?.embody?.(replicas);
      if (loaded) resolve(bodyOf(frame, loaded));
      else reject(new Error("a frame has nothing in it"));
    };
    frame.src = "/app.html";
    document.body.append(frame);
  });
}

const bodyOf = (frame: HTMLIFrameElement, loaded: Loaded): Body => ({
  ...loaded,
  openSocket: (url, ends) => cuttable(++sockets, (n) => loaded.openSocket(`${url}/${n}`, ends)),
  end() {
    frame.remove();
  },
});

/** cuttable is a socket by its number, which the relay can cut: a page can only say goodbye. */
function cuttable(n: number, open: (n: number) => Omit<Cuttable, "cut">): Cuttable {
  return {
    ...open(n),
    cut() {
      relay.send(`cut ${n}`);
    },
  };
}

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port2.onmessage = () => waiting.shift()?.();

/** later: a message to oneself comes when all that waits for promises is done, and is not slowed down as timers are. */
function later(f: () => void): void {
  waiting.push(f);
  port1.postMessage(0);
}

async function begin(): Promise<void> {
  const schema = (await (await fetch("/schema.json")).json()) as Schema; // Go wrote it
  const address = (node: string): string => `${location.origin}/to/${encodeURIComponent(node)}`;
  const take = exchange({ kind: "indexeddb", schema, replicas, makeBody, address, later });
  speak((line) => {
    relay.send(line);
  });
  relay.onmessage = (m: MessageEvent<unknown>) => {
    take(String(m.data));
  };
  if (relay.readyState === WebSocket.CONNECTING) await new Promise((resolve) => (relay.onopen = resolve));
  relay.send("ready");
}

void begin();
