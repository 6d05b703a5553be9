import { Tab } from "./tab.js";
import type { Net } from "../net.js";
import { mine } from "./village.js";

/** Opened is what one cold start cost the main thread until the day's visits were on the screen, in milliseconds. */
export interface Opened {
  /** Processor time of all tasks that had begun by then. */
  readonly task: number;
  /** By the clock on the wall, from the beginning of the navigation. */
  readonly wall: number;
}

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly documentLoaderURL?: string } };
}

const mark = "the day is on the screen";

/** opening starts a browser anew on a folder, without network, and loads the app until the person's visits are shown. */
export async function opening(folder: string, net: Net): Promise<Opened> {
  const tab = await Tab.open(folder, net);
  await tab.page.addInitScript(watch, { mine, mark });
  await tab.cdp.send("Tracing.start", {
    transferMode: "ReturnAsStream",
    traceConfig: {
      includedCategories: [
        "toplevel",
        "devtools.timeline",
        "blink.user_timing",
        "disabled-by-default-devtools.timeline",
      ],
    },
  });
  await tab.load();
  await tab.page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark);
  const text = await trace(tab);
  await tab.close();
  return figures((JSON.parse(text) as { traceEvents: readonly TraceEvent[] }).traceEvents);
}

/** watch marks the first frame in which all of the day's visits are there, with names and not ids. It runs in the page. */
function watch({ mine, mark }: { mine: number; mark: string }): void {
  const look = (): void => {
    const names = [...document.querySelectorAll(".visit-name")].map((one) => one.textContent);
    if (names.filter((name) => name.includes(" ")).length < mine) {
      requestAnimationFrame(look);
      return;
    }
    requestAnimationFrame(() => performance.mark(mark));
  };
  requestAnimationFrame(look);
}

async function trace({ cdp }: Tab): Promise<string> {
  const ended = new Promise<string>((done, fail) => {
    cdp.once("Tracing.tracingComplete", ({ stream }) => {
      if (stream) done(stream);
      else fail(new Error("no trace"));
    });
  });
  await cdp.send("Tracing.end");
  const handle = await ended;
  for (let text = ""; ;) {
    const { data, eof, base64Encoded } = await cdp.send("IO.read", { handle, size: 1 << 20 });
    text += base64Encoded ? Buffer.from(data, "base64").toString() : data;
    if (eof) return text;
  }
}

/** figures adds up the tasks of the thread that marked the screen, from the navigation to that mark. */
function figures(all: readonly TraceEvent[]): Opened {
  const end = all.find((e) => e.cat.includes("blink.user_timing") && e.name === mark);
  if (!end) throw new Error("the trace has no mark");
  const own = all.filter((e) => e.pid === end.pid && e.tid === end.tid);
  const start = own.findLast(
    (e) => e.name === "navigationStart" && e.args?.data?.documentLoaderURL?.endsWith("/app/") === true,
  );
  if (!start) throw new Error("the trace has no navigation");
  const tasks = own.filter((e) => e.ph === "X" && e.name === "RunTask" && e.ts >= start.ts && e.ts < end.ts);
  const task = tasks.reduce((millis, e) => millis + (e.tdur ?? NaN) / 1000, 0);
  return { task, wall: (end.ts - start.ts) / 1000 };
}
