import { WebSocket } from "ws";
import { openSocket, type OpenWire } from "../../src/net/wire.js";

/** Cuttable is a socket that can be lost without a word, as in a lift. */
export type Cuttable = ReturnType<OpenWire> & { cut(): void };

let latest: WebSocket | undefined;

/** Kept is the browser's WebSocket as the SDK knows it, from ws, which can be cut. */
class Kept extends WebSocket {
  constructor(url: string) {
    super(url);
    latest = this; // eslint-disable-line @typescript-eslint/no-this-alias -- the SDK makes it and gives nobody a handle
    this.on("error", () => undefined); // the close that follows is what a page hears
  }
}
Object.assign(globalThis, { WebSocket: Kept });

/** openCuttable opens a socket by the SDK's own code. */
export const openCuttable = (...args: Parameters<OpenWire>): Cuttable => {
  const wire = openSocket(...args);
  const socket = latest;
  return {
    ...wire,
    cut() {
      socket?.terminate();
    },
  };
};
