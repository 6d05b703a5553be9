import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { Server } from "../../sdk/test/server.js";
import { launch } from "./device.js";

/** Stage is what the tests of a file are played on. */
export interface Stage {
  readonly server: Server;
  readonly browser: Browser;
}

/** stage has a demo server and a browser, from before the first test of a file until after its last. */
export function stage(): Stage {
  let built: Stage | undefined;
  const now = (): Stage => {
    if (!built) throw new Error("no test has begun");
    return built;
  };
  beforeAll(async () => {
    const [server, browser] = await Promise.all([Server.start({ demo: "1" }), launch()]);
    built = { server, browser };
  });
  afterAll(() => Promise.all([now().browser.close(), now().server.stop()]));
  return {
    get server() {
      return now().server;
    },
    get browser() {
      return now().browser;
    },
  };
}
