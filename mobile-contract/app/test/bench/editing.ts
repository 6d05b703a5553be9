import type { Tab } from "./tab.js";
import { meeting, team } from "./village.js";

/** Edited is what one tap cost until the screen showed it. */
export interface Edited {
  /** Frames that were drawn before the one that shows it: 0 when it is the next one. */
  readonly late: number;
  /** Processor time of the page's main thread, in milliseconds, with what comes after: saving, sending, the server's answer. */
  readonly task: number;
  /** From the tap to the beginning of that frame, by the clock on the wall. */
  readonly wall: number;
}

interface Seen {
  late: number;
  wall: number;
}

declare global {
  var tapped: Promise<Seen> | undefined;
}

/** editing answers a meeting's call, yes and no in turn, and looks in which frame the answer is pressed. */
export async function editing(tab: Tab, times: number): Promise<readonly Edited[]> {
  await tab.page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    "#/meeting/" + encodeURIComponent(`team/${team}/meeting/ekby`) + "/" + meeting,
  );
  const all: Edited[] = [];
  for (let n = 0; n < times; n++) {
    const name = n % 2 === 0 ? /^Jag kommer$/ : /^Kan inte/;
    const button = tab.page.getByRole("button", { name });
    await button.waitFor();
    await button.evaluate(follow);
    const before = await tab.cpu();
    await button.click();
    const seen = await tab.page.evaluate(() => globalThis.tapped);
    await tab.page.locator(".bar-contact", { hasText: "Ansluten" }).waitFor();
    await tab.page.locator(".bar-count").waitFor({ state: "detached" }); // the server has answered
    if (!seen) throw new Error("nobody saw the tap");
    all.push({ ...seen, task: (await tab.cpu()).task - before.task });
  }
  return all;
}

/** follow looks, at the beginning of each frame after the next tap, whether the button is pressed. It runs in the page. */
function follow(button: Element): void {
  globalThis.tapped = new Promise<Seen>((done) => {
    button.addEventListener(
      "click",
      () => {
        const start = performance.now();
        let late = 0;
        const look = (): void => {
          if (button.getAttribute("aria-pressed") === "true") done({ late, wall: performance.now() - start });
          else {
            late++;
            requestAnimationFrame(look);
          }
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}
