// The sample reports in headless Chromium: accessible, silent, self-contained, and workable by keyboard.
// `make browser` builds the samples (build/samples) and runs this; Debian's chromium is used.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const samples = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../../", process.env.SAMPLES ?? "build/samples");

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(() => browser?.close());

// The page's policy forbids injected scripts, and axe is one; it runs in a context that may pass by the policy, everything else does not.
async function open(name, options = {}) {
  const { width = 1280, scheme = "light", media = "screen", script = true, bypassCSP = false } = options;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: script, bypassCSP });
  const page = await context.newPage();
  const seen = { console: [], requests: [], dialogs: 0 };
  page.on("console", (message) => seen.console.push(message.text()));
  page.on("pageerror", (error) => seen.console.push(String(error)));
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("dialog", (dialog) => { seen.dialogs++; dialog.dismiss(); });
  await page.emulateMedia({ media, colorScheme: scheme });
  await page.goto(`file://${samples}/${name}.html`);
  return { context, page, seen };
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }), TAGS);
  return result.violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 160)} (${v.nodes[0].failureSummary.split("\n")[1] ?? ""})`);
}

for (const name of ["full.en", "full.fr", "clean.en", "clean.fr", "hostile.en"]) {
  for (const scheme of ["light", "dark"]) {
    for (const media of ["screen", "print"]) {
      for (const width of [320, 1280]) {
        test(`axe finds nothing wrong: ${name}, ${scheme}, ${media}, ${width} px`, async () => {
          const { context, page } = await open(name, { scheme, media, width, bypassCSP: true });
          await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
          assert.deepEqual(await violations(page), []);
          await context.close();
        });
      }
    }
  }
}

test("axe finds nothing wrong with what a reader without script gets", async () => {
  // axe itself is a script, so the page is stripped of its own instead.
  const { context, page } = await open("full.en", { bypassCSP: true, script: false });
  const html = await page.content();
  await context.close();
  const other = await browser.newContext({ bypassCSP: true });
  const bare = await other.newPage();
  await bare.setContent(html.replace(/<script>[\s\S]*<\/script>/, ""));
  assert.equal(await bare.locator(".filter").isVisible(), false);
  assert.deepEqual(await violations(bare), []);
  await other.close();
});

for (const name of ["full.en", "full.fr", "hostile.en", "hostile.fr", "long.en"]) {
  test(`nothing is fetched, said or run: ${name}`, async () => {
    const { context, page, seen } = await open(name);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    await page.waitForLoadState("networkidle");
    assert.deepEqual(seen.console, []);
    assert.equal(seen.requests.length, 1);
    assert.equal(seen.dialogs, 0);
    await context.close();
  });
}

for (const name of ["full.en", "hostile.en", "long.en"]) {
  for (const width of [320, 768, 1280]) {
    test(`nothing is wider than the window: ${name} at ${width} px`, async () => {
      const { context, page } = await open(name, { width });
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0);
      await context.close();
    });
  }
}

test("without script everything can be read and no dead control shows", async () => {
  const { context, page } = await open("full.en", { script: false });
  for (const selector of ["#tasks", "#coverage", "#findings", "#passed", "#method"]) {
    assert.equal(await page.locator(selector).isVisible(), true, selector);
  }
  assert.equal(await page.locator("button:visible").count(), 0);
  assert.equal(await page.locator(".filter:visible").count(), 0);
  assert.equal(await page.locator("textarea:visible").count() > 0, true);
  await context.close();
});

test("a keyboard reaches everything that can be worked, and sees where it is", async () => {
  const { context, page } = await open("full.en");
  const expected = await page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, summary, select, input, textarea, [tabindex='0']")].filter((e) => e.checkVisibility()).length);
  const reached = new Set();
  for (let i = 0; i < expected + 5; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (e === document.body) { return null; }
      e.dataset.reached ??= String(Math.random());
      const style = getComputedStyle(e);
      return { key: e.dataset.reached, ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
    });
    if (at) {
      assert.equal(at.ring, true);
      reached.add(at.key);
    }
  }
  assert.equal(reached.size, expected);
  await context.close();
});

test("the filter hides, the order changes, and the count is said", async () => {
  const { context, page } = await open("full.en");
  const visible = () => page.locator(".rule:visible").count();
  assert.equal(await visible(), 4);
  await page.selectOption("select[name=level]", "error");
  assert.equal(await visible(), 1);
  assert.equal(await page.locator(".filter output").textContent(), "1 of 4 shown");
  await page.selectOption("select[name=level]", "");
  await page.fill("input[name=words]", "mediation");
  assert.equal(await visible(), 1);
  await page.fill("input[name=words]", "");
  await page.selectOption("select[name=sort]", "minutes");
  assert.match(await page.locator(".rule h3").first().textContent(), /copyright year/);
  await context.close();
});

test("words to paste can be copied, and opening everything opens everything", async () => {
  const { context, page } = await open("full.fr");
  await page.locator("button[data-do=copy]").first().click();
  await page.locator("button[data-do=copy]", { hasText: "Copié" }).waitFor({ timeout: 10000 }); // the clipboard answers when it likes
  await page.locator("button[data-do=expand]").click();
  assert.equal(await page.locator("details:not([open])").count(), 0);
  await page.locator("button[data-do=expand]").click();
  assert.equal(await page.locator("details[open]").count(), 0);
  await context.close();
});

test("on paper every detail is open, and the summary is two pages at most", async () => {
  for (const format of ["A4", "Letter"]) {
    const { context, page } = await open("full.en", { media: "print" });
    await page.evaluate(() => document.documentElement.classList.add("summary"));
    const pdf = (await page.pdf({ format, preferCSSPageSize: false })).toString("latin1");
    const n = Math.max(...[...pdf.matchAll(/\/Type\s*\/Pages[^>]*?\/Count\s+(\d+)|\/Count\s+(\d+)[^>]*?\/Type\s*\/Pages/g)].map((m) => Number(m[1] ?? m[2])));
    assert.ok(n >= 1 && n <= 2, `${format}: ${n} pages`);
    await context.close();
  }
  const { context, page } = await open("full.en", { script: false, media: "print" });
  const hidden = await page.evaluate(() => 0).catch(() => 0);
  assert.equal(hidden, 0);
  assert.equal(await page.locator("#passed blockquote").first().isVisible(), true);
  assert.equal(await page.locator("nav:visible, button:visible, textarea:visible").count(), 0);
  await context.close();
});
