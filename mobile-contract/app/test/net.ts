import { connect, createServer, type Server, type Socket } from "node:net";

/** Net is one device's network: a port of its own that leads to the server, until it is taken away. */
export class Net {
  private readonly wires = new Set<Socket>();
  private isUp = true;
  /** The first lines of the HTTP requests that went through, such as "POST /v1/sync". */
  readonly asked: string[] = [];

  private constructor(
    private readonly listener: Server,
    readonly url: string,
  ) {}

  /** to makes a network that leads to a server's address. */
  static async to(server: string): Promise<Net> {
    const back = new URL(server);
    const made: { net?: Net } = {};
    const listener = createServer((front) => {
      made.net?.join(front, Number(back.port));
    });
    await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
    const at = listener.address();
    if (typeof at !== "object" || at === null) throw new Error("no port");
    return (made.net = new Net(listener, "http://127.0.0.1:" + String(at.port)));
  }

  /** off cuts every connection, and lets none begin. */
  off(): void {
    this.isUp = false;
    for (const w of this.wires) w.destroy();
  }

  on(): void {
    this.isUp = true;
  }

  close(): void {
    this.off();
    this.listener.close();
  }

  private join(front: Socket, port: number): void {
    if (!this.isUp) {
      front.destroy();
      return;
    }
    const back = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [front, back],
      [back, front],
    ] as const) {
      this.wires.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.wires.delete(one);
        other.destroy();
      });
    }
    front.on("data", (piece: Buffer) => {
      const line = /^([A-Z]+ \S+) HTTP\/1/.exec(piece.toString("latin1"))?.[1];
      if (line) this.asked.push(line);
    });
    front.pipe(back);
    back.pipe(front);
  }
}
