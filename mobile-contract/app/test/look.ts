import type { Page } from "playwright-core";

/** overflow is what makes a page wider than its screen. */
export const overflow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll("body *")]
      .filter((e) => e.getBoundingClientRect().right > wide + 1)
      .slice(-3)
      .map((e) => e.outerHTML.slice(0, 160));
  });
