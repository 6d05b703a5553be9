import { expect, test } from "vitest";

import { scopeFits } from "./scopefits.js";
import { at } from "./testing/bench.js";
import { rules } from "./testing/rules.js";

const cases: [template: string, scope: string, fits: boolean][] = [
  ["citizen/{citizen}/health/{municipality}", "citizen/c1/health/ekby", true],
  ["citizen/{citizen}/health/{municipality}", "citizen/c1/social/ekby", false],
  ["citizen/{citizen}/health/{municipality}", "citizen/c 1/health/ekby", false],
  ["citizen/{citizen}/health/{municipality}", "citizen//health/ekby", false],
  ["citizen/{citizen}/health/{municipality}", "citizen/c1/health", false],
  ["citizen/{citizen}/health/{municipality}", "citizen/c1/health/ekby/x", false],
  ["citizen/{citizen}/case-{team}-{part}/{municipality}", "citizen/c1/case-north-east-2/ekby", true],
  ["citizen/{citizen}/case-{team}-{part}/{municipality}", "citizen/c1/case-north-4/ekby", false],
  ["citizen/{citizen}/case-{team}-{part}/{municipality}", "citizen/c1/case-2/ekby", false],
  ["citizen/{citizen}/case-{team}-3/{municipality}", "citizen/c1/case-t1-3/ekby", true],
  ["citizen/{citizen}/case-{team}-3/{municipality}", "citizen/c1/case-t1-2/ekby", false],
  ["team/{team}/part{part}/{municipality}", "team/t1/part3/ekby", true],
  ["team/{team}/part{part}/{municipality}", "team/t1/part4/ekby", false],
  ["tenant/directory", "tenant/directory", true],
  ["tenant/directory", "tenant/rules", false],
  ["*", "citizen/c1/health/ekby", true],
  ["*", "tenant/rules", true],
  ["*", "nowhere", false],
];

test.each(cases)("%s takes %s: %s", (template, scope, fits) => {
  const type = { ...at(Object.values(rules.types), 0), scopes: ["unit/{unit}/x/{municipality}", template] };
  expect(scopeFits(type, scope)).toBe(fits);
});
