import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";
import type { Schema } from "../../src/core/index.js";
import { embody, type Body } from "./body.js";
import { speak } from "./lines.js";
import { exchange } from "./exchange.js";
import type { Replicas } from "./replicas.js";

/** Phones that live in this process: sockets are those of ws, the database is one in memory with a browser's manners. */
const replicas: Replicas = new WeakMap();
const [where = "indexeddb", schemaFile = "src/schema.json"] = process.argv.slice(3);
const schema = JSON.parse(readFileSync(schemaFile, "utf8")) as Schema; // Go wrote it

let latest: WebSocket | undefined;

/** Kept is the browser's WebSocket as the SDK knows it, which can be cut. */
class Kept extends WebSocket {
  constructor(url: string) {
    super(url);
    latest = this; // eslint-disable-line @typescript-eslint/no-this-alias -- the SDK makes it and gives nobody a handle
    this.on("error", () => undefined); // the close that follows is what a page hears
  }
}
Object.assign(globalThis, { WebSocket: Kept });

/** The one body of all: an app that was killed is kept from everything by its Life. */
const loaded = embody(replicas);
const body: Body = {
  ...loaded,
  openSocket: (...args) => {
    const wire = loaded.openSocket(...args);
    const socket = latest;
    return {
      ...wire,
      cut() {
        socket?.terminate();
      },
    };
  },
  end: () => undefined,
};

speak((line) => {
  process.stdout.write(line + "\n");
});
const take = exchange({
  kind: where === "memory" ? where : "indexeddb",
  schema,
  replicas,
  makeBody: () => Promise.resolve(body),
  address: (node) => node,
  later: setImmediate,
});
createInterface({ input: process.stdin })
  .on("line", take)
  .on("close", () => {
    process.exit(0);
  });
