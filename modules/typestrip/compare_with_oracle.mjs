#!/usr/bin/env node
// Compares typestrip.wasm with amaro, the type eraser of Node.js, on every file of cases/.
//
//   node modules/typestrip/compare_with_oracle.mjs [path of typestrip.wasm] [name of a case ...]
//
// A case passes when both erase the same (white space and empty statements aside), V8 accepts what
// is left, and every remaining character is where it was. Cases named *.unsupported.ts and
// *.invalid.ts must fail in both, in the same line. differences.json lists where the two differ
// for a reason; an entry that no longer differs is a failure, too.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import amaro from "amaro";

if (vm.SourceTextModule === undefined) {
  const flags = ["--experimental-vm-modules", "--no-warnings"];
  const script = fileURLToPath(import.meta.url);
  const child = spawnSync(process.execPath, [...flags, script, ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  process.exit(child.status ?? 1);
}

const here = new URL(".", import.meta.url);
const [, , wasmPath = new URL("../../build/wasm/modules/typestrip.wasm", here), ...only] =
  process.argv;

/** Starts the module and returns `strip(bytes) -> {code} | {error}`, as a host would. */
function loadTypestrip(path) {
  const module = new WebAssembly.Module(readFileSync(path));
  if (WebAssembly.Module.imports(module).length > 0) throw new Error("the module has imports");
  const wasm = new WebAssembly.Instance(module, {}).exports;
  wasm._initialize();
  const text = (address, bytes) =>
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      new Uint8Array(wasm.memory.buffer, address, bytes),
    );
  return (bytes) => {
    const address = wasm.typestrip_allocate(bytes.length);
    new Uint8Array(wasm.memory.buffer, address, bytes.length).set(bytes);
    const outcome = wasm.typestrip_run(address, bytes.length);
    const [version, repeated, result, resultBytes, error, errorBytes] = new Uint32Array(
      wasm.memory.buffer, wasm.typestrip_status_address(), 6);
    if (version !== 1 || repeated !== outcome) throw new Error("the status contradicts the call");
    return outcome === 1
      ? { code: text(result, resultBytes) }
      : { error: JSON.parse(text(error, errorBytes)) };
  };
}

/** The oracle's answer in the same form; its columns count from 0. */
function stripWithOracle(source) {
  try {
    return { code: amaro.transformSync(source, { mode: "strip-only", module: true }).code };
  } catch (error) {
    const code = error.code === "UnsupportedSyntax" ? "unsupported_syntax" : "syntax_error";
    return { error: { code, line: error.startLine, column: error.startColumn + 1 } };
  }
}

const withoutSpace = (code) => code.replace(/\s+/gu, "");
const withoutSemicolons = (code) => withoutSpace(code).replaceAll(";", "");

/** What is wrong with the erased code by itself, or nothing. */
function findFlaw(source, code) {
  if (code.length !== source.length) return "length changed";
  for (let at = 0; at < code.length; ++at) {
    const kept = code[at] === source[at];
    const isLineEnd = /[\n\r\u2028\u2029]/u.test(source[at]);
    if (!kept && (isLineEnd || !/[\s;()]/u.test(code[at]))) return `character ${at} moved`;
  }
  try {
    new vm.SourceTextModule(code);
  } catch (error) {
    // A case may be a script: `with` and the like are not the eraser's concern.
    return `V8: ${error.message}`;
  }
  return undefined;
}

/** How the two answers differ, or nothing. */
function findDifference(ours, theirs) {
  if (ours.error || theirs.error) {
    const show = ({ code, error }) =>
      error ? `${error.code} ${error.line}:${error.column}` : `code ${JSON.stringify(code)}`;
    const same = ours.error?.code === theirs.error?.code && ours.error?.line === theirs.error?.line;
    return same ? undefined : `ours ${show(ours)}, theirs ${show(theirs)}`;
  }
  if (withoutSemicolons(ours.code) === withoutSemicolons(theirs.code)) return undefined;
  return `ours ${JSON.stringify(ours.code)}, theirs ${JSON.stringify(theirs.code)}`;
}

/** The verdict on one case: undefined when it passes. */
function judge(name, source, ours, theirs, reason) {
  const mustFail = /\.(unsupported|invalid)\.ts$/u.test(name);
  const expected = name.endsWith(".invalid.ts") ? "syntax_error" : "unsupported_syntax";
  if (mustFail && ours.error?.code !== expected) return `expected ${expected}, got ${JSON.stringify(ours)}`;
  if (!mustFail && ours.error && !reason) return `unexpected ${JSON.stringify(ours.error)}`;
  const flaw = ours.error ? undefined : findFlaw(source, ours.code);
  if (flaw) return `${flaw}: ${JSON.stringify(ours.code)}`;
  const difference = findDifference(ours, theirs);
  if (difference && !reason) return difference;
  if (!difference && reason) return "listed in differences.json, but does not differ";
  return undefined;
}

/** The comparison must be able to fail. */
function checkCanary() {
  const source = "let a: number = 1;\n";
  const right = "let a         = 1;\n";
  const wrong = [source, "let a = 1;        \n", "let b         = 1;\n", "let a        1 = ;\n"];
  if (judge("canary.ts", source, { code: right }, { code: right }, undefined)) return false;
  return wrong.every((code) => judge("canary.ts", source, { code }, { code: right }, undefined));
}

const strip = loadTypestrip(wasmPath);
const differences = JSON.parse(readFileSync(new URL("differences.json", here), "utf8"));
const cases = readdirSync(new URL("cases/", here)).filter(
  (name) => name.endsWith(".ts") && (only.length === 0 || only.includes(name)),
);
let passed = 0;
let failed = 0;
if (checkCanary()) {
  ++passed;
} else {
  ++failed;
  console.log("FAIL canary: the comparison accepts wrong output");
}
for (const name of cases.sort()) {
  const bytes = readFileSync(new URL(`cases/${name}`, here));
  const source = bytes.toString("utf8");
  const verdict = judge(name, source, strip(bytes), stripWithOracle(source), differences[name]);
  if (verdict) {
    ++failed;
    console.log(`FAIL ${name}: ${verdict}`);
  } else {
    ++passed;
  }
}
for (const name of Object.keys(differences)) {
  if (only.length === 0 && !cases.includes(name)) {
    ++failed;
    console.log(`FAIL ${name}: listed in differences.json, but there is no such case`);
  }
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;
