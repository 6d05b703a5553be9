import { execFileSync } from "node:child_process";

/** findChromium gives the path of this machine's browser. */
export function findChromium(): string {
  const given = process.env["CHROMIUM"];
  if (given) return given;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // not this one
    }
  }
  throw new Error("Chromium is needed: apt-get install chromium, or set CHROMIUM to its path.");
}
