import { openSocket, type OpenWire, type Wire } from "../src/net/wire.js";

/** Net is a phone's network: it can be taken away. */
export class Net {
  private readonly wires = new Set<Wire>();
  private up = true;

  readonly open: OpenWire = (url, ends) => {
    if (!this.up) {
      queueMicrotask(() => {
        ends.closed(1006);
      });
      return { send: () => undefined, close: () => undefined };
    }
    const wire = openSocket(url, ends);
    this.wires.add(wire);
    return wire;
  };

  off(): void {
    this.up = false;
    for (const w of this.wires) w.close();
    this.wires.clear();
  }

  on(): void {
    this.up = true;
  }
}
