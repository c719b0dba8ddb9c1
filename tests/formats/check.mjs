// SPDX-License-Identifier: Apache-2.0
// Opens reports in Chromium as their readers would, and looks for what must
// not be there: a message, a request, a barrier, something cut or not printed.
// usage: node check.mjs FOLDER, which holds NAME.html beside NAME.json
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import axe from "axe-core";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const folder = resolve(process.argv[2]);
let failures = 0;

function expect(name, holds, what) {
  if (holds) return;
  failures++;
  console.log(`${name}: ${what}`);
}

const validator = new HtmlValidate(new FileSystemConfigLoader({
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // One hashed style is what the policy allows.
    "no-inline-style": "error",
    "long-title": "off",
    "require-sri": "off",
  },
}));

async function checkMarkup(name, file) {
  const report = await validator.validateString(readFileSync(file, "utf8"));
  for (const result of report.results)
    for (const m of result.messages)
      expect(name, false, `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
}

async function checkBarriers(name, page, scheme) {
  await page.emulateMedia({ colorScheme: scheme });
  await page.evaluate(() =>
    document.querySelectorAll("details").forEach((d) => (d.open = true)));
  // Only colours differ in the dark.
  const rules = scheme === "dark" ? ["color-contrast"] : ["wcag2a", "wcag2aa",
    "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await page.evaluate((runOnly) =>
    globalThis.axe.run(document, { runOnly }), rules);
  for (const one of found.violations)
    expect(name, false, `${scheme}: ${one.id}: ${one.help} at ` +
      one.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", "));
  expect(name, found.passes.length >= (scheme === "dark" ? 1 : 10),
    `${scheme}: axe judged too little`);
}

// Every "details" opens and closes by keyboard alone.
async function checkKeyboard(name, page) {
  await page.reload();
  for (const summary of await page.locator("summary").all()) {
    const isOpen = () => summary.evaluate((s) => s.parentElement.open);
    const before = await isOpen();
    await summary.focus();
    await page.keyboard.press("Enter");
    expect(name, (await isOpen()) !== before, "a details does not open");
    await page.keyboard.press("Space");
    expect(name, (await isOpen()) === before, "a details does not close");
  }
}

async function checkWidths(name, page) {
  // 640 is 1280 at 200 % zoom.
  for (const width of [320, 360, 640, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() =>
      document.documentElement.scrollWidth - window.innerWidth);
    expect(name, wide <= 0, `${wide} pixels too wide at ${width}`);
  }
}

// The paper holds every finding, closed or open on the screen.
async function checkPrint(name, page, report, format) {
  const pdf = join(folder, `${name}.${format}.pdf`);
  await page.pdf({ path: pdf, format });
  const text = execFileSync("pdftotext", ["-raw", pdf, "-"],
    { encoding: "utf8", maxBuffer: 1 << 28 }).replace(/\s/g, "");
  rmSync(pdf);
  for (const finding of report.findings)
    expect(name, text.includes(finding.id.replace(/\s/g, "")),
      `${finding.id} is not on ${format} paper`);
  for (const cause of report.causes)
    expect(name, text.includes(cause.title.replace(/\s/g, "")),
      `the title of ${cause.id} is not on ${format} paper`);
}

// What evidence holds is text, and only that.
async function checkInert(name, page) {
  const odd = await page.evaluate(() => [
    ...document.querySelectorAll(
      "script, img, iframe, object, embed, form, input, base, link, " +
      "[style], [onclick], [onerror], [onload], a:not([href^='#'])"),
  ].map((e) => e.outerHTML.slice(0, 80)));
  expect(name, odd.length === 0, `has ${odd.join(" ")}`);
}

// By keyboard, on paper, and by who sees otherwise.
async function checkUse(name, page, report) {
  await checkKeyboard(name, page);
  await checkPrint(name, page, report, "A4");
  if (name === names[0]) await checkPrint(name, page, report, "Letter");
  // The debugger's way in: the page's own policy allows no script.
  await page.evaluate(axe.source);
  await checkBarriers(name, page, "light");
  await checkBarriers(name, page, "dark");
}

async function checkPage(browser, name) {
  const file = join(folder, `${name}.html`);
  const report = JSON.parse(readFileSync(join(folder, `${name}.json`)));
  const url = pathToFileURL(file).href;
  const context = await browser.newContext({ bypassCSP: false });
  const page = await context.newPage();
  page.on("console", (m) => expect(name, false, `says ${m.text()}`));
  page.on("pageerror", (e) => expect(name, false, `fails: ${e}`));
  page.on("request", (r) =>
    expect(name, r.url() === url, `asks for ${r.url()}`));
  page.on("dialog", (d) => expect(name, false, `asks ${d.message()}`));
  await page.goto(url);
  await checkInert(name, page);
  await checkWidths(name, page);
  await checkMarkup(name, file);
  // What these hold is hostile; what they are built of is that of the others.
  if (!name.startsWith("evidence-")) await checkUse(name, page, report);
  await context.close();
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update",
    "--disable-sync"],
});
const names = readdirSync(folder).filter((f) => f.endsWith(".html"))
  .map((f) => f.slice(0, -5)).sort();
// Two at a time: what takes long is done by processes of the browser.
const waiting = [...names];
async function work() {
  while (waiting.length) await checkPage(browser, waiting.shift());
}
await Promise.all([work(), work()]);
await browser.close();
console.log(`${names.length} pages, ${failures} complaints`);
process.exit(failures || names.length < 8 ? 1 : 0);
