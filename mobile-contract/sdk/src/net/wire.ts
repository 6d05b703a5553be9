import { trouble } from "../trouble.js";

/** Wire is an open way to the server that carries whole frames. */
export interface Wire {
  send(text: string): void;
  close(): void;
}

/** What happens on a wire. closed comes once, last, also when it never opened; the code is the close code. */
export interface Ends {
  opened(): void;
  text(text: string): void;
  closed(code: number): void;
}

/** OpenWire begins to connect to the socket of a server whose address is http(s)://host. */
export type OpenWire = (url: string, ends: Ends) => Wire;

/** openSocket is the browser's WebSocket. What is not text is handed on as a text that no frame has. */
export const openSocket: OpenWire = (url, ends) => {
  const socket = new WebSocket(url.replace(/^http/, "ws") + "/v1/socket");
  socket.onopen = () => {
    ends.opened();
  };
  socket.onmessage = (m: MessageEvent<unknown>) => {
    ends.text(typeof m.data === "string" ? m.data : "");
  };
  socket.onclose = (c) => {
    ends.closed(c.code);
  };
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      socket.close();
    },
  };
};

/** Post sends one request and gives the body of an answer with its status. It rejects with no-network. */
export type Post = (
  url: string,
  token: string,
  body: string,
  signal: AbortSignal,
) => Promise<{ status: number; text: string }>;

/** postFetch is the browser's fetch. */
export const postFetch: Post = async (url, token, body, signal) => {
  try {
    const headers = { Authorization: "Bearer " + token, "Content-Type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body, signal, credentials: "omit", cache: "no-store" });
    return { status: answer.status, text: await answer.text() };
  } catch (cause) {
    throw trouble("no-network", cause);
  }
};
