import { execFile, spawn, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const repo = resolve(import.meta.dirname, "../../..");
const run = promisify(execFile);

/** The seed of the key that tokens are signed with, so that a test can make some that run out. */
export const seed = Buffer.alloc(32, 7);

/** binary is the server, built once for a file of tests; SAMSYN_TEST_SERVER names one that is built already, as scripts/test does. */
let built: Promise<string> | undefined;
const binary = (): Promise<string> => (built ??= build());

async function build(): Promise<string> {
  const given = process.env["SAMSYN_TEST_SERVER"];
  if (given) return given;
  const folder = await mkdtemp(join(tmpdir(), "samsyn-sdk-"));
  process.on("exit", () => {
    rmSync(folder, { recursive: true, force: true }); // nothing that takes time is done any more
  });
  process.once("SIGTERM", () => process.exit()); // so a worker of vitest ends, and would not come to "exit"
  await run("go", ["build", "-o", join(folder, "samsyn"), "./server"], { cwd: repo });
  return join(folder, "samsyn");
}

/** Server is a demo server of its own, in a folder that is gone afterwards. */
export class Server {
  private process: ChildProcess | undefined;

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly demo: string,
  ) {}

  /** start begins a server without data; demo "1" is the fictional municipality, which a restart keeps. */
  static async start({ demo = "" } = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "samsyn-sdk-"));
    const { process, url } = await launch(folder, "127.0.0.1:0", demo);
    const server = new Server(url, folder, demo);
    server.process = process;
    return server;
  }

  /** restart ends the process and begins another on the same address and data. */
  async restart(): Promise<void> {
    await this.halt();
    this.process = (await launch(this.folder, this.url.replace("http://", ""), this.demo)).process;
  }

  async halt(): Promise<void> {
    const p = this.process;
    this.process = undefined;
    if (!p || p.exitCode !== null) return;
    const gone = new Promise((done) => p.once("exit", done));
    p.kill("SIGTERM");
    await gone;
  }

  async stop(): Promise<void> {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function launch(folder: string, listen: string, demo: string): Promise<{ process: ChildProcess; url: string }> {
  const env = {
    ...process.env, // SAMSYN_TEST_… is for tests, and read by no server
    SAMSYN_DEMO: "1",
    SAMSYN_DEMO_EMPTY: demo === "" ? "1" : "0",
    SAMSYN_SIGNED: "1",
    SAMSYN_LISTEN: listen,
    SAMSYN_DATA: join(folder, "data"),
    SAMSYN_LOG: "error",
    SAMSYN_KEY: seed.toString("base64"),
  };
  const child = spawn(await binary(), { env, stdio: ["ignore", "ignore", "pipe"] });
  process.once("exit", () => child.kill());
  const url = await new Promise<string>((done, fail) => {
    let said = "";
    child.stderr.on("data", (piece: Buffer) => {
      said += piece.toString();
      const found = /^Samsyn listens on (\S+)$/m.exec(said)?.[1];
      if (found) done(found);
    });
    child.once("exit", () => {
      fail(new Error("the server does not start: " + said));
    });
  });
  return { process: child, url };
}
