import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { pipeline, type Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";

/** Pages are what the road has by itself: a type and a text for each path. */
export type Pages = Readonly<Record<string, readonly [type: string, text: string]>>;

/** Where a request goes: the address of a server, the number of a socket, and what it asks that server for. */
const form = /^\/to\/([^/]+)(?:\/(\d+))?(\/v1\/.*)$/;

/**
 * Road is between phones in a browser and servers. It is one address, so that the browser takes them for one place as it would the
 * app's own host, and it can cut a socket as a lift does: a page could only close it, which says goodbye.
 */
export class Road {
  /** Resolves to the socket of the page at /lines. */
  readonly page: Promise<WebSocket>;
  private readonly sockets = new Map<number, readonly Duplex[]>();
  private readonly cuts = new Set<number>();
  private readonly server: Server;

  private constructor(private readonly pages: Pages) {
    this.server = createServer((ask, answer) => {
      this.asks(ask, answer);
    });
    const lines = new WebSocketServer({ noServer: true, maxPayload: 1 << 30 });
    this.page = new Promise((resolve) => {
      this.server.on("upgrade", (ask: IncomingMessage, front: Socket, head: Buffer) => {
        if (ask.url === "/lines") lines.handleUpgrade(ask, front, head, resolve);
        else this.joins(ask, front, head);
      });
    });
  }

  static async open(pages: Pages): Promise<Road> {
    const road = new Road(pages);
    await new Promise<void>((done) => road.server.listen(0, "127.0.0.1", done));
    return road;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; // it listens on a port
  }

  /** cut loses a socket, also one that is still to come. */
  cut(n: number): void {
    this.cuts.add(n);
    for (const end of this.sockets.get(n) ?? []) end.destroy();
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private asks(ask: IncomingMessage, answer: ServerResponse): void {
    const [type, text] = this.pages[ask.url ?? ""] ?? [];
    if (type !== undefined) {
      answer.writeHead(200, { "Content-Type": type }).end(text);
      return;
    }
    const to = target(ask);
    if (!to) {
      answer.writeHead(404).end();
      return;
    }
    const back = request(to.url, { method: ask.method ?? "GET", headers: ask.headers });
    back.on("response", (said) => {
      answer.writeHead(said.statusCode ?? 500, said.headers);
      pipeline(said, answer, () => undefined);
    });
    back.on("error", () => answer.destroy());
    answer.on("close", () => back.destroy());
    ask.pipe(back);
  }

  /** joins connects two sockets until one of them ends. */
  private joins(ask: IncomingMessage, front: Socket, head: Buffer): void {
    const to = target(ask);
    front.on("error", () => front.destroy());
    if (!to || this.cuts.has(to.socket)) {
      front.destroy();
      return;
    }
    const back = request(to.url, { headers: ask.headers });
    front.on("close", () => back.destroy());
    back.on("error", () => front.destroy());
    back.on("response", (said) => {
      said.resume();
      front.end(`HTTP/1.1 ${said.statusCode ?? 500} refused\r\nConnection: close\r\n\r\n`);
    });
    back.on("upgrade", (said, end: Socket, first: Buffer) => {
      const lines = said.rawHeaders.map((text, i) => (i % 2 === 0 ? text + ": " : text + "\r\n"));
      front.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("")}\r\n`);
      front.write(first);
      end.write(head);
      for (const s of [front, end]) s.setNoDelay(true);
      pipeline(front, end, front, () => this.sockets.delete(to.socket));
      this.sockets.set(to.socket, [front, end]);
      if (this.cuts.has(to.socket)) this.cut(to.socket);
    });
    back.end();
  }
}

function target(ask: IncomingMessage): { url: URL; socket: number } | undefined {
  const [, node = "", socket = "0", path = ""] = form.exec(ask.url ?? "") ?? [];
  return node === "" ? undefined : { url: new URL(path, decodeURIComponent(node)), socket: Number(socket) };
}
