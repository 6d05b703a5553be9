import type { JSX } from "preact";
import { Ring } from "../team/ring.js";

/** RingPage is all there is to see until somebody has tried to phone. */
export const RingPage = (p: Parameters<typeof Ring>[0]): JSX.Element => (
  <main class="page" id="main" tabIndex={-1}>
    <Ring {...p} />
  </main>
);
