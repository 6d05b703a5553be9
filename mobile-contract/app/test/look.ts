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

/** small are the targets that are lower or narrower than a cold finger: less than 48 pixels. A tick box is hit by its whole label. */
export const small = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const targets = "a, button, summary, select, textarea, input:not([type=radio], [type=checkbox]), .choice label";
    return [...document.querySelectorAll(targets)]
      .map((e) => ({ e, box: e.getBoundingClientRect() }))
      .filter(({ e, box }) => e.checkVisibility() && box.width > 0 && (box.height < 47.5 || box.width < 47.5))
      .map(
        ({ e, box }) =>
          `${String(Math.round(box.width))}x${String(Math.round(box.height))} ${e.outerHTML.slice(0, 120)}`,
      );
  });
