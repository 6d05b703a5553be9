import type { Site } from "./site.js";

interface Frame {
  readonly frame: string;
  readonly documents?: readonly unknown[];
  readonly code?: string;
}

/** Wire is a phone that is no more than its socket: it says where its person is, and counts what it is sent. */
export class Wire {
  documents = 0;

  private constructor(private readonly socket: WebSocket) {}

  /** open resolves when the server has sent everything that the person may hold. */
  static async open(site: Site, actor: string): Promise<Wire> {
    const token = await site.token(actor);
    const socket = new WebSocket(site.url.replace("http", "ws") + "/v1/socket");
    const wire = new Wire(socket);
    await new Promise<void>((done, fail) => {
      socket.onopen = () => {
        wire.say({ frame: "hello", contract: 1, token, replica: `w${actor}`, clock: Date.now(), cursors: {} });
      };
      socket.onmessage = (m: MessageEvent<string>) => {
        const f = JSON.parse(m.data) as Frame;
        if (f.frame === "documents") wire.documents += f.documents?.length ?? 0;
        if (f.frame === "caughtUp") done();
        if (f.frame === "bye" || f.frame === "error") fail(new Error(`${actor}: ${f.code ?? ""}`));
      };
      socket.onclose = (e) => {
        fail(new Error(`${actor}: closed, ${e.code} ${e.reason}`));
      };
    });
    return wire;
  }

  presence(state: string, pending: number): void {
    this.say({ frame: "presence", state, pending });
  }

  close(): void {
    this.socket.close();
  }

  private say(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }
}
