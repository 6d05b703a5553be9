import { embody, type Loaded } from "./body.js";
import type { Replicas } from "./replicas.js";

declare global {
  interface Window {
    /** What the page that a frame is in asks it for. */
    embody?: (replicas: Replicas) => Loaded;
  }
}

/** A frame with one run of an app: it has loaded the SDK, and gives it to the page. */
window.embody = embody;
