import { expect, test } from "vitest";
import { dial } from "./dial.js";

test.each([
  ["070-174 06 05", "0701740605"],
  ["070 174 06 05", "0701740605"],
  ["(070) 174 06 05", "0701740605"],
  ["+46 70 174 06 05", "+46701740605"],
  ["+46 (0)70-174 06 05", "+46701740605"],
  ["Jourtelefon 070-174 06 05", "0701740605"],
  ["070-174 06 05 (dagtid)", "0701740605"],
  ["019-12 34 56", "019123456"],
])("%s is a number to call", (way, number) => {
  expect(dial(way)).toBe(number);
});

test.each([
  "",
  "Via växeln",
  "Ankn 4512",
  "112 44",
  "070-174 06 05 eller 070-174 06 06",
  "kl 8–16: 070-174 06 05",
  "kl 08-16 019-12 34 56",
  "0701740605070174",
])("%s is nothing to call by a touch", (way) => {
  expect(dial(way)).toBe("");
});
