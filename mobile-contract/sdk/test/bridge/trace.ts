import type { ServerFrame } from "../../src/net/frames.js";

/** How many frames are remembered. */
const most = 60;

/** Trace is the latest frames by their numbers, without what people wrote. */
export class Trace {
  private readonly lines: string[] = [];

  note(f: ServerFrame): void {
    this.lines.push(lineOf(f));
    if (this.lines.length > most) this.lines.shift();
  }

  get all(): readonly string[] {
    return [...this.lines];
  }
}

function lineOf(f: ServerFrame): string {
  if (f.frame !== "documents" && f.frame !== "commit") return f.frame;
  const docs =
    f.frame === "documents"
      ? f.documents.map((d) => `${d.id}@${d.seq}`)
      : f.changes.map((c) => `${c.doc.id}@${c.prev}→${c.doc.seq}${c.whole ? " whole" : ""}`);
  const how = f.frame === "documents" ? ` reset ${String(f.reset)}, done ${String(f.done)},` : "";
  return `${f.frame} ${f.scope} at ${f.cursor.seq}, checksum ${f.checksum},${how} ${docs.join(" ")}`;
}
