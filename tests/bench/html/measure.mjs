// SPDX-License-Identifier: Apache-2.0
// Opens a page several times, each time in a browser's fresh context, and
// prints when it was loaded and painted, in milliseconds from being asked for;
// and what that took of the page's main thread, which a busy machine does not
// change.
// usage: node measure.mjs PAGE
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const ROUNDS = 9;
const url = pathToFileURL(resolve(process.argv[2])).href;
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update",
    "--disable-sync"],
});

async function once() {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(url);
  // A paint is told once it is over.
  await page.evaluate(() => new Promise((told) =>
    new PerformanceObserver((list) =>
      list.getEntriesByName("first-contentful-paint").forEach(told))
      .observe({ type: "paint", buffered: true })));
  const times = await page.evaluate(() => {
    const asked = performance.getEntriesByType("navigation")[0];
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return { loaded: asked.loadEventEnd, painted: paint.startTime };
  });
  const { metrics } = await session.send("Performance.getMetrics");
  times.busy = 1000 * metrics.find((m) => m.name === "TaskDuration").value;
  // And all of it laid out, whatever was left for later.
  times.open = await page.evaluate(() => {
    const from = performance.now();
    document.querySelectorAll("details").forEach((d) => (d.open = true));
    document.body.getBoundingClientRect();
    return performance.now() - from;
  });
  await context.close();
  return times;
}

const all = [];
for (let i = 0; i < ROUNDS; i++) all.push(await once());
await browser.close();
for (const name of ["loaded", "painted", "busy", "open"]) {
  const sorted = all.map((t) => t[name]).sort((a, b) => a - b);
  console.log(`${name}: median ${Math.round(sorted[ROUNDS >> 1])} ms, ` +
    `worst ${Math.round(sorted[ROUNDS - 1])} ms`);
}
